"""What must hold when the machine is unkind: killed processes, a tampered log, many writers at once.

Minutes long, so apart from the tests: `make torture`. Each script prints its seed, writes its figures to
docs/measured and fails when a promise or its floor on work done is not met.
"""

"""What every test may use: browser, databases, and the rule that nothing is left out unseen."""

import os

import hypothesis

pytest_plugins = [
    "tests.support.not_run",
    "tests.support.sharing_out",
    "tests.support.databases",
    "tests.support.browser",
]

# The same examples every time: a red run can be repeated. `nightly` looks for new ones.
hypothesis.settings.register_profile("ci", derandomize=True, max_examples=60, deadline=None, database=None)
hypothesis.settings.register_profile("nightly", max_examples=2000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("FANLIGHT_HYPOTHESIS", "ci"))


def pytest_configure(config):
    config.addinivalue_line("markers", "wheel: builds the wheel and installs it in a clean environment")

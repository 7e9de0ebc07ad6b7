"""Comparison areas: what would have been here without the change, told from places that had none.

One module an estimator; `comparing` runs them side by side, and the spread over them is the answer.
"""

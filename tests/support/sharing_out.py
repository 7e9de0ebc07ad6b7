"""Which tests one worker runs one after another: those of a file, and all promises.

Promises look at every page as opened by everybody, which is gathered once a worker and takes a minute.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadFileScheduling

PROMISES = "tests/promises"


class FilesTogether(LoadFileScheduling):
    """A file at a time, and the promises as if they were one."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return PROMISES if path.startswith(PROMISES) else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return FilesTogether(config, log)

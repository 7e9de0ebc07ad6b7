"""Which tests one worker runs one after another: those of a file, and all promises.

Promises look at every page as opened by everybody, which is gathered once a worker and takes a minute.
Tests of one page each are shared out in handfuls: as one file they would keep one worker busy long after
the other has done. Journeys over both databases stay together: their server on PostgreSQL is made once.
"""

from __future__ import annotations

from zlib import crc32

import pytest
from xdist.scheduler import LoadFileScheduling

PROMISES = "tests/promises"
A_PAGE_EACH = ("tests/journeys/test_pages.py", "tests/journeys/test_forms_sent_empty.py")
HANDFULS = 12
OVER_BOTH = tuple(f"tests/journeys/test_{name}.py" for name in ("a_case_system", "investigation", "the_loop"))


class FilesTogether(LoadFileScheduling):
    """A file at a time, and the promises as if they were one."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        if path.startswith(PROMISES):
            return PROMISES
        if path in OVER_BOTH:
            return "journeys over both databases"
        return f"{path} {crc32(nodeid.encode()) % HANDFULS}" if path in A_PAGE_EACH else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return FilesTogether(config, log)

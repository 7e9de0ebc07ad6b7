"""Tests that could not run are told by name; no other way of leaving a test out is allowed.

A test that needs what the machine has not calls `not_run(reason)`. With FANLIGHT_REFUSE_NOT_RUN=1 that
fails the whole run. `pytest.skip`, `skipif`, `xfail`, `importorskip` and doctests skipped whole are failures.
"""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

_NAMES: list[tuple[str, str]] = []


class NotRun(pytest.skip.Exception):
    """A test could not run here."""


def not_run(reason: str) -> NoReturn:
    """Leave a test out because this machine lacks something; say what."""
    raise NotRun(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.excinfo and call.excinfo.errisinstance(NotRun):
        report.not_run = str(call.excinfo.value.msg)  # goes with the report from the process that ran it
    elif report.skipped or hasattr(report, "wasxfail"):
        report.outcome = "failed"
        vars(report).pop("wasxfail", None)
        report.longrepr = (
            f"{item.nodeid} was left out ({report.longrepr}). Use tests.support.not_run.not_run(reason)"
            " for what this machine lacks; a test that is expected to fail is mended or removed."
        )
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report):
    if reason := getattr(report, "not_run", ""):
        _NAMES.append((report.nodeid, reason))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was left out while collecting: {report.longrepr}"
    return report


def pytest_sessionfinish(session, exitstatus):
    refused = os.environ.get("FANLIGHT_REFUSE_NOT_RUN") == "1"
    if refused and _NAMES and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if _NAMES:
        terminalreporter.section(f"NOT RUN ({len(_NAMES)})", yellow=True)
        for name, reason in _NAMES:
            terminalreporter.line(f"NOT RUN {name}: {reason}")

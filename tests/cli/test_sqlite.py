"""The journal mode by version: the table of the fault, both sides of each edge."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.web.site.sqlite import doctor, journal_mode


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 9), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "TRUNCATE"),
        ((3, 53, 4), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_wal_only_where_safe(version, mode):
    assert journal_mode(version) == mode


@given(st.tuples(st.just(3), st.integers(0, 80), st.integers(0, 20)))
def test_a_later_patch_never_takes_safety_away(version):
    major, minor, patch = version
    if journal_mode(version) == "WAL":
        assert journal_mode((major, minor, patch + 1)) == "WAL"


def test_doctor_names_the_mode_of_this_python():
    [(name, status, words)] = doctor()
    assert (name, status) == ("SQLite journal mode", "ok")
    assert words.startswith(journal_mode(sqlite3.sqlite_version_info))

"""A table for an analysis: what is asked for by name, and faults with their place."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.exchange.analysis_table import read_analysis_table, read_number
from fanlight.exchange.reading import Unreadable


def table(text, *columns):
    file = BytesIO(text.encode())
    file.name = "counts.csv"
    return read_analysis_table(file, columns)


def test_days_numbers_and_text():
    read = table("month;n;by\n2013-09;1,204;A\n\n01/10/2013;NA; B \n", "month", "n")
    assert [str(day) for day in read.days("month")] == ["2013-09-01", "2013-10-01"]
    np.testing.assert_array_equal(read.numbers("n"), [1204, np.nan])
    assert read.text("by") == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("month,n\n2013-09,x\n", "n", "counts.csv, row 2, n: not a number (x)"),
        ("month,n\n\n2013-09,1e400\n", "n", "counts.csv, row 3, n: not a number (1e400)"),
        ("month,n\n2013-13,1\n", "month", "counts.csv, row 2, month: no such day in the calendar (2013-13)"),
    ],
)
def test_a_fault_is_told_with_its_place(text, column, told):
    read = table(text, "month", "n")
    with pytest.raises(Unreadable) as refused:
        read.numbers(column) if column == "n" else read.days(column)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("month,n\n", "counts.csv: there is no row below the headings"),
        ("month,count\n2013-09,1\n", "counts.csv: n is not among the columns (month, count)"),
        ("n,n\n1,2\n", "counts.csv: n stands twice among the columns (n, n)"),
        ("month,n\n2013-09\n", "counts.csv, row 2: 1 cells for 2 headings"),
        ("month,n\n2013-09,1,5\n", "counts.csv, row 2: 3 cells for 2 headings"),
    ],
)
def test_what_is_no_such_table_is_refused(text, told):
    with pytest.raises(Unreadable) as refused:
        table(text, "n")
    assert str(refused.value) == told


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back(number):
    assert read_number(repr(number)) == number
    assert read_number(f"{number:,.3f}") == float(f"{number:.3f}")

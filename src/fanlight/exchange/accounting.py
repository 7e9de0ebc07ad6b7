"""The account of a file in few lines: rows by table, and what was set aside by reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fanlight.exchange.reading import Reading, SetAside

ACCOUNT_COLUMNS = ("Table", "Rows in the file", "Taken", "Set aside whole", "Values left out of rows taken")
_NUMBER_OF_ELEMENT = re.compile(r" \d+(?=,|$)")
AccountRow = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class SetAsideFor:
    """What was set aside for one reason, in one column of one table.

    Attributes
    ----------
    where, reason
        The table and column, and why.
    count
        How often.
    whole_row
        Whether the rows are lost with it.
    first
        The first of them.
    """

    where: str
    reason: str
    count: int
    whole_row: bool
    first: SetAside


def account_rows(reading: Reading) -> list[AccountRow]:
    """Rows by table in the order of `ACCOUNT_COLUMNS`; tables without rows are left out.

    Examples
    --------
    >>> from fanlight.exchange.reading import TableCount
    >>> account = {"List 1": TableCount(3, 2, 1), "List 2": TableCount(0, 0, 0)}
    >>> account_rows(Reading("annex_a", account=account))
    [('List 1', 3, 2, 1, 0)]
    """
    within: dict[str, int] = {}
    for item in reading.set_aside:
        within[item.table] = within.get(item.table, 0) + (not item.whole_row)
    return [
        (table, count.rows_read, count.rows_taken, count.rows_set_aside, within.get(table, 0))
        for table, count in reading.account.items()
        if count.rows_read
    ]


def rows_lost(reading: Reading) -> str:
    """A sentence of the rows that no figure of the file counts; "" when every row was taken.

    Examples
    --------
    >>> from fanlight.exchange.reading import TableCount
    >>> rows_lost(Reading("annex_a", account={"List 1": TableCount(3, 2, 1)}))
    'Not in any figure: 1 of 3 rows of List 1.'
    """
    lost = [
        f"{count.rows_set_aside:,} of {count.rows_read:,} rows of {table}"
        for table, count in reading.account.items()
        if count.rows_set_aside
    ]
    return f"Not in any figure: {', '.join(lost)}." if lost else ""


def by_reason(items: Iterable[SetAside]) -> list[SetAsideFor]:
    """What was set aside, by table, column and reason; whole rows first, then the most frequent.

    Examples
    --------
    >>> rows = (7, 9)
    >>> aside = [SetAside(f"List 1 row {n}, Date of Contact", "not given", "", "List 1", True) for n in rows]
    >>> [(one.where, one.reason, one.count) for one in by_reason(aside)]
    [('List 1, Date of Contact', 'not given', 2)]
    """
    found: dict[tuple[str, str, bool], list[SetAside]] = {}
    for item in items:
        found.setdefault((_where(item), item.reason, item.whole_row), []).append(item)
    groups = [
        SetAsideFor(where, reason, len(group), whole, group[0])
        for (where, reason, whole), group in found.items()
    ]
    return sorted(groups, key=lambda one: (not one.whole_row, -one.count))


def in_words(items: Sequence[SetAside]) -> str:
    """How many rows and values were set aside.

    Examples
    --------
    >>> row, value = SetAside("row 2", "not given", whole_row=True), SetAside("row 3", "not given")
    >>> in_words([]), in_words([row, value])
    ('nothing is set aside', '1 row and 1 value are set aside')
    """
    rows = sum(item.whole_row for item in items)
    values = len(items) - rows
    told = [f"{n:,} {noun}{'s' * (n != 1)}" for n, noun in ((rows, "row"), (values, "value")) if n]
    return f"{' and '.join(told) or 'nothing'} {'are' if len(items) > 1 else 'is'} set aside"


def _where(item: SetAside) -> str:
    """The table and the column or element, without the number of the row or the child."""
    first, _, rest = item.place.partition(", ")
    if first.startswith("Child "):
        return _NUMBER_OF_ELEMENT.sub("", rest) or item.table
    return ", ".join(part for part in (item.table or first, rest) if part)

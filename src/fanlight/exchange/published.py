"""Reads the tables that the Department for Education publishes, and those that come with Fanlight.

Columns change their names between releases, so those that Fanlight uses are known by all of theirs. A
figure that was suppressed stands as its mark, never as nothing and never as nought. Source: Explore
Education Statistics; marks: Government Statistical Service, symbols in tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from fanlight.exchange.delimited import delimited
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source, name_of
from fanlight.exchange.typed_tables import Field, read_number
from fanlight.exchange.values import Refused, clean


class Mark(StrEnum):
    """What stands in the place of a figure that is not published."""

    CONFIDENTIAL = "c"
    LOW_RELIABILITY = "u"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    ROUNDS_TO_NOUGHT = "low"
    ROUNDS_TO_NOUGHT_K = "k"


MARK_WORDS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.CONFIDENTIAL: "suppressed to protect confidentiality",
        Mark.LOW_RELIABILITY: "of low reliability",
        Mark.NOT_AVAILABLE: "not available",
        Mark.NOT_APPLICABLE: "not applicable",
        Mark.ROUNDS_TO_NOUGHT: "rounds to nought, but is not nought",
        Mark.ROUNDS_TO_NOUGHT_K: "rounds to nought, but is not nought",
    }
)
Figure = int | float | Mark
NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"
PLACE_COLUMNS = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name"),
)
# By data set: the columns that tell it, whatever the release, and our name for each of its columns.
ALIASES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "c1": {
            "referrals": ("referral_count", "referrals"),
            "rereferrals": ("rereferral_count", "re_referrals"),
            "rereferral_percent": ("rereferral_percent", "re_referrals_percent"),
            "nfa": ("no_further_action_count",),
            "nfa_percent": ("no_further_action_percent",),
            "not_in_need": ("not_in_need_count",),
            "not_in_need_percent": ("not_in_need_percent",),
            "children_referred": ("referral_child_count",),
            "children_rereferred": ("rereferral_child_count",),
            "children_rereferred_percent": ("rereferral_child_percent",),
        },
        "c2": {
            "assessments": ("assessments_completed",),
            "assessments_rate": ("assessments_completed_rate",),
            "median_days": ("median_days",),
        },
        "c4": {
            "section_47s": ("section47",),
            "section_47s_rate": ("section47_rate",),
            "conferences": ("icpc",),
            "conferences_rate": ("icpc_rate",),
        },
        "c6": {"referrals": ("referrals",), "april": ("april",), "march": ("march",)},
        "headline": {
            "children_in_need_rate": ("children_in_need_per_10000_children",),
            "referrals": ("referrals",),
            "assessments": ("completed_assessments",),
        },
    }
)
_TELLING = {"c1": 3, "c2": 3, "c4": 4, "c6": 3, "headline": 3}
_MARKS = re.compile("|".join(Mark), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row: a place, a period, what it is broken down by, and its figures.

    Parameters
    ----------
    period
        As published: "2024", "201819".
    level
        "National", "Regional" or "Local authority". Counts of the first two are rounded to 10.
    la_code, ons_code
        Three-figure code and ONS code of the authority; of a region or England, "" and the ONS code.
    name
        Of the authority, the region or the country.
    breakdown
        Other columns of words, such as the category.
    figures
        By our name of the column; a mark where a figure was not published, None where nothing stands.
    """

    period: str
    level: str
    la_code: str
    ons_code: str
    name: str
    breakdown: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A published table.

    Parameters
    ----------
    data_set
        A key of `ALIASES`; "" for a table whose columns keep their own names, in lower case.
    rows
        Every row that could be placed, in the file's order.
    reading
        The account of the file, with what was set aside.
    """

    data_set: str
    rows: tuple[PublishedRow, ...]
    reading: Reading

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of its figures."""
        return tuple(self.rows[0].figures) if self.rows else ()

    def series(self, measure: str, la_code: str = "") -> dict[str, Figure | None]:
        """One figure by period, oldest first: of an authority by its three-figure code, or of England.

        Raises
        ------
        KeyError
            When the table has no such measure.
        ValueError
            When a period has more than one row: the table is broken down, and must be narrowed first.

        Examples
        --------
        >>> from fanlight.exchange.published_figures import published
        >>> published("c1").series("rereferral_percent")["2025"]
        22.6
        """
        if self.rows and measure not in self.rows[0].figures:
            raise KeyError(f"{measure} is not in this table; it has {', '.join(self.measures)}")
        wanted = LOCAL if la_code else NATIONAL
        found: dict[str, Figure | None] = {}
        for row in self.rows:
            if row.level == wanted and row.la_code == la_code:
                if row.period in found:
                    raise ValueError(f"{row.name}, {row.period}: more than one row; narrow the table first")
                found[row.period] = row.figures[measure]
        return dict(sorted(found.items()))


def read_figure(text: str) -> Figure:
    """A figure, or the mark that stands for it.

    Examples
    --------
    >>> read_figure("22.6"), read_figure("c").name
    (22.6, 'CONFIDENTIAL')
    >>> read_figure("n/a")
    Traceback (most recent call last):
    ...
    fanlight.exchange.values.Refused: neither a figure nor a mark (c, u, x, z, low, k)
    """
    text = clean(text)
    if _MARKS.fullmatch(text):
        return Mark(text.lower())
    try:
        return read_number(text)
    except Refused:
        raise Refused(f"neither a figure nor a mark ({', '.join(Mark)})") from None


def read_published(source: Source) -> PublishedTable:
    """Read a published table (CSV, as Explore Education Statistics gives it).

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.

    Returns
    -------
    PublishedTable
        Codes are text ("001" stays so). A column most of whose cells are figures or marks is a figure,
        and what else stands in it is set aside with its place; any other is a breakdown.

    Raises
    ------
    Unreadable
        Not a delimited text file, or without period, level or figures.
    """
    figures = _figures_in(source)
    with delimited(source) as file:
        names = _names(file.header)
        data_set = data_set_of(names)
        ours = {old: new for new, olds in ALIASES.get(data_set, {}).items() for old in olds}
        gathering = Gathering("published")
        gathering.notes.append(file.note)
        table = data_set or "published"
        gathering.typed_table(
            table,
            [Field(ours.get(name, name), read_figure if name in figures else clean) for name in names],
        )
        rows: list[PublishedRow] = []
        for number, cells in file.rows:
            place, row = f"row {number}", file.cells(cells)
            if row is None:
                reason = f"{len(cells)} cells where the header has {len(names)}"
                gathering.set_row_aside(table, place, reason, " | ".join(cells))
                continue
            said = dict(zip(names, map(clean, row), strict=True))
            if reason := _unplaced(said):
                gathering.set_row_aside(table, place, reason, " | ".join(row))
                continue
            renamed = {ours.get(name, name): text for name, text in said.items()}
            typed = gathering.typed_row(renamed, table, place)
            values = {ours.get(name, name): typed[ours.get(name, name)] for name in names if name in figures}
            rows.append(_row(said, figures, values))  # type: ignore[arg-type] # columns of figures read figures
    return PublishedTable(data_set, tuple(rows), gathering.reading())


def read_published_any(source: Source, _: CodeMapping | None = None) -> Reading:
    """The account of a published table, for what reads any file."""
    return read_published(source).reading


def is_published(header: Sequence[str]) -> bool:
    """Whether a header is that of a published table."""
    return {"time_period", "geographic_level"} <= set(_names(header))


def data_set_of(names: Sequence[str]) -> str:
    """The data set that a table's column names tell; "" when none that Fanlight knows."""
    for data_set, columns in ALIASES.items():
        telling = list(columns.values())[: _TELLING[data_set]]
        if all(set(olds) & set(names) for olds in telling):
            return data_set
    return ""


def _names(header: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in header]


def _figures_in(source: Source) -> set[str]:
    """The columns that hold figures, by what stands in them."""
    with delimited(source) as file:
        names = _names(file.header)
        if not is_published(names):
            raise Unreadable(file.name, "a published table has the columns time_period and geographic_level")
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise Unreadable(file.name, f"the column {twice[0]} stands twice")
        read, filled = [0] * len(names), [0] * len(names)
        for _, row in file.rows:
            for at, cell in enumerate(row[: len(names)]):
                if text := cell.strip():
                    filled[at] += 1
                    read[at] += text[-1].isdigit() or len(text) <= 3
        likely = [at for at in range(len(names)) if filled[at] and 2 * read[at] > filled[at]]
    figures = {names[at] for at in likely} - set(PLACE_COLUMNS)
    figures = {name for name in figures if name not in ("category", "age_group", "population_type")}
    if not figures:
        raise Unreadable(name_of(source), "a published table without a column of figures")
    return figures


def _unplaced(said: Mapping[str, str]) -> str:
    """Why a row cannot be placed; "" when it can."""
    if not said["time_period"]:
        return "time_period: not given"
    if said["geographic_level"] not in (NATIONAL, REGIONAL, LOCAL):
        return "geographic_level: not National, Regional or Local authority"
    if said["geographic_level"] == LOCAL and not said.get("old_la_code"):
        return "old_la_code: not given"
    return ""


def _row(said: Mapping[str, str], figures: set[str], values: Mapping[str, Figure | None]) -> PublishedRow:
    level = said["geographic_level"]
    kind = {NATIONAL: "country", REGIONAL: "region"}.get(level, "la")
    ons_code = said.get("new_la_code" if level == LOCAL else f"{kind}_code", "")
    breakdown = {name: text for name, text in said.items() if name not in (*figures, *PLACE_COLUMNS)}
    la_code = said.get("old_la_code", "") if level == LOCAL else ""
    return PublishedRow(
        said["time_period"], level, la_code, ons_code, said.get(f"{kind}_name", ""), breakdown, values
    )

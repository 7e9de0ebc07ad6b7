"""Reads one file of the SSDA903 return on looked-after children, as CSV.

Columns are those of the return (Department for Education, Children looked after by local authorities in
England: guide to the SSDA903 collection). Codes that Fanlight keeps no list of stay text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.delimited import Delimited, delimited
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source
from fanlight.exchange.typed_tables import Field, Value, code, days, flags, numbers, sex, texts
from fanlight.exchange.values import clean
from fanlight.terms.codes import ETHNICITY, PRIMARY_NEED

STARTS_CARE = "S"
# An agreed series of short breaks is not a period of care.
SHORT_BREAKS = ("V3", "V4")


@dataclass(frozen=True, slots=True)
class File903:
    """One file of the return: its name, the columns that tell it from the others, all its columns."""

    name: str
    telling: tuple[str, ...]
    columns: tuple[Field, ...]


_CHILD, _BORN = Field("CHILD"), next(iter(days("DOB")))
_OC2 = flags(
    "CONVICTED",
    "HEALTH_CHECK",
    "IMMUNISATIONS",
    "TEETH_CHECK",
    "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED",
    "INTERVENTION_OFFERED",
)
_EPISODE = (
    *(_CHILD, *days("DECOM"), *texts("RNE", "LS"), code("CIN", PRIMARY_NEED)),
    *(*texts("PLACE", "PLACE_PROVIDER"), *days("DEC"), *texts("REC", "REASON_PLACE_CHANGE")),
    *texts("HOME_POST", "PL_POST", "URN"),
)
FILES = (
    File903(
        "Header",
        ("ETHNIC",),
        (_CHILD, sex("SEX"), _BORN, code("ETHNIC", ETHNICITY), *texts("UPN", "MOTHER"), *days("MC_DOB")),
    ),
    File903("Episodes", ("DECOM", "RNE"), _EPISODE),
    File903("Reviews", ("REVIEW", "REVIEW_CODE"), (_CHILD, _BORN, *days("REVIEW"), *texts("REVIEW_CODE"))),
    File903("UASC", ("DUC",), (_CHILD, sex("SEX"), _BORN, *days("DUC"))),
    File903("OC2", ("SDQ_SCORE",), (_CHILD, _BORN, *numbers("SDQ_SCORE"), *texts("SDQ_REASON"), *_OC2)),
    File903("OC3", ("IN_TOUCH",), (_CHILD, _BORN, *texts("IN_TOUCH", "ACTIV", "ACCOM"))),
    File903(
        "AD1",
        ("DATE_INT",),
        (
            *(_CHILD, _BORN, *days("DATE_INT", "DATE_MATCH"), *flags("FOSTER_CARE"), *numbers("NB_ADOPTR")),
            *texts("SEX_ADOPTR", "LS_ADOPTR"),
        ),
    ),
    File903(
        "PlacedAdoption",
        ("DATE_PLACED",),
        (_CHILD, _BORN, *days("DATE_PLACED", "DATE_PLACED_CEASED"), *texts("REASON_PLACED_CEASED")),
    ),
    # The day of an earlier permanence order may be written in part ("zz/zz/2015"): it stays text.
    File903("PrevPerm", ("PREV_PERM",), (_CHILD, _BORN, *texts("PREV_PERM", "LA_PERM", "DATE_PERM"))),
    File903("Missing", ("MIS_START",), (_CHILD, _BORN, *texts("MISSING"), *days("MIS_START", "MIS_END"))),
    File903(
        "SWEpisodes",
        ("SW_DECOM",),
        (_CHILD, _BORN, *texts("SW_ID"), *days("SW_DECOM", "SW_DEC"), *texts("SW_REASON")),
    ),
)


def read_ssda903(source: Source, codes_mapped: CodeMapping | None = None) -> Reading:
    """Read one SSDA903 file, recognised by its columns.

    Parameters
    ----------
    source
        A path, or a binary file.
    codes_mapped
        What the authority decided that its local values mean.

    Returns
    -------
    Reading
        `tables` holds the rows, typed. A child is a person, with date of birth, sex, ethnicity and UPN
        where the file has them. From Episodes: an event LOOKED_AFTER for each start of care (RNE "S"),
        with `need_code`, ended by the episode whose REC begins with "E". No event has a key: the return
        gives none.

    Raises
    ------
    Unreadable
        Not a delimited text file, or none of the return's files.

    Notes
    -----
    Short breaks under an agreed series (V3, V4) make no event. A period that began before the file does
    makes none either. A DoLo file (deprivation of liberty) is read as text, column by column.

    Examples
    --------
    >>> from io import BytesIO
    >>> reading = read_ssda903(BytesIO(b"CHILD,DECOM,RNE,LS,CIN,DEC,REC\\nC1,01/06/2025,S,C2,N1,,\\n"))
    >>> reading.events[0].kind.value, reading.events[0].on, reading.tables["Episodes"].column("LS")
    ('looked_after', datetime.date(2025, 6, 1), ('C2',))
    """
    gathering = Gathering("ssda903", codes_mapped)
    with delimited(source) as file:
        file_903 = file_903_of(file.header)
        if file_903 is None:
            raise Unreadable(file.name, "no file of the SSDA903 return has these headings")
        gathering.notes.append(file.note)
        gathering.typed_table(file_903.name, file_903.columns)
        _rows(file, file_903, gathering)
    return gathering.reading()


def file_903_of(header: Sequence[str]) -> File903 | None:
    """The file of the return that a header belongs to.

    Examples
    --------
    >>> file_903_of(("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")).name
    'Missing'
    """
    names = [cell.strip().upper() for cell in header]
    if "CHILD" not in names or len(set(names)) != len(names):
        return None
    if any(name.startswith("DOLO") for name in names):
        return File903("DoLo", (), tuple(texts(*names)))
    return next((file for file in FILES if set(file.telling) <= set(names)), None)


def _rows(file: Delimited, file_903: File903, gathering: Gathering) -> None:
    names = [cell.upper() for cell in file.header]
    known = {column.name for column in file_903.columns}
    if unread := [name for name in names if name not in known]:
        gathering.notes.append(f"Columns not read: {', '.join(unread)}.")
    first_met: dict[tuple[str, ...], str] = {}
    episodes: list[tuple[dict[str, Value | None], str]] = []
    for number, cells in file.rows:
        place, row = f"{file_903.name} row {number}", file.cells(cells)
        if row is None:
            reason = f"{len(cells)} cells where the header has {len(names)}"
            gathering.set_row_aside(file_903.name, place, reason, " | ".join(cells))
            continue
        said = dict(zip(names, map(clean, row), strict=True))
        if not said["CHILD"]:
            gathering.set_row_aside(file_903.name, place, "CHILD: not given", " | ".join(row))
        elif first := first_met.get(tuple(row)):
            gathering.set_row_aside(file_903.name, place, f"the same as {first}", " | ".join(row))
        else:
            first_met[tuple(row)] = place
            typed = gathering.typed_row(said, file_903.name, place)
            gathering.person(_person(typed, said, place), file_903.name)
            if file_903.columns is _EPISODE:
                episodes.append((typed, place))
    if episodes:
        _periods_of_care(episodes, gathering)


def _person(row: Mapping[str, Value | None], said: Mapping[str, str], place: str) -> PersonRecord:
    born_on = row.get("DOB")
    return PersonRecord(
        said["CHILD"],
        born_on=born_on if isinstance(born_on, date) else None,
        sex=str(row.get("SEX") or ""),
        ethnicity=str(row.get("ETHNIC") or ""),
        upn=said.get("UPN", ""),
        place=place,
    )


def _periods_of_care(
    episodes: Iterable[tuple[Mapping[str, Value | None], str]], gathering: Gathering
) -> None:
    """A period begins with RNE "S" and ends with the first REC "E…" from there on."""
    by_child: dict[Value | None, list[tuple[date, Mapping[str, Value | None], str]]] = {}
    undated = short_breaks = 0
    for row, place in episodes:
        if isinstance(on := row["DECOM"], date):
            by_child.setdefault(row["CHILD"], []).append((on, row, place))
        else:
            undated += row["RNE"] == STARTS_CARE
    for child, rows in by_child.items():
        rows.sort(key=itemgetter(0))
        for at, (on, row, place) in enumerate(rows):
            if row["RNE"] != STARTS_CARE:
                continue
            if row["LS"] in SHORT_BREAKS:
                short_breaks += 1
                continue
            detail = {"need_code": str(row["CIN"])} if row["CIN"] else {}
            ended_on = _ended_on([later for _, later, _ in rows[at:]])
            event = Event(str(child), EventKind.LOOKED_AFTER, on, ended_on, detail, place=place)
            gathering.event(event, "Episodes")
    if short_breaks:
        gathering.notes.append(f"{short_breaks:,} series of short breaks (V3, V4) are no period of care.")
    if undated:
        gathering.notes.append(f"{undated:,} starts of care have no date that can be read.")


def _ended_on(rows: Sequence[Mapping[str, Value | None]]) -> date | None:
    for at, row in enumerate(rows):
        if at and row["RNE"] == STARTS_CARE:
            return None
        if str(row["REC"] or "").upper().startswith("E"):
            ended_on = row["DEC"]
            return ended_on if isinstance(ended_on, date) else None
    return None

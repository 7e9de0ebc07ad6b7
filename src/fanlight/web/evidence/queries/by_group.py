"""The authority's own events by sex, age band, ethnic group or disability; small numbers are not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.cases import State
from fanlight.evidence.by_group import GroupShare, chart_steps, shares_by_group, shares_of_whole
from fanlight.evidence.xmr_chart import xmr_chart
from fanlight.figures.control_chart import control_chart
from fanlight.figures.figure import Figure
from fanlight.web.audit.remembered import remembered
from fanlight.web.casework.groups import AGE, DISABILITY, ETHNICITY, SEX, person_groups
from fanlight.web.evidence.queries.catalogue import Entry, Loaded, load

SPLITS = {"sex": SEX, "age": AGE, "ethnic-group": ETHNICITY, "disability": DISABILITY}
SHOWN, SUMMED = 36, 12


@dataclass(frozen=True)
class GroupRow:
    """One group: its part in the last year and in the year before, and its chart where it may be drawn."""

    name: str
    last: GroupShare
    before: GroupShare
    figure: Figure | None
    is_none: bool


@dataclass(frozen=True)
class SplitSeries:
    """Every group of one split."""

    title: str
    rows: Sequence[GroupRow]
    is_share: bool
    last_from: date
    last_to: date
    known: str

    @property
    def hidden(self) -> bool:
        """Whether anything is not shown."""
        return any(
            row.last.yes is None or row.before.yes is None or (row.figure is None and not row.is_none)
            for row in self.rows
        )


@dataclass(frozen=True)
class _Counted:
    """Cases by month: child, place of the month, and whether each counts."""

    person: NDArray[np.int64]
    on: NDArray[np.datetime64]
    month: NDArray[np.int64]
    yes: NDArray[np.bool_]
    is_share: bool
    months: list[date]


def split_series(entry: Entry, split: str) -> SplitSeries | None:
    """A series by group; None where it cannot be split or holds no whole month."""
    loaded = load(entry)
    counted = _counted(loaded)
    if counted is None or len(counted.months) < 1:
        return None
    persons = remembered("persons", person_groups)
    names, group = persons.split(SPLITS[split], counted.person, counted.on)
    yes = _table(group, counted, len(names), counted.yes)
    of = _table(group, counted, len(names), np.ones(len(counted.yes), np.bool_))
    steps = _steps(yes, of, counted.is_share)
    spans = (slice(-SUMMED, None), slice(-2 * SUMMED, -SUMMED))
    last, before = (_shares(yes[:, span], of[:, span], counted.is_share) for span in spans)
    rows = [
        GroupRow(
            name,
            last[at],
            before[at],
            _figure(entry, name, counted, yes[at], of[at], int(steps[at])) if of[at].any() else None,
            not of[at].any(),
        )
        for at, name in enumerate(names)
    ]
    first = counted.months[-min(SUMMED, len(counted.months))]
    return SplitSeries(SPLITS[split], rows, counted.is_share, first, counted.months[-1], loaded.known)


def _counted(loaded: Loaded) -> _Counted | None:
    if loaded.events is not None:
        events = loaded.events
        stands = events.current()
        person, on, yes = events.person[stands], events.on[stands], np.ones(int(stands.sum()), np.bool_)
        months, is_share = events.months(), False
    elif loaded.measure is not None:
        cases = loaded.measure.cases
        counts = (cases.state == State.YES) | (cases.state == State.NO)
        person, on = loaded.measure.person[cases.row[counts]], cases.on[counts]
        yes, is_share = cases.state[counts] == State.YES, loaded.series.unit == "percent"
        whole = loaded.measure.by_month().whole
        months = [month for month, is_whole in zip(loaded.measure.months, whole, strict=True) if is_whole]
    else:
        return None
    months = months[-min(SHOWN, 3 * (len(months) // 3)) :] if len(months) >= 3 else []
    if not months:
        return None
    place = (on.astype("datetime64[M]") - np.datetime64(months[0], "M")).astype(np.int64)
    within = (place >= 0) & (place < len(months))
    return _Counted(person[within], on[within], place[within], yes[within], is_share, months)


def _table(
    group: NDArray[np.int64], counted: _Counted, groups: int, wanted: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Shape (groups, months)."""
    months = len(counted.months)
    place = group[wanted] * months + counted.month[wanted]
    return np.bincount(place, minlength=groups * months).reshape(groups, months)


def _shares(yes: NDArray[np.int64], of: NDArray[np.int64], is_share: bool) -> list[GroupShare]:
    if is_share:
        return shares_by_group(yes.sum(axis=1).tolist(), of.sum(axis=1).tolist())
    return shares_of_whole(yes.sum(axis=1).tolist())


def _steps(yes: NDArray[np.int64], of: NDArray[np.int64], is_share: bool) -> NDArray[np.int64]:
    """By how many months each group may be charted; 0 for not at all."""
    if not is_share:
        return chart_steps(yes)
    both = np.stack([chart_steps(yes), chart_steps(of - yes)])
    return np.where((both == 0).any(axis=0), 0, both.max(axis=0))


def _figure(
    entry: Entry, name: str, counted: _Counted, yes: NDArray[np.int64], of: NDArray[np.int64], step: int
) -> Figure | None:
    if not step:
        return None
    yes, of = yes.reshape(-1, step).sum(axis=1), of.reshape(-1, step).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        y = np.where(of > 0, 100 * yes / of, np.nan) if counted.is_share else yes.astype(np.float64)
    unit = entry.unit_words if step == 1 else entry.unit_words.replace("a month", "a quarter")
    chart = xmr_chart(np.array(counted.months[::step], "datetime64[D]"), y)
    return control_chart(
        replace(chart, false_alarm_rate=None),  # said once, on the page of all together
        title=name,
        unit=unit,
        message="" if step == 1 else "By quarter, as months are too few.",
        lowest=entry.lowest,
        highest=entry.highest,
        narrow=True,
    )

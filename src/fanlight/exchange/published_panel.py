"""A published measure in every authority at once: what a comparison of areas is made from.

A specification (`fanlight.evidence.specification`) of kind "comparison" says which measure, which area, from
when, and who is left out; `panel_of` is the same panel each time until a release changes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.comparison.panel import FEWEST_BEFORE, Panel, panel
from fanlight.evidence.comparison.specified import COMPARISON, left_out_of
from fanlight.evidence.finding import CannotRun, period_words
from fanlight.evidence.series import as_day
from fanlight.evidence.specification import Specification
from fanlight.exchange.published_figures import authority_names, neighbours_of
from fanlight.exchange.published_series import MEASURES, PublishedMeasure, published_series

PREFIX = "published-"


@dataclass(frozen=True, slots=True)
class PublishedPanel:
    """One measure of every authority over all periods that are published.

    Attributes
    ----------
    measure
        What is told.
    codes, names
        Of n authorities; names differ (the code stands with a name that two have had).
    periods
        First days, shape (t,).
    values
        Shape (n, t), NaN where a figure was suppressed, missing, or the authority did not exist.
    published_on
        The newest day of publication among them.
    """

    measure: PublishedMeasure
    codes: tuple[str, ...]
    names: tuple[str, ...]
    periods: NDArray[np.datetime64]
    values: NDArray[np.float64]
    published_on: date

    def name_of(self, code: str) -> str:
        """The name of an authority.

        Raises
        ------
        KeyError
            It has no figures here.
        """
        if code not in self.codes:
            raise KeyError(f"no published figures of {code!r}")
        return self.names[self.codes.index(code)]


@cache
def published_panel(measure: str) -> PublishedPanel:
    """One measure of every authority, side by side.

    Parameters
    ----------
    measure
        A key of `fanlight.exchange.published_series.MEASURES`.

    Raises
    ------
    KeyError
        For an unknown measure.

    Examples
    --------
    >>> told = published_panel("referrals")
    >>> told.values.shape, str(told.periods[0]), told.name_of("816"), told.name_of("835")
    ((158, 144), '2012-04-01', 'York', 'Dorset (835)')
    """
    one = MEASURES[measure]
    codes = sorted(authority_names(), key=lambda code: authority_names()[code])
    told = [published_series(measure, code).latest() for code in codes]
    periods = np.unique(np.concatenate([each.period for each in told]))
    values = np.full((len(codes), len(periods)), np.nan)
    for row, each in enumerate(told):
        values[row, np.searchsorted(periods, each.period)] = each.value
    borne = Counter(authority_names().values())
    names = [name if borne[name := authority_names()[code]] == 1 else f"{name} ({code})" for code in codes]
    newest = max(each.published_on.max() for each in told if len(each.published_on))
    values.flags.writeable = False
    return PublishedPanel(one, tuple(codes), tuple(names), periods, values, newest.astype(date))


def panel_of(spec: Specification) -> Panel:
    """The areas that a specification compares.

    Parameters
    ----------
    spec
        Of kind "comparison"; `series` is "published-<measure>-<code>", settings are those of
        `fanlight.evidence.comparison.specified.specified`.

    Returns
    -------
    Panel
        From the newest gap in the area's own figures before the change to the first one after it: an area
        that once gave no figure is still compared over the years that it did.

    Raises
    ------
    CannotRun
        In one line: no such area, no figure at the date, too short a past, too few comparison areas.

    Examples
    --------
    >>> from fanlight.evidence.comparison.specified import specified
    >>> areas = panel_of(specified("referrals", "816", "2020-04"))
    >>> areas.names[areas.treated], areas.first, len(areas.donors[areas.treated]), len(areas.placebos)
    ('York', 48, 9, 135)
    >>> areas.notes[0]
    'York has no figure for May 2015 and March 2016: looked at from April 2016.'
    """
    measure, code = _measure_and_place(spec)
    told = published_panel(measure)
    begin, first, end, notes = _window(told, code, spec)
    gone = left_out_of(spec)
    keep = [row for row, one in enumerate(told.codes) if one not in gone]
    names = [told.names[row] for row in keep]
    periods = told.periods[begin:end]
    neighbours = {} if spec.settings.get("pool") == "all" else _neighbours(told, set(gone))
    seasons = None
    if told.measure.months == 1:
        seasons = periods.astype("datetime64[M]").astype(np.int64) % 12
    try:
        made = panel(
            names,
            told.values[keep, begin:end],
            treated=told.name_of(code),
            first=first - begin,
            neighbours=neighbours,
            seasons=seasons,
            counts=told.measure.unit == "count",
        )
    except ValueError as error:
        raise CannotRun(str(error)) from None
    return made.with_notes(notes)


def periods_of(spec: Specification) -> list[str]:
    """The periods that a specification looks at, in words, in the order of its panel's columns."""
    measure, code = _measure_and_place(spec)
    told = published_panel(measure)
    begin, _, end, _ = _window(told, code, spec)
    return [period_words(one, told.measure.months) for one in told.periods[begin:end]]


def _measure_and_place(spec: Specification) -> tuple[str, str]:
    if spec.kind != COMPARISON:
        raise CannotRun(f"“{spec.kind[:40]}” is no comparison of areas")
    measure, _, code = spec.series.removeprefix(PREFIX).rpartition("-")
    if not spec.series.startswith(PREFIX) or measure not in MEASURES:
        raise CannotRun(f"“{spec.series[:60]}” is no published measure of an authority")
    if code not in published_panel(measure).codes:
        raise CannotRun(f"no authority has the code “{code[:10]}” in the published figures")
    return measure, code


def _window(told: PublishedPanel, code: str, spec: Specification) -> tuple[int, int, int, list[str]]:
    """Where the comparison begins, the change begins, the comparison ends; and what is told of it."""
    name, own = told.name_of(code), told.values[told.codes.index(code)]
    first = int(np.searchsorted(told.periods, _day(spec, "from")))
    until = spec.settings.get("until")
    stop = (
        len(told.periods) if not until else int(np.searchsorted(told.periods, _day(spec, "until"), "right"))
    )
    last = period_words(told.periods[-1], told.measure.months)
    if first >= len(told.periods):
        raise CannotRun(f"the published figures end with {last}: choose an earlier date for the change")
    if stop <= first:
        raise CannotRun("the last period lies before the change")
    at = period_words(told.periods[first], told.measure.months)
    if not np.isfinite(own[first]):
        raise CannotRun(f"{name} has no published figure for {at}, where the change begins")
    gaps = np.flatnonzero(~np.isfinite(own))
    before, after = gaps[gaps < first], gaps[(gaps > first) & (gaps < stop)]
    begin = int(before[-1]) + 1 if len(before) else 0
    end = int(after[0]) if len(after) else stop
    if first - begin < FEWEST_BEFORE:
        raise CannotRun(
            f"{name} has {first - begin} figures in a row before {at}: at least {FEWEST_BEFORE} are needed"
        )
    notes = []
    if begin:
        words = _listed(told, before)
        from_ = period_words(told.periods[begin], told.measure.months)
        notes.append(f"{name} has no figure for {words}: looked at from {from_}.")
    if end < stop:
        to = period_words(told.periods[end - 1], told.measure.months)
        notes.append(f"{name} has no figure for {_listed(told, after)}: looked at up to {to}.")
    return begin, first, end, notes


def _listed(told: PublishedPanel, places: NDArray[np.int64]) -> str:
    words = [period_words(told.periods[place], told.measure.months) for place in places]
    if len(words) > 3:
        return f"{len(words)} periods between {words[0]} and {words[-1]}"
    return " and ".join(words)


def _neighbours(told: PublishedPanel, gone: set[str]) -> dict[str, tuple[str, ...]]:
    known = set(told.codes) - gone
    return {
        told.name_of(code): tuple(
            told.name_of(near.la_code) for near in neighbours_of(code) if near.la_code in known
        )
        for code in told.codes
    }


def _day(spec: Specification, name: str) -> np.datetime64:
    held = str(spec.settings.get(name, ""))
    try:
        day = as_day(held)
    except ValueError:
        day = np.datetime64("NaT")
    if np.isnat(day):
        raise CannotRun(f"“{name}” is no month: {held[:20] or 'none is given'}")
    return day

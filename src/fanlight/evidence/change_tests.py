"""Tests that compare a window of a series with the same months of another year."""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.special import stdtrit

from fanlight.estimates.sign_tests import sign_flips
from fanlight.evidence.finding import CannotRun, Finding, listed, percent, period_words, share
from fanlight.evidence.like_with_like import UNLIKE, like_with_like
from fanlight.evidence.paired_periods import PairedPeriods, paired_periods
from fanlight.evidence.revisions import revisions
from fanlight.evidence.series import Days, Numbers, Series, Vintage, as_day
from fanlight.evidence.specification import Specification
from fanlight.terms.months_each import add_months_each
from fanlight.terms.working_days import WorkingCalendar
from fanlight.terms.working_days_each import working_days_between_each

_ONE_DAY = np.timedelta64(1, "D")
FEWEST_PAIRS = 4  # pairs of months below which no interval is given


def change(spec: Specification, told: Series) -> Finding:
    """The window against the same months so much earlier."""
    held = known(spec, told)
    pairs = _pairs(spec, held)
    return Finding(
        spec, _told(pairs, held.months), {"percent": pairs.percent}, _table(pairs), _known_on(pairs)
    )


def working_days(spec: Specification, told: Series) -> Finding:
    """The same, for each working day in England."""
    held = known(spec, told)
    pairs = _pairs(spec, held)
    days, days_before = (_working_days(start, held.months) for start in (pairs.period, pairs.before))
    rate, base = pairs.value.sum() / days.sum(), pairs.value_before.sum() / days_before.sum()
    daily = 100 * (rate / base - 1)
    words = (
        f"{_told(pairs, held.months)} There were {days.sum():,} working days against {days_before.sum():,}: "
        f"{rate:,.1f} against {base:,.1f} a working day, {percent(daily)}."
    )
    table = _table(pairs) | {"working_days": days, "working_days_before": days_before}
    return Finding(spec, words, {"percent": pairs.percent, "percent_a_day": daily}, table, _known_on(pairs))


def chance(spec: Specification, told: Series) -> Finding:
    """The change beside the usual ups and downs: other years, and signs turned by lot."""
    held = known(spec, told)
    pairs = _pairs(spec, held)
    back = _whole(spec, "back", 12)
    others = _other_years(spec, held, back)
    numbers, words = {"percent": pairs.percent}, [_told(pairs, held.months)]
    ratios = pairs.log_ratio
    if len(ratios) >= FEWEST_PAIRS:
        p = sign_flips(ratios, np.random.default_rng(spec.seed))
        half = float(stdtrit(len(ratios) - 1, 0.975)) * float(ratios.std(ddof=1)) / np.sqrt(len(ratios))
        mean = float(ratios.mean())
        low, high = (100 * float(np.expm1(mean + side * half)) for side in (-1, 1))
        numbers |= {"p": p, "low": low, "high": high}
        words.append(
            f"Pair by pair the change was on average {percent(100 * float(np.expm1(mean)))} "
            f"({percent(low)} to {percent(high)}, 95 in 100). If each could as well have gone the other way, "
            f"an average so far from none would come about {share(p)} times."
        )
    else:
        words.append(f"With {len(ratios)} to compare, chance cannot be reckoned from them.")
    if len(others):
        beyond = others <= pairs.percent if pairs.percent < 0 else others >= pairs.percent
        as_far = int(beyond.sum())
        numbers |= {"others": float(len(others)), "others_as_far": float(as_far)}
        words.append(
            f"In the other years held the same months changed by {listed([percent(one) for one in others])}: "
            f"{as_far} of {len(others)} changed as far the same way."
        )
    return Finding(spec, " ".join(words), numbers, _table(pairs), _known_on(pairs))


def lasted(spec: Specification, told: Series) -> Finding:
    """The same months in the years after, against the months before the change."""
    held = known(spec, told)
    back, years = _whole(spec, "back", 12), _whole(spec, "years", 2)
    first, last = _day(spec, "from"), _day(spec, "to")
    changes, words, used = [], [], []
    for year in range(years + 1):
        shift = add_months_each(np.array([first, last], "datetime64[D]"), 12 * year)
        pairs = paired_periods(held, shift[0], shift[1], back=back + 12 * year)
        if not len(pairs.period):
            continue
        used.append(pairs)
        changes.append(pairs.percent)
        words.append(f"{_window(pairs.period, held.months)} {percent(pairs.percent)}")
    if not changes:
        raise CannotRun("no period of the window has a figure and one to compare with")
    before = _window(used[0].before, held.months)
    if len(changes) == 1:
        told_words = "No later year is known: whether it lasted cannot be told."
    elif any(later * changes[0] <= 0 for later in changes[1:]):
        told_words = "It did not last."
    elif all(abs(later) >= abs(changes[0]) / 2 for later in changes[1:]):
        told_words = "It lasted in the years known."
    else:
        told_words = "It shrank to less than half."
    table = {
        "period": np.concatenate([pairs.period for pairs in used]),
        "value": np.concatenate([pairs.value for pairs in used]),
        "before": np.concatenate([pairs.before for pairs in used]),
        "value_before": np.concatenate([pairs.value_before for pairs in used]),
    }
    numbers = {f"percent_{place}": one for place, one in enumerate(changes)}
    sentence = f"Against {before}: {', '.join(words)}. {told_words}"
    return Finding(spec, sentence, numbers, table, max(_known_on(pairs) for pairs in used))


def around_date(spec: Specification, told: Series) -> Finding:
    """The months just before and just after a date, each against a year earlier."""
    held = known(spec, told)
    on, months, back = _day(spec, "on"), _whole(spec, "months", 4), _whole(spec, "back", 12)
    month = on.astype("datetime64[M]")
    after_from = month if on == month.astype("datetime64[D]") else month + 1
    after = paired_periods(held, after_from, after_from + (months - 1), back=back)
    before = paired_periods(held, month - months, month - 1, back=back)
    if not len(after.period) or not len(before.period):
        raise CannotRun("no figures to compare on one side of the date")
    day = on.astype(date)
    words = (
        f"In the {months} months before {day.day} {day:%B %Y} against a year earlier: "
        f"{percent(before.percent)} ({_count(before)}); in the {months} months after: "
        f"{percent(after.percent)} ({_count(after)})."
    )
    table = {name: np.concatenate([_table(before)[name], _table(after)[name]]) for name in _table(after)}
    numbers = {"percent_before": before.percent, "percent_after": after.percent}
    return Finding(spec, words, numbers, table, max(_known_on(before), _known_on(after)))


def late_entries(spec: Specification, told: Series) -> Finding:
    """Figures of one age compared, beside what first figures against completed ones would say."""
    until = _until(spec, told)
    compared = []
    back = _whole(spec, "back", 12)
    window = np.arange(
        _day(spec, "from").astype("datetime64[M]"), _day(spec, "to").astype("datetime64[M]") + 1, until.months
    ).astype("datetime64[D]")
    for period in window:
        try:
            compared.append(like_with_like(until, period, add_months_each(period[None], -back)[0]))
        except KeyError:
            continue
    told_apart = [one for one in compared if one.how != UNLIKE and not one.changes]
    if not told_apart:
        raise CannotRun("no two figures of one age are held of this window")
    moved = revisions(until)
    alike = 100 * (sum(c.value for c in told_apart) / sum(c.value_before for c in told_apart) - 1)
    naive = 100 * (sum(c.naive_value for c in told_apart) / sum(c.naive_before for c in told_apart) - 1)
    words = (
        f"First figures against completed ones: {percent(naive)}. Figures of one age: {percent(alike)}. "
        f"{moved.sentence()}"
    )
    table = {
        "period": np.array([one.period for one in told_apart], "datetime64[D]"),
        "value": np.array([one.value for one in told_apart]),
        "value_before": np.array([one.value_before for one in told_apart]),
        "first_value": np.array([one.naive_value for one in told_apart]),
        "completed_before": np.array([one.naive_before for one in told_apart]),
    }
    newest = until.published_on.max().astype(date)
    return Finding(spec, words, {"percent": alike, "percent_naive": naive}, table, newest)


def known(spec: Specification, told: Series) -> Vintage:
    """The series as the test wants it: as last published, or as known on a day."""
    day = spec.settings.get("known_on")
    return told.as_known_on(as_day(str(day))) if day else told.latest()


def _until(spec: Specification, told: Series) -> Series:
    day = spec.settings.get("known_on")
    if not day:
        return told
    held = told.published_on <= as_day(str(day))
    return Series(
        told.period[held],
        told.value[held],
        told.denominator[held],
        told.published_on[held],
        told.title,
        told.unit,
        told.months,
        told.changes,
    )


def _pairs(spec: Specification, held: Vintage) -> PairedPeriods:
    pairs = paired_periods(held, _day(spec, "from"), _day(spec, "to"), back=_whole(spec, "back", 12))
    if not len(pairs.period):
        raise CannotRun("no period of the window has a figure and one to compare with")
    return pairs


def _other_years(spec: Specification, held: Vintage, back: int) -> Numbers:
    """Changes of the same months in other years, in percent, oldest first."""
    first, last = _day(spec, "from"), _day(spec, "to")
    found = []
    for year in range(-30, 31):
        if year == 0:
            continue
        window = add_months_each(np.array([first, last], "datetime64[D]"), 12 * year)
        pairs = paired_periods(held, window[0], window[1], back=back)
        if len(pairs.period) and not pairs.unpaired:
            found.append(pairs.percent)
    return np.array(found)


def _told(pairs: PairedPeriods, months: int) -> str:
    value, before = pairs.value.sum(), pairs.value_before.sum()
    words = (
        f"{_window(pairs.period, months)} against {_window(pairs.before, months)}: "
        f"{value:,.10g} against {before:,.10g}, {percent(pairs.percent)}."
    )
    if pairs.unpaired:
        words += f" {pairs.unpaired} in the window cannot be compared: a figure is missing."
    return words


def _window(periods: Days, months: int) -> str:
    names = [period_words(one, months) for one in (periods[0], periods[-1])]
    return names[0] if len(periods) == 1 else f"{names[0]} to {names[1]}"


def _count(pairs: PairedPeriods) -> str:
    return f"{len(pairs.period)} compared" + (f", {pairs.unpaired} missing" if pairs.unpaired else "")


def _table(pairs: PairedPeriods) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    return {
        "period": pairs.period,
        "value": pairs.value,
        "before": pairs.before,
        "value_before": pairs.value_before,
    }


def _known_on(pairs: PairedPeriods) -> date:
    newest: date = pairs.published_on.max().astype(date)
    return newest


def _working_days(start: Days, months: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    before = start - _ONE_DAY
    return working_days_between_each(before, add_months_each(start, months) - _ONE_DAY, WorkingCalendar())


def _day(spec: Specification, name: str) -> np.datetime64:
    held = spec.settings.get(name, "")
    try:
        return as_day(str(held))
    except ValueError:
        raise CannotRun(f"“{name}” is no day: {str(held)[:20]}") from None


def _whole(spec: Specification, name: str, default: int) -> int:
    held = spec.settings.get(name, default)
    if not isinstance(held, int) or not 1 <= held <= 600:
        raise CannotRun(f"“{name}” is a whole number from 1 to 600")
    return held

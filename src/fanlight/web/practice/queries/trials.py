"""The register of trials, and everything on a trial's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils import timezone

from fanlight.casework.cases import Cases, State
from fanlight.evidence.pilot_count import Count
from fanlight.practice.trial import ON, USUAL, TrialPlan, arms_of, is_on, refusals
from fanlight.practice.trial_foretold import Foretold, foretell
from fanlight.practice.trial_report import TrialReport, trial_report
from fanlight.practice.trial_schedule import WEEKS, WORKERS
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.terms.measures import MEASURES
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import User
from fanlight.web.evidence.queries.own_measures import measure_cases, offered
from fanlight.web.practice.actions.trials import Number
from fanlight.web.practice.checklist_trials import subject_words
from fanlight.web.practice.models import Trial, TrialCount, TrialDecline, TrialDeparture


@dataclass(frozen=True)
class Line:
    """One period: its days, and the numbers of each way of working."""

    period: int
    first: date
    last: date
    on: str
    usual: str
    mine: str
    wanted: bool


@dataclass(frozen=True)
class TrialPage:
    """Everything on a trial's page."""

    trial: Trial
    plan: TrialPlan
    subject: str
    foretold: Sequence[str]
    lacks: Sequence[str]
    report: TrialReport | None
    lines: Sequence[Line]
    units: Sequence[tuple[str, Sequence[bool]]]
    corrected: Sequence[TrialCount]
    departures: Sequence[TrialDeparture]
    declined: str
    i_decline: bool
    i_take_part: bool
    countable: bool

    @property
    def new_way(self) -> str:
        """All numbers of the new way."""
        return _sum(self.report.on if self.report else None)

    @property
    def as_usual(self) -> str:
        """All numbers as usual."""
        return _sum(self.report.usual if self.report else None)


def _sum(count: Count | None) -> str:
    return f"{count.events:,.0f} of {count.exposure:,.6g}" if count else "–"


def register() -> Sequence[Trial]:
    """Every trial, the newest first, whatever became of it."""
    return list(Trial.objects.select_related("by", "closing").order_by("-at", "-pk"))


def foretold_of(plan: TrialPlan) -> Foretold:
    """What it could show; the same each time."""
    return foretell(plan, rng=np.random.default_rng(plan.seed))


def report_of(trial: Trial, *, stopped: bool = False) -> TrialReport:
    """The report of a frozen trial, as planned."""
    standing = TrialCount.objects.filter(trial=trial, superseded_by=None)
    broken = trial.departures.filter(breaks_plan=True).values_list("words", flat=True)
    return trial_report(
        trial.plan(),
        {(one.unit, one.period - 1): one.count for one in standing},
        power=trial.power or 0.0,
        rng=np.random.default_rng(trial.seed),
        broken=list(broken),
        stopped=stopped,
    )


def trial_page(trial: Trial, user: User, *, sees_units: bool) -> TrialPage:
    """A trial as this worker may see it."""
    counts = list(trial.counts.select_related("by", "superseded_by"))
    standing = [one for one in counts if not hasattr(one, "superseded_by")]
    plan = trial.plan()
    closed = hasattr(trial, "closing")
    report = report_of(trial, stopped=closed and trial.closing.stopped_early) if trial.frozen_at else None
    unit = _unit_of(trial, user)
    approver = trial.approved_by.username if trial.approved_by else ""
    lacks = (
        () if trial.frozen_at else refusals(trial.safeguards, approver=approver, planner=trial.by.username)
    )
    return TrialPage(
        trial=trial,
        plan=plan,
        subject=subject_words(trial.subject),
        foretold=trial.foretold,
        lacks=lacks,
        report=report,
        lines=_lines(plan, standing, unit) if trial.frozen_at else (),
        units=_units(trial, plan) if trial.frozen_at and _shows_units(trial, sees_units) else (),
        corrected=[one for one in counts if hasattr(one, "superseded_by")],
        departures=list(trial.departures.select_related("by")),
        declined=declined_words(trial),
        i_decline=TrialDecline.objects.filter(trial=trial, worker=user).exists(),
        i_take_part=bool(unit) or trial.unit_kind == WEEKS,
        countable=bool(trial.frozen_at) and not closed and counts_itself(trial),
    )


def declined_words(trial: Trial) -> str:
    """How many declined: only from five on, and never who."""
    count = TrialDecline.objects.filter(trial=trial).count()
    return (
        f"{count} workers declined." if count >= MINIMUM_TEAM else "Fewer than 5 workers declined, or none."
    )


def _shows_units(trial: Trial, sees_units: bool) -> bool:
    """Names of teams stand in the open; of workers, before those who plan the weeks alone."""
    return trial.unit_kind != WORKERS or sees_units


def _units(trial: Trial, plan: TrialPlan) -> list[tuple[str, list[bool]]]:
    names = dict(User.objects.filter(username__in=trial.units).values_list("username", "name"))
    shown = [names.get(unit) or unit for unit in plan.schedule.units] if trial.unit_kind == WORKERS else None
    return list(zip(shown or plan.schedule.units, plan.schedule.on.tolist(), strict=True))


def _unit_of(trial: Trial, user: User) -> str:
    """The unit that a worker belongs to; "" for none."""
    mine = user.username if trial.unit_kind == WORKERS else (user.team.name if user.team else "")
    if trial.unit_kind == WEEKS:
        return trial.units[0]
    return mine if mine in trial.units else ""


def _lines(plan: TrialPlan, standing: Sequence[TrialCount], unit: str) -> list[Line]:
    held = {(one.unit, one.period): one for one in standing}
    today, lines = timezone.localdate(), []
    for at in range(plan.schedule.periods):
        sums = {ON: [0, 0.0, 0], USUAL: [0, 0.0, 0]}
        for name in (wanted := arms_of(plan.schedule, at)):
            one = held.get((name, at + 1))
            if one:
                total = sums[ON if is_on(plan.schedule, name, at) else USUAL]
                total[0], total[1], total[2] = total[0] + one.events, total[1] + one.exposure, total[2] + 1
        first, last = plan.days_of(at)
        lacking = last < today and any((name, at + 1) not in held for name in wanted)
        mine = "" if not unit else ("the new way" if is_on(plan.schedule, unit, at) else "as usual")
        lines.append(Line(at + 1, first, last, _told(sums[ON]), _told(sums[USUAL]), mine, lacking))
    return lines


def _told(total: list[float]) -> str:
    return f"{total[0]:,} of {total[1]:,.6g}" if total[2] else ""


def counts_itself(trial: Trial) -> bool:
    """Whether the service's own records hold the measure: of one service, by its catalogue."""
    return trial.unit_kind == WEEKS and trial.measure_code in {one.code for one in offered()}


def counted_in_records(trial: Trial) -> list[Number]:
    """Numbers of the periods that are over and told in full, from the service's own records."""
    found, plan = measure_cases(trial.measure_code), trial.plan()
    if found is None:
        return []
    if not found.months:
        return []
    held_to = add_months(found.months[-1], 1) - timedelta(days=1)
    share, unit = bool(MEASURES[trial.measure_code].denominator), trial.units[0]
    numbers = []
    for at in range(plan.schedule.periods):
        first, last = plan.days_of(at)
        cases = found.cases.within(first, last)
        if first < found.months[0] or last > held_to:
            continue
        if last >= timezone.localdate() or not _told_in_full(found.cases, first, last, cases):
            continue
        tally = cases.tally()
        events, exposure = (tally.yes, tally.of) if share else (tally.of, plan.period_days)
        if exposure:
            numbers.append(Number(unit, at + 1, events, float(exposure)))
    return numbers


def _told_in_full(cases: Cases, first: date, last: date, within: Cases) -> bool:
    begins = cases.known_from is None or cases.known_from <= first
    ends = cases.known_up_to is None or cases.known_up_to >= last
    return begins and ends and not bool((within.state == State.NOT_YET_KNOWN).any())

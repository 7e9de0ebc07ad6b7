"""A trial as it is planned: a hypothesis about how staff work, and all that is fixed before the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fanlight.evidence.frozen_text import canonical_text, text_hash
from fanlight.practice.trial_schedule import STEPPED_WEDGE, WEEKS, WORKERS, Schedule

NO = "no"


class BadTrial(ValueError):
    """Figures that cannot be worked with; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Safeguards:
    """What is asked before a trial may begin, and how it was answered.

    Attributes
    ----------
    changes_help
        "Does it change whether or when any child or family is helped?": yes, no or not_known.
    harm
        Who could be harmed by it, and how that would be noticed.
    equality
        Whom it could touch otherwise than others, and how that is watched.
    stop_rule
        When it is stopped early, and by whom.
    told_how, told_on
        How the workers were told, and when.
    may_decline
        Whether each may say no without a reason, and nobody is shown who did.
    """

    changes_help: str = ""
    harm: str = ""
    equality: str = ""
    stop_rule: str = ""
    told_how: str = ""
    told_on: date | None = None
    may_decline: bool = False


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """A trial's plan.

    Attributes
    ----------
    title, subject, hypothesis, why
        What is tried, what that is (checklist:7, guard:base_rate, or words), what should follow, and why.
    schedule
        Who works which way when.
    seed
        From which the schedule was drawn.
    starts_on, period_days
        First day of the first period, and days in each.
    measure, measure_code, exposure_unit
        What is counted, its code in the catalogue of measures ("" for one of one's own), and out of what.
    events, exposure
        Expected in one period, all units together, if nothing changes.
    smallest_effect
        Ratio nearest to 1 that would matter.
    variation
        Coefficient of variation of the units' true rates; 0 takes them as alike.
    dispersion
        Variance over mean of counts, at least 1.
    safeguards
        As answered.
    """

    title: str
    subject: str
    hypothesis: str
    schedule: Schedule
    seed: int
    starts_on: date
    period_days: int
    measure: str
    exposure_unit: str
    events: float
    exposure: float
    smallest_effect: float
    measure_code: str = ""
    variation: float = 0.0
    dispersion: float = 1.0
    why: str = ""
    safeguards: Safeguards = Safeguards()

    def __post_init__(self) -> None:
        for holds, wrong in (
            (self.events > 0, "events are expected in a period: a number above 0"),
            (self.exposure > 0, "out of how many in a period: a number above 0"),
            (self.smallest_effect > 0 and self.smallest_effect != 1, "smallest_effect is above 0 and not 1"),
            (1 <= self.period_days <= 92, "a period has 1 to 92 days"),
            (1 <= self.dispersion < 1e6, "dispersion is variance over mean, at least 1"),
            (0 <= self.variation <= 10, "variation is a coefficient of variation, such as 0.2"),
        ):
            if not holds:
                raise BadTrial(wrong)

    @property
    def analysis(self) -> str:
        """The analysis, which the schedule alone decides: nobody chooses it after the data."""
        if self.schedule.is_paired:
            return "pairs of periods, each turned round in every way (permutation), 95 %"
        if self.schedule.kind == STEPPED_WEDGE:
            return "within periods, in every order in which teams could have begun (permutation), 95 %"
        return "teams as wholes, drawn in every way in which they could have been (permutation), 95 %"

    @property
    def by_arm(self) -> bool:
        """Whether numbers are those of an arm as a whole: single workers are never counted."""
        return self.schedule.unit_kind == WORKERS

    def days_of(self, period: int) -> tuple[date, date]:
        """First and last day of a period, counted from 0."""
        first = self.starts_on + timedelta(days=period * self.period_days)
        return first, first + timedelta(days=self.period_days - 1)

    def canonical(self) -> str:
        """Everything planned, the schedule and the analysis too, as one text."""
        asked = self.safeguards
        held = {
            name: getattr(self, name)
            for name in (
                *("title", "subject", "hypothesis", "why", "seed", "period_days", "measure", "measure_code"),
                *("exposure_unit", "events", "exposure", "smallest_effect", "variation", "dispersion"),
                "analysis",
            )
        }
        held["starts_on"] = self.starts_on.isoformat()
        held["schedule"] = {
            "kind": self.schedule.kind,
            "unit_kind": self.schedule.unit_kind,
            "units": list(self.schedule.units),
            "on": self.schedule.rows(),
        }
        held["safeguards"] = {
            **{name: getattr(asked, name) for name in ("changes_help", "harm", "equality", "stop_rule")},
            "told_how": asked.told_how,
            "told_on": asked.told_on.isoformat() if asked.told_on else None,
            "may_decline": asked.may_decline,
        }
        return canonical_text(held)

    def freeze_hash(self) -> str:
        """SHA-256 of the canonical text."""
        return text_hash(self.canonical())


def refusals(asked: Safeguards, *, approver: str, planner: str) -> tuple[str, ...]:
    """Why a trial may not begin; empty when nothing is missing.

    Parameters
    ----------
    asked
        As answered.
    approver, planner
        Who agreed to it, and who planned it; "" for nobody.

    Returns
    -------
    tuple of str
        Each in a sentence. A trial varies how staff work, never whether or when a child is helped: any
        answer but no refuses it, and no other answer can make up for that.

    Examples
    --------
    >>> refusals(Safeguards(changes_help="not_known"), approver="", planner="Kim")[0]
    'A trial may not change whether or when any child or family is helped: the answer must be no.'
    """
    wanting = (
        (
            asked.changes_help != NO,
            "A trial may not change whether or when any child or family is helped: the answer must be no.",
        ),
        (not asked.harm.strip(), "Say who could be harmed, and how you would notice."),
        (
            not asked.equality.strip(),
            "Say whom it could touch otherwise than others, and how you watch it.",
        ),
        (not asked.stop_rule.strip(), "Say when it is stopped early, and by whom."),
        (not asked.told_how.strip() or asked.told_on is None, "Tell the workers first: say how and when."),
        (not asked.may_decline, "Each worker must be free to decline, without a reason."),
        (not approver, "Somebody who answers for the service must approve it."),
        (bool(approver) and approver == planner, "Whoever planned it cannot approve it."),
    )
    return tuple(words for lacks, words in wanting if lacks)


def arms_of(schedule: Schedule, period: int) -> tuple[str, ...]:
    """Which units a number is wanted for in a period: each team, or each arm of workers ("on", "as usual").

    Examples
    --------
    >>> import numpy as np
    >>> from fanlight.practice.trial_schedule import draw_schedule
    >>> drawn = draw_schedule("alternating", "workers", list("ABCDEFGHIJ"), 2, np.random.default_rng(1))
    >>> arms_of(drawn, 0)
    ('on', 'as usual')
    """
    if schedule.unit_kind != WORKERS:
        return schedule.units
    column = schedule.on[:, period]
    return tuple(name for name, there in ((ON, column.any()), (USUAL, (~column).any())) if there)


def is_on(schedule: Schedule, unit: str, period: int) -> bool:
    """Whether a unit, or an arm of workers, works the new way in a period."""
    if schedule.unit_kind == WORKERS and unit in (ON, USUAL):
        return unit == ON
    return bool(schedule.on[schedule.units.index(unit), period])


ON, USUAL = "on", "as usual"
SERVICE = "The service"
__all__ = [
    "NO",
    "ON",
    "SERVICE",
    "USUAL",
    "WEEKS",
    "BadTrial",
    "Safeguards",
    "TrialPlan",
    "arms_of",
    "is_on",
    "refusals",
]

"""Guards against habits of judgement, as dated data. None is presumed to work: each shows what trials found.

A guard asks or tells something more; it never preselects an answer and never hides anything. Where trials
in this field found nothing it is off until a team switches it on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EDITION = "2026-11"
"""When the evidence below was last looked through."""


class Evidence(StrEnum):
    """How much is known about whether a guard works, in this field before any other."""

    HELPED_HERE = "helped_here"
    HELPED_ELSEWHERE = "helped_elsewhere"
    NOT_TESTED = "not_tested"
    FOUND_NOTHING = "found_nothing"


EVIDENCE_WORDS = {
    Evidence.HELPED_HERE: "Helped in a trial of this field",
    Evidence.HELPED_ELSEWHERE: "Helped in trials of other fields",
    Evidence.NOT_TESTED: "Not tested in this field",
    Evidence.FOUND_NOTHING: "Trials found no effect",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One more question beside a decision; an answer is never required."""

    name: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a finding stands, and of whom it is."""

    words: str
    of: str


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard.

    Parameters
    ----------
    code
        Kept with every decision that was taken while it was on.
    title, does, against
        In plain words; `against` names the habit of judgement.
    evidence, found
        The grade, and what trials found.
    cost
        What it costs whoever decides.
    prompts
        What it asks beside a decision.
    always
        Part of every decision page: it cannot be switched off.
    """

    code: str
    title: str
    does: str
    against: str
    evidence: Evidence
    found: str
    cost: str
    sources: tuple[Source, ...]
    prompts: tuple[Prompt, ...] = ()
    always: bool = False

    @property
    def on_by_default(self) -> bool:
        """Off where trials found nothing, and where it asks for words that were never shown to help."""
        return self.always or (self.evidence is not Evidence.FOUND_NOTHING and not self.prompts)


_BIT = Source(
    "Kirkman and Melrose, Clinical Judgement and Decision-Making in Children’s Social Work, Department for "
    "Education 2014",
    "names the habit at the front door; tests no guard",
)
_CASCADE = Source(
    "Randomised trial 2020 (CASCADE, about 300 people)",
    "brief debiasing helped; brief feedback on two cases and calibration training did not",
)

GUARDS: tuple[Guard, ...] = (
    Guard(
        code="base_rate_after",
        title="How often it happens, after one’s own estimate",
        does="After a forecast is kept, the page says of how many such decisions here the same thing was "
        "recorded. Never before: one’s own estimate comes first.",
        against="Availability: what comes easily to mind seems likely",
        evidence=Evidence.NOT_TESTED,
        found="No trial of it in children’s social care is known to us. Social workers’ forecasts of real "
        "referrals were on average 6 % better than chance.",
        cost="No key more to decide; a few seconds after a forecast.",
        sources=(
            _BIT,
            Source("Meindl and Wilkins 2021, 283 workers and students", "forecasts of real referrals"),
        ),
    ),
    Guard(
        code="other_explanations",
        title="What else, and what would change my mind",
        does="Asks two more questions beside a decision. Both may stay empty.",
        against="Confirmation: one looks for what fits the first view",
        evidence=Evidence.FOUND_NOTHING,
        found="A trial of a debiasing checklist (87 people) changed neither accuracy nor confirmation "
        "bias; a review found no effect of “consider the opposite” on decisions.",
        cost="No key more unless it is answered; reading two questions.",
        sources=(
            _BIT,
            Source("Randomised trial 2021 (87 people)", "debiasing checklist: no effect"),
            Source("Featherston and others 2019, review", "consider the opposite: no effect on decisions"),
        ),
        prompts=(
            Prompt("explanation", "What else could explain what was told?"),
            Prompt("change", "What would change my mind?", "What you would have to see or hear"),
        ),
    ),
    Guard(
        code="pre_mortem",
        title="Suppose it went badly",
        does="Asks one more question beside a decision. It may stay empty.",
        against="Overconfidence: one’s own plan looks complete",
        evidence=Evidence.NOT_TESTED,
        found="No trial of it in children’s social care is known to us.",
        cost="No key more unless it is answered; reading one question.",
        sources=(Source("Klein, Performing a Project Premortem, Harvard Business Review 2007", "the idea"),),
        prompts=(
            Prompt("story", "Suppose in six months this went badly: what happened?", "The likeliest story"),
        ),
    ),
    Guard(
        code="debiasing_practice",
        title="Practice with feedback",
        does="Eight short exercises on base rates and estimates, made up or from published figures, with the "
        "answer at once. By choice; results are seen by their own worker alone.",
        against="Availability, overconfidence, and neglect of how often a thing happens",
        evidence=Evidence.HELPED_HERE,
        found="A brief debiasing helped in one trial of this field. Training with practice and feedback cut "
        "biased answers by at least 18.6 % at once and 19.2 % after two months, not in social work. Ours is "
        "neither of these trainings: whether it helps is not known.",
        cost="None in deciding; ten minutes, by choice.",
        sources=(_CASCADE, Source("Morewedge and others 2015", "training with practice and feedback")),
    ),
    Guard(
        code="absolute_anchors",
        title="Each level described in itself",
        does="A description of the authority’s own stands beside each level; no other case is on the page.",
        against="Relative judgement: a case is judged by the one before it",
        evidence=Evidence.NOT_TESTED,
        found="No trial of it in children’s social care is known to us.",
        cost="None: it is how the page is made.",
        sources=(_BIT,),
        always=True,
    ),
)
_BY_CODE = {guard.code: guard for guard in GUARDS}


def guard(code: str) -> Guard:
    """The guard of a code.

    Raises
    ------
    KeyError
        For a code that is none, with the codes there are.

    Examples
    --------
    >>> guard("other_explanations").on_by_default
    False
    >>> guard("base_rate_after").on_by_default
    True
    """
    if code not in _BY_CODE:
        raise KeyError(f"no guard {code!r}; there are {', '.join(_BY_CODE)}")
    return _BY_CODE[code]


def switchable() -> tuple[Guard, ...]:
    """The guards that a team can switch."""
    return tuple(one for one in GUARDS if not one.always)

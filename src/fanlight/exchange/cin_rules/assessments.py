"""Rules of assessments and the factors identified in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fanlight.exchange.cin_rules.rows import Child, Episode, Row
from fanlight.exchange.cin_rules.rule import FROM_2025, Broken, Census, broken, rule
from fanlight.terms import codes

STARTED, AUTHORISED, FACTORS = (
    "AssessmentActualStartDate",
    "AssessmentAuthorisationDate",
    "AssessmentFactors",
)
NO_FACTORS = "21"
_KNOWN = frozenset(entry.code for entry in codes.ASSESSMENT_FACTOR)
_CHECK = "Please check and either amend data or provide a reason: "


def _assessments(child: Child) -> Iterator[tuple[Row, Episode]]:
    for episode in child.episodes:
        for assessment in episode.assessments:
            yield assessment, episode


def _factors(child: Child) -> dict[int, tuple[Row, list[str]]]:
    """Assessments that name factors, by their number, with the factors."""
    found: dict[int, tuple[Row, list[str]]] = {}
    for row in child.factors:
        if row.parent and row[FACTORS]:
            found.setdefault(row.parent.number, (row.parent, []))[1].append(row[FACTORS])
    return found


@rule(
    "1103",
    "Assessments",
    "The assessment start date cannot be before the referral date",
    fields="Assessments.AssessmentActualStartDate CINdetails.CINreferralDate",
)
def assessed_before_referral(child: Child, census: Census) -> Iterator[Broken]:
    """Begun before the referral it stands in."""
    for assessment, episode in _assessments(child):
        began_on, referred_on = assessment.on(STARTED), episode.row.on("CINreferralDate")
        if began_on and referred_on and began_on < referred_on:
            places = (assessment, STARTED), (episode.row, "CINreferralDate")
            yield broken(*places, key=(began_on, referred_on))


@rule(
    "8608",
    "Assessments",
    "Assessment Start Date cannot be later than its End Date",
    fields="Assessments.AssessmentActualStartDate Assessments.AssessmentAuthorisationDate",
)
def ended_before_it_began(child: Child, census: Census) -> Iterator[Broken]:
    """Authorised before it began."""
    for assessment, _ in _assessments(child):
        began_on, ended_on = assessment.on(STARTED), assessment.on(AUTHORISED)
        if began_on and ended_on and began_on > ended_on:
            yield broken((assessment, STARTED), (assessment, AUTHORISED), key=(began_on, ended_on))


@rule(
    "8614",
    "Assessments",
    "Parental or child factors at assessment should only be present for a completed assessment.",
    fields="Assessments.AssessmentAuthorisationDate Assessments.AssessmentFactors",
)
def factors_of_an_open_assessment(child: Child, census: Census) -> Iterator[Broken]:
    """Factors, and no day of authorisation."""
    for assessment, _ in _factors(child).values():
        if not assessment.on(AUTHORISED):
            yield broken((assessment, AUTHORISED), (assessment, FACTORS))


@rule(
    "8670Q",
    "Assessments",
    f"{_CHECK}Assessment started more than 45 working days before the end of the census year. However, there "
    "is no Assessment end date.",
    fields="Assessments.AssessmentActualStartDate",
)
def open_beyond_45_days(child: Child, census: Census) -> Iterator[Broken]:
    """Its 45 working days had passed by the reference date."""
    for assessment, _ in _assessments(child):
        began_on = assessment.on(STARTED)
        if began_on and began_on < census.late_assessment_before and not assessment.on(AUTHORISED):
            yield broken((assessment, AUTHORISED), (assessment, STARTED), key=began_on)


@rule(
    "8696",
    "Assessments",
    "Assessment end date must fall within the census year",
    fields="Assessments.AssessmentAuthorisationDate Header.ReferenceDate",
)
def ended_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Authorised before the census year, or after it."""
    for assessment, _ in _assessments(child):
        ended_on = assessment.on(AUTHORISED)
        if ended_on and not census.covers(ended_on):
            yield broken((assessment, AUTHORISED))


@rule(
    "8736",
    "Assessments",
    "For an Assessment that has not been completed, the start date must fall within the census year",
    fields="Assessments.AssessmentAuthorisationDate Assessments.AssessmentActualStartDate",
)
def open_from_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Not authorised, and begun outside the census year or on no day that can be read."""
    for assessment, episode in _assessments(child):
        if assessment.on(AUTHORISED):
            continue
        began_on = assessment.on(STARTED)
        if began_on is None or not census.covers(began_on):
            yield broken((assessment, AUTHORISED), (assessment, STARTED), key=(episode.number, began_on))


@rule(
    "8863Q",
    "Assessments",
    "An Assessment is shown as starting when there is another Assessment ongoing.",
    fields="Assessments.AssessmentActualStartDate Assessments.AssessmentAuthorisationDate",
)
def assessments_overlap(child: Child, census: Census) -> Iterator[Broken]:
    """Within one episode; an assessment told twice over is not an overlap."""
    for episode in child.episodes:
        if len(episode.assessments) < 2:
            continue
        for later in episode.assessments:
            for earlier in episode.assessments:
                if _overlap(later, earlier, census):
                    places = (later, STARTED), (earlier, STARTED), (earlier, AUTHORISED)
                    yield broken(*places, key=(episode.number, later.on(STARTED)))


def _overlap(later: Row, earlier: Row, census: Census) -> bool:
    began_on, other_on, ended_on = later.on(STARTED), earlier.on(STARTED), earlier.on(AUTHORISED)
    if not began_on or not other_on or began_on < other_on:
        return False
    if began_on == other_on and later.on(AUTHORISED) == ended_on:
        return False
    return began_on <= (ended_on or census.ended_on)


@rule(
    "8869",
    "Assessments",
    "The assessment factors code “21” cannot be used in conjunction with any other assessment factors.",
    fields="Assessments.AssessmentFactors",
)
def no_factors_and_others(child: Child, census: Census) -> Iterator[Broken]:
    """No factor identified, and one identified."""
    for assessment, factors in _factors(child).values():
        if NO_FACTORS in factors and len(set(factors)) > 1:
            yield broken((assessment, FACTORS))


@rule(
    "8873Q",
    "Assessments",
    f"{_CHECK}When there is only one assessment on the episode and the factors code “21 No factors "
    "identified” has been used for the completed assessment, the reason for closure ‘RC8’ or 'RC9' should be "
    "used.",
    fields="CINdetails.ReasonForClosure Assessments.AssessmentFactors",
)
def no_factors_and_not_closed_after_assessment(child: Child, census: Census) -> Iterator[Broken]:
    """The only assessment of an episode found no factor."""
    factors = _factors(child)
    if not factors:
        return
    for episode in child.episodes:
        reason = episode.row["ReasonForClosure"]
        if reason in ("RC8", "RC9") or len({row.within for row in episode.assessments}) != 1:
            continue
        for assessment in episode.assessments:
            _, named = factors.get(assessment.number, (assessment, []))
            if any(NO_FACTORS in factor for factor in named):
                places = (assessment, FACTORS), (episode.row, "ReasonForClosure")
                yield broken(*places, key=(episode.number, assessment.within, reason))


@rule(
    "8896",
    "Assessments",
    "Within one CINDetails group there are 2 or more open Assessments groups",
    fields="Assessments.AssessmentAuthorisationDate",
)
def open_assessments(child: Child, census: Census) -> Iterator[Broken]:
    """Two not authorised; every assessment of the episode is told."""
    for episode in child.episodes:
        rows = episode.assessments
        if len(rows) > 1 and sum(row.on(AUTHORISED) is None for row in rows) > 1:
            yield broken(*((row, AUTHORISED) for row in rows), key=episode.number)


@rule(
    "8897Q",
    "Assessments",
    "Parental or child factors at assessment information is missing from a completed assessment",
    fields="Assessments.AssessmentAuthorisationDate Assessments.AssessmentFactors",
)
def factors_missing(child: Child, census: Census) -> Iterator[Broken]:
    """Authorised since the census year began, and no factor of the table."""
    factors = _factors(child)
    for assessment, _ in _assessments(child):
        ended_on = assessment.on(AUTHORISED)
        if ended_on is None or ended_on < census.began_on:
            continue
        _, named = factors.get(assessment.number, (assessment, []))
        if not any(factor in _KNOWN for factor in named):
            yield broken((assessment, AUTHORISED), (assessment, FACTORS))


@rule(
    "8898",
    "Assessments",
    "The assessment has more than one parental or child factors with the same code",
    fields="Assessments.AssessmentFactors",
)
def same_factor_twice(child: Child, census: Census) -> Iterator[Broken]:
    """One finding an assessment."""
    for assessment, factors in _factors(child).values():
        if len(factors) > 1 and max(Counter(factors).values()) > 1:
            yield broken((assessment, FACTORS))


@rule(
    "8945Q",
    "Assessments",
    "Please check and either amend data or provide a reason: the assessment factors code '18A' should not be "
    "used ('18B' or '18C' should be used instead)",
    fields="Assessments.AssessmentFactors",
    years=FROM_2025,
)
def retired_18a(child: Child, census: Census) -> Iterator[Broken]:
    """A code that was divided."""
    return _retired(child, "18A")


@rule(
    "8950Q",
    "Assessments",
    "Please check and either amend data or provide a reason: the assessment factors code '19A' should not be "
    "used ('19B' or '19C' should be used instead)",
    fields="Assessments.AssessmentFactors",
    years=FROM_2025,
)
def retired_19a(child: Child, census: Census) -> Iterator[Broken]:
    """A code that was divided."""
    return _retired(child, "19A")


def _retired(child: Child, code: str) -> Iterator[Broken]:
    for assessment, factors in _factors(child).values():
        if any(factor.upper() == code for factor in factors):
            yield broken((assessment, FACTORS))

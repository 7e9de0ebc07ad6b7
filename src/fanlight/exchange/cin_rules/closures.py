"""Rules of the closure of an episode, and of what is told after it."""

from __future__ import annotations

from collections.abc import Iterator

from fanlight.exchange.cin_rules.rows import Child, Row
from fanlight.exchange.cin_rules.rule import YES, Broken, Census, broken, rule
from fanlight.terms import codes

_REASONS = frozenset(entry.code for entry in codes.CLOSURE_REASON)
_AFTER_ASSESSMENT = frozenset({"RC8", "RC9"})


@rule(
    "2990",
    "CINdetails",
    "Activity is recorded against a case marked as ‘Case closed after assessment, no further action’ or "
    "'case closed after assessment, referred to early help'.",
    fields="CINdetails.ReasonForClosure",
)
def activity_after_assessment_alone(child: Child, census: Census) -> Iterator[Broken]:
    """A plan, enquiry or conference in an episode closed after assessment."""
    for episode in child.episodes:
        if episode.row["ReasonForClosure"] not in _AFTER_ASSESSMENT:
            continue
        rows = [*episode.cp_plans, *episode.section_47s, *episode.cin_plans]
        if rows or episode.row.on("DateOfInitialCPC"):
            places = ((row, "LAchildID") for row in rows)
            yield broken((episode.row, "DateOfInitialCPC"), *places, key=episode.number)


@rule(
    "8565",
    "ChildProtectionPlans",
    "Activity shown after a case has been closed",
    fields="CINdetails.CINclosureDate CINdetails.DateOfInitialCPC Assessments.AssessmentActualStartDate "
    "Assessments.AssessmentAuthorisationDate Section47.S47ActualStartDate ChildProtectionPlans.CPPendDate "
    "CINplanDates.CINPlanStartDate CINplanDates.CINPlanEndDate",
)
def activity_after_closure(child: Child, census: Census) -> Iterator[Broken]:
    """Whatever an episode holds that is dated after its closure."""
    for episode in child.episodes:
        closed_on = episode.row.on("CINclosureDate")
        if closed_on is None:
            continue
        places = [
            (row, column)
            for rows, columns in (
                (episode.assessments, ("AssessmentActualStartDate", "AssessmentAuthorisationDate")),
                (episode.section_47s, ("S47ActualStartDate", "DateOfInitialCPC")),
                (episode.cp_plans, ("CPPendDate",)),
                (episode.cin_plans, ("CINPlanStartDate", "CINPlanEndDate")),
            )
            for row in rows
            if any((on := row.on(column)) and on > closed_on for column in columns)
            for column in columns
        ]
        met_on = episode.row.on("DateOfInitialCPC")
        if places or (met_on and met_on > closed_on):
            own = (episode.row, "CINclosureDate"), (episode.row, "DateOfInitialCPC")
            yield broken(*own, *places, key=(episode.number, closed_on))


@rule(
    "8585Q",
    "CINdetails",
    "Please check and either amend or provide a reason: CIN episode shows Died as the Closure Reason, "
    "however child has no recorded Date of Death",
    fields="CINdetails.ReasonForClosure ChildIdentifiers.PersonDeathDate",
)
def died_without_a_day(child: Child, census: Census) -> Iterator[Broken]:
    """Closed because the child died, and no day of death."""
    for identifiers in child.identifiers:
        if identifiers.on("PersonDeathDate"):
            continue
        for episode in child.episodes:
            if episode.row["ReasonForClosure"] == "RC2":
                places = (episode.row, "ReasonForClosure"), (identifiers, "PersonDeathDate")
                yield broken(*places, key="RC2")


@rule(
    "8620",
    "CINdetails",
    "CIN Closure Date present and does not fall within the Census year",
    fields="CINdetails.CINclosureDate",
)
def closed_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Closed before the census year, or after it."""
    for episode in child.episodes:
        closed_on = episode.row.on("CINclosureDate")
        if closed_on and not census.covers(closed_on):
            yield broken((episode.row, "CINclosureDate"))


@rule(
    "8630",
    "CINdetails",
    "CIN Closure Date is before CIN Referral Date for the same CIN episode",
    fields="CINdetails.CINreferralDate CINdetails.CINclosureDate",
)
def closed_before_referral(child: Child, census: Census) -> Iterator[Broken]:
    """Closed before it was opened."""
    for episode in child.episodes:
        row = episode.row
        closed_on, referred_on = row.on("CINclosureDate"), row.on("CINreferralDate")
        if closed_on and referred_on and closed_on < referred_on:
            yield broken((row, "CINreferralDate"), (row, "CINclosureDate"), key=(referred_on, closed_on))


@rule(
    "8640",
    "CINdetails",
    "CIN Reason for closure code invalid (see Reason for Closure table in CIN Census code set)",
    fields="CINdetails.ReasonForClosure",
)
def reason_unknown(child: Child, census: Census) -> Iterator[Broken]:
    """A code that is none of the table."""
    for episode in child.episodes:
        reason = episode.row["ReasonForClosure"]
        if reason and reason not in _REASONS:
            yield broken((episode.row, "ReasonForClosure"))


@rule(
    "8805",
    "CINdetails",
    "A CIN case cannot have a CIN closure date without a Reason for Closure",
    fields="CINdetails.CINclosureDate CINdetails.ReasonForClosure",
)
def closed_without_reason(child: Child, census: Census) -> Iterator[Broken]:
    """A day and no reason."""
    for episode in child.episodes:
        row = episode.row
        closed_on = row.on("CINclosureDate")
        if closed_on and not row["ReasonForClosure"]:
            yield broken((row, "CINclosureDate"), (row, "ReasonForClosure"), key=closed_on)


@rule(
    "8810",
    "CINdetails",
    "A CIN case cannot have a Reason for Closure without a CIN Closure Date",
    fields="CINdetails.ReasonForClosure CINdetails.CINclosureDate",
)
def reason_without_closure(child: Child, census: Census) -> Iterator[Broken]:
    """A reason and no day."""
    for episode in child.episodes:
        row = episode.row
        if row["ReasonForClosure"] and not row.on("CINclosureDate"):
            places = (row, "ReasonForClosure"), (row, "CINclosureDate")
            yield broken(*places, key=(row["ReasonForClosure"], episode.number))


@rule(
    "8825Q",
    "CINdetails",
    "Please check and either amend data or provide a reason: Reason for Closure code RC8 (case closed after "
    "assessment) or RC9 (case closed after assessment, referred to early help) has been returned but there "
    "is no assessment present for the episode.",
    fields="CINdetails.ReasonForClosure",
)
def closed_after_no_assessment(child: Child, census: Census) -> Iterator[Broken]:
    """Closed after an assessment that is not there."""
    for episode in child.episodes:
        if episode.row["ReasonForClosure"] in _AFTER_ASSESSMENT and not episode.assessments:
            yield broken((episode.row, "ReasonForClosure"), key=episode.number)


@rule(
    "8867",
    "CINdetails",
    "CIN episode is shown as closed, however Assessment is not shown as completed",
    fields="CINdetails.CINclosureDate Assessments.AssessmentAuthorisationDate",
)
def closed_with_open_assessment(child: Child, census: Census) -> Iterator[Broken]:
    """Closed, and an assessment not authorised."""
    for episode in child.episodes:
        closed_on = episode.row.on("CINclosureDate")
        unfinished = [row for row in episode.assessments if not row.on("AssessmentAuthorisationDate")]
        if closed_on and unfinished:
            places = ((row, "AssessmentAuthorisationDate") for row in unfinished)
            yield broken((episode.row, "CINclosureDate"), *places, key=(episode.number, closed_on))


@rule(
    "8868",
    "CINdetails",
    "CIN episode is shown as closed, however Section 47 enquiry is not shown as completed by ICPC date or "
    "ICPC not required flag",
    fields="Section47.ICPCnotRequired CINdetails.CINclosureDate Section47.DateOfInitialCPC",
)
def closed_with_open_enquiry(child: Child, census: Census) -> Iterator[Broken]:
    """Closed, and an enquiry with neither a conference nor the word that none was needed; or with both."""
    for episode in child.episodes:
        unfinished = [row for row in episode.section_47s if _unfinished(row)]
        if unfinished and episode.row.on("CINclosureDate"):
            places = (
                (row, column) for row in unfinished for column in ("DateOfInitialCPC", "ICPCnotRequired")
            )
            yield broken(*places, (episode.row, "CINclosureDate"), key=episode.number)


def _unfinished(enquiry: Row) -> bool:
    return (enquiry.on("DateOfInitialCPC") is None) is (enquiry["ICPCnotRequired"] not in YES)

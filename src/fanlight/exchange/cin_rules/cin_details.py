"""Rules of an episode: its referral, source and need, and what may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from fanlight.exchange.cin_rules.rows import Child, Row
from fanlight.exchange.cin_rules.rule import NO, YES, Broken, Census, broken, rule, wrong_values
from fanlight.terms import codes

_SOURCES = frozenset(entry.code for entry in codes.REFERRAL_SOURCE)
_NEEDS = frozenset(entry.code for entry in codes.PRIMARY_NEED)
_SOURCE_ASKED_FROM = date(2013, 4, 1)
_FORTY_WEEKS = timedelta(weeks=40)


def _rows(child: Child) -> list[Row]:
    return [episode.row for episode in child.episodes]


@rule(
    "2991Q",
    "CINdetails",
    "Please check and either amend data or provide a reason: A Section 47 module is recorded and there is no "
    "assessment on the episode",
    fields="Assessments.CINdetailsID",
)
def enquiry_without_assessment(child: Child, census: Census) -> Iterator[Broken]:
    """One finding an episode."""
    for episode in child.episodes:
        if episode.section_47s and not episode.assessments:
            yield broken(*((row, "LAchildID") for row in episode.section_47s), key=episode.number)


@rule(
    "8555Q",
    "CINdetails",
    "Child cannot be referred after its recorded date of death",
    fields="ChildIdentifiers.PersonDeathDate CINdetails.CINreferralDate",
)
def referred_after_death(child: Child, census: Census) -> Iterator[Broken]:
    """A referral of a child already dead."""
    for identifiers in child.identifiers:
        died_on = identifiers.on("PersonDeathDate")
        if died_on is None:
            continue
        for row in _rows(child):
            referred_on = row.on("CINreferralDate")
            if referred_on and referred_on > died_on:
                places = (row, "CINreferralDate"), (identifiers, "PersonDeathDate")
                yield broken(*places, key=(referred_on, died_on))


@rule("8568", "CINdetails", "RNFA flag is missing or invalid", fields="CINdetails.ReferralNFA")
def nfa_missing(child: Child, census: Census) -> Iterator[Broken]:
    """True or false, in words or figures."""
    return wrong_values(_rows(child), "ReferralNFA", lambda row: row["ReferralNFA"].lower() not in YES | NO)


@rule(
    "8569Q",
    "CINdetails",
    "A case with referral date before one working day prior to the collection start date must not be flagged "
    "as a no further action case",
    fields="CINdetails.ReferralNFA",
)
def old_referral_without_action(child: Child, census: Census) -> Iterator[Broken]:
    """A referral of an earlier year has no place here unless it was taken further."""
    for episode in child.episodes:
        referred_on = episode.row.on("CINreferralDate")
        if referred_on and referred_on < census.first_working_day and episode.row["ReferralNFA"] not in NO:
            yield broken((episode.row, "CINreferralDate"), key=(episode.number, referred_on))


@rule(
    "8600",
    "CINdetails",
    "Child referral date missing or after data collection period",
    fields="CINdetails.CINreferralDate",
)
def referral_missing(child: Child, census: Census) -> Iterator[Broken]:
    """No date, none that can be read, or one after the reference date."""
    for row in _rows(child):
        referred_on = row.on("CINreferralDate")
        if referred_on is None or referred_on > census.ended_on:
            yield broken((row, "CINreferralDate"))


@rule(
    "8606",
    "CINdetails",
    "Child referral date is more than 40 weeks before DOB or expected DOB",
    fields="CINdetails.CINreferralDate ChildIdentifiers.PersonBirthDate "
    "ChildIdentifiers.ExpectedPersonBirthDate",
)
def referred_before_conception(child: Child, census: Census) -> Iterator[Broken]:
    """Earlier than a pregnancy lasts."""
    for identifiers in child.identifiers:
        days = (identifiers.on("PersonBirthDate"), identifiers.on("ExpectedPersonBirthDate"))
        born_on = max((on for on in days if on), default=None)
        if born_on is None:
            continue
        for row in _rows(child):
            referred_on = row.on("CINreferralDate")
            if referred_on and referred_on < born_on - _FORTY_WEEKS:
                yield broken(
                    (row, "CINreferralDate"),
                    (identifiers, "PersonBirthDate"),
                    (identifiers, "ExpectedPersonBirthDate"),
                    key=referred_on,
                )


@rule(
    "8610",
    "CINdetails",
    "Primary Need code is missing for a referral which led to further action.",
    fields="CINdetails.ReferralNFA CINdetails.PrimaryNeedCode",
)
def need_missing(child: Child, census: Census) -> Iterator[Broken]:
    """Taken further, and no need told."""
    for episode in child.episodes:
        row = episode.row
        if row["ReferralNFA"] in NO and not row["PrimaryNeedCode"]:
            yield broken((row, "ReferralNFA"), (row, "PrimaryNeedCode"), key=episode.number)


@rule(
    "8650",
    "CINdetails",
    "Primary Need Code invalid (see Primary Need table in CIN census code set)",
    fields="CINdetails.PrimaryNeedCode",
)
def need_unknown(child: Child, census: Census) -> Iterator[Broken]:
    """A code that is none of the table."""
    for row in _rows(child):
        if row["PrimaryNeedCode"] and row["PrimaryNeedCode"] not in _NEEDS:
            yield broken((row, "PrimaryNeedCode"))


@rule(
    "8866",
    "CINdetails",
    "Source of Referral is missing or an invalid code",
    fields="CINdetails.CINreferralDate CINdetails.ReferralSource",
)
def source_missing(child: Child, census: Census) -> Iterator[Broken]:
    """Asked of referrals since 1 April 2013."""
    for row in _rows(child):
        if row["ReferralSource"] in _SOURCES:
            continue
        referred_on = row.on("CINreferralDate")
        if referred_on and referred_on >= _SOURCE_ASKED_FROM:
            yield broken((row, "CINreferralDate"), (row, "ReferralSource"), key=referred_on)


@rule(
    "8831",
    "CINdetails",
    "Activity is recorded against a case marked as a referral with no further action",
    fields="Assessments.AssessmentActualStartDate Assessments.AssessmentAuthorisationDate "
    "Section47.S47ActualStartDate CINdetails.DateOfInitialCPC",
)
def activity_without_action(child: Child, census: Census) -> Iterator[Broken]:
    """A dated assessment, enquiry or conference in an episode of no further action."""
    for episode in child.episodes:
        row = episode.row
        if row["ReferralNFA"] not in YES:
            continue
        assessed = [
            one
            for one in episode.assessments
            if one.on("AssessmentActualStartDate") or one.on("AssessmentAuthorisationDate")
        ]
        conference = row.on("DateOfInitialCPC")
        enquired = [one for one in episode.section_47s if conference or one.on("S47ActualStartDate")]
        if assessed or enquired or conference:
            yield broken(
                (row, "DateOfInitialCPC"),
                *((one, "LAchildID") for one in assessed + enquired),
                key=episode.number,
            )


@rule(
    "8820",
    "CINdetails",
    "The dates on the CIN episodes for this child overlap",
    fields="CINdetails.CINreferralDate CINdetails.CINclosureDate",
)
def episodes_overlap(child: Child, census: Census) -> Iterator[Broken]:
    """An episode that began while another was open, two by two."""
    if len(child.episodes) < 2:
        return
    for later in child.episodes:
        for earlier in child.episodes:
            if later is not earlier and _began_within(later.row, earlier.row, census):
                yield broken(
                    (later.row, "CINreferralDate"),
                    (earlier.row, "CINreferralDate"),
                    (earlier.row, "CINclosureDate"),
                    key=(later.number, earlier.number),
                )


def _began_within(later: Row, earlier: Row, census: Census) -> bool:
    began_on, other_on = later.on("CINreferralDate"), earlier.on("CINreferralDate")
    if not began_on or not other_on or began_on < other_on:
        return False
    if closed_on := earlier.on("CINclosureDate"):
        return began_on < closed_on
    return began_on < census.ended_on and earlier["ReferralNFA"].lower() in NO


@rule(
    "8815",
    "CINdetails",
    "More than one open CIN Details episode (a module with no CIN Closure Date) has been provided for this "
    "child and case is not a referral with no further action.",
    fields="CINdetails.ReferralNFA CINdetails.CINclosureDate",
)
def open_episodes(child: Child, census: Census) -> Iterator[Broken]:
    """Two taken further and not closed; every episode not closed is told."""
    unclosed = [row for row in _rows(child) if not row.on("CINclosureDate")]
    if sum(row["ReferralNFA"] in NO for row in unclosed) > 1:
        for row in unclosed:
            yield broken((row, "CINclosureDate"), key=row.within)


@rule(
    "8816",
    "CINdetails",
    "An open CIN episode is shown and case is not a referral with no further action, but it is not the "
    "latest episode.",
    fields="CINdetails.CINreferralDate CINdetails.ReferralNFA",
)
def open_before_the_latest(child: Child, census: Census) -> Iterator[Broken]:
    """The open episode, and the latest; of two that are latest, the first."""
    dated = [
        (row.on("CINreferralDate") or date.min, row) for row in _rows(child) if row.on("CINreferralDate")
    ]
    if len(dated) < 2:
        return
    _, latest = max(dated, key=lambda one: one[0])
    for referred_on, row in dated:
        if row is not latest and not row.on("CINclosureDate") and row["ReferralNFA"] in NO:
            yield broken((row, "CINreferralDate"), (latest, "CINreferralDate"), key=(row.within, referred_on))

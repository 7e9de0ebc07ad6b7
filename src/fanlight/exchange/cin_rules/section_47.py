"""Rules of section 47 enquiries and the initial child protection conferences they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from fanlight.exchange.cin_rules.rows import Child, Episode, Row
from fanlight.exchange.cin_rules.rule import NO, YES, Broken, Census, broken, rule

_CHECK = "Please check and either amend or provide a reason: "
_CHECK_DATA = "Please check and either amend data or provide a reason: "


def _enquiries(child: Child) -> Iterator[tuple[Row, Episode]]:
    for episode in child.episodes:
        for enquiry in episode.section_47s:
            yield enquiry, episode


@rule(
    "1104",
    "Section47",
    "The date of the initial child protection conference cannot be before the referral date",
    fields="CINdetails.CINreferralDate Section47.DateOfInitialCPC",
)
def conference_before_referral(child: Child, census: Census) -> Iterator[Broken]:
    """The conference of an enquiry, and the referral it stands in."""
    for enquiry, episode in _enquiries(child):
        met_on, referred_on = enquiry.on("DateOfInitialCPC"), episode.row.on("CINreferralDate")
        if met_on and referred_on and met_on < referred_on:
            places = (enquiry, "DateOfInitialCPC"), (episode.row, "CINreferralDate")
            yield broken(*places, key=(episode.number, met_on))


@rule(
    "2884",
    "Section47",
    "An initial child protection conference is recorded at both the S47 and CIN Details level and it should "
    "only be recorded in one",
    fields="DateOfInitialCPC",
)
def conference_told_twice(child: Child, census: Census) -> Iterator[Broken]:
    """One day told by an enquiry and by an episode of the same child."""
    for enquiry, within in _enquiries(child):
        met_on = enquiry.on("DateOfInitialCPC")
        for episode in child.episodes:
            if met_on and met_on == episode.row.on("DateOfInitialCPC"):
                places = (enquiry, "DateOfInitialCPC"), (episode.row, "DateOfInitialCPC")
                yield broken(*places, key=(within.number, met_on))


@rule(
    "2889",
    "Section47",
    "The S47 start date cannot be before the referral date.",
    fields="Section47.S47ActualStartDate CINdetails.CINreferralDate",
)
def enquiry_before_referral(child: Child, census: Census) -> Iterator[Broken]:
    """An enquiry begun before the referral it stands in."""
    for enquiry, episode in _enquiries(child):
        began_on, referred_on = enquiry.on("S47ActualStartDate"), episode.row.on("CINreferralDate")
        if began_on and referred_on and began_on < referred_on:
            places = (enquiry, "S47ActualStartDate"), (episode.row, "CINreferralDate")
            yield broken(*places, key=(began_on, referred_on))


@rule(
    "8615",
    "Section47",
    "Section 47 Enquiry Start Date must be present and cannot be later than the date of the initial Child "
    "Protection Conference",
    fields="Section47.S47ActualStartDate Section47.DateOfInitialCPC",
)
def enquiry_after_its_conference(child: Child, census: Census) -> Iterator[Broken]:
    """Begun after the conference; or a conference and no beginning."""
    for enquiry, _ in _enquiries(child):
        met_on = enquiry.on("DateOfInitialCPC")
        if met_on is None:
            continue
        began_on = enquiry.on("S47ActualStartDate")
        if began_on is None or began_on > met_on:
            places = (enquiry, "S47ActualStartDate"), (enquiry, "DateOfInitialCPC")
            yield broken(*places, key=(began_on, met_on))


@rule(
    "8675Q",
    "Section47",
    f"{_CHECK_DATA}S47 Enquiry started more than 15 working days before the end of the census year. However, "
    "there is no date of Initial Child Protection Conference.",
    fields="Section47.DateOfInitialCPC Section47.S47ActualStartDate Section47.ICPCnotRequired",
)
def conference_overdue(child: Child, census: Census) -> Iterator[Broken]:
    """A conference is required and was not held in time."""
    for enquiry, _ in _enquiries(child):
        began_on = enquiry.on("S47ActualStartDate")
        waits = enquiry["ICPCnotRequired"] in NO and not enquiry.on("DateOfInitialCPC")
        if waits and began_on and began_on < census.late_section_47_before:
            yield _without_conference(
                enquiry, "DateOfInitialCPC", "S47ActualStartDate", key=(began_on, enquiry["ICPCnotRequired"])
            )


@rule(
    "8715",
    "Section47",
    "Date of Initial Child Protection Conference must fall within the census year",
    fields="Section47.DateOfInitialCPC Header.ReferenceDate",
)
def conference_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Held before the census year, or after it."""
    for enquiry, _ in _enquiries(child):
        met_on = enquiry.on("DateOfInitialCPC")
        if met_on and not census.covers(met_on):
            yield broken((enquiry, "DateOfInitialCPC"))


@rule(
    "8740",
    "Section47",
    "For a Section 47 Enquiry that has not held the Initial Child Protection Conference by the end of the "
    "census year, the start date must fall within the census year",
    fields="Section47.S47ActualStartDate Section47.DateOfInitialCPC Section47.ICPCnotRequired",
)
def open_enquiry_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """A conference is required and not held; the enquiry began outside the census year."""
    for enquiry, _ in _enquiries(child):
        began_on = enquiry.on("S47ActualStartDate")
        waits = enquiry["ICPCnotRequired"] in NO and not enquiry.on("DateOfInitialCPC")
        if waits and began_on and not census.covers(began_on):
            yield _without_conference(enquiry, "S47ActualStartDate", "DateOfInitialCPC", key=began_on)


def _without_conference(enquiry: Row, first: str, second: str, *, key: object) -> Broken:
    return broken((enquiry, first), (enquiry, second), (enquiry, "ICPCnotRequired"), key=key)


@rule(
    "8839",
    "Section47",
    "Within one CINDetails group there are 2 or more open S47 Assessments",
    fields="Section47.DateOfInitialCPC",
)
def open_enquiries(child: Child, census: Census) -> Iterator[Broken]:
    """Open: no conference held, and one not said to be needless. Every enquiry without conference is told."""
    for episode in child.episodes:
        unheld = [enquiry for enquiry in episode.section_47s if not enquiry.on("DateOfInitialCPC")]
        if sum(enquiry["ICPCnotRequired"] not in YES for enquiry in unheld) > 1:
            yield broken(*((enquiry, "DateOfInitialCPC") for enquiry in unheld), key=episode.number)


@rule(
    "8870Q",
    "Section47",
    f"{_CHECK}The Target Date for Initial Child Protection Conference should not be a weekend",
    fields="Section47.InitialCPCtarget",
)
def target_at_a_weekend(child: Child, census: Census) -> Iterator[Broken]:
    """A Saturday or a Sunday."""
    return _weekends(child, "InitialCPCtarget")


@rule(
    "8875",
    "Section47",
    "The Date of Initial Child Protection Conference cannot be a weekend",
    fields="Section47.DateOfInitialCPC",
)
def conference_at_a_weekend(child: Child, census: Census) -> Iterator[Broken]:
    """A Saturday or a Sunday."""
    return _weekends(child, "DateOfInitialCPC")


def _weekends(child: Child, column: str) -> Iterator[Broken]:
    for enquiry, _ in _enquiries(child):
        on = enquiry.on(column)
        if on and on.weekday() >= 5:
            yield broken((enquiry, column))


@rule(
    "8890",
    "CINdetails",
    "A Section 47 enquiry is shown as starting when there is another Section 47 Enquiry ongoing",
    fields="Section47.S47ActualStartDate",
)
def enquiries_overlap(child: Child, census: Census) -> Iterator[Broken]:
    """Within one episode; an enquiry told twice over is not an overlap."""
    for episode in child.episodes:
        if len(episode.section_47s) < 2:
            continue
        for later in episode.section_47s:
            for earlier in episode.section_47s:
                if _overlap(later, earlier, census):
                    places = (
                        (later, "S47ActualStartDate"),
                        (earlier, "S47ActualStartDate"),
                        (earlier, "DateOfInitialCPC"),
                    )
                    yield broken(*places, key=(episode.number, later.on("S47ActualStartDate")))


def _overlap(later: Row, earlier: Row, census: Census) -> bool:
    began_on, other_on = later.on("S47ActualStartDate"), earlier.on("S47ActualStartDate")
    met_on = earlier.on("DateOfInitialCPC")
    if not began_on or not other_on or began_on < other_on:
        return False
    if began_on == other_on and later.on("DateOfInitialCPC") == met_on:
        return False
    if met_on:
        return began_on <= met_on
    return began_on <= census.ended_on and earlier["ICPCnotRequired"].lower() not in YES

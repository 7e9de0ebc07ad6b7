"""Rules of child protection plans and their reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fanlight.exchange.cin_rules.rows import Child, Episode, Row
from fanlight.exchange.cin_rules.rule import (
    YES,
    Broken,
    Census,
    broken,
    rule,
    rule_of_return,
    wrong_values,
)
from fanlight.terms import codes

START, END = "CPPstartDate", "CPPendDate"
MET = "DateOfInitialCPC"
_CATEGORIES = frozenset(entry.code for entry in codes.ABUSE_CATEGORY)
_TABLE = "ChildProtectionPlans"


def _plans(child: Child) -> list[Row]:
    return [plan for episode in child.episodes for plan in episode.cp_plans]


@rule(
    "1105",
    _TABLE,
    "The child protection plan start date cannot be before the referral date",
    fields="ChildProtectionPlans.CPPstartDate CINdetails.CINreferralDate",
)
def planned_before_referral(child: Child, census: Census) -> Iterator[Broken]:
    """Began before the referral it stands in."""
    for episode in child.episodes:
        referred_on = episode.row.on("CINreferralDate")
        for plan in episode.cp_plans:
            began_on = plan.on(START)
            if began_on and referred_on and began_on < referred_on:
                places = (plan, START), (episode.row, "CINreferralDate")
                yield broken(*places, key=(began_on, referred_on))


@rule_of_return(
    "2883",
    _TABLE,
    "There are more child protection plans starting than initial conferences taking place",
    fields="ChildProtectionPlans.CPPstartDate CINdetails.DateOfInitialCPC Section47.DateOfInitialCPC",
)
class MorePlansThanConferences:
    """In the census year, over the whole return."""

    def __init__(self) -> None:
        self._plans = self._conferences = 0

    def see(self, child: Child, census: Census) -> None:
        """Count plans begun and conferences held in the period."""
        for episode in child.episodes:
            held = [episode.row, *episode.section_47s]
            self._conferences += sum(_within(row, MET, census) for row in held)
            self._plans += sum(_within(plan, START, census) for plan in episode.cp_plans)

    def end(self, census: Census) -> Iterable[Broken]:
        """A finding about the authority as a whole."""
        if self._plans > self._conferences:
            yield broken()


def _within(row: Row, column: str, census: Census) -> bool:
    on = row.on(column)
    return on is not None and census.covers(on)


@rule(
    "2885",
    _TABLE,
    "Child protection plan shown as starting a different day to the initial child protection conference.",
    fields="ChildProtectionPlans.CPPstartDate Section47.DateOfInitialCPC CINdetails.DateOfInitialCPC",
)
def not_on_the_day_of_the_conference(child: Child, census: Census) -> Iterator[Broken]:
    """Plans begun in the census year beside the conferences of their episode.

    The conferences are those of its enquiries; where it has none that asks for one, its own. The plan is
    told, and, where no plan of the episode agrees with any conference, the conferences too.
    """
    for episode in child.episodes:
        plans = [plan for plan in episode.cp_plans if _within(plan, START, census)]
        if not plans:
            continue
        conferences = _conferences(episode)
        days = {row.on(MET) for row in conferences} - {None}
        astray = [plan for plan in plans if plan.on(START) not in days]
        for plan in astray:
            yield broken((plan, START), key=(episode.number, plan.on(START)))
        if len(astray) == len(plans):
            yield broken(*((row, MET) for row in conferences), key=episode.number)


def _conferences(episode: Episode) -> list[Row]:
    asked = [row for row in episode.section_47s if row["ICPCnotRequired"] != "1"]
    return asked or [episode.row]


@rule(
    "8720",
    _TABLE,
    "Child Protection Plan Start Date missing or out of data collection period",
    fields="ChildProtectionPlans.CPPstartDate Header.ReferenceDate",
)
def start_missing(child: Child, census: Census) -> Iterator[Broken]:
    """No day, none that can be read, or one after the reference date."""
    for plan in _plans(child):
        began_on = plan.on(START)
        if began_on is None or began_on > census.ended_on:
            yield broken((plan, START))


@rule(
    "8730",
    _TABLE,
    "Total Number of previous Child Protection Plans missing",
    fields="ChildProtectionPlans.NumberOfPreviousCPP",
)
def previous_plans_missing(child: Child, census: Census) -> Iterator[Broken]:
    """Nothing told, or what is no count; none is 0."""
    for plan in _plans(child):
        told = plan["NumberOfPreviousCPP"].strip()
        if not (told.isascii() and told.isdigit()):
            yield broken((plan, "NumberOfPreviousCPP"))


@rule(
    "8832",
    _TABLE,
    "Child Protection details provided for a referral with no further action.",
    fields="ChildProtectionPlans.CINdetailsID CINdetails.ReferralNFA",
)
def plan_without_action(child: Child, census: Census) -> Iterator[Broken]:
    """A plan in an episode of no further action."""
    for episode in child.episodes:
        if episode.cp_plans and episode.row["ReferralNFA"].lower() in YES:
            places = ((plan, "LAchildID") for plan in episode.cp_plans)
            yield broken((episode.row, "ReferralNFA"), *places, key=episode.number)


@rule(
    "8840",
    _TABLE,
    "Child Protection Plan cannot start and end on the same day",
    fields="CPPstartDate CPPendDate",
)
def one_day_long(child: Child, census: Census) -> Iterator[Broken]:
    """Began and ended on one day."""
    for plan in _plans(child):
        began_on = plan.on(START)
        if began_on and began_on == plan.on(END):
            yield broken((plan, START), (plan, END), key=began_on)


@rule(
    "8841",
    _TABLE,
    "The review date cannot be on the same day or before the Child protection Plan start date.",
    fields="ChildProtectionPlans.CPPstartDate Reviews.CPPreviewDate",
)
def reviewed_before_it_began(child: Child, census: Census) -> Iterator[Broken]:
    """Reviewed on the day it began, or earlier."""
    for review in child.reviews:
        plan, reviewed_on = review.parent, review.on("CPPreviewDate")
        began_on = plan.on(START) if plan else None
        if plan and began_on and reviewed_on and reviewed_on <= began_on:
            yield broken((plan, START), (review, "CPPreviewDate"), key=(began_on, reviewed_on))


@rule(
    "8842Q",
    "Reviews",
    "Please check and either amend or provide a reason: Review Record has a missing date",
    fields="Reviews.CPPreviewDate",
)
def review_without_a_day(child: Child, census: Census) -> Iterator[Broken]:
    """A review with no day, or none that can be read."""
    return wrong_values(child.reviews, "CPPreviewDate", lambda row: row.on("CPPreviewDate") is None)


@rule(
    "4003",
    "Reviews",
    "A CPP review date is shown as being held at the same time as an open CIN Plan.",
    fields="CINplanDates.CINPlanStartDate CINplanDates.CINPlanEndDate Reviews.CPPreviewDate",
)
def reviewed_while_in_need(child: Child, census: Census) -> Iterator[Broken]:
    """A review, other than the one that ended its plan, while a plan in need ran."""
    if not child.reviews:
        return
    in_need = [plan for episode in child.episodes for plan in episode.cin_plans]
    for review in child.reviews:
        protection, reviewed_on = review.parent, review.on("CPPreviewDate")
        ended_on = protection.on(END) if protection else None
        if not protection or not reviewed_on or ended_on is None or ended_on == reviewed_on:
            continue
        for plan in in_need:
            began, ended = plan.on("CINPlanStartDate"), plan.on("CINPlanEndDate")
            if began and ended and began <= reviewed_on < ended:
                places = (review, "CPPreviewDate"), (plan, "CINPlanStartDate"), (protection, END)
                yield broken(*places, key=reviewed_on)


@rule(
    "8905",
    _TABLE,
    "Initial Category of Abuse code missing or invalid (see Category of Abuse table in CIN Census code set)",
    fields="ChildProtectionPlans.InitialCategoryOfAbuse",
)
def initial_category(child: Child, census: Census) -> Iterator[Broken]:
    """A code of the table."""
    return _categories(child, "InitialCategoryOfAbuse")


@rule(
    "8910",
    _TABLE,
    "Latest Category of Abuse code missing or invalid (see Category of Abuse table in CIN Census code set)",
    fields="ChildProtectionPlans.LatestCategoryOfAbuse",
)
def latest_category(child: Child, census: Census) -> Iterator[Broken]:
    """A code of the table."""
    return _categories(child, "LatestCategoryOfAbuse")


def _categories(child: Child, column: str) -> Iterator[Broken]:
    return wrong_values(_plans(child), column, lambda row: row[column] not in _CATEGORIES)


@rule(
    "8915",
    _TABLE,
    "Child Protection Plan shown as starting after the child’s Date of Death",
    fields="ChildProtectionPlans.CPPstartDate ChildIdentifiers.PersonDeathDate",
)
def started_after_death(child: Child, census: Census) -> Iterator[Broken]:
    """Began after the child died."""
    return _after_death(child, START)


@rule(
    "8920",
    _TABLE,
    "Child Protection Plan cannot end after the child’s Date of Death",
    fields="ChildIdentifiers.PersonDeathDate ChildProtectionPlans.CPPendDate",
)
def ended_after_death(child: Child, census: Census) -> Iterator[Broken]:
    """Ended after the child died."""
    return _after_death(child, END)


def _after_death(child: Child, column: str) -> Iterator[Broken]:
    for identifiers in child.identifiers:
        died_on = identifiers.on("PersonDeathDate")
        if died_on is None:
            continue
        for plan in _plans(child):
            on = plan.on(column)
            if on and on > died_on:
                yield broken((plan, column), (identifiers, "PersonDeathDate"), key=(on, died_on))


@rule(
    "8925",
    _TABLE,
    "Child Protection Plan End Date earlier than Start Date",
    fields="ChildProtectionPlans.CPPstartDate ChildProtectionPlans.CPPendDate",
)
def ended_before_it_began(child: Child, census: Census) -> Iterator[Broken]:
    """Ended before it began."""
    for plan in _plans(child):
        began_on, ended_on = plan.on(START), plan.on(END)
        if began_on and ended_on and ended_on < began_on:
            yield broken((plan, START), (plan, END), key=(began_on, ended_on))


@rule(
    "8930",
    _TABLE,
    "Child Protection Plan End Date must fall within the census year",
    fields="ChildProtectionPlans.CPPendDate Header.ReferenceDate",
)
def ended_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Ended before the census year, or after it."""
    for plan in _plans(child):
        ended_on = plan.on(END)
        if ended_on and not census.covers(ended_on):
            yield broken((plan, END))


@rule(
    "8935",
    _TABLE,
    "This child is showing more than one open Child Protection plan, i.e. with no End Date",
    fields="ChildProtectionPlans.CPPendDate",
)
def open_plans(child: Child, census: Census) -> Iterator[Broken]:
    """Two without an end, in whatever episodes; each is told."""
    unended = [plan for plan in _plans(child) if not plan.on(END)]
    if len(unended) > 1:
        yield broken(*((plan, END) for plan in unended), key="open")


@rule(
    "8940",
    _TABLE,
    "Child Protection Plan data contains overlapping dates",
    fields="ChildProtectionPlans.CPPstartDate ChildProtectionPlans.CPPendDate",
)
def plans_overlap(child: Child, census: Census) -> Iterator[Broken]:
    """A plan that began while another ran, two by two, over all episodes."""
    plans = _plans(child)
    if len(plans) < 2:
        return
    for later in plans:
        for earlier in plans:
            began_on, other_on = later.on(START), earlier.on(START)
            if later is earlier or not began_on or not other_on or began_on < other_on:
                continue
            if began_on <= (earlier.on(END) or census.ended_on):
                places = (later, START), (earlier, START), (earlier, END)
                yield broken(*places, key=(later.number, earlier.number))

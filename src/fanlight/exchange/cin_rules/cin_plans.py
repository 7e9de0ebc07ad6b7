"""Rules of the plans of a child in need, alone and beside child protection plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fanlight.exchange.cin_rules.rows import Child, Row
from fanlight.exchange.cin_rules.rule import YES, Broken, Census, broken, rule

START, END = "CINPlanStartDate", "CINPlanEndDate"
CP_START, CP_END = "CPPstartDate", "CPPendDate"


def _plans(child: Child) -> list[Row]:
    return [plan for episode in child.episodes for plan in episode.cin_plans]


def _cp_plans(child: Child) -> list[Row]:
    return [plan for episode in child.episodes for plan in episode.cp_plans]


@rule(
    "4000",
    "CINplanDates",
    "CIN Plan details provided for a referral with no further action",
    fields="CINdetails.ReferralNFA",
)
def plan_without_action(child: Child, census: Census) -> Iterator[Broken]:
    """A plan in an episode of no further action."""
    for episode in child.episodes:
        if episode.cin_plans and episode.row["ReferralNFA"] in YES:
            places = ((plan, "LAchildID") for plan in episode.cin_plans)
            yield broken((episode.row, "ReferralNFA"), *places, key=episode.number)


@rule(
    "4001",
    "CINplanDates",
    "A CIN Plan cannot run concurrently with a Child Protection Plan",
    fields="CINplanDates.CINPlanEndDate ChildProtectionPlans.CPPendDate",
)
def both_plans_open(child: Child, census: Census) -> Iterator[Broken]:
    """Both open in one episode."""
    for episode in child.episodes:
        in_need = [plan for plan in episode.cin_plans if plan.on(START) and not plan.on(END)]
        protected = [plan for plan in episode.cp_plans if not plan.on(CP_END)]
        if in_need and protected:
            places = [(plan, END) for plan in in_need] + [(plan, CP_END) for plan in protected]
            yield broken(*places, key=episode.number)


@rule(
    "4004",
    "CINplanDates",
    "This child is showing more than one open CIN Plan, i.e. with no End Date",
    fields="CINplanDates.CINPlanEndDate",
)
def open_plans(child: Child, census: Census) -> Iterator[Broken]:
    """Two without an end in one episode; every plan of it is told."""
    for episode in child.episodes:
        if sum(plan.on(END) is None for plan in episode.cin_plans) > 1:
            yield broken(*((plan, END) for plan in episode.cin_plans), key=episode.number)


@rule(
    "4010",
    "CINplanDates",
    "CIN Plan start date is missing or out of data collection period",
    fields="CINplanDates.CINPlanStartDate",
)
def start_missing(child: Child, census: Census) -> Iterator[Broken]:
    """No day, none that can be read, or one after the reference date."""
    for plan in _plans(child):
        began_on = plan.on(START)
        if began_on is None or began_on > census.ended_on:
            yield broken((plan, START))


@rule(
    "4011",
    "CINplanDates",
    "CIN Plan End Date earlier than Start Date",
    fields="CINplanDates.CINPlanEndDate CINplanDates.CINPlanStartDate",
)
def ended_before_it_began(child: Child, census: Census) -> Iterator[Broken]:
    """Ended before it began."""
    for plan in _plans(child):
        began_on, ended_on = plan.on(START), plan.on(END)
        if began_on and ended_on and ended_on < began_on:
            yield broken((plan, END), (plan, START), key=(ended_on, began_on))


@rule(
    "4012Q",
    "CINplanDates",
    "Please check and either amend or provide a reason: CIN Plan shown as starting and ending on the same "
    "day",
    fields="CINplanDates.CINPlanStartDate CINplanDates.CINPlanEndDate",
)
def one_day_long(child: Child, census: Census) -> Iterator[Broken]:
    """Began and ended on one day."""
    for plan in _plans(child):
        began_on = plan.on(START)
        if began_on and began_on == plan.on(END):
            yield broken((plan, START), (plan, END), key=began_on)


@rule(
    "4013",
    "CINplanDates",
    "CIN Plan end date must fall within the census year",
    fields="CINplanDates.CINPlanEndDate Header.ReferenceDate",
)
def ended_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Ended before the census year, or after it."""
    for plan in _plans(child):
        ended_on = plan.on(END)
        if ended_on and not census.covers(ended_on):
            yield broken((plan, END))


@rule(
    "4014",
    "CINplanDates",
    "CIN Plan data contains overlapping dates",
    fields="CINplanDates.CINPlanStartDate CINplanDates.CINPlanEndDate",
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
                yield broken((later, START), (earlier, START), (earlier, END), key=(began_on, other_on))


@rule(
    "4015",
    "CINplanDates",
    "The CIN Plan start date cannot be before the referral date",
    fields="CINplanDates.CINPlanStartDate CINdetails.CINreferralDate",
)
def planned_before_referral(child: Child, census: Census) -> Iterator[Broken]:
    """Began before the referral it stands in."""
    for episode in child.episodes:
        referred_on = episode.row.on("CINreferralDate")
        for plan in episode.cin_plans:
            began_on = plan.on(START)
            if began_on and referred_on and began_on < referred_on:
                places = (plan, START), (episode.row, "CINreferralDate")
                yield broken(*places, key=(began_on, referred_on))


@rule(
    "4016",
    "CINplanDates",
    "A CIN Plan has been reported as open at the same time as a Child Protection Plan.",
    fields="CINplanDates.CINPlanStartDate ChildProtectionPlans.CPPstartDate ChildProtectionPlans.CPPendDate",
)
def planned_while_protected(child: Child, census: Census) -> Iterator[Broken]:
    """A plan in need that began while a protection plan ran."""
    for plan in _plans(child):
        for protection in _cp_plans(child):
            if _began_while(plan.on(START), protection, CP_START, CP_END, census):
                places = (plan, START), (protection, CP_START), (protection, CP_END)
                yield broken(*places, key=plan.on(START))


@rule(
    "4017",
    "CINplanDates",
    "A CIN Plan has been reported as open at the same time as a Child Protection Plan.",
    fields="CINplanDates.CINPlanStartDate CINplanDates.CINPlanEndDate ChildProtectionPlans.CPPstartDate",
)
def protected_while_planned(child: Child, census: Census) -> Iterator[Broken]:
    """A protection plan that began while a plan in need ran."""
    for protection in _cp_plans(child):
        for plan in _plans(child):
            if _began_while(protection.on(CP_START), plan, START, END, census):
                places = (protection, CP_START), (plan, START), (plan, END)
                yield broken(*places, key=protection.on(CP_START))


def _began_while(began_on: date | None, other: Row, start: str, end: str, census: Census) -> bool:
    other_on = other.on(start)
    if not began_on or not other_on or began_on < other_on:
        return False
    if ended_on := other.on(end):
        return began_on < ended_on
    return began_on <= census.ended_on

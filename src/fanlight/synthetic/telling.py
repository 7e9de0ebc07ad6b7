"""A contact: who tells, about whom, of what, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from fanlight.synthetic import names
from fanlight.synthetic.authority import MadeUpContact
from fanlight.synthetic.dice import Dice, Table
from fanlight.synthetic.notification_text import WRITERS
from fanlight.synthetic.notification_text.slots import fill, with_slips
from fanlight.synthetic.people import Child, Household
from fanlight.synthetic.scenarios import SCENARIOS, Scenario
from fanlight.terms.codes import SOURCE_GROUP

# Contacts by source. Only referrals are published by source (table c5); these weights of *contacts* were
# set so that the referrals they lead to have the published mix. The split within a group is assumed.
_BY_DAY = Table({
    "1A": 3.2, "1B": 0.9, "1C": 2.4, "1D": 0.8, "2A": 24.6, "2B": 1.8, "3A": 2.1, "3B": 1.8, "3C": 0.6,
    "3D": 0.8, "3E": 2.9, "3F": 3.7, "4": 1.4, "5A": 7.0, "5B": 2.5, "5C": 2.3, "5D": 3.9, "6": 26.3,
    "7": 5.0, "8": 4.3, "9": 1.4, "10": 1.0,
})  # fmt: skip
_BY_NIGHT = Table({
    "1A": 5, "1B": 1.5, "1C": 3, "1D": 1.5, "3E": 11, "3F": 3, "5A": 2, "5C": 2, "6": 48, "7": 1, "8": 3,
    "9": 4, "10": 2,
})  # fmt: skip
# Assumed: what each kind of notifier brings.
_ABOUT = {
    "police": Table({
        "domestic_incident": 46, "missing": 9, "adult_need": 11, "behaviour": 7,
        "exploitation_worry": 6, "parental_alcohol_drugs": 6, "neglect_home": 5, "low_mood": 4,
        "online_harm": 3, "parental_conflict": 3,
    }),
    "school": Table({
        "neglect_home": 18, "mark_on_child": 14, "domestic_incident": 12, "low_mood": 10,
        "school_absence": 12, "behaviour": 9, "online_harm": 7, "young_carer": 6, "exploitation_worry": 5,
        "private_fostering": 1.5, "parental_mental_health": 5,
    }),
    "health": Table({
        "parental_mental_health": 18, "domestic_incident": 14, "neglect_home": 12, "low_mood": 12,
        "mark_on_child": 11, "pre_birth": 13, "parental_alcohol_drugs": 9, "disability_support": 8,
        "housing_money": 3,
    }),
    "public": Table({
        "neglect_home": 20, "parental_conflict": 17, "parental_alcohol_drugs": 14, "domestic_incident": 13,
        "behaviour": 12, "housing_money": 8, "disability_support": 7, "mark_on_child": 6, "missing": 3,
    }),
    "services": Table({
        "neglect_home": 16, "housing_money": 14, "domestic_incident": 14, "parental_mental_health": 10,
        "behaviour": 9, "parental_alcohol_drugs": 9, "disability_support": 6, "pre_birth": 5,
        "exploitation_worry": 5, "adult_need": 5, "school_absence": 4, "private_fostering": 1.5,
    }),
}  # fmt: skip
_VOICE = {"6": "police", "2A": "school", "2B": "school", "3C": "school"}
_VOICE |= dict.fromkeys(("3A", "3B", "3D", "3E", "3F"), "health")
_VOICE |= dict.fromkeys(("1A", "1B", "1C", "1D", "9", "10"), "public")
_CHANNELS = {
    "police": Table({"import": 70, "email": 30}),
    "school": Table({"online_form": 55, "email": 45}),
    "health": Table({"online_form": 50, "email": 38, "letter": 12}),
    "public": Table({"phone": 66, "online_form": 22, "email": 7, "in_person": 5}),
    "services": Table({"email": 68, "online_form": 28, "letter": 4}),
}
_ORGANISATIONS = {
    "6": ("Exampleshire Constabulary",),
    "2B": ("Exampleton Nursery", "Education Welfare Service", "Virtual School"),
    "3A": ("Weir Bank Surgery", "Testwick Medical Centre", "Market Square Practice"),
    "3B": ("Exampleton Health Visiting", "Mockford Health Visiting"),
    "3C": ("School Nursing Service",), "3D": ("Mockford Pharmacy", "Community Dental Service"),
    "3E": ("Exampleshire General Hospital Emergency Department",),
    "3F": ("Maternity Unit", "Child and Adolescent Mental Health Service", "Ambulance Service"),
    "4": ("Exampleshire Homes", "Council Housing Options"),
    "5A": ("Children's Social Care", "Youth Justice Service"), "5B": ("Adult Social Care", "Libraries"),
    "5C": ("Neighbourshire Council", "Borough of Elsewhere"), "5D": ("Early Help Hub", "Family Hub Testwick"),
    "7": ("Probation Service", "Court advisory service", "Prison family liaison"),
    "8": ("Lantern Refuge", "Helpline for Families", "Food Bank Trust", "Scout Group"),
}  # fmt: skip
_CONSENT = Table({
    "Parent agrees to the contact and to checks.": 38, "Not asked yet.": 15, "Parent told, did not agree.": 9,
    "Not sought: asking might put the child at more risk.": 11, "Not stated by the referrer.": 27,
})  # fmt: skip
_EDT = (
    "Rang {m} at {at}. Children with her, {o} not at the address. Safe for now. For day team to follow up.",
    "Spoke to the duty sergeant. Officers stay until grandmother arrives. No visit by EDT.",
    "Visited with police at {at}. Children seen. {m} agreed {o} stays elsewhere until the day team rings.",
    "Information only. No action taken out of hours. Passed to MASH at opening.",
    "Advice to hospital: keep overnight, day team to ring the ward before discharge.",
    "Three calls to {m}, no answer. Police asked for a welfare check; seen and well at {at}.",
)


def choose_source(dice: Dice, at: datetime, eldest: int, *, open_now: bool) -> str:
    """Draw the source: schools know children of 4 and over, and are shut out of hours and in August."""
    if not open_now:
        return dice.draw(_BY_NIGHT)
    code = dice.draw(_BY_DAY)
    while code in ("2A", "3C") and (eldest < 4 or (at.month == 8 and dice.chance(0.8))):
        code = dice.draw(_BY_DAY)
    return code


def choose_scenario(dice: Dice, source: str, household: Household, child: Child, day: date) -> Scenario:
    """Draw what it is about: often the same as last time, always fitting the child's age."""
    age = max(child.age(day), -1)
    if age < 0:
        return SCENARIOS["pre_birth"]
    table = _ABOUT[_VOICE.get(source, "services")]
    if household.scenario in table.things and dice.chance(0.55):
        before = SCENARIOS[household.scenario]
        if before.ages[0] <= age <= before.ages[1]:
            return before
    for _ in range(12):
        scenario = SCENARIOS[dice.draw(table)]
        if scenario.ages[0] <= age <= scenario.ages[1]:
            return scenario
    return SCENARIOS["neglect_home"]


def tell(
    dice: Dice,
    household: Household,
    children: tuple[Child, ...],
    scenario: Scenario,
    *,
    contact_id: str,
    at: datetime,
    source: str,
    open_now: bool,
    urgent: bool,
) -> MadeUpContact:
    """Write the contact down, with an earlier notification pasted in when the notifier repeats it."""
    voice = _VOICE.get(source, "services")
    school = _school(household, children[0], at.date())
    organisation = school if source == "2A" else dice.pick(_ORGANISATIONS.get(source, ("",)))
    referrer = "" if source in ("9", "10") else names.grown_up(dice)
    if source == "1C":
        referrer = household.adults[0].name
    slots = fill(
        dice, scenario, household, children, at,
        referrer=referrer, organisation=organisation, school=school,
        number=f"{dice.between(100000, 999999)}",
    )  # fmt: skip
    body = WRITERS[source](dice, slots)
    if dice.chance(0.08):
        body = with_slips(dice, body)
    text, repeats = body, ""
    before = [t for t in household.tellings if SOURCE_GROUP[t[2]] == SOURCE_GROUP[source]]
    if before and dice.chance(0.4):
        repeats, earlier_on, _, earlier = before[-1]
        text = f"{body}\n\n----- Our earlier notification of {earlier_on:%d/%m/%Y} -----\n{earlier}"
    household.tellings.append((contact_id, at.date(), source, body))
    household.scenario = scenario.code
    contact = MadeUpContact(
        contact_id, at, dice.draw(_CHANNELS[voice]), source, organisation, referrer, text, household.id,
        tuple(c.id for c in children), tuple(a.id for a in household.adults),
        out_of_hours=not open_now, consent=dice.draw(_CONSENT), urgency="red" if urgent else "",
        repeats=repeats,
    )  # fmt: skip
    if open_now:
        return contact
    acted_at = at + timedelta(minutes=dice.between(15, 55))
    words = slots.words | {"at": f"{acted_at:%H:%M}"}
    return replace(contact, edt_action=dice.pick(_EDT).format_map(words))


def _school(household: Household, child: Child, day: date) -> str:
    """Give the household its primary or its secondary school."""
    schools = names.PRIMARY if child.age(day) < 11 else names.SECONDARY
    return schools[int(household.id[1:]) % len(schools)]

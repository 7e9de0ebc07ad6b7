"""Last week's contact about the same children, typed without a number, is pointed at and never joined."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from fanlight.frontdoor.brief import Brief
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.queries import brief_of
from tests.web.builders import browse, decide, make_contact

KAYDEN = NamedPerson("Kayden", "Moor", date(2017, 5, 3))
WEEK = timedelta(days=7)


def told(contact):
    return {one.ref: one.why for one in brief_of(contact, timezone.now()).perhaps_same}


def test_the_same_name_and_day_without_a_number(door):
    earlier = make_contact(door, children=[NamedPerson("KAYDEN", "MOOR", date(2017, 5, 3))], ago=WEEK)
    decide(earlier, door.manager, "early_help")
    contact = make_contact(door, children=[KAYDEN])
    assert told(contact) == {earlier.ref: ("Kayden Moor: same name and date of birth",)}
    assert brief_of(contact, timezone.now()).earlier_contacts == ()
    shown = browse(door.worker).get(reverse("frontdoor:contact", args=[contact.pk])).content.decode()
    assert "Nobody has said that they are the same" in shown
    assert reverse("frontdoor:contact", args=[earlier.pk]) in shown
    assert "says nothing about whether these children are known" in shown


def test_what_else_may_be_the_same(door):
    other_day = make_contact(door, children=[NamedPerson("Kayden", "Moor", date(2017, 3, 5))])
    other_name = make_contact(door, children=[NamedPerson("Kayden", "Hackford", date(2017, 5, 3))])
    neighbour = make_contact(door, children=[NamedPerson("Bo")], address="14 Weir Lane")
    mother = NamedPerson("Tanya", "Moor", words="mother")
    unborn = make_contact(door, children=[NamedPerson(expected_on=date(2027, 1, 7))], adults=[mother])
    make_contact(door)
    contact = make_contact(door, children=[KAYDEN], adults=[mother], address="14 weir lane")
    assert told(contact) == {
        other_day.ref: ("Kayden Moor: same name, another date of birth",),
        other_name.ref: ("Kayden Moor: same first name and date of birth",),
        neighbour.ref: ("same address",),
        unborn.ref: ("Tanya Moor: same name",),
    }


def test_two_numbers_are_two_children(door):
    make_contact(door, children=[NamedPerson("Kayden", "Moor", date(2017, 5, 3), local_id="K-1")])
    numbered = make_contact(door, children=[NamedPerson("Kayden", "Moor", date(2017, 5, 3), local_id="K-2")])
    assert told(numbered) == {}
    assert len(told(make_contact(door, children=[KAYDEN]))) == 2


def test_a_brief_frozen_before_is_read_with_its_own_hash(door):
    brief = brief_of(make_contact(door), timezone.now())
    before = brief.to_dict() | {"schema": 1}
    del before["perhaps_same"]
    assert Brief.from_dict(before).to_dict() == before
    assert Brief.from_dict(brief.to_dict()) == brief

"""Nothing is decided by default: no form arrives with an answer in it, and "not known" is always one."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from fanlight.web.frontdoor.models import Decision
from tests.web.access_matrix import a_contact
from tests.web.builders import browse, decide, make_contact
from tests.web.forms_on_page import PageForm, forms_on

pytestmark = pytest.mark.django_db
# Pages that show how the door, an account or a team is set now: they decide about no child.
AS_SET_NOW = re.compile(r"/door/settings/|/people-here/(\d+/change|teams/\d+)/")


def forms_everywhere(everything):
    """Every form that changes something, on every page that anybody opens."""
    for page in everything.pages:
        if page.status == 200 and page.html:
            for form in forms_on(page.html, page.address):
                if form.method == "post":
                    yield page.address, form


def preselected(form: PageForm) -> list[str]:
    """Controls that would answer for a worker who touches nothing."""
    chosen = list(form.chosen)
    return chosen + [
        name
        for name, options in form.lists.items()
        if any(picked and value for value, picked in options) or (options and options[0][0])
    ]


def test_no_form_arrives_with_an_answer(everything):
    met, found = 0, set()
    for address, form in forms_everywhere(everything):
        if not AS_SET_NOW.match(address):
            met += 1
            found |= {(address, name) for name in preselected(form)}
    assert met > 100
    assert not found


def test_every_question_about_a_child_can_be_answered_not_known(door):
    contact = a_contact(door)
    address = reverse("frontdoor:contact", args=[contact.pk])
    [form] = [
        one for one in forms_on(browse(door.worker).get(address), address) if "brief_shown" in one.sends
    ]
    yes_or_no = {name: values for name, values in form.choices.items() if "yes" in values}
    assert len(yes_or_no) >= 2 * 9
    for name, values in yes_or_no.items():
        assert values == ["yes", "no", "not_known"], name
    assert "not_known" in [value for value, _ in form.lists["line-0-checks_basis"]]


def test_the_levels_stand_in_the_authoritys_order_and_none_is_chosen(door):
    contact = a_contact(door)
    address = reverse("frontdoor:contact", args=[contact.pk])
    [form] = [
        one for one in forms_on(browse(door.manager).get(address), address) if "brief_shown" in one.sends
    ]
    assert len(form.choices["line-0-level"]) == 12
    assert "line-0-level" not in form.chosen


def test_sending_an_untouched_form_decides_nothing(door):
    contact = a_contact(door)
    address = reverse("frontdoor:contact", args=[contact.pk])
    for user in (door.worker, door.manager):
        client = browse(user)
        for form in forms_on(client.get(address), address):
            if form.method == "post":
                assert client.post(form.action, form.sends).status_code in {302, 422}
    assert not Decision.objects.exists()
    contact.refresh_from_db()
    assert contact.urgency == ""


def test_a_manager_is_not_led_to_agree(door):
    contact = make_contact(door)
    decide(contact, door.worker, "assessment")
    address = reverse("frontdoor:contact", args=[contact.pk])
    client = browse(door.manager)
    [form] = [one for one in forms_on(client.get(address), address) if "brief_shown" in one.sends]
    assert form.choices["line-0-stance"] == ["agree", "differ"]
    assert not form.chosen
    answer = client.post(address, form.sends | {"line-0-reasons": "Words but no stance"})
    assert answer.status_code == 422
    assert "Words but no stance" in answer.content.decode()

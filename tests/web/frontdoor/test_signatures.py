"""A rule that folds too much is retired: it stays listed, and is put back by naming it again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.models import Brief, SignatureRule
from fanlight.web.frontdoor.queries import brief_of
from tests.web.builders import browse, decide, make_contact

TEXT = "Asa came without a coat.\nSent by the police\nfor information only"
WORDS = {"name": "Police footer", "begins": "Sent by the police", "ends": ""}


@pytest.fixture
def rule(door):
    return actions.name_signature(by=door.worker, **WORDS)


def folded(contact):
    return [passage.text for passage in brief_of(contact, timezone.now()).passages if passage.folded]


def retire(rule, by, why="It folds what the officer adds"):
    return browse(by).post(reverse("frontdoor:signature_retire", args=[rule.pk]), {"why": why}, follow=True)


def test_a_retired_rule_folds_nothing_and_stays_listed_with_who_when_why(door, rule):
    contact = make_contact(door, text=TEXT)
    assert folded(contact)
    page = retire(rule, door.colleague)
    assert not folded(contact)
    rule.refresh_from_db()
    assert (rule.retired_by, rule.retired_why) == (door.colleague, "It folds what the officer adds")
    text = page.content.decode()
    assert "Retired (1)" in text
    assert "by Col League" in text
    assert "It folds what the officer adds" in text


def test_it_is_put_back_by_naming_it_again(door, rule):
    contact = make_contact(door, text=TEXT)
    retire(rule, door.worker)
    page = browse(door.worker).get(reverse("frontdoor:signatures"), {"again": rule.pk})
    assert page.context["form"].initial == WORDS
    browse(door.worker).post(reverse("frontdoor:signatures"), WORDS)
    assert folded(contact)
    assert [one.retired_at is None for one in SignatureRule.objects.order_by("pk")] == [False, True]


def test_a_frozen_brief_stays_as_it_was_shown(door, rule):
    contact = make_contact(door, text=TEXT)
    decide(contact, door.worker)
    before = Brief.objects.get().content
    retire(rule, door.worker)
    assert Brief.objects.get().content == before


def test_it_is_not_retired_without_a_reason(door, rule):
    assert retire(rule, door.worker, why=" ").status_code == 422
    assert SignatureRule.objects.get().retired_at is None


def test_of_two_who_retire_it_the_first_stands(door, rule):
    retire(rule, door.colleague, why="First")
    page = retire(rule, door.worker, why="Second")
    assert SignatureRule.objects.get().retired_why == "First"
    assert "retired, by Col League" in page.content.decode()
    assert actions.retire_signature(rule=rule, by=door.worker, why="Third").retired_why == "First"


def test_a_name_in_use_is_not_given_twice(door, rule):
    page = browse(door.worker).post(reverse("frontdoor:signatures"), WORDS)
    assert page.status_code == 422
    assert "in use already" in page.content.decode()


@pytest.mark.parametrize("change", [{"begins": "x"}, {"retired_at": None}, {"retired_why": "x"}])
def test_the_database_refuses_to_change_a_retired_rule(door, rule, change):
    actions.retire_signature(rule=rule, by=door.worker, why="Too much")
    with pytest.raises(DatabaseError), transaction.atomic():
        SignatureRule.objects.update(**change)

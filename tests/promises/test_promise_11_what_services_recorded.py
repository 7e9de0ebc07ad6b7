"""Outcomes are what services recorded next, with the day up to which events are known."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import fanlight
from tests.promises.private_life import live
from tests.web.builders import browse, import_known_up_to, make_contact, past_decision, share
from tests.web.crawl import visible

pytestmark = pytest.mark.django_db
JUDGED = re.compile(
    r"\b(in)?correct(ly)?\b|\bright decision|\bwrong(ly)?\b|\b(in)?accura(te|cy)\b|\bmistake"
    r"|\bfalse (positive|negative)|\bmissed\b|\bsuccess\b|\bfail(ed|ure)\b|\bhit rate\b|\bgood decision\b",
    re.IGNORECASE,
)
SOURCE = Path(fanlight.__file__).parent


def pages_with_outcomes(door, life):
    page = share(door.worker, door.colleague)
    of_one = share(door.worker, door.colleague, life.decision)
    own, other = browse(door.worker), browse(door.colleague)
    return [
        own.get(reverse("practice:learning") + "?period=all"),
        own.get(reverse("practice:decision", args=[life.decision.pk])),
        other.get(reverse("practice:shared", args=[page.pk]) + "?period=all"),
        other.get(reverse("practice:shared", args=[of_one.pk])),
    ]


def test_each_says_up_to_which_day_events_are_known(door):
    life = live(door)
    known = f"{timezone.localdate() - timedelta(days=1):%-d %B %Y}"
    for response in pages_with_outcomes(door, life):
        assert response.status_code == 200
        assert f"Events known up to {known}" in visible(response.content.decode())


def test_before_any_import_each_says_so(door):
    decision = past_decision(door, door.worker, timezone.localdate() - timedelta(days=50))
    for address in (reverse("practice:learning"), reverse("practice:decision", args=[decision.pk])):
        words = visible(browse(door.worker).get(address).content.decode())
        assert "No events imported yet" in words
        assert "Events known up to" not in words
        assert "nothing recorded" not in words


def test_none_judges_a_decision(door):
    life = live(door)
    for response in pages_with_outcomes(door, life):
        page = response.content.decode()
        assert not JUDGED.findall(visible(page))
        assert "what services recorded" in visible(page).lower()


def test_no_template_of_the_practice_room_judges():
    templates = list((SOURCE / "web" / "practice" / "templates").rglob("*.html"))
    assert templates
    for path in templates:
        assert not JUDGED.findall(visible(path.read_text(encoding="utf-8"))), path.name


def test_every_page_says_it_once_something_was_imported(door):
    import_known_up_to(timezone.localdate() - timedelta(days=3))
    contact = make_contact(door)
    for name, args in (("frontdoor:today", []), ("frontdoor:contact", [contact.pk]), ("practice:team", [])):
        page = browse(door.manager).get(reverse(name, args=args)).content.decode()
        assert "events known up to" in visible(page).lower(), name


def test_not_yet_known_is_told(door):
    past_decision(door, door.worker, timezone.localdate() - timedelta(days=20))
    import_known_up_to(timezone.localdate())
    words = visible(browse(door.worker).get(reverse("practice:learning")).content.decode())
    assert "not yet known" in words

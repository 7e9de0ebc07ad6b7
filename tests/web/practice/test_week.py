"""This week: what came to be known about one's own decisions, and any past week again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.terms.periods import add_months
from fanlight.web.casework.models import SourceFile
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact
from fanlight.web.practice import actions as practice
from fanlight.web.practice.models import Forecast
from fanlight.web.practice.queries import digest
from tests.web.builders import browse, decide, import_known_up_to, make_contact, past_decision, record_event
from tests.web.crawl import visible
from tests.web.practice.test_learning import forecast_on

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def read_ago(source: SourceFile, days: int) -> None:
    """As if the file had been read so many days ago."""
    SourceFile.objects.filter(pk=source.pk).update(imported_at=timezone.now() - timedelta(days=days))


def page(user, query: str = "") -> str:
    return visible(browse(user).get(reverse("practice:week") + query).content.decode())


def of_week(user, ago: int = 0):
    return digest(user, today() - timedelta(days=7 * ago), shown=9)


def test_news_is_what_came_to_be_known_this_week_whenever_it_happened(door):
    decision = past_decision(door, door.worker, today() - timedelta(days=200))
    past_decision(door, door.worker, today() - timedelta(days=90))
    person, on = decision.line.person, decision.at.date()
    old, new = (import_known_up_to(today() - timedelta(days=1)) for _ in range(2))
    record_event(person, EventKind.REFERRAL, on + timedelta(days=30), old)
    record_event(person, EventKind.SECTION_47, on + timedelta(days=40), new)
    read_ago(old, 10)
    words = page(door.worker)
    assert "This week: 1 of your 2 decisions has something new" in words
    assert "section 47 enquiry" in words
    assert "referral" not in words.split("Since then")[1].split("What families")[0].split("Something to")[0]
    assert (
        f"/learning/decisions/{decision.pk}/"
        in browse(door.worker).get(reverse("practice:week")).content.decode()
    )


def test_a_past_week_can_be_opened_and_says_what_was_known_then(door):
    decision = past_decision(door, door.worker, today() - timedelta(days=200))
    old, new = import_known_up_to(today() - timedelta(days=30)), import_known_up_to(today())
    record_event(decision.line.person, EventKind.REFERRAL, decision.at.date() + timedelta(days=30), old)
    read_ago(old, 8)
    read_ago(new, 0)
    last = today() - timedelta(days=7)
    words = page(door.worker, f"?to={last}")
    assert "referral" in words
    assert f"Events known up to {today() - timedelta(days=30):%-d %B %Y}" in words
    assert (last, 1) in of_week(door.worker).weeks
    assert of_week(door.worker).with_news == 0
    assert of_week(door.worker, ago=1).with_news == 1


def test_nothing_new_is_said_in_words(door):
    past_decision(door, door.worker, today() - timedelta(days=200))
    assert "This week: nothing new came back on your one decision" in page(door.worker)
    assert "you have no decisions on which something could come back" in page(door.colleague)
    for query in ("?to=yesterday", "?to=2999-01-01", "?to="):
        assert "This week" in page(door.worker, query)


def test_a_new_contact_of_the_child_at_this_door_is_news_without_any_import(door):
    decision = past_decision(door, door.worker, today() - timedelta(days=100))
    make_contact(door, children=[NamedPerson(known=decision.line.person)], ago=timedelta(days=1))
    words = page(door.worker)
    assert "another contact" in words
    assert "No events imported yet" in words


def test_what_was_recommended_and_what_was_authorised_stand_apart(door):
    contact = make_contact(door, ago=timedelta(days=4))
    decide(contact, door.manager, "assessment", step="recommended")
    other = make_contact(door, ago=timedelta(days=4))
    decide(other, door.worker, "assessment")
    decide(other, door.manager, "assessment", step="authorised")
    parts = {part.title: part.sentence for part in of_week(door.manager).parts}
    assert parts == {
        "What I recommended": "Nothing new came back on your one decision.",
        "What I authorised": "Nothing new came back on your one decision.",
    }
    assert [part.title for part in of_week(door.worker).parts] == ["What I recommended"]


def test_another_level_authorised_is_shown_with_both_levels(door):
    contact = make_contact(door)
    [mine] = decide(contact, door.worker, "no_further_action")
    [theirs] = decide(contact, door.manager, "assessment", step="authorised", reasons="I see it differently.")
    words = page(door.worker)
    assert "Authorised on another level than you recommended" in words
    assert f"You: {mine.level_label}." in words
    assert f"{door.manager.name}: {theirs.level_label}." in words
    own = visible(browse(door.worker).get(reverse("practice:decision", args=[mine.pk])).content.decode())
    assert "I see it differently." in own
    assert "Authorised on another level" not in page(door.manager)


def test_a_forecast_settled_this_week_stands_with_what_one_said(door):
    decision = past_decision(door, door.worker, add_months(today(), -7))
    forecast_on(door, decision)
    Forecast.objects.update(asked_at=timezone.now() - timedelta(days=200))
    old = import_known_up_to(today() - timedelta(days=60))
    read_ago(old, 50)
    assert not of_week(door.worker).forecasts
    import_known_up_to(today())
    [settled] = of_week(door.worker).forecasts
    assert settled.resolution == "no"
    words = page(door.worker)
    assert "You said 30 in 100 ; recorded: no" in words.replace("100;", "100 ;")
    Forecast.objects.update(resolution="void")
    assert not of_week(door.worker).forecasts


def test_silence_is_counted_not_listed(door):
    past_decision(door, door.worker, add_months(today(), -4))
    read_ago(import_known_up_to(today() - timedelta(days=60)), 30)
    assert of_week(door.worker).silent == []
    import_known_up_to(today())
    assert of_week(door.worker).silent == [(3, 1)]
    assert "silence does not say which" in page(door.worker)


def test_a_word_back_of_this_week_is_told(door):
    contact = make_contact(door)
    decide(contact, door.worker)
    practice.record_word_back(
        contact=contact,
        by=door.colleague,
        kind="compliment",
        from_whom="mother",
        words="You listened.",
        received_on=today(),
    )
    assert "You listened." in page(door.worker)
    assert "You listened." not in page(door.manager)


def test_many_are_cut_off_with_their_number_and_can_all_be_seen(door):
    decisions = [past_decision(door, door.worker, today() - timedelta(days=30 + n)) for n in range(8)]
    for decision in decisions:
        make_contact(door, children=[NamedPerson(known=decision.line.person)], ago=timedelta(days=1))
    assert Contact.objects.count() == 16
    assert "2 more" in page(door.worker)
    assert page(door.worker).count("Since then") == 6
    assert page(door.worker, "?all=yes").count("Since then") == 8

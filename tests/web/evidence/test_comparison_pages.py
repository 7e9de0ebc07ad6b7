"""Comparison areas on the web: asked for, worked out once for the same figures, warned of, printed."""

from __future__ import annotations

import io
import json

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from fanlight.evidence.comparison.specified import specified
from fanlight.web.accounts.models import Role
from fanlight.web.evidence import comparison_jobs
from fanlight.web.evidence.actions.comparisons import (
    MadeAgain,
    ask_again,
    ask_for_comparison,
    stop_comparison,
)
from fanlight.web.evidence.models import AreaComparison, RivalTest
from fanlight.web.evidence.queries import claims as claim_queries
from fanlight.web.evidence.queries import comparisons as queries
from tests.web.builders import browse
from tests.web.crawl import visible
from tests.web.evidence import comparing
from tests.web.evidence import investigating as made

pytestmark = pytest.mark.django_db
State = AreaComparison.State


@pytest.fixture
def analyst(door):
    return browse(door.workers[Role.ANALYST])


@pytest.fixture
def at_once(monkeypatch):
    """What is asked for is worked out in the request, as no thread shares a test's transaction."""
    monkeypatch.setattr(comparison_jobs, "start", comparison_jobs.work_on)


def page(client, name, query="", **keys):
    return visible(client.get(reverse(f"evidence:{name}", kwargs=keys) + query).content.decode())


def ask(client, query="?measure=referrals&place=816", **fields):
    given = {"change": "A new front door", "begins": "April 2020", "chosen": "own"}
    return client.post(reverse("evidence:comparison_ask") + query, given | fields)


def test_asked_and_read_as_a_browser_without_scripts_does_it(analyst, at_once):
    words = page(analyst, "comparison_ask", "?measure=referrals&place=816")
    assert "York beside other areas" in words
    assert "Trafford" in words  # its nearest statistical neighbour
    answer = ask(analyst, out_358="on", why_358="It had the same change")
    assert answer.status_code == 302
    held = AreaComparison.objects.get()
    assert held.state == State.DONE
    assert held.left_out == [{"code": "358", "name": "Trafford", "because": "It had the same change"}]
    assert json.loads(held.specification)["settings"] == {"from": "2020-04", "left_out": "358"}
    words = page(analyst, "comparison", pk=held.pk)
    assert "York: 7 ways of comparing give" in words
    assert "referrals a month" in words
    assert "Left out: Trafford, because: It had the same change" in words
    assert "York has no figure for May 2015 and March 2016: looked at from April 2016." in words
    for part in (
        "Count synthetic control",
        "Before the change the area moved",
        "left out in turn",
        "made up",
    ):
        assert part in words
    assert "Trafford" not in ", ".join(held.result["donors"])


def test_a_neighbour_is_left_out_with_a_reason_and_nothing_is_lost(analyst):
    refused = ask(analyst, out_358="on", change="Kept as typed")
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "Say why Trafford is left out" in words
    assert "Kept as typed" in words
    assert (
        'name="out_358" checked'
        in words.replace(' class="fl-choice__input"', "").replace(' id="id_out_358"', "")
        or "checked" in words
    )
    assert not AreaComparison.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"begins": "May 2012"}, "1 figures in a row before May 2012"),
        ({"begins": "April 2031"}, "the published figures end with March 2024"),
        ({"begins": "some day"}, "write a month"),
        ({"begins": "March 2016"}, "York has no published figure for March 2016"),
        ({"until": "March 2019"}, "the last period lies before the change"),
        ({"chosen": ""}, "Answer: Why this area?"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(analyst, fields, words):
    refused = ask(analyst, **fields)
    assert refused.status_code == 422
    assert words in visible(refused.content.decode())


def test_while_it_is_worked_out_the_page_says_how_far(door, analyst):
    held = comparing.an_asked_comparison(door.manager)
    AreaComparison.objects.filter(pk=held.pk).update(state=State.RUNNING, step="Factor model", done=5, of=8)
    answer = analyst.get(reverse("evidence:comparison", args=[held.pk]))
    assert "5 of 8 steps" in visible(answer.content.decode())
    assert 'http-equiv="refresh"' in answer.content.decode()
    analyst.post(reverse("evidence:comparison_stop", args=[held.pk]))
    comparison_jobs.work_on(held)
    held.refresh_from_db()
    assert (held.state, held.result) == (State.STOPPED, {})
    assert "nothing of it is kept" in page(analyst, "comparison", pk=held.pk)


def test_what_a_stop_of_the_server_cut_off_is_worked_out_at_the_next_start(door, at_once):
    held = comparing.an_asked_comparison(door.manager)
    comparison_jobs.take_up()
    held.refresh_from_db()
    assert held.state == State.DONE


def test_the_same_figures_are_compared_once(door, monkeypatch):
    done = comparing.a_comparison(door.manager)
    monkeypatch.setattr(comparison_jobs, "study", None)  # nothing is worked out
    again = ask_again(comparison=done, by=door.manager)
    comparison_jobs.work_on(again)
    again.refresh_from_db()
    assert (again.state, again.result) == (State.DONE, done.result)
    with pytest.raises(MadeAgain):
        ask_again(comparison=done, by=door.manager)


def test_changed_figures_are_told_and_worked_out_anew(door, analyst, monkeypatch, at_once):
    done = comparing.a_comparison(door.manager)
    assert "Out of date" not in page(analyst, "comparison", pk=done.pk)
    monkeypatch.setattr(queries, "inputs_now", lambda specification: "0" * 64)
    assert "Out of date" in page(analyst, "comparison", pk=done.pk)
    answer = analyst.post(reverse("evidence:comparison_again", args=[done.pk]))
    newer = AreaComparison.objects.get(again_of=done)
    assert answer["Location"] == reverse("evidence:comparison", args=[newer.pk])
    assert "It was made again" in page(analyst, "comparison", pk=done.pk)
    assert "A new front door" in page(analyst, "comparisons")
    assert page(analyst, "comparisons").count("A new front door") == 1


def test_what_ended_is_frozen_and_what_runs_is_not(door):
    done = comparing.a_comparison(door.manager)
    waiting = comparing.an_asked_comparison(door.manager)
    stop_comparison(comparison=waiting, by=door.manager)
    for change in (
        lambda: AreaComparison.objects.filter(pk=done.pk).update(result={}),
        lambda: AreaComparison.objects.filter(pk=done.pk).update(state=State.WAITING),
        lambda: AreaComparison.objects.filter(pk=done.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_an_area_that_stood_out_is_warned_of(door, analyst):
    largest = specified("referrals", "886", "2020-04")
    held = ask_for_comparison(by=door.manager, change="A plan", chosen="stood_out", spec=largest)
    comparison_jobs.work_on(held)
    words = page(analyst, "comparison", pk=held.pk)
    assert "Kent was the largest" in words
    assert "chosen because its figures stood out" in words
    own = page(analyst, "comparison", pk=comparing.a_comparison(door.manager).pk)
    assert "because its figures stood out" not in own


def test_it_is_printed_whole(door, analyst):
    done = comparing.a_comparison(door.manager)
    address = reverse("evidence:comparison", args=[done.pk])
    file = visible(analyst.get(f"{address}?as=html").content.decode())
    printed = analyst.get(f"{address}?as=pdf")
    assert printed["Content-Type"] == "application/pdf"
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(printed.content)).pages)
    for words in ("7 ways of comparing give", "Count synthetic control", done.inputs, "never why"):
        assert words in file
        assert words.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_a_published_series_of_an_authority_leads_here(analyst):
    found = analyst.get(reverse("evidence:one_series", args=["published-referrals-816"])).content.decode()
    assert f"{reverse('evidence:comparison_ask')}?measure=referrals&amp;place=816" in found
    england = analyst.get(reverse("evidence:one_series", args=["published-referrals-england"]))
    assert "comparisons/ask" not in england.content.decode().split("</nav>")[-1]


def test_the_page_asks_the_database_little(door, analyst, django_assert_max_num_queries):
    done = comparing.a_comparison(door.manager)
    with django_assert_max_num_queries(8):
        analyst.get(reverse("evidence:comparison", args=[done.pk]))
    with django_assert_max_num_queries(8):
        analyst.get(reverse("evidence:comparisons"))


def test_a_comparison_is_a_test_of_a_rival_and_goes_out_of_date_with_its_figures(door, analyst, monkeypatch):
    done = comparing.a_comparison(door.manager)
    claim = made.a_locked_claim(door.manager)
    rival = claim.rivals.first()
    address = reverse("evidence:test_add", args=[claim.pk]) + f"?rival={rival.pk}&kind=comparison"
    given = {"comparison": str(done.pk)}
    seen = analyst.post(address, given | {"run": "yes"})
    assert "York: 7 ways of comparing give" in visible(seen.content.decode())
    assert not RivalTest.objects.exists()
    kept = given | {"reading": "seen", "because": "As far as others", "keep": "yes"}
    assert analyst.post(address, kept).status_code == 302
    test = RivalTest.objects.get()
    assert test.specification == done.specification
    words = analyst.get(reverse("evidence:claim", args=[claim.pk])).content.decode()
    assert reverse("evidence:comparison", args=[done.pk]) in words
    assert "Out of date" not in words

    monkeypatch.setattr(claim_queries, "inputs_now", lambda specification: "0" * 64)
    monkeypatch.setattr(queries, "inputs_now", lambda specification: "0" * 64)
    assert "Out of date" in page(analyst, "claim", pk=claim.pk)
    again = page(analyst, "test_again", pk=test.pk)
    assert "run it again there first" in again

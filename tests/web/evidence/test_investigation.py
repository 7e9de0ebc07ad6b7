"""An investigation from claim to verdict: what is written is frozen, what passes over a rival is refused."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pypdf
import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from fanlight.evidence.lock import NotYet
from fanlight.evidence.verdict import Word
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.evidence import actions as series
from fanlight.web.evidence.actions import claims as actions
from fanlight.web.evidence.models import Claim, ClaimVerdict, Rival, RivalTest
from fanlight.web.evidence.queries.claims import is_unaltered, stale_tests
from tests.web.builders import browse
from tests.web.crawl import visible
from tests.web.evidence import investigating as made

pytestmark = pytest.mark.django_db


def send(client, name, keys=None, query="", /, **fields):
    return client.post(reverse(f"evidence:{name}", kwargs=keys or {}) + query, fields)


def page(client, name, keys=None, query=""):
    return visible(client.get(reverse(f"evidence:{name}", kwargs=keys or {}) + query).content.decode())


def day_of(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_from_claim_to_report_as_a_browser_without_scripts_sends_it(door):
    client = browse(door.manager)

    # a bare claim is not yet one
    send(client, "claim_add", words="Care applications fell because we assess better")
    claim = Claim.objects.get()
    keys = {"pk": claim.pk}
    words = page(client, "claim", keys)
    assert "Not yet a claim" in words
    assert "What makes you think so?" in words
    assert "Cannot start yet" in words

    # written whole, with two rivals, it can be locked
    send(client, "claim_edit", keys, words=claim.words, **made.WHOLE)
    assert "Not yet a claim" not in page(client, "claim", keys)
    for code in ("late_entries", "anticipation"):
        rival = {"name": code, "mechanism": "By months that are not whole", "must_see": "Later figures grow"}
        send(client, "rival_add", keys, f"?code={code}", **rival, hardly_otherwise="Nothing else does this")
    assert send(client, "claim_lock", keys, seen_before="yes").status_code == 302
    claim.refresh_from_db()
    assert claim.locked_at
    assert is_unaltered(claim)

    # a test is seen before it is read, and kept with its specification
    late, early = claim.rivals.all()
    query = f"?rival={late.pk}&kind=late_entries"
    settings = {
        "series": "example-care-applications",
        "from": "September 2013",
        "to": "2013-09",
        "run": "yes",
    }
    answer = send(client, "test_add", keys, query, **settings)
    assert "Figures of one age: -4.1 %" in visible(answer.content.decode())
    assert not RivalTest.objects.exists()
    del settings["run"]
    read = {"reading": "seen", "because": "A quarter of the fall goes", "keep": "yes"}
    assert send(client, "test_add", keys, query, **settings, **read).status_code == 302
    kept = RivalTest.objects.get()
    assert json.loads(kept.specification)["settings"] == {"from": "2013-09", "to": "2013-09"}
    assert kept.reading == "seen"
    send(client, "rival_untested", {"pk": early.pk}, because="Not looked at here")
    by_hand = {"found": "See the register of meetings", "reading": "cannot_tell", "because": "No count kept"}
    assert send(client, "test_add", keys, "?kind=by_hand", **by_hand).status_code == 302

    # a verdict that passes over a rival is refused, and what was typed is kept
    verdict = {
        "word": "stands",
        "because": "We worked hard.",
        "will_show": "Fewer than 11,110 applications in 2014-15",
        "probability": "40",
        **day_of("review_on", timezone.localdate() + timedelta(days=300)),
    }
    refused = send(client, "verdict", keys, **verdict)
    assert refused.status_code == 422
    assert "passes over what is left" in visible(refused.content.decode())
    assert "We worked hard." in refused.content.decode()
    assert send(client, "verdict", keys, **verdict | {"word": "rival"}).status_code == 302

    # the report holds it all, as a page, a file and a PDF
    told = page(client, "claim_report", keys)
    file = client.get(reverse("evidence:claim_report", kwargs=keys) + "?as=html").content.decode()
    printed = client.get(reverse("evidence:claim_report", kwargs=keys) + "?as=pdf").content
    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(printed)).pages)
    for words in ("A rival explains it at least as well", claim.lock_digest, "Figures of one age: -4.1 %"):
        assert words in told
        assert words in visible(file)
        assert words.replace(" ", "") in text.replace("\n", "").replace(" ", "")
    assert '"kind":"late_entries"' in text.replace(" ", "").replace("\n", "")


def test_nothing_can_be_locked_that_is_not_whole(door):
    claim = made.a_claim(door.manager)
    with pytest.raises(NotYet, match="at least 2 rival"):
        actions.lock_claim(claim=claim, by=door.manager, seen_before="no")
    words = page(browse(door.manager), "claim_lock", {"pk": claim.pk})
    assert "Write at least 2 rival explanations: there are 0." in words
    assert "Had anybody" not in words


def test_what_is_locked_cannot_be_changed_by_anybody(door):
    claim = made.a_locked_claim(door.manager)
    rival = claim.rivals.first()
    with pytest.raises(actions.IsLocked):
        actions.write_claim(claim=claim, by=door.manager, parts={"reason": "Another"})
    with pytest.raises(actions.IsLocked):
        actions.write_rival(claim=claim, by=door.manager, parts={"must_see": "Another"}, rival=rival)
    with pytest.raises(actions.IsLocked):
        actions.take_rival_out(rival=rival, by=door.manager)
    for table, name, pk in (("claim", "reason", claim.pk), ("rival", "must_see", rival.pk)):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE evidence_{table} SET {name} = 'bent' WHERE id = %s", [pk])  # noqa: S608 - names from this file
    assert is_unaltered(Claim.objects.get(pk=claim.pk))


@pytest.mark.parametrize("table", ["rivaltest", "claimverdict", "verdictreview"])
def test_tests_verdicts_and_reviews_are_append_only(door, table):
    verdict = made.a_verdict(door.manager)
    actions.review_verdict(verdict=verdict, by=door.manager, came_about="no", words="It was 11,149")
    for change in (f"UPDATE evidence_{table} SET at = at", f"DELETE FROM evidence_{table}"):  # noqa: S608 - names from this file
        with (
            pytest.raises((DatabaseError, IntegrityError, InternalError), match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_words_changed_behind_the_wall_are_noticed(door):
    claim = made.a_locked_claim(door.manager)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER evidence_claim_no_update")
        else:
            cursor.execute("DROP TRIGGER evidence_claim_no_update ON evidence_claim")
        cursor.execute("UPDATE evidence_claim SET reason = 'bent'")
    assert "no longer those that were locked" in page(browse(door.manager), "claim", {"pk": claim.pk})


def test_a_rival_added_after_the_lock_must_be_whole_and_is_marked(door):
    claim = made.a_locked_claim(door.manager)
    client, keys = browse(door.manager), {"pk": claim.pk}
    half = send(client, "rival_add", keys, "?code=chance", name="Chance", must_see="As in other years")
    assert half.status_code == 422
    assert Rival.objects.count() == 2
    whole = {"name": "Chance", "mechanism": "It moves by itself", "must_see": "As in other years"}
    send(client, "rival_add", keys, "?code=chance", **whole, hardly_otherwise="No larger than before")
    words = page(client, "claim", keys)
    assert "Added after the lock" in words
    assert "Added after the lock, and weaker for it: Chance." in page(client, "claim_report", keys)
    assert is_unaltered(Claim.objects.get(pk=claim.pk))


def test_no_test_and_no_verdict_before_the_lock(door):
    claim = made.a_claim_to_lock(door.manager)
    with pytest.raises(actions.NotLocked):
        made.a_test(claim, door.manager)
    with pytest.raises(actions.NotLocked):
        made.a_verdict(door.manager, claim)
    for name in ("test_choose", "test_add", "verdict"):
        answer = browse(door.manager).get(reverse(f"evidence:{name}", args=[claim.pk]))
        assert answer["Location"] == reverse("evidence:claim", args=[claim.pk])


def brought(door):
    """A series of twelve months, and the first two of the year after."""
    day = timezone.localdate().replace(year=2026, month=9, day=1)
    months = [(2024, month) for month in range(1, 13)] + [(2025, 1), (2025, 2)]
    told = [series.Told(day.replace(year=y, month=m), 100.0 + m, None, day) for y, m in months]
    return series.bring_in(by=door.manager, title="Calls", unit="count", source="Switchboard", rows=told), day


def test_a_test_is_stale_when_a_figure_it_used_is_revised_and_only_then(door):
    table, day = brought(door)
    claim = made.a_locked_claim(door.manager)
    settings = {"series": f"table-{table.pk}", "from": "2025-01", "to": "2025-02"}
    read = {"reading": "seen", "because": "The same", "keep": "yes"}
    client = browse(door.manager)
    send(client, "test_add", {"pk": claim.pk}, "?kind=change", **settings, **read)
    [test] = RivalTest.objects.all()
    assert stale_tests([test]) == {}

    # a month it did not use
    later = [series.Told(day.replace(year=2024, month=7), 500.0, None, day + timedelta(days=30))]
    series.add_values(by=door.manager, series=table, rows=later)
    assert stale_tests([test]) == {}

    # a month it used
    later = [series.Told(day.replace(year=2025, month=2), 151.0, None, day + timedelta(days=30))]
    series.add_values(by=door.manager, series=table, rows=later)
    assert "+24.1 %" in stale_tests([test])[test.pk]
    assert "Out of date" in page(client, "claim", {"pk": claim.pk})
    assert "Out of date" in page(client, "claim_report", {"pk": claim.pk})

    # made again, it is whole; the earlier one stays in the record
    send(client, "test_again", {"pk": test.pk}, reading="not_seen", because="It rose")
    assert "Out of date" not in page(client, "claim", {"pk": claim.pk})
    assert RivalTest.objects.count() == 2
    assert RivalTest.objects.get(again_of=test).found != test.found


def test_a_withdrawn_series_makes_its_tests_stale_not_the_page_wrong(door):
    table, _ = brought(door)
    claim = made.a_locked_claim(door.manager)
    settings = {"series": f"table-{table.pk}", "from": "2025-01", "to": "2025-02", "keep": "yes"}
    client = browse(door.manager)
    send(client, "test_add", {"pk": claim.pk}, "?kind=change", **settings, reading="seen", because="Same")
    series.withdraw_series(by=door.manager, series=table, because="Not ours")
    [test] = RivalTest.objects.all()
    assert "no longer be run" in page(client, "claim", {"pk": claim.pk})
    assert "no longer be run" in page(client, "test_again", {"pk": test.pk})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"from": "someday", "to": "2013-09"}, "write a month"),
        ({"from": "2013-09", "to": "2013-01"}, "ends"),
        ({"from": "1950-01", "to": "1950-02"}, "no period of the window"),
        ({"from": "2013-09", "to": "2013-09", "back": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_test_that_cannot_be_run_says_why_and_keeps_what_was_typed(door, fields, said):
    claim = made.a_locked_claim(door.manager)
    given = {"series": "example-care-applications", "run": "yes"} | fields
    answer = send(browse(door.manager), "test_add", {"pk": claim.pk}, "?kind=change", **given)
    assert answer.status_code == 422
    assert said in visible(answer.content.decode())
    assert fields["from"] in answer.content.decode()


def test_the_probability_of_a_person_is_nowhere_beside_their_name(door):
    """Promise 4: what one foretold and what came of it stand beside one's name for oneself alone."""
    giver = door.workers[Role.ANALYST]
    verdict = made.a_verdict(giver, made.a_tested_claim(door.manager), probability=37)
    actions.review_verdict(verdict=verdict, by=door.manager, came_about="no", words="It was 11,149")
    own = page(browse(giver), "own_verdicts")
    assert "37 in 100" in own
    assert "0.1369" in own
    keys = {"pk": verdict.claim_id}
    for role in (Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR):
        client = browse(door.workers[role])
        assert "37 in 100" not in page(client, "own_verdicts")
        for name in ("claim", "claim_report"):
            words = page(client, name, keys)
            assert "37 in 100" in words
            assert giver.name not in words
    assert not AuditEvent.objects.filter(actor=giver.username, action="give a verdict").exists()
    assert AuditEvent.objects.filter(actor="", action="give a verdict").exists()


def test_a_change_of_mind_is_another_verdict(door):
    claim = made.a_tested_claim(door.manager)
    made.a_verdict(door.manager, claim)
    made.a_verdict(door.manager, claim, word=Word.CANNOT_TELL)
    assert ClaimVerdict.objects.filter(claim=claim).count() == 2
    words = page(browse(door.manager), "claim", {"pk": claim.pk})
    assert words.index("We cannot tell") < words.index("Earlier verdict")


def test_a_review_is_given_once(door):
    verdict = made.a_verdict(door.manager)
    client, keys = browse(door.manager), {"pk": verdict.pk}
    assert "Looking early" in page(client, "review", keys)
    assert send(client, "review", keys, came_about="no", words="It was 11,149").status_code == 302
    assert send(client, "review", keys, came_about="yes", words="Or not").status_code == 302
    assert verdict.__class__.objects.get(pk=verdict.pk).review.came_about == "no"


def test_words_of_a_claim_are_never_markup(door):
    hostile = "<script>alert(1)</script> #panic() fell because of it"
    claim = made.a_claim(door.manager, hostile)
    client, keys = browse(door.manager), {"pk": claim.pk}
    for query in ("", "?as=html"):
        assert (
            "<script>alert"
            not in client.get(reverse("evidence:claim_report", kwargs=keys) + query).content.decode()
        )
    printed = client.get(reverse("evidence:claim_report", kwargs=keys) + "?as=pdf").content
    assert "#panic()" in pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()


def test_the_worked_example_can_be_read_and_printed(door):
    words = page(browse(door.manager), "claim_example")
    assert "It did not last" in words
    assert "The claim does not stand" in words
    printed = browse(door.manager).get(reverse("evidence:claim_example") + "?as=pdf")
    assert printed["Content-Type"] == "application/pdf"


def test_an_investigation_begun_at_a_chart_knows_its_series(door):
    client = browse(door.manager)
    chart = client.get(reverse("evidence:one_series", args=["example-care-applications"])).content.decode()
    assert reverse("evidence:claim_add") + "?series=example-care-applications" in chart
    send(
        client,
        "claim_add",
        {},
        "?series=example-care-applications",
        words="It fell because we did it",
        **made.WHOLE,
    )
    claim = Claim.objects.get()
    assert "The chart: Care applications, England" in page(client, "claim", {"pk": claim.pk})
    made.a_rival(claim, door.manager)
    made.a_rival(claim, door.manager, "Our own rival", "")
    actions.lock_claim(claim=claim, by=door.manager, seen_before="no")
    assert (
        "The series of the claim"
        in client.get(reverse("evidence:test_add", args=[claim.pk]) + "?kind=change").content.decode()
    )
    send(client, "claim_add", {}, "?series=no-such", words="Another one fell because of us")
    assert Claim.objects.first().series_key == ""


def test_a_claims_page_asks_as_often_for_many_rivals(door, django_assert_max_num_queries):
    claim = made.a_claim_to_lock(door.manager)
    for number in range(10):
        made.a_rival(claim, door.manager, f"Rival {number}", "")
    actions.lock_claim(claim=claim, by=door.manager, seen_before="no")
    for rival in claim.rivals.all():
        made.a_test(claim, door.manager, rival)
    client = browse(door.manager)
    with django_assert_max_num_queries(18):
        client.get(reverse("evidence:claim", args=[claim.pk]))


def test_whoever_does_the_work_reads_what_was_found_and_is_offered_nothing_they_may_not_do(door):
    claim = made.a_judged_claim(door.manager)
    worker = browse(door.worker)
    words = worker.get(reverse("evidence:claim", args=[claim.pk])).content.decode()
    assert "The number was back within a year." in words
    for name, keys in (
        ("evidence:test_again", [claim.tests.first().pk]),
        ("evidence:rival_choose", [claim.pk]),
        ("evidence:own_verdicts", []),
        ("evidence:series", []),
        ("evidence:plans", []),
    ):
        assert f'href="{reverse(name, args=keys)}"' not in words
        assert worker.get(reverse(name, args=keys)).status_code == 403
    listed = worker.get(reverse("evidence:claims")).content.decode()
    assert reverse("evidence:claim_add") not in listed
    assert worker.get(reverse("evidence:claim_report", args=[claim.pk]) + "?as=pdf").status_code == 200

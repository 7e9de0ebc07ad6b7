"""Series on the web: brought in, shown as known on a day, written on, split, downloaded."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from fanlight.casework.event import EventKind
from fanlight.web.accounts.models import Role
from fanlight.web.audit import remembered
from fanlight.web.audit.last_write import last_write
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, Person, SourceFile
from fanlight.web.evidence import actions
from fanlight.web.evidence.actions.tables import AlreadyWithdrawn
from fanlight.web.evidence.models import ImportedSeries, SeriesNote, SeriesTarget
from tests.web.builders import browse, decide, make_contact, record_event

pytestmark = pytest.mark.django_db
CARE = "example-care-applications"
MONTHS = [date(2024, 1 + at, 1) for at in range(12)] + [date(2025, 1 + at, 1) for at in range(12)]
PASTED = "\n".join(f"{month:%Y-%m}\t{100 + at % 5}" for at, month in enumerate(MONTHS))
GIVEN = {"title": "Calls", "unit": "count", "source": "The switchboard", "pasted": PASTED}
PUBLISHED = {"published_on_day": "31", "published_on_month": "1", "published_on_year": "2026"}


@pytest.fixture(autouse=True)
def nothing_remembered():
    remembered.forget()


@pytest.fixture
def analyst(door):
    return browse(door.workers[Role.ANALYST])


def page(client, key=CARE, query="", status=200):
    response = client.get(reverse("evidence:one_series", args=[key]) + query)
    assert response.status_code == status
    return response


def bring(client, **given):
    return client.post(reverse("evidence:bring"), {**GIVEN, **PUBLISHED, **given})


def calls(door, published=date(2026, 1, 31), values=(100, 101, 102, 103, 104) * 5):
    rows = [
        actions.Told(month, float(value), None, published)
        for month, value in zip(MONTHS, values, strict=False)
    ]
    by = door.workers[Role.ANALYST]
    return actions.bring_in(by=by, title="Calls", unit="count", source="The switchboard", rows=rows)


def test_the_list_names_every_kind(analyst):
    text = analyst.get(reverse("evidence:series")).content.decode()
    for title in ("own events", "Brought in", "Published: England", "Worked examples"):
        assert title in text
    york = analyst.get(reverse("evidence:series") + "?place=816").content.decode()
    assert "Re-referrals: York" in york
    assert analyst.get(reverse("evidence:series") + "?place=nowhere").status_code == 404


def test_pasted_columns_become_a_series(door, analyst):
    response = bring(analyst)
    made = ImportedSeries.objects.get()
    assert response["Location"] == reverse("evidence:one_series", args=[f"table-{made.pk}"])
    assert made.values.count() == 24
    shown = page(analyst, f"table-{made.pk}").content.decode()
    assert "None of 24 months is marked" in shown
    assert "The switchboard" in shown
    [told] = AuditEvent.objects.filter(action="bring a series in")
    assert told.detail["values"] == 24


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pasted": ""}, "one of the two"),
        ({"pasted": "2024-01\tmany"}, "line 1: not a number: many"),
        ({"pasted": "Month\tCalls\nJanuary\t5"}, "line 2:"),
        ({"pasted": "2024-01\t5\n2024-01\t6"}, "stands twice"),
        ({"pasted": "2024-01"}, "1 columns"),
        ({"pasted": "2026-02\t5"}, "cannot have been published"),
        (
            {"published_on_day": "", "published_on_month": "", "published_on_year": ""},
            "when it was published",
        ),
        ({"unit": ""}, "Choose what the numbers are"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_kept(analyst, change, says):
    response = bring(analyst, **change)
    assert response.status_code == 422
    text = response.content.decode()
    assert says in text
    assert change.get("pasted", PASTED).split("\n")[0].strip() in text
    assert not ImportedSeries.objects.exists()


def test_a_row_may_say_when_it_was_published_and_what_it_is_out_of(analyst):
    bring(analyst, unit="percent", pasted="2024-01,5,20,2024-02-10\n2024-02,6,0,2024-03-10")
    made = ImportedSeries.objects.get()
    assert [str(value.published_on) for value in made.values.all()] == ["2024-02-10", "2024-03-10"]
    chart = page(analyst, f"table-{made.pk}").context["page"].charted
    assert chart.vintage.y[0] == 25


def csv_file(text):
    return SimpleUploadedFile("calls.csv", text.encode(), content_type="text/csv")


def test_a_file_becomes_a_series(analyst):
    bring(analyst, pasted="", file=csv_file("Month,Count\n2024-01,5\n2024-02,\n"))
    assert [value.value for value in ImportedSeries.objects.get().values.all()] == [5, None]


def test_a_workbook_becomes_a_series(analyst):
    book, out = Workbook(), io.BytesIO()
    for row in (("period", "value"), ("2024-01-01", 7)):
        book.active.append(row)
    book.save(out)
    bring(analyst, pasted="", file=SimpleUploadedFile("calls.xlsx", out.getvalue()))
    assert [value.value for value in ImportedSeries.objects.get().values.all()] == [7]


def test_a_file_without_the_columns_is_refused(analyst):
    response = bring(analyst, pasted="", file=csv_file("when,what\n2024-01,5\n"))
    assert "a column period" in response.content.decode()
    broken = SimpleUploadedFile("calls.xlsx", b"PK\x03\x04broken")
    assert bring(analyst, pasted="", file=broken).status_code == 422


def test_later_figures_stand_beside_the_first(door, analyst):
    made = calls(door)
    key = f"table-{made.pk}"
    later = {"pasted": "2025-12\t110", **PUBLISHED, "published_on_month": "6", "published_on_day": "30"}
    assert analyst.post(reverse("evidence:more", args=[key]), later).status_code == 302
    assert made.values.count() == 25
    now, then = page(analyst, key), page(analyst, key, "?known=2026-03-01")
    assert now.context["page"].charted.vintage.value[-1] == 110
    assert then.context["page"].charted.vintage.value[-1] == 103
    assert "As known on 1 March 2026" in then.content.decode()
    assert "1 moved up" in now.content.decode()
    again = analyst.post(reverse("evidence:more", args=[key]), later, follow=True)
    assert "1 were here already" in again.content.decode()


def test_september_2013_replays_on_the_page(analyst):
    chart = page(analyst, query="?known=2013-10-31").context["page"].charted
    assert chart.vintage.value[-1] == 830
    first = page(analyst, query="?figures=first").context["page"].charted.vintage
    assert first.is_first[first.value == 830].all()
    assert "is not a day" in page(analyst, query="?known=soon").content.decode()


def test_a_note_is_signed_dated_and_kept(door, analyst):
    address = reverse("evidence:note", args=[CARE])
    given = {"kind": "annotation", "words": "The single family court begins", "on_day": "22", "on_month": "4"}
    assert analyst.post(address, given).status_code == 422
    assert not SeriesNote.objects.exists()
    assert analyst.post(address, {**given, "on_year": "2014"}).status_code == 302
    note = SeriesNote.objects.get()
    shown = page(analyst).content.decode()
    assert "The single family court begins" in shown
    assert str(door.workers[Role.ANALYST]) in shown
    assert AuditEvent.objects.filter(action="write on a series", record=f"seriesnote {note.pk}").exists()
    withdraw = reverse("evidence:withdraw", args=[CARE, note.pk])
    assert analyst.post(withdraw, {"because": ""}).status_code == 422
    assert analyst.post(withdraw, {"because": "Wrong year"}).status_code == 302
    after = page(analyst)
    assert not after.context["page"].charted.signs
    assert "Wrong year" in after.content.decode()
    assert analyst.post(withdraw, {"because": "Again"}).status_code == 404
    assert analyst.get(reverse("evidence:withdraw", args=["table-9", note.pk])).status_code == 404


def test_a_note_may_stand_on_every_series_but_limits_do_not(door, analyst):
    made = calls(door)
    address = reverse("evidence:note", args=[CARE])
    given = {"words": "A flood", "on_day": "3", "on_month": "5", "on_year": "2024", "everywhere": "on"}
    assert analyst.post(address, {**given, "kind": "rebase"}).status_code == 422
    assert analyst.post(address, {**given, "kind": "annotation"}).status_code == 302
    assert "A flood" in page(analyst, f"table-{made.pk}").content.decode()


def test_limits_begin_anew_where_somebody_says_and_nothing_compares_across_a_definition(door, analyst):
    made = calls(door, values=[100, 104] * 6 + [200, 204] * 6)
    key, by = f"table-{made.pk}", door.workers[Role.ANALYST]
    before = page(analyst, key).context["page"].charted
    assert "lasting step" in before.lasting
    actions.note_on_series(by=by, series_key=key, kind="rebase", on=date(2024, 12, 20), words="A new line")
    chart = page(analyst, key).context["page"].charted.chart
    assert chart.starts == (0, 11)  # the month of the day that was given
    actions.note_on_series(by=by, series_key=key, kind="definition", on=date(2025, 3, 1), words="Texts too")
    assert "does not compare" in page(analyst, key).content.decode()


def test_a_target_is_drawn_and_the_earlier_one_kept(door, analyst):
    made = calls(door)
    address = reverse("evidence:target", args=[f"table-{made.pk}"])
    for value in ("90", "80", ""):
        given = {"value": value, "better": "lower", "reason": "The board"}
        assert analyst.post(address, given).status_code == 302
    assert [target.value for target in SeriesTarget.objects.all()] == [90, 80, None]
    assert page(analyst, f"table-{made.pk}").context["page"].charted.chart.target is None


def test_the_page_says_which_chart_it_shows(door, analyst):
    england = "published-referrals-england"
    standard, honest = page(analyst, england), page(analyst, england, "?chart=honest")
    assert "<strong>The standard chart</strong>" in standard.content.decode()
    assert "<strong>The honest chart</strong>" in honest.content.decode()
    shown = honest.context["page"].charted
    assert shown.chart.kind == "honest"
    assert len(shown.chart.y) == len(shown.vintage.y) == 60
    assert "Where nothing changes, at most" in shown.figure.sentence
    yearly = page(analyst, "published-re-referrals-england", "?chart=honest").content.decode()
    assert "<strong>The standard chart</strong>" in yearly
    assert "made of months, not of longer periods" in yearly
    assert "export=csv" in honest.content.decode()
    told = page(analyst, england, "?chart=honest&export=csv").content.decode("utf-8-sig")
    assert "2024-03-01,51940" in told


def test_the_honest_chart_of_a_share_is_in_percent(analyst):
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]
    rows = "\n".join(f"{month},{20 + at % 7},{100 + at % 5}" for at, month in enumerate(months))
    bring(analyst, unit="percent", pasted=rows)
    chart = page(analyst, f"table-{ImportedSeries.objects.get().pk}", "?chart=honest").context["page"].charted
    assert chart.chart.kind == "honest"
    assert chart.chart.y == pytest.approx(chart.vintage.y)
    assert 15 < chart.chart.centre[-1] < 30


def test_the_page_says_when_the_last_lasting_step_was(door, analyst):
    made = calls(door, values=[200, 202] * 6 + [100, 102] * 6)
    lasting = page(analyst, f"table-{made.pk}").context["page"].charted.lasting
    assert lasting.startswith("The last lasting step began in January 2025")
    calm = calls(door, values=[100, 104, 101] * 8)
    assert "no lasting step" in page(analyst, f"table-{calm.pk}").context["page"].charted.lasting


def test_who_may_write(door):
    manager = browse(door.manager)
    text = page(manager).content.decode()
    assert "Write on this chart" not in text
    assert manager.post(reverse("evidence:note", args=[CARE]), {}).status_code == 403


def test_downloads_hold_the_chart_and_every_published_value(analyst):
    told = page(analyst, query="?export=csv").content.decode("utf-8-sig").splitlines()
    assert told[0].startswith("Period,Value")
    assert any(line.startswith("2013-09-01,843") for line in told)
    book = load_workbook(io.BytesIO(page(analyst, query="?export=xlsx").content))
    assert book.sheetnames == ["Chart", "Every published value", "Written on it", "What is counted"]
    values = {(row[0], row[1]) for row in book["Every published value"].iter_rows(values_only=True)}
    assert {("2013-09-01", 830), ("2013-09-01", 843)} <= values


@pytest.mark.parametrize(
    "key", ["own-nothing", "table-999", "table-x", "published-referrals-xyz", "nothing", "measure-risk"]
)
def test_what_means_no_series_is_not_found(analyst, key):
    page(analyst, key, status=404)
    assert analyst.get(reverse("evidence:by_group", args=[key, "sex"])).status_code == 404


def file_of(day, up_to):
    return SourceFile.objects.create(
        name="census.xml",
        format="annex_a",
        sha256=f"{day}" * 4,
        known_up_to=up_to,
        imported_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )


def children(count):
    return [Person.objects.create(sex="FM"[at % 2], ethnicity="WBRI") for at in range(count)]


def test_each_import_is_a_vintage_of_the_authoritys_own_events(door, analyst):
    early, late = file_of(date(2026, 3, 5), date(2026, 2, 28)), file_of(date(2026, 6, 5), date(2026, 5, 31))
    kids = children(9)
    record_event(kids[0], EventKind.REFERRAL, date(2026, 1, 1), early)
    for kid in kids[1:6]:
        record_event(kid, EventKind.REFERRAL, date(2026, 2, 10), early)
    for kid in kids[6:8]:
        record_event(kid, EventKind.REFERRAL, date(2026, 2, 20), late)  # told late
    gone = Event.objects.filter(person=kids[5]).get()
    Event.objects.filter(pk=gone.pk).update(replaced_by=gone.pk, no_longer_in=late)
    now = page(analyst, "own-referral").context["page"].charted.vintage
    then = page(analyst, "own-referral", "?known=2026-04-01").context["page"].charted.vintage
    before = page(analyst, "own-referral", "?known=2026-03-01").context["page"].charted.vintage
    assert dict(zip(then.period.tolist(), then.value, strict=True)) == {
        date(2026, 1, 1): 1,
        date(2026, 2, 1): 5,
    }
    counts = dict(zip(now.period.tolist(), now.value, strict=True))
    assert counts == {
        date(2026, 1, 1): 1,
        date(2026, 2, 1): 6,
        **{date(2026, month, 1): 0 for month in (3, 4, 5)},
    }
    assert not len(before.period)


def test_one_child_and_day_counts_once(door, analyst):
    source = file_of(date(2026, 3, 5), date(2026, 2, 28))
    [kid] = children(1)
    record_event(kid, EventKind.REFERRAL, date(2026, 1, 1), source)
    twice = Event.objects.get()
    twice.pk, twice.identity = None, "another"
    twice.save()
    vintage = page(analyst, "own-referral").context["page"].charted.vintage
    assert vintage.value.tolist() == [1, 0]


def test_groups_hide_small_numbers(door, analyst):
    source = file_of(date(2026, 7, 5), date(2026, 6, 30))
    kids = children(60)
    for at, kid in enumerate(kids):
        record_event(kid, EventKind.REFERRAL, date(2026, 1 + at % 6, 1 + at // 6), source)
    few = Person.objects.create(sex="M", ethnicity="BAFR")
    record_event(few, EventKind.REFERRAL, date(2026, 3, 3), source)
    address = reverse("evidence:by_group", args=["own-referral", "ethnic-group"])
    text = analyst.get(address).content.decode()
    assert text.count("too few") >= 2
    assert "1 of 61" not in text
    assert "60 of 61" not in text
    assert "source mix" in text
    sexes = analyst.get(reverse("evidence:by_group", args=["own-referral", "sex"])).content.decode()
    assert "30 of 61 (49 %; 37 to 61)" in sexes
    Person.objects.filter(pk__in=[kid.pk for kid in kids[:20]]).update(disability="yes")
    Person.objects.filter(pk__in=[kid.pk for kid in kids[20:50]]).update(disability="no")
    told = analyst.get(reverse("evidence:by_group", args=["own-referral", "disability"])).content.decode()
    assert "20 of 61 (33 %; 22 to 45)" in told
    ages = analyst.get(reverse("evidence:by_group", args=["own-referral", "age"])).content.decode()
    assert "61 of 61" in ages
    assert analyst.get(reverse("evidence:by_group", args=["own-referral", "risk"])).status_code == 404
    assert analyst.get(reverse("evidence:by_group", args=[CARE, "sex"])).status_code == 404


def test_what_was_remembered_is_read_anew_after_any_write(door, analyst):
    made = file_of(date(2026, 3, 5), date(2026, 2, 28))
    one, two = children(2)
    record_event(one, EventKind.REFERRAL, date(2026, 1, 1), made)
    calls(door)  # an action: the log has a last write
    assert page(analyst, "own-referral").context["page"].charted.vintage.value.tolist() == [1, 0]
    record_event(two, EventKind.REFERRAL, date(2026, 2, 1), made)
    calls(door)
    assert page(analyst, "own-referral").context["page"].charted.vintage.value.tolist() == [1, 1]


def test_what_changes_contacts_or_events_is_the_last_write_and_reading_is_not(door, analyst):
    contact = make_contact(door)
    first = last_write()
    assert first
    browse(door.manager).get(reverse("frontdoor:contact", args=[contact.pk]))  # read, and in the log
    actions.note_on_series(
        by=door.workers[Role.ANALYST], series_key=CARE, kind="annotation", on=date(2014, 1, 1), words="x"
    )
    assert last_write() == first
    for write in (lambda: make_contact(door), lambda: decide(contact, door.worker), lambda: calls(door)):
        before = last_write()
        write()
        assert last_write() != before


def test_a_page_asks_the_database_as_often_for_many_values_as_for_few(
    door, analyst, django_assert_max_num_queries
):
    made = calls(door)
    by = door.workers[Role.ANALYST]
    for day in range(1, 25):
        actions.note_on_series(
            by=by, series_key=f"table-{made.pk}", kind="annotation", on=date(2025, 1, day), words="x"
        )
    source = file_of(date(2026, 7, 5), date(2026, 6, 30))
    for at, kid in enumerate(children(40)):
        record_event(kid, EventKind.REFERRAL, date(2026, 1, 1) + timedelta(days=at), source)
    for key in (f"table-{made.pk}", "own-referral", CARE):
        with django_assert_max_num_queries(14):
            page(analyst, key)
    with django_assert_max_num_queries(14):
        analyst.get(reverse("evidence:by_group", args=["own-referral", "sex"]))
    with django_assert_max_num_queries(14):
        analyst.get(reverse("evidence:series"))


def test_a_series_is_withdrawn_with_a_reason_kept_and_shown_as_withdrawn(door, analyst):
    made = calls(door)
    key = f"table-{made.pk}"
    address = reverse("evidence:withdraw_series", args=[key])
    assert address in page(analyst, key).content.decode()
    assert analyst.post(address, {"because": ""}).status_code == 422
    assert analyst.post(address, {"because": "Counted twice"}).status_code == 302
    made.refresh_from_db()
    assert (made.withdrawn_by, made.withdrawn_because) == (door.workers[Role.ANALYST], "Counted twice")
    assert made.values.count() == len(MONTHS)
    listed = analyst.get(reverse("evidence:series")).content.decode()
    assert "Counted twice" in listed
    assert key not in listed
    page(analyst, key, status=404)
    assert AuditEvent.objects.filter(action="withdraw a series").count() == 1
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_series(by=door.manager, series=made, because="Again")


def test_figures_that_were_brought_and_a_withdrawal_are_never_changed(door):
    made = calls(door)
    values = made.values.order_by("pk")
    with pytest.raises(DatabaseError), transaction.atomic():
        values.filter(pk=values.first().pk).update(value=1.0)
    with pytest.raises(DatabaseError), transaction.atomic():
        ImportedSeries.objects.filter(pk=made.pk).update(title="Other")
    actions.withdraw_series(by=door.manager, series=made, because="Not ours")
    with pytest.raises(DatabaseError), transaction.atomic():
        ImportedSeries.objects.filter(pk=made.pk).update(withdrawn_at=None, withdrawn_because="")

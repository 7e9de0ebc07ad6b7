"""The monthly report: figures from rows, what is not yet known, who may list children, no single worker."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.event import EventKind
from fanlight.frontdoor.decision import Step
from fanlight.web.accounts.models import Authority, Role, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, Person
from fanlight.web.exchange.models import ImportBatch, RowSetAside
from fanlight.web.exchange.storing import store_events
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.queries.report import FrontDoorReport, front_door_report
from tests.web.builders import (
    Door,
    browse,
    decide,
    import_known_up_to,
    make_contact,
    make_worker,
    record_event,
)
from tests.web.test_query_counts import SIGNED_IN, TELLING

pytestmark = pytest.mark.django_db
MONTH, TITLE = date(2026, 5, 1), "Contacts followed by a referral"


@pytest.fixture(autouse=True)
def now(monkeypatch) -> datetime:
    """Tests live on 10 June 2026, a Wednesday."""
    at = timezone.make_aware(datetime(2026, 6, 10, 12))
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


def contact_on(door: Door, day: date, person: Person | None = None, **what) -> Contact:
    at = timezone.make_aware(datetime.combine(day, time(10)))
    known = {"children": [NamedPerson(known=person)]} if person else {}
    return make_contact(door, ago=timezone.now() - at, **known, **what)


def child_of(contact: Contact) -> Person:
    return contact.children.get().person


def the_report() -> FrontDoorReport:
    return front_door_report(MONTH, Authority.current(), timezone.now())


def figure(report: FrontDoorReport, code: str) -> str:
    return report.cases[code].within(MONTH, date(2026, 5, 31)).tally().sentence()


def test_contacts_repeats_and_conversion(door):
    asa = child_of(contact_on(door, date(2025, 1, 10)))
    contact_on(door, date(2026, 5, 4), asa)
    contact_on(door, date(2026, 5, 20), asa)
    source = import_known_up_to(date(2026, 5, 31))
    record_event(asa, EventKind.REFERRAL, date(2024, 1, 5), source)
    Event.objects.filter(on=date(2024, 1, 5)).update(ended_on=date(2024, 2, 1))
    record_event(asa, EventKind.REFERRAL, date(2026, 5, 21), source)
    told = the_report()
    assert figure(told, "contacts") == "2"
    assert figure(told, "repeat_contact_3m") == "1 of 2 (50 %)"
    # The first was followed within 30 days of 4 May; of the second 30 days are not over.
    assert figure(told, "contact_to_referral_conversion") == "none known; 2 not yet known"
    source.known_up_to = date(2026, 6, 3)
    source.save()
    assert figure(the_report(), "contact_to_referral_conversion") == "1 of 1 (100 %); 1 not yet known"


def test_an_imported_contact_that_is_held_stands_once(door):
    asa = child_of(contact_on(door, date(2026, 5, 4)))
    source = import_known_up_to(date(2026, 5, 31))
    events = [
        RecordedEvent("asa", EventKind.CONTACT, date(2026, 5, 4), detail={"source_code": "6"}),
        RecordedEvent("asa", EventKind.CONTACT, date(2026, 5, 6), detail={"source_code": "6"}),
    ]
    store_events(events, {"asa": asa}, source)
    told = the_report()
    assert figure(told, "contacts") == "2"
    by_source = {name: tallies[0].of for name, tallies in told.breakdowns[0].rows}
    assert by_source == {"2A School": 1, "6 Police": 1}


def test_before_any_import_events_are_not_told(door):
    contact_on(door, date(2026, 5, 4))
    page = browse(door.manager).get(reverse("frontdoor:report")).content.decode()
    assert "No events are imported yet" in page
    assert TITLE not in page


def decided_by_five(door: Door, day: date) -> None:
    """Five people each recommend on a contact of a day; the manager authorises."""
    people = [*User.objects.filter(team=door.team, role=Role.PRACTITIONER)]
    people += [make_worker(Role.PRACTITIONER, door.team, f"w{day}{n}") for n in range(5 - len(people))]
    for worker in people:
        contact = contact_on(door, day)
        decide(contact, worker)
        decide(contact, door.manager, step=Step.AUTHORISED)


def test_decisions_in_time_are_told_of_five_people(door):
    decided_by_five(door, date(2026, 6, 9))
    told = front_door_report(date(2026, 6, 1), Authority.current(), timezone.now())
    assert told.too_few == []
    assert {one.code: one.tallies[-1].sentence() for one in told.told}["decided_in_one_working_day"] == (
        "5 of 5 (100 %)"
    )


def test_of_four_people_no_figure_of_decisions_in_time_leaves(door):
    decided_by_five(door, date(2026, 6, 9))
    alone = contact_on(door, date(2026, 5, 12))
    decide(alone, door.worker)
    decide(alone, door.manager, step=Step.AUTHORISED)
    client = browse(door.workers[Role.ANALYST])
    address = reverse("frontdoor:report") + "?month=2026-06"
    page = client.get(address)
    assert "Decided within one working day: not shown" in page.content.decode()
    assert "decided_in_one_working_day" not in {one.code for one in page.context["report"].told}
    sheets = load_workbook(BytesIO(client.get(address + "&export=xlsx").content))
    titles = {row[0].value for row in sheets["By month"].iter_rows()}
    assert "Contacts" in titles
    assert "Decided within one working day" not in titles


def test_a_small_team_is_shown_with_another(door):
    decided_by_five(door, date(2026, 5, 12))
    contact_on(door, date(2026, 5, 13), team=door.night)
    told = the_report()
    [row] = told.breakdowns[2].rows
    assert row[0] == "Emergency duty and Front door"
    assert "decided_in_one_working_day" in told.breakdowns[2].codes


def test_the_undecided_past_its_clock_counts_and_a_date_alone_is_left_out(door):
    contact_on(door, date(2026, 5, 4))
    contact_on(door, date(2026, 5, 5), time_known=False)
    told = the_report().cases["decided_in_one_working_day"].within(MONTH, date(2026, 5, 31)).tally()
    assert (told.yes, told.of, told.left_out) == (0, 1, 1)


def test_the_children_behind_a_figure_are_listed_and_told_to_the_log(door):
    asa = child_of(contact_on(door, date(2026, 5, 4)))
    contact_on(door, date(2026, 5, 5), team=door.elsewhere)
    client = browse(door.manager)
    before = AuditEvent.objects.count()
    page = client.get(reverse("frontdoor:report_children") + "?month=2026-05&measure=contacts")
    words = page.content.decode()
    assert asa.name in words
    assert "1 listed; 1 not listed" in words
    [row] = AuditEvent.objects.filter(seq__gt=before)
    assert (row.action, row.persons) == ("list", [asa.key])
    told = client.get(reverse("frontdoor:report_children") + "?month=2026-05&measure=contacts&export=csv")
    assert told.content.decode().count(asa.name) == 1
    assert AuditEvent.objects.last().action == "export"


@pytest.mark.parametrize("asked", ["measure=nothing", "state=nothing"])
def test_a_figure_that_is_none_is_not_found(door, asked):
    assert browse(door.manager).get(reverse("frontdoor:report_children") + f"?{asked}").status_code == 404


@pytest.mark.parametrize("month", ["", "2026-13", "x", "2099-01", "2026-05"])
def test_any_month_is_answered(door, month):
    assert browse(door.manager).get(reverse("frontdoor:report") + f"?month={month}").status_code == 200


def test_faults_are_counted_by_team_and_file_and_name_no_child(door):
    contact = contact_on(door, date(2026, 5, 4), source_code="")
    asa = child_of(contact)
    source = import_known_up_to(date(2026, 5, 31))
    record_event(asa, EventKind.REFERRAL, date(2026, 5, 5), source)
    record_event(asa, EventKind.ICPC, date(2026, 5, 20), source)
    batch = ImportBatch.objects.create(name="list.xlsx", started_at=timezone.now())
    told = {"findings": [["4180", "ERROR", "Sex is missing or none of its codes", 7]]}
    ImportBatch.objects.create(
        name="cin.xml", format="cin_census", state="done", shown=told, started_at=timezone.now()
    )
    RowSetAside.objects.create(batch=batch, place="row 4", reason="no child id", value=asa.name)
    for role in (Role.TEAM_MANAGER, Role.DIRECTOR):
        page = browse(door.workers[role]).get(reverse("frontdoor:report_faults") + "?month=2026-05")
        words = page.content.decode()
        assert "No source recorded: 1" in words
        assert "Conferences without an enquiry before them: 1" in words
        assert "census.xml: 1" in words
        assert "no child id" in words
        assert "Sex is missing or none of its codes" in words
        assert asa.name not in words
        assert "row 4" not in words


def test_the_workbook_holds_what_the_page_holds(door):
    contact_on(door, date(2026, 5, 4), source_code="6")
    answer = browse(door.workers[Role.DIRECTOR]).get(
        reverse("frontdoor:report") + "?month=2026-05&export=xlsx"
    )
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["By month", "By source", "By level decided", "By team", "What is counted"]
    months = [row for row in book["By month"].iter_rows(values_only=True) if row[0] == "Contacts"]
    assert len(months) == 24
    assert months[-1][:4] == ("Contacts", "2026-05", 1, 1)


@pytest.mark.parametrize("contacts", [1, 40])
def test_query_counts_do_not_grow(door, contacts, django_assert_max_num_queries):
    asa = child_of(contact_on(door, date(2026, 5, 4)))
    source = import_known_up_to(date(2026, 5, 31))
    record_event(asa, EventKind.REFERRAL, date(2026, 5, 5), source)
    for number in range(contacts):
        decide(contact_on(door, date(2026, 5, 1) + timedelta(number % 28)), door.worker)
    client = browse(door.manager)
    with django_assert_max_num_queries(18 + SIGNED_IN):
        assert client.get(reverse("frontdoor:report") + "?month=2026-05").status_code == 200
    with django_assert_max_num_queries(21 + SIGNED_IN + TELLING):
        client.get(reverse("frontdoor:report_children") + "?month=2026-05&measure=contacts")


def test_beside_the_published_figures(door):
    address = reverse("frontdoor:report_published")
    client = browse(door.workers[Role.ANALYST])
    assert "No events are imported yet" in client.get(address).content.decode()
    asa, bea = child_of(contact_on(door, date(2026, 5, 4))), child_of(contact_on(door, date(2026, 5, 5)))
    source = import_known_up_to(date(2026, 5, 31))
    source.format = "ssd"  # a census tells one year alone
    source.save()
    for person, day in (
        (asa, date(2023, 3, 3)),
        (asa, date(2024, 5, 7)),
        (asa, date(2025, 1, 7)),
        (bea, date(2024, 9, 2)),
    ):
        record_event(person, EventKind.REFERRAL, day, source)
    words = client.get(address).content.decode()
    assert "Exampleshire is not in the published figures" in words
    assert "year to March 2026; nothing is published" in words
    Authority.objects.update(name="City of York Council")
    words = client.get(address).content.decode()
    assert "counted here 1 of 3 (33.3 %), year to March 2025; published 23.2 %, year to March 2025" in words
    assert "3 cases are held here and 1,837 were published" in words
    assert "Counted each child once it is 1 of 2 (50.0 %)" in words


def glance(page) -> dict[str, tuple[str, str]]:
    return {measure.code: (month, year) for measure, month, year in page.context["glance"]}


def test_months_that_no_file_tells_are_not_counted_as_none(door):
    asa = child_of(contact_on(door, date(2026, 5, 4)))
    source = import_known_up_to(date(2026, 3, 31))
    for day in (date(2025, 12, 1), date(2026, 2, 5), date(2026, 3, 5)):
        record_event(asa, EventKind.REFERRAL, day, source)
    page = browse(door.manager).get(reverse("frontdoor:report") + "?month=2026-05")
    assert glance(page)["referrals"] == ("not known", "3 (10 of 12 months told in full)")
    assert glance(page)["contacts"] == ("1 (told in part)", "1 (0 of 12 months told in full)")
    assert "3 in the 12 months to May 2026, of which 10 are told in full" in page.content.decode()


def test_without_contacts_nothing_is_said_of_them(door):
    asa = Person.objects.create(forename="Asa", surname="Example")
    record_event(asa, EventKind.REFERRAL, date(2026, 3, 5), import_known_up_to(date(2026, 3, 31)))
    page = browse(door.manager).get(reverse("frontdoor:report"))
    assert page.context["month"] == date(2026, 3, 1)
    assert "contacts" not in glance(page)
    assert "No contacts are held yet" in page.content.decode()
    contact_on(door, date(2026, 5, 4))
    assert browse(door.manager).get(reverse("frontdoor:report")).context["month"] == date(2026, 5, 1)


def test_an_empty_report_says_where_to_begin(door):
    page = browse(door.workers[Role.ANALYST]).get(reverse("frontdoor:report")).content.decode()
    assert "Nothing is held yet" in page
    assert reverse("exchange:imports") in page
    children = browse(door.manager).get(reverse("frontdoor:report_children"))
    assert children.context["page"].paginator.count == 0

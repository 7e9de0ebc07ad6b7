"""A child named by mistake counts nowhere and stays in the history; the right child is decided about."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import LocalIdentifier, Person, Relationship
from fanlight.web.exchange import actions as exchange
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Brief, ContactChild, Decision
from fanlight.web.frontdoor.models.standing import StandingManager
from fanlight.web.frontdoor.queries import brief_of, line_states, todays_contacts
from tests.web.builders import browse, decide, import_known_up_to, make_contact, record_event
from tests.web.exports import everything_in, tables

pytestmark = pytest.mark.django_db
RIGHT = NamedPerson("Eve", "Other", date(2016, 2, 3))
TYPED = {"right-forename": "Eve", "right-surname": "Other", "right-born_on_day": "3/2/2016"}


def put_right(line, by, right=RIGHT, **what):
    newest = line.decisions.order_by("-id").first()
    given = {"why": "The number was misread", "last_seen": newest.pk if newest else None}
    return actions.put_right(line=line, by=by, right=right, **{"submission": uuid.uuid4()} | given | what)


def address_of(line):
    return reverse("frontdoor:put_right", args=[line.contact_id, line.pk])


def send(line, by, **typed):
    """As the page is sent by whoever opened it."""
    client, address = browse(by), address_of(line)
    form = client.get(address).context["form"]
    hidden = {"submission": form["submission"].value(), "last_seen": form["last_seen"].value() or ""}
    return client.post(address, {"why": "The number was misread", **hidden, **typed}, follow=True)


def persons_on(contact):
    return [state.line.person.name for state in line_states(contact)]


def earlier_of(person, door):
    later = make_contact(door, children=[NamedPerson(known=person)], ago=timedelta(0))
    return [one.ref for one in brief_of(later, timezone.now()).earlier_contacts]


# Who is on the contact


def test_the_right_child_takes_the_line_and_the_wrong_child_has_no_such_contact(door):
    contact = make_contact(door, ago=timedelta(days=2))
    wrong = contact.children.get()
    page = send(wrong, door.worker, **TYPED).content.decode()
    assert persons_on(contact) == ["Eve Other"]
    assert "Named by mistake: Asa Example" in page
    assert "The number was misread" in page
    assert page.index("Named by mistake: Asa Example") < page.index("Decide for Eve Other")
    assert "Named by practitioner by name" in page
    assert earlier_of(wrong.person, door) == []
    assert earlier_of(Person.objects.get(forename="Eve"), door) == [contact.ref]
    [row] = [
        one
        for one in todays_contacts(door.worker, Authority.current(), timezone.now())
        if one.contact == contact
    ]
    assert (row.children_words, row.state_words) == ("Eve Other", "Not decided")
    found = browse(door.worker).get(reverse("frontdoor:find"), {"q": "Asa Example"}).content.decode()
    assert contact.ref not in found


def test_who_when_and_why_are_in_the_history_and_in_the_log_under_both_children(door):
    line = make_contact(door).children.get()
    put = put_right(line, door.worker)
    assert (put.mistaken_by, put.mistaken_why) == (door.worker, "The number was misread")
    told = AuditEvent.objects.get(action="put a child right")
    assert told.record == f"contact {line.contact_id}"
    assert set(told.persons) == {line.person.key, put.right_line.person.key}
    assert "misread" not in str(told.detail)
    browse(door.manager).get(reverse("frontdoor:contact", args=[line.contact_id]))
    read = AuditEvent.objects.filter(action="read").latest("seq")
    assert {line.person.key, put.right_line.person.key} <= set(read.persons)


def test_a_child_already_known_is_found_by_number(door):
    known = make_contact(door, children=[NamedPerson("Eve", "Other", local_id="4711")]).children.get().person
    line = make_contact(door).children.get()
    send(line, door.worker, **{"right-local_id": "4711"})
    assert [state.line.person for state in line_states(line.contact)] == [known]


def test_an_unborn_child_can_be_the_right_one(door):
    line = make_contact(door).children.get()
    page = send(line, door.worker, **{"right-expected_on_day": "1/3/2027"})
    assert page.status_code == 200, page.context["child"].errors
    [state] = line_states(line.contact)
    assert state.line.person.is_unborn


def test_siblings_keep_their_places_and_what_was_decided(door):
    contact = make_contact(door, children=3)
    decide(contact, door.manager, lines=[1])
    put_right(contact.children.all()[0], door.worker)
    assert [(s.place, s.line.person.forename, s.is_decided) for s in line_states(contact)] == [
        (1, "Bea", True),
        (2, "Cal", False),
        (3, "Eve", False),
    ]


def test_the_contact_may_be_about_the_others_alone_and_then_closes(door):
    contact = make_contact(door, children=2)
    decide(contact, door.manager, lines=[1])
    send(contact.children.all()[0], door.worker, instead="nobody")
    contact.refresh_from_db()
    assert persons_on(contact) == ["Bea Example"]
    assert contact.closed_at


def test_the_last_child_is_not_taken_off(door):
    line = make_contact(door).children.get()
    page = send(line, door.worker, instead="nobody")
    assert page.status_code == 422
    assert "Name the right child" in page.content.decode()
    with pytest.raises(ValueError, match="at least one child"):
        put_right(line, door.worker, right=None)
    assert persons_on(line.contact) == ["Asa Example"]


def test_a_child_named_twice_has_one_line_left(door):
    contact = make_contact(door, children=2)
    first, second = contact.children.all()
    send(first, door.worker, instead=str(second.pk))
    assert persons_on(contact) == ["Bea Example"]
    assert ContactChild.ever.get(pk=first.pk).right_line == second


def test_a_number_of_a_child_on_the_contact_makes_no_second_line(door):
    children = [NamedPerson("Asa", "Example"), NamedPerson("Bea", "Example", local_id="4711")]
    contact = make_contact(door, children=children)
    send(contact.children.all()[0], door.worker, instead="another", **{"right-local_id": "4711"})
    assert persons_on(contact) == ["Bea Example"]


def test_a_mistake_about_a_mistake_is_put_right_too(door):
    line = make_contact(door, children=[NamedPerson("Asa", "Example", local_id="1")]).children.get()
    put = put_right(line, door.worker)
    put_right(put.right_line, door.worker, right=NamedPerson(local_id="1"))
    assert persons_on(line.contact) == ["Asa Example"]
    assert ContactChild.ever.filter(contact=line.contact).count() == 3


# What is refused


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"why": ""}, "Enter why it is the wrong child"),
        ({}, "Name the right child"),
        ({"right-local_id": "17"}, "the child named by mistake"),
        ({"right-forename": "asa", "right-surname": "EXAMPLE"}, "the child named by mistake"),
        ({"right-local_id": "99"}, "This number is an adult’s"),
        ({"right-local_id": "18", "right-forename": "Eve"}, "This number is held for Bea Example"),
        ({"right-local_id": "19"}, "held by another team"),
    ],
)
def test_what_names_no_other_child_is_refused_and_changes_nothing(door, typed, words):
    stranger = make_contact(door, children=[NamedPerson("Far", "Away", local_id="19")], team=door.elsewhere)
    make_contact(door, children=[NamedPerson("Bea", "Example", local_id="18")])
    adult = Person.objects.create(forename="Ada", is_adult=True)
    LocalIdentifier.objects.create(person=adult, value="99")
    line = make_contact(door, children=[NamedPerson("Asa", "Example", local_id="17")]).children.get()
    by = door.stranger if words == "held by another team" else door.worker
    if by == door.stranger:
        line.contact.team, stranger.team = door.elsewhere, door.team
        line.contact.save()
        stranger.save()
    page = send(line, by, **typed)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert persons_on(line.contact) == ["Asa Example"]
    assert Person.objects.filter(forename="Eve").count() == 0


def test_a_child_typed_beside_another_answer_is_asked_about(door):
    contact = make_contact(door, children=2)
    page = send(contact.children.all()[0], door.worker, instead="nobody", **TYPED)
    assert page.status_code == 422
    assert "chose another answer above" in page.content.decode()


def test_sent_twice_is_once(door):
    line, submission = make_contact(door).children.get(), uuid.uuid4()
    first = put_right(line, door.worker, submission=submission)
    again = put_right(line, door.worker, submission=submission)
    assert (again.mistaken_at, again.right_line) == (first.mistaken_at, first.right_line)
    assert ContactChild.ever.filter(contact=line.contact).count() == 2


def test_of_two_who_put_it_right_the_second_is_told(door):
    line = make_contact(door).children.get()
    put_right(line, door.colleague)
    with pytest.raises(actions.PutRightMeanwhile):
        put_right(line, door.worker, right=NamedPerson("Ida", "Third"))
    page = browse(door.worker).post(address_of(line), {"why": "x"}, follow=True).content.decode()
    assert "put right, by Col League" in page
    assert persons_on(line.contact) == ["Eve Other"]


def test_two_children_cannot_be_named_for_each_other_and_leave_none(door):
    first, second = make_contact(door, children=2).children.all()
    put_right(first, door.worker, right=second)
    with pytest.raises(actions.PutRightMeanwhile):
        put_right(second, door.worker, right=first)


def test_a_decision_recorded_meanwhile_is_shown_before_anything_is_put_right(door):
    line = make_contact(door).children.get()
    decide(line.contact, door.colleague)
    with pytest.raises(actions.DecidedMeanwhile):
        put_right(line, door.worker, last_seen=None)
    page = browse(door.worker).post(
        address_of(line), {"why": "Misread", "submission": str(uuid.uuid4()), "last_seen": "", **TYPED}
    )
    assert page.status_code == 409
    assert "Col League decided for Asa Example" in page.content.decode()
    assert "Misread" in page.content.decode()
    assert persons_on(line.contact) == ["Asa Example"]


def test_a_decision_sent_for_the_wrong_child_is_nobody_elses_and_its_words_are_shown(door):
    contact = make_contact(door, children=2)
    client = browse(door.worker)
    address = reverse("frontdoor:contact", args=[contact.pk])
    shown = client.get(address).context
    put_right(contact.children.all()[0], door.colleague)
    level = shown["forms"][0].fields["level"].choices[0][0]
    words = "What I heard of Asa"
    page = client.post(
        address,
        {
            "submission": shown["submission"],
            "brief_shown": shown["brief_shown"],
            "line-0-level": level,
            "line-0-reasons": words,
            "line-0-last_seen": "",
        },
    )
    assert Decision.ever.count() == 0
    text = page.content.decode()
    assert page.status_code == 409
    assert "Your words are not recorded" in text
    assert "choose a level" not in text
    assert words in text
    assert all(form["reasons"].value() in {None, ""} for form in page.context["forms"])


def test_the_action_refuses_a_decision_about_a_child_put_right(door):
    contact = make_contact(door, children=2)
    states = line_states(contact)
    put_right(states[0].line, door.colleague)
    with pytest.raises(actions.NamedByMistake):
        actions.record_decisions(
            contact=contact,
            by=door.worker,
            lines=[actions.LineDecision(states[0].line, "recommended", None, "Why", None)],
            brief=brief_of(contact, timezone.now()),
            submission=uuid.uuid4().hex,
        )


def test_the_database_keeps_what_was_said(door):
    line = put_right(make_contact(door).children.get(), door.worker)
    for change in ({"mistaken_at": None}, {"mistaken_why": "x"}, {"person": line.right_line.person}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ContactChild.ever.filter(pk=line.pk).update(**change)


# A line that was decided about


def test_who_cannot_authorise_is_told_who_does(door):
    contact = make_contact(door)
    decide(contact, door.manager)
    line = contact.children.get()
    page = browse(door.worker).get(address_of(line))
    assert "a team manager" in page.content.decode()
    assert "Put it right" not in page.content.decode()
    assert send(line, door.worker, **TYPED).status_code == 403
    assert persons_on(contact) == ["Asa Example"]


def test_a_decision_about_the_wrong_child_counts_nowhere_and_is_kept_as_it_was(door):
    import_known_up_to(timezone.localdate())
    contact = make_contact(door, ago=timedelta(days=1))
    [decision] = decide(contact, door.manager, reasons="canary of reasons")
    line, brief = contact.children.get(), Brief.objects.get(contact=contact)
    record_event(
        line.person, EventKind.ASSESSMENT, timezone.localdate(), import_known_up_to(timezone.localdate())
    )
    send(line, door.manager, **TYPED)

    contact.refresh_from_db()
    assert contact.closed_at is None  # the right child has no decision yet
    kept = Decision.ever.get(pk=decision.pk)
    assert (kept.reasons, kept.line_id, kept.brief_id) == ("canary of reasons", line.pk, brief.pk)
    assert Brief.objects.get(pk=brief.pk).content == brief.content
    assert "canary of reasons" in browse(door.manager).get(f"/contacts/{contact.pk}/").content.decode()

    assert not Decision.objects.exists()
    client = browse(door.manager)
    assert "canary of reasons" not in client.get(reverse("practice:learning")).content.decode()
    assert client.get(reverse("practice:decision", args=[decision.pk])).status_code == 404
    assert client.get(reverse("frontdoor:report")).status_code == 200
    assert "canary of reasons" not in everything_in(door.manager, Kind.OWN)
    told = tables(door.manager, Kind.RECORDS)
    assert [row["why"] for row in told["children_named_by_mistake"]] == ["The number was misread"]
    assert told["decisions"] == []

    decide(contact, door.manager)
    contact.refresh_from_db()
    assert contact.closed_at
    assert Decision.objects.get().line.person.name == "Eve Other"


WAYS = {"frontdoor.ContactChild", "frontdoor.Decision"}
KEPT = {
    "frontdoor.ContactChild.right_line": "says who is right",
    "frontdoor.Decision.on_recommendation": "the same line",
    "frontdoor.Decision.supersedes": "the same line",
    "practice.Lesson.decision": "private words stay; the page says that it counts no more",
    "practice.PageShare.decision": "left out by open_shares",
    "practice.UrgentTask.line": "nothing is put right while one is open; closed ones are a record",
    "practice.UrgentTask.decision": "the same line",
    "practice.UrgentTask.look": "as its line",
    "frontdoor.SampledLine.line": "",
    "frontdoor.CodedLine.sampled": "",
}


def test_everything_that_leads_to_a_line_leaves_out_mistakes_or_says_why():
    ways, before = set(WAYS), set()
    while ways != before:
        before = set(ways)
        for model in apps.get_models():
            for field in model._meta.get_fields():
                if field.many_to_one or field.one_to_one:
                    to = getattr(field, "remote_field", None)
                    if to and field.concrete and to.model._meta.label in before:
                        name = f"{model._meta.label}.{field.name}"
                        leaves_out = isinstance(model._default_manager, StandingManager)
                        assert leaves_out or KEPT.get(name), f"{name}: a child named by mistake would count"
                        ways.add(model._meta.label)
    assert {"practice.Forecast", "practice.ForecastInvitation", "practice.SecondLook"} <= ways


# What else the mistake told


def test_a_file_sent_again_does_not_name_the_child_again(door):
    heading = "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\n"
    today = timezone.localdate()
    content = f"{heading}K1,P1,{today:%d/%m/%Y},2A\n".encode()

    def bring(more=b""):
        batch = exchange.hand_in(
            by=None,
            file=io.BytesIO(content + more),
            name="ssd_contacts.csv",
            known_up_to=today,
            open_from=today,
        )
        exchange.run(batch)
        assert batch.state == batch.State.DONE, batch.words

    bring()
    line = ContactChild.objects.get()
    put_right(line, door.worker)
    bring(b"\n")
    assert persons_on(line.contact) == ["Eve Other"]


def test_a_past_decision_of_a_file_about_the_wrong_child_is_set_aside(door):
    contact = make_contact(door, case_system_id="K1", children=[NamedPerson("Asa", local_id="P1")])
    put_right(contact.children.get(), door.worker)
    content = b"contact id,child id,received,decided,level\nK1,P1,05/01/2026,06/01/2026,No further action\n"
    batch = exchange.hand_in(by=None, file=io.BytesIO(content), name="past.csv", known_up_to=date(2026, 3, 1))
    exchange.run(batch)
    assert "named on the contact by mistake" in batch.set_aside.get().reason
    assert persons_on(contact) == ["Eve Other"]


def home_of(person):
    return Person.objects.get(pk=person.pk).household


def test_siblings_put_into_the_wrong_childs_household_leave_it(door):
    wrong = make_contact(door, address="1 Old Row").children.get().person
    contact = make_contact(door, children=[NamedPerson(known=wrong), NamedPerson("Bea", "Other")])
    bea = contact.children.all()[1].person
    assert home_of(bea) == home_of(wrong)
    put_right(contact.children.all()[0], door.worker)
    assert home_of(bea) != home_of(wrong)
    assert home_of(bea) == home_of(Person.objects.get(forename="Eve"))
    assert home_of(wrong).address == "1 Old Row"


def test_a_wrong_child_put_into_another_household_leaves_it(door):
    bea = (
        make_contact(door, children=[NamedPerson("Bea", "Other"), NamedPerson("Bo", "Other")])
        .children.first()
        .person
    )
    contact = make_contact(door, children=[NamedPerson("Asa", "Example"), NamedPerson(known=bea)])
    wrong = contact.children.all()[0]
    assert home_of(wrong.person) == home_of(bea)
    put_right(wrong, door.worker)
    assert home_of(wrong.person) is None
    assert home_of(bea) == home_of(Person.objects.get(forename="Eve"))


def test_children_whom_another_contact_places_together_stay_together(door):
    first = make_contact(door, children=2)
    asa, bea = (line.person for line in first.children.all())
    contact = make_contact(door, children=[NamedPerson(known=asa), NamedPerson(known=bea)])
    put_right(contact.children.all()[0], door.worker)
    assert home_of(asa) == home_of(bea)


def test_the_adults_and_the_address_of_the_contact_are_the_right_childs(door):
    wrong = make_contact(door).children.get().person
    contact = make_contact(
        door,
        children=[NamedPerson(known=wrong)],
        adults=[NamedPerson("Mia", "Other", words="mother")],
        address="9 New Street",
    )
    assert home_of(wrong).address == "9 New Street"
    put = put_right(contact.children.get(), door.worker)
    assert home_of(wrong).address == ""
    assert home_of(put.right_line.person).address == "9 New Street"
    assert [one.person for one in Relationship.objects.filter(words="mother")] == [put.right_line.person]
    assert AuditEvent.objects.get(action="put a child right").detail["untied"] == 2


def test_an_adult_whom_another_contact_names_too_stays_theirs(door):
    adults = [NamedPerson("Mia", "Example", words="mother")]
    wrong = make_contact(door, adults=adults).children.get().person
    contact = make_contact(door, children=[NamedPerson(known=wrong)], adults=adults)
    put_right(contact.children.get(), door.worker)
    assert Relationship.objects.filter(person=wrong, words="mother").exists()

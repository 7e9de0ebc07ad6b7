"""What was exported is imported into an empty Fanlight, and is the same again. Runs on both databases."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone

from fanlight.exchange.own_tables import read_own_table
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.write_export import FileKind, NotExported
from fanlight.exchange.write_ssd_csv import write_ssd_csv
from fanlight.synthetic.generate import make_authority
from fanlight.synthetic.write import contact_records
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, LocalIdentifier
from fanlight.web.exchange import actions as importing
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.making import export_to_folder
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.site.commands import commands
from tests.web.builders import decide, make_contact, make_door

pytestmark = pytest.mark.django_db
CIN = Path(__file__).parents[2] / "data" / "cin" / "CIN_Census_2026.xml"
FIRST_DAY = date(2000, 1, 1)


def bring(path: Path, **answers: object) -> ImportBatch:
    """Import a file as the operator's command does."""
    with path.open("rb") as file:
        batch = importing.run(importing.hand_in(by=None, file=file, name=path.name, **answers))
    assert batch.state == ImportBatch.State.DONE, batch.words
    return batch


def events() -> list[tuple[object, ...]]:
    held = Event.objects.filter(replaced_by=None)
    return sorted(held.values_list("identity", "content_hash", "ended_on", "key"), key=str)


def persons() -> list[tuple[object, ...]]:
    fields = ("forename", "surname", "born_on", "expected_on", "died_on", "sex", "ethnicity", "upn")
    held = LocalIdentifier.objects.order_by("value")
    return list(held.values_list("value", *(f"person__{one}" for one in fields)))


def contacts() -> dict[str, tuple[list[object], list[str]]]:
    """What was told, and about which children in order, by the contact's number."""
    fields = (
        *("received_at", "time_known", "referral_at", "channel", "source_code", "source_words"),
        *("organisation", "referrer_name", "consent", "consent_words", "child_seen", "address"),
        *("raw_text", "out_of_hours", "out_of_hours_action"),
    )
    return {
        contact.case_system_id: (
            [getattr(contact, one) for one in fields],
            [line.person.identifiers.get().value for line in contact.children.order_by("position")],
        )
        for contact in Contact.objects.all()
    }


def past() -> list[tuple[object, ...]]:
    held = Decision.objects.select_related("line__contact")
    return sorted(
        (one.line.contact.case_system_id, timezone.localdate(one.at).isoformat(), one.level_label)
        for one in held
    )


def fill(folder: Path) -> None:
    """Events of a return, contacts of a table, and one typed with everything that a contact can hold."""
    door = make_door()
    bring(CIN, known_up_to=date(2026, 3, 31))
    made = make_authority(contacts=60, years=1, seed=5, until=date(2026, 3, 31))
    told = [one for one in contact_records(made) if not one.outcome_flags] or contact_records(made)[:5]
    write_ssd_csv(folder, made.persons, made.events, told)
    for path in sorted(folder.glob("*.csv")):
        bring(path, known_up_to=date(2026, 3, 31), open_from=FIRST_DAY)
    contact = make_contact(
        door,
        children=[
            NamedPerson("=Asa", "Example", date(2018, 5, 4), sex="F", local_id="T 1"),
            NamedPerson("Bea", "O'Example", date(2016, 2, 29), local_id='T"2, [x]'),
        ],
        ago=timezone.now() - timezone.make_aware(datetime(2026, 2, 3, 9, 15)),
        text='=1+1 is no sum.\r\n\r\n  "Quoted", and\tmore – é\u00a0end  ',
        case_system_id="K-1",
        referral_at=timezone.make_aware(datetime(2026, 2, 3, 11, 0)),
        organisation="-St Anne's",
        referrer_name="Ms Teller",
        consent="dispensed",
        consent_words="@risk",
        child_seen="not_known",
        address="1 High Street",
        out_of_hours=True,
        out_of_hours_action="Phoned.",
    )
    Contact.objects.filter(pk=contact.pk).update(received_at=timezone.make_aware(datetime(2026, 2, 3, 9, 15)))
    decide(contact, door.manager)


def test_events_persons_contacts_and_decisions_come_back_as_they_were(tmp_path):
    (tmp_path / "ssd").mkdir()
    with transaction.atomic():
        fill(tmp_path / "ssd")
        before = events(), persons(), contacts(), past()
        export_to_folder(tmp_path / "out", Kind.RECORDS, FileKind.CSV)
        transaction.set_rollback(True)
    assert len(before[0]) > 100
    assert len(before[2]) > 3
    assert not Event.objects.exists()
    assert not Contact.objects.exists()

    make_door()
    for table in ("persons", "events", "contacts"):
        bring(tmp_path / "out" / f"{table}.csv", open_from=FIRST_DAY, known_up_to=date(2026, 3, 31))
    bring(tmp_path / "out" / "decisions.csv", known_up_to=date(2026, 3, 31))
    assert persons() == before[1]
    assert contacts() == before[2]
    assert past() == before[3]
    # A contact that was typed is an event, too, once a file tells of it.
    typed = {one.identity for one in Event.objects.filter(key="K-1")}
    assert [one for one in events() if one[0] not in typed] == before[0]
    assert len(typed) == 2


def test_the_same_export_twice_changes_nothing(tmp_path):
    (tmp_path / "ssd").mkdir()
    fill(tmp_path / "ssd")
    export_to_folder(tmp_path / "out", Kind.RECORDS, FileKind.CSV)
    before = events(), persons(), contacts()
    batch = bring(tmp_path / "out" / "events.csv")
    assert set(batch.counts) <= {"events held already", "persons"}
    batch = bring(tmp_path / "out" / "persons.csv", known_up_to=date(2026, 3, 31))
    assert (events(), persons(), contacts()) == before


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("person_id,event,on,known_up_to", "C1,party,2026-03-01,", "event: party is no kind of event"),
        ("person_id,event,on,known_up_to", ",referral,2026-03-01,", "person_id: not given"),
        ("person_id,event,on,known_up_to", "C1,referral,1/3/26,", "on: not a date written like"),
        ("person_id,event,on,known_up_to", "C1,referral,,", "on: not given"),
        ("person_id,event,on,known_up_to,other_details", "C1,referral,2026-03-01,,[1]", "other_details: not"),
        ("person_id,is_adult,joined_into", " ,no,", "person_id: not given"),
        ("contact_id,children,received_at,time_known", "K1,C1,2026-03-01,no", "children: "),
        ("contact_id,children,received_at,time_known", "K1,[],2026-03-01,no", "children: not a list"),
        (
            "contact_id,children,received_at,time_known,source_code",
            'K1,"[""C1""]",2026-03-01,no,99',
            "99 is no",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside_with_its_place(table, row, reason):
    reading = read_own_table(BytesIO(f"{table}\n{row}\n".encode()))
    [aside] = reading.set_aside
    assert aside.place == "row 2"
    assert reason in aside.reason
    assert (reading.events, reading.persons, reading.contacts) == ((), (), ())


def test_a_value_that_a_contact_cannot_hold_is_told_and_the_contact_taken():
    header = "contact_id,children,received_at,time_known,consent,organisation"
    row = f'K1,"[""C1""]",2026-03-01 10:00:00,yes,perhaps,{"x" * 201}'
    reading = read_own_table(BytesIO(f"{header}\n{row}\n".encode()))
    assert [one.told for one in reading.contacts] == [{}]
    assert [one.reason.split(":")[0] for one in reading.set_aside] == ["organisation", "consent"]


def test_another_table_is_refused():
    with pytest.raises(Unreadable, match="not events, persons or contacts"):
        read_own_table(BytesIO(b"a,b\n1,2\n"))


# The command


def test_the_command_writes_every_kind_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("fanlight.web.site.starting.migrate", lambda: None)
    make_contact(make_door())
    run = CliRunner().invoke(commands["export"], ["--to", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"records", "pseudonymised", "shared", "evidence", "imports"}
    assert "1 contacts" in run.output
    assert {row.actor for row in AuditEvent.objects.filter(action="export")} == {"fanlight export"}
    again = CliRunner().invoke(commands["export"], ["--to", str(tmp_path / "out"), "--kind", "shared"])
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    one = ["--to", str(tmp_path / "book"), "--kind", "shared", "--xlsx"]
    assert CliRunner().invoke(commands["export"], one).exit_code == 0
    assert (tmp_path / "book" / "shared" / "shared.xlsx").exists()


def test_a_workers_own_export_is_no_operators(tmp_path):
    with pytest.raises(NotExported, match="nobody else"):
        export_to_folder(tmp_path / "out", Kind.OWN, FileKind.CSV)
    assert CliRunner().invoke(commands["export"], ["--to", str(tmp_path), "--kind", "own"]).exit_code == 2

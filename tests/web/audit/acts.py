"""Every action of every room, with a way to do it once. A new one fails its test until it stands here."""

from __future__ import annotations

import importlib
import io
import pkgutil
import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

from django.utils import timezone

import fanlight.web
from fanlight.exchange.reading import Reading
from fanlight.exchange.write_export import FileKind
from fanlight.practice.exercises import EXERCISES
from fanlight.synthetic.generate import make_authority
from fanlight.web.accounts.models import Authority, Role
from fanlight.web.audit import actions as audit
from fanlight.web.casework.windows import set_window
from fanlight.web.exchange import actions as exchange
from fanlight.web.exchange import undoing
from fanlight.web.exchange.api import actions as api
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.making import note_export
from fanlight.web.exchange.mappings.actions import decide_codes, have_read_again
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists import actions as own_lists
from fanlight.web.frontdoor import actions as frontdoor
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.actions.door import adopt_own_words, set_the_door
from fanlight.web.frontdoor.actions.holds import end_hold
from fanlight.web.frontdoor.actions.retention import end_texts
from fanlight.web.frontdoor.queries import current_levels
from fanlight.web.practice import actions as practice
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import ForecastInvitation
from fanlight.web.site import demo
from tests.web import own_listing
from tests.web.builders import Door, a_hold, a_local_value, a_signature, decide, make_a_token, make_contact
from tests.web.checklists import LISTING
from tests.web.evidence.acts import BRINGING, COMPARING, INVESTIGATING, PILOTING
from tests.web.practice.acts import LOOKING, PRIVATE_HERE, TRIALLING
from tests.web.practice.near_miss_acts import NEAR_MISSING
from tests.web.staff.acts import STAFFING

Act = Callable[[Door], object]


def every_action() -> dict[str, Callable]:
    """Functions that `@action` made, in all modules of the web, by module and name."""
    found = {}
    for module in _modules(fanlight.web):
        for name, thing in vars(module).items():
            if getattr(thing, "is_action", False) and thing.__module__ == module.__name__:
                found[f"{module.__name__.removeprefix('fanlight.web.')}.{name}"] = thing
    return found


def _modules(package: ModuleType) -> list[ModuleType]:
    names = [one.name for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return [importlib.import_module(name) for name in names if ".migrations" not in name]


def _until() -> date:
    return timezone.localdate() + timedelta(days=7)


def record_decisions(door: Door) -> Act:
    contact = make_contact(door)
    return lambda: decide(contact, door.worker)


def answer_forecast(door: Door) -> Act:
    [decision] = decide(make_contact(door), door.worker)
    ForecastInvitation.objects.filter(decision=decision).delete()
    invitation = ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())
    answers = dict.fromkeys(questions_about(decision), 37)
    return lambda: practice.answer_forecast(invitation=invitation, worker=door.worker, answers=answers)


def note_lesson(door: Door) -> Act:
    [decision] = decide(make_contact(door), door.worker)
    return lambda: practice.note_lesson(worker=door.worker, decision=decision, words="Ask the school first")


def share_question(door: Door) -> Act:
    mine = practice.ask_question(worker=door.worker, words="Why?", shared=False, with_name=False)
    return lambda: practice.share_question(question=mine, worker=door.worker, shared=True, with_name=True)


def forget_note(door: Door) -> Act:
    mine = practice.ask_question(worker=door.worker, words="Why?", shared=False, with_name=False)
    return lambda: practice.forget_note(note=mine, worker=door.worker)


def share_page(door: Door) -> Act:
    return lambda: practice.share_page(
        owner=door.worker, shared_with=door.manager, until=_until(), decision=None
    )


def withdraw_share(door: Door) -> Act:
    share = share_page(door)()
    return lambda: practice.withdraw_share(share=share, owner=door.worker)


HYPOTHESIS = practice.HypothesisWords("ring the school first", "fewer come back", "it knows more", "contacts")


def on_hypothesis(act: Callable, *, shared: bool) -> Callable[[Door], Act]:
    def prepare(door: Door) -> Act:
        mine = practice.write_hypothesis(worker=door.worker, words=HYPOTHESIS, shared=shared)
        return lambda: act(mine, door)

    return prepare


def ask(door: Door) -> Act:
    contact = make_contact(door)
    return lambda: frontdoor.ask_for_information(
        contact=contact, by=door.worker, asked_of="police", about="Asa", submission=uuid.uuid4()
    )


def record_answer(door: Door) -> Act:
    asked = ask(door)()
    return lambda: frontdoor.record_answer(request=asked, by=door.worker, answer="Nothing known")


def join(door: Door) -> Act:
    unborn = make_contact(door, children=[NamedPerson(expected_on=date(2026, 3, 1))]).children.get().person
    born = make_contact(door).children.get().person
    return lambda: frontdoor.join_after_birth(unborn=unborn, born=born, by=door.worker)


def give_number(door: Door) -> Act:
    child = make_contact(door).children.get().person
    return lambda: frontdoor.give_number(child=child, number="K-1", by=door.worker)


def join_records(door: Door) -> Act:
    known = make_contact(door, children=[NamedPerson("Asa", local_id="K-1")]).children.get().person
    record = make_contact(door).children.get().person
    return lambda: frontdoor.join_records(record=record, child=known, by=door.worker)


def put_right(door: Door) -> Act:
    line = make_contact(door).children.get()
    return lambda: frontdoor.put_right(
        line=line,
        by=door.worker,
        why="The number was read wrongly",
        last_seen=None,
        submission=uuid.uuid4(),
        right=NamedPerson("Eve", "Other"),
    )


def hold_to_end(door: Door) -> Act:
    hold = a_hold(door)
    return lambda: end_hold(hold=hold, by=door.workers[Role.DATA_PROTECTION_OFFICER], why="It is over")


def told(door: Door) -> Act:
    officer = door.workers[Role.DATA_PROTECTION_OFFICER]
    search = audit.search_by_worker(by=officer, worker=door.worker, reason="A complaint")
    return lambda: audit.told(search=search, worker=door.worker)


def write_reading(door: Door) -> Act:
    batch = ImportBatch.objects.create(
        name="census.xml", known_up_to=date(2026, 3, 31), started_at=timezone.now()
    )
    return lambda: exchange.write_reading(batch=batch, reading=Reading("cin_census"))


def staged(door: Door) -> ImportBatch:
    heading = "cine_referral_id,cine_person_id,cine_referral_date\n"
    batch = exchange.hand_in(
        by=door.manager, file=io.BytesIO(f"{heading}R1,P1,01/03/2026\n".encode()), name="ssd_cin_episodes.csv"
    )
    return exchange.stage(batch)


def agree(door: Door) -> Act:
    batch = staged(door)
    return lambda: exchange.agree(batch=batch, by=door.manager, known_up_to=date(2026, 3, 31))


def show(door: Door) -> Act:
    batch = staged(door)
    return lambda: exchange.show(
        batch=batch, reading=Reading("ssd_csv"), shown=batch.shown, words="Look again."
    )


def undo_import(door: Door) -> Act:
    batch = staged(door)
    exchange.agree(batch=batch, by=door.manager, known_up_to=date(2026, 3, 31))
    exchange.run(batch)
    return lambda: undoing.undo(batch=batch, by=door.manager)


def cancel(door: Door) -> Act:
    batch = ImportBatch.objects.create(name="census.xml", started_at=timezone.now())
    return lambda: exchange.ask_to_cancel(batch=batch, by=door.worker)


def load_made_up(door: Door) -> Act:
    made = make_authority(contacts=60, years=1, until=date(2026, 11, 1), seed=3)
    return lambda: demo.load(made=made, known_up_to=date(2026, 3, 31))


def map_code(door: Door) -> Act:
    where = a_local_value()
    return lambda: decide_codes(by=door.workers[Role.ANALYST], decisions={where: "6"})


def read_again(door: Door) -> Act:
    batch = ImportBatch.objects.create(name="census.xml", started_at=timezone.now(), state="staged")
    return lambda: have_read_again(batch=batch, by=door.worker)


def ask_for_columns(door: Door) -> Act:
    batch = ImportBatch.objects.create(name="log.csv", started_at=timezone.now())
    return lambda: own_lists.ask_for_columns(batch=batch, reason="its headings belong to nothing")


def read_as(door: Door) -> Act:
    batch, version = own_listing.an_unknown_file(), own_listing.a_version(door)
    return lambda: own_lists.have_read_as(batch=batch, version=version, by=door.worker)


def on_token(act: Callable) -> Callable[[Door], Act]:
    def prepare(door: Door) -> Act:
        token, _ = make_a_token(door)
        return lambda: act(token, door)

    return prepare


def note_sent(door: Door) -> Act:
    batch = ImportBatch.objects.create(name="census.xml", started_at=timezone.now())
    token, _ = make_a_token(door)
    return lambda: api.note_sent(batch=batch, token=token)


def on_contact(act: Callable) -> Callable[[Door], Act]:
    def prepare(door: Door) -> Act:
        contact = make_contact(door)
        return lambda: act(contact, door)

    return prepare


ACTS: Mapping[str, Callable[[Door], Act]] = {
    "frontdoor.actions.contacts.record_contact": lambda door: lambda: make_contact(door),
    "frontdoor.actions.contacts.note_first_read": on_contact(
        lambda contact, door: frontdoor.note_first_read(contact=contact, by=door.worker)
    ),
    "frontdoor.actions.contacts.mark_urgency": on_contact(
        lambda contact, door: frontdoor.mark_urgency(contact=contact, by=door.worker, urgency="red")
    ),
    "frontdoor.actions.contacts.add_child": on_contact(
        lambda contact, door: frontdoor.add_child(contact=contact, named=NamedPerson("Bea"), by=door.worker)
    ),
    "frontdoor.actions.contacts.accept_as_referral": on_contact(
        lambda contact, door: frontdoor.accept_as_referral(contact=contact, by=door.worker, at=timezone.now())
    ),
    "frontdoor.actions.contacts.take_hand_over": on_contact(
        lambda contact, door: frontdoor.take_hand_over(contacts=[contact], by=door.worker)
    ),
    "frontdoor.actions.contacts.join_after_birth": join,
    "frontdoor.actions.signatures.retire_signature": lambda door: (
        lambda: frontdoor.retire_signature(rule=a_signature(door), by=door.worker, why="It folds too much")
    ),
    "frontdoor.actions.numbers.give_number": give_number,
    "frontdoor.actions.numbers.join_records": join_records,
    "frontdoor.actions.signatures.name_signature": lambda door: (
        lambda: frontdoor.name_signature(by=door.worker, name="Police footer", begins="This e-mail", ends="")
    ),
    "frontdoor.actions.put_right.put_right": put_right,
    "frontdoor.actions.decisions.record_decisions": record_decisions,
    "frontdoor.actions.door.set_the_door": lambda door: (
        lambda: set_the_door(
            by=door.workers[Role.ADMINISTRATOR], authority=Authority.current(), changed=["name"]
        )
    ),
    "frontdoor.actions.door.adopt_own_words": lambda door: (
        lambda: adopt_own_words(
            by=door.workers[Role.PRACTICE_LEAD],
            title="Our threshold document",
            edition="2026",
            words={one.code: (one.label, one.anchor) for one in current_levels(Authority.current())},
        )
    ),
    "frontdoor.actions.requests.ask_for_information": ask,
    "frontdoor.actions.requests.record_answer": record_answer,
    "frontdoor.actions.holds.hold_texts": lambda door: lambda: a_hold(door),
    "frontdoor.actions.holds.end_hold": hold_to_end,
    "frontdoor.actions.retention.end_texts": on_contact(
        lambda contact, door: end_texts(contacts=[contact], months=24, source="Schedule 4.2")
    ),
    "casework.windows.set_window": lambda door: (
        lambda: set_window(
            by=door.workers[Role.ANALYST], step="contact_referral", first_day=0, last_day=9, reason="Tried"
        )
    ),
    "practice.actions.learning.answer_forecast": answer_forecast,
    "practice.actions.learning.note_lesson": note_lesson,
    "practice.actions.learning.ask_question": lambda door: (
        lambda: practice.ask_question(worker=door.worker, words="Why?", shared=False, with_name=False)
    ),
    "practice.actions.learning.share_question": share_question,
    "practice.actions.learning.forget_note": forget_note,
    "practice.actions.learning.share_page": share_page,
    "practice.actions.learning.withdraw_share": withdraw_share,
    "practice.actions.learning.set_forecasts": lambda door: (
        lambda: practice.set_forecasts(by=door.manager, team=door.team, one_in=3)
    ),
    "practice.actions.hypotheses.write_hypothesis": lambda door: (
        lambda: practice.write_hypothesis(worker=door.worker, words=HYPOTHESIS)
    ),
    "practice.actions.hypotheses.reword_hypothesis": on_hypothesis(
        lambda mine, door: practice.reword_hypothesis(hypothesis=mine, worker=door.worker, words=HYPOTHESIS),
        shared=False,
    ),
    "practice.actions.hypotheses.share_hypothesis": on_hypothesis(
        lambda mine, door: practice.share_hypothesis(
            hypothesis=mine, worker=door.worker, shared=True, with_name=True
        ),
        shared=False,
    ),
    "practice.actions.hypotheses.move_hypothesis": on_hypothesis(
        lambda mine, door: practice.move_hypothesis(
            hypothesis=mine, by=door.manager, state="on_trial", why="Worth a try"
        ),
        shared=True,
    ),
    "practice.actions.guards.switch_guard": lambda door: (
        lambda: practice.switch_guard(
            by=door.manager, team=door.team, guard="pre_mortem", is_on=True, why="A trial"
        )
    ),
    "practice.actions.guards.answer_exercise": lambda door: (
        lambda: practice.answer_exercise(worker=door.worker, exercise=EXERCISES[0], said=37)
    ),
    "practice.actions.guards.forget_exercises": lambda door: (
        lambda: practice.forget_exercises(worker=door.worker)
    ),
    "practice.actions.learning.record_word_back": on_contact(
        lambda contact, door: practice.record_word_back(
            contact=contact,
            by=door.worker,
            kind="complaint",
            from_whom="mother",
            words="Nobody rang",
            received_on=timezone.localdate(),
        )
    ),
    "exchange.actions.begin": lambda door: (
        lambda: exchange.begin(by=door.manager, name="census.xml", path=Path("census.xml"), digest="0" * 64)
    ),
    "exchange.exports.making.note_export": lambda door: (
        lambda: note_export(
            by=door.manager, kind=Kind.SHARED, file_kind=FileKind.CSV, rows={"counts": 3}, persons=[]
        )
    ),
    "exchange.actions.show": show,
    "exchange.actions.agree": agree,
    "exchange.undoing.undo": undo_import,
    "exchange.actions.write_reading": write_reading,
    "exchange.actions.ask_to_cancel": cancel,
    "exchange.mappings.actions.decide_codes": map_code,
    "exchange.api.actions.make_token": lambda door: lambda: make_a_token(door),
    "exchange.api.actions.revoke_token": on_token(
        lambda token, door: api.revoke_token(token=token, by=door.workers[Role.ADMINISTRATOR])
    ),
    "exchange.api.actions.note_call": on_token(
        lambda token, door: api.note_call(token=token, call="POST /api/v1/files")
    ),
    "exchange.api.actions.note_sent": note_sent,
    "exchange.mappings.actions.have_read_again": read_again,
    "exchange.own_lists.actions.ask_for_columns": ask_for_columns,
    "exchange.own_lists.actions.describe_list": lambda door: lambda: own_listing.a_version(door),
    "exchange.own_lists.actions.have_read_as": read_as,
    **LISTING,
    **INVESTIGATING,
    **BRINGING,
    **COMPARING,
    **PILOTING,
    **TRIALLING,
    **NEAR_MISSING,
    **LOOKING,
    **STAFFING,
    "audit.actions.search_by_worker": lambda door: (
        lambda: audit.search_by_worker(
            by=door.workers[Role.DATA_PROTECTION_OFFICER], worker=door.worker, reason="A complaint"
        )
    ),
    "audit.actions.search_by_child": lambda door: (
        lambda: audit.search_by_child(by=door.workers[Role.DATA_PROTECTION_OFFICER], person_key="k" * 32)
    ),
    "audit.actions.told": told,
    "site.demo.load": load_made_up,
}

PRIVATE = frozenset(
    f"practice.actions.{name}"
    for name in (
        "learning.answer_forecast",
        "learning.note_lesson",
        "learning.ask_question",
        "learning.share_question",
        "learning.forget_note",
        "learning.share_page",
        "learning.withdraw_share",
        "guards.answer_exercise",
        "guards.forget_exercises",
        "hypotheses.write_hypothesis",
        "hypotheses.reword_hypothesis",
        "hypotheses.share_hypothesis",
    )
).union(PRIVATE_HERE)
"""Acts of one's own learning: they are told without saying whose."""

"""Who gets in where: every address of the site, by name. A new address fails its test until it stands here.

`OPEN` is 200, `SENT` a redirect elsewhere, `NONE` 404 (no second factor to speak of), `POST` a page that is
only sent to (GET is refused, 405), `TOKEN` a call that knows no worker, only tokens of case systems (401).
A role that is not named is turned away with 403; whoever is not signed in is sent to sign in.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.audit import actions as audit
from fanlight.web.evidence import actions as evidence
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact
from fanlight.web.practice import actions as practice
from fanlight.web.practice.models import ForecastInvitation
from tests.web import auditing, near_missing, own_listing, piloting, second_looking, trialling
from tests.web import checklists as lists
from tests.web.builders import (
    Door,
    a_hold,
    a_signature,
    decide,
    make_a_token,
    make_contact,
    make_worker,
    map_a_code,
)
from tests.web.evidence import comparing, investigating

OPEN, SENT, NONE, POST, TOKEN = 200, 302, 404, 405, 401

EVERYBODY = frozenset(Role)
AT_THE_DOOR = frozenset({Role.PRACTITIONER, Role.TEAM_MANAGER})
READERS = AT_THE_DOOR | {Role.PRACTICE_LEAD}
IMPORTERS = frozenset({Role.ANALYST, Role.TEAM_MANAGER, Role.PRACTICE_LEAD})
TEAM_VIEW = frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST})
LEAD = frozenset({Role.PRACTICE_LEAD})
APPROVERS = frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR})
INVESTIGATORS = frozenset({Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST})
MAPPERS = frozenset({Role.ANALYST, Role.PRACTICE_LEAD})
SETTERS = frozenset({Role.PRACTICE_LEAD, Role.ADMINISTRATOR})
MAKERS = READERS | {Role.ANALYST, Role.DIRECTOR}
GOVERNORS = frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD})
OFFICER = frozenset({Role.DATA_PROTECTION_OFFICER})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

Keys = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """One address.

    Parameters
    ----------
    roles
        Who gets in.
    get
        What they get: `OPEN`, `SENT` or `POST`.
    keys
        Makes the object in the address, for whoever goes there.
    names
        Query string or True when the page holds case content: a GET then leaves an audit row that names
        the persons shown.
    anyone
        Also open without signing in.
    of_a_team
        The object belongs to a team: workers of another get 404.
    """

    roles: frozenset[Role]
    get: int = OPEN
    keys: Callable[[Door, User], Keys] = field(default=lambda door, user: {})
    names: bool | str = False
    anyone: bool = False
    of_a_team: bool = False


def a_contact(door: Door, user: User | None = None) -> Contact:
    """The one contact that pages are opened on: two children, nothing decided."""
    if "contact" not in door.extra:
        door.extra["contact"] = make_contact(
            door, children=2, out_of_hours=True, out_of_hours_action="The night team phoned the mother."
        )
    return door.extra["contact"]


def contact_key(door: Door, user: User) -> Keys:
    return {"pk": a_contact(door).pk}


def line_key(door: Door, user: User) -> Keys:
    contact = a_contact(door)
    return {"pk": contact.pk, "line": contact.children.first().pk}


def with_a_hold(door: Door, user: User) -> Keys:
    a_hold(door)
    return {}


def request_key(door: Door, user: User) -> Keys:
    asked = actions.ask_for_information(
        contact=a_contact(door), by=door.worker, asked_of="police", about="Asa", submission=uuid.uuid4()
    )
    return {"pk": asked.pk}


def own_decision(door: Door, user: User) -> Keys:
    return {"pk": decide(make_contact(door), user)[0].pk}


def own_invitation(door: Door, user: User) -> Keys:
    [decision] = decide(make_contact(door), user)
    ForecastInvitation.objects.filter(decision=decision).delete()
    invitation = ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())
    return {"pk": invitation.pk}


def unborn_key(door: Door, user: User) -> Keys:
    contact = make_contact(door, children=[NamedPerson(expected_on=date(2027, 3, 1))])
    return {"key": contact.children.get().person.key}


def child_key(door: Door, user: User) -> Keys:
    return {"key": a_contact(door).children.first().person.key}


def own_share(door: Door, user: User) -> Keys:
    until = timezone.localdate() + timedelta(days=7)
    return {"pk": practice.share_page(owner=user, shared_with=door.colleague, until=until, decision=None).pk}


def share_with(door: Door, user: User) -> Keys:
    [decision] = decide(a_contact(door), door.colleague, lines=[0])
    until = timezone.localdate() + timedelta(days=7)
    shared = practice.share_page(owner=door.colleague, shared_with=user, until=until, decision=decision)
    return {"pk": shared.pk}


def own_question(door: Door, user: User) -> Keys:
    return {"pk": practice.ask_question(worker=user, words="Why?", shared=False, with_name=False).pk}


def own_hypothesis(door: Door, user: User) -> Keys:
    words = practice.HypothesisWords("ring the school first", "fewer come back", "it knows more", "contacts")
    return {"pk": practice.write_hypothesis(worker=user, words=words).pk}


def a_batch(door: Door, user: User) -> Keys:
    return {"pk": ImportBatch.objects.create(name="census.xml", started_at=timezone.now()).pk}


def a_list_to_describe(door: Door, user: User) -> Keys:
    return {"pk": own_listing.an_unknown_file().pk}


def a_list_version(door: Door, user: User) -> Keys:
    return {"version": own_listing.a_version(door).pk}


def a_list_described(door: Door, user: User) -> Keys:
    return a_list_to_describe(door, user) | a_list_version(door, user)


def with_a_list(door: Door, user: User) -> Keys:
    own_listing.a_version(door)
    return {}


def a_mapping(door: Door, user: User) -> Keys:
    return {"number": map_a_code(door).number}


def a_token(door: Door, user: User) -> Keys:
    return {"pk": make_a_token(door, name=uuid.uuid4().hex)[0].pk}


def a_sent_file(door: Door, user: User) -> Keys:
    return {"batch_id": a_batch(door, user)["pk"]}


def own_search(door: Door, user: User) -> Keys:
    return {"pk": audit.search_by_worker(by=user, worker=door.worker, reason="A complaint").pk}


def search_of(door: Door, user: User) -> Keys:
    officer = door.workers[Role.DATA_PROTECTION_OFFICER]
    return {"pk": audit.search_by_worker(by=officer, worker=user, reason="A complaint").pk}


def a_worker(door: Door, user: User) -> Keys:
    """Somebody of their own: a link takes the password away."""
    return {"pk": make_worker(Role.ANALYST, username=f"leaver {uuid.uuid4().hex}", name="Lee Leaver").pk}


def a_team(door: Door, user: User) -> Keys:
    return {"pk": door.team.pk}


def a_spent_link(door: Door, user: User) -> Keys:
    return {"uidb64": "MQ", "token": "set-password"}


def a_series(door: Door, user: User) -> Keys:
    return {"key": "example-care-applications"}


def a_split(door: Door, user: User) -> Keys:
    if Contact.objects.filter(received_at__lt=timezone.now() - timedelta(days=150)).count() == 0:
        make_contact(door, ago=timedelta(days=160))
    return {"key": "measure-contacts", "split": "sex"}


def a_brought_series(door: Door, user: User) -> Keys:
    told = [
        evidence.Told(date(2026, month, 1), 40.0 + month, None, date(2026, 9, 1)) for month in range(1, 8)
    ]
    made = evidence.bring_in(by=user, title="Calls", unit="count", source="The switchboard", rows=told)
    return {"key": f"table-{made.pk}"}


def a_series_note(door: Door, user: User) -> Keys:
    key = "example-care-applications"
    note = evidence.note_on_series(
        by=user,
        series_key=key,
        kind="annotation",
        on=date(2014, 4, 22),
        words="The single family court begins",
    )
    return {"key": key, "pk": note.pk}


def made_by(make: Callable[[User], Any]) -> Callable[[Door, User], Keys]:
    """The key of an object that this user makes."""
    return lambda door, user: {"pk": make(user).pk}


def contact_page(roles: frozenset[Role], **more: Any) -> Place:
    return Place(roles, keys=contact_key, of_a_team=True, **more)


PLACES: Mapping[str, Place] = {
    "start": Place(EVERYBODY, SENT),
    "health": Place(EVERYBODY, anyone=True),
    "favicon": Place(EVERYBODY, SENT, anyone=True),
    "draft": Place(EVERYBODY, POST, anyone=True),
    # signing in
    "account": Place(EVERYBODY),
    "account_login": Place(EVERYBODY, SENT, anyone=True),
    "account_logout": Place(EVERYBODY),
    "account_change_password": Place(EVERYBODY),
    "account_reauthenticate": Place(EVERYBODY),
    "mfa_index": Place(EVERYBODY),
    "mfa_authenticate": Place(EVERYBODY, SENT, anyone=True),
    "mfa_reauthenticate": Place(EVERYBODY, SENT),
    "mfa_activate_totp": Place(EVERYBODY, SENT),
    "mfa_deactivate_totp": Place(EVERYBODY, NONE),
    "mfa_view_recovery_codes": Place(EVERYBODY, NONE),
    "mfa_generate_recovery_codes": Place(EVERYBODY, SENT),
    "mfa_download_recovery_codes": Place(EVERYBODY, NONE),
    # the front door
    "frontdoor:today": Place(READERS, names=True),
    "frontdoor:add": Place(AT_THE_DOOR),
    "frontdoor:find": Place(READERS, names="?q=Example"),
    "frontdoor:night": Place(AT_THE_DOOR, names=True),
    "frontdoor:contact": contact_page(READERS, names=True),
    "frontdoor:add_child": contact_page(AT_THE_DOOR, names=True),
    "frontdoor:mark": contact_page(AT_THE_DOOR, get=POST),
    "frontdoor:accept": contact_page(AT_THE_DOOR, get=POST),
    "frontdoor:put_right": Place(AT_THE_DOOR, keys=line_key, names=True, of_a_team=True),
    "frontdoor:ask": contact_page(AT_THE_DOOR, get=POST),
    "frontdoor:answer": Place(AT_THE_DOOR, keys=request_key, names=True, of_a_team=True),
    "frontdoor:recorded": Place(AT_THE_DOOR, keys=own_decision, names=True, of_a_team=True),
    "frontdoor:join": Place(AT_THE_DOOR, keys=unborn_key, names=True, of_a_team=True),
    "frontdoor:levels": Place(EVERYBODY),
    "frontdoor:settings": Place(SETTERS),
    "frontdoor:own_levels": Place(SETTERS),
    "frontdoor:signatures": Place(READERS),
    "frontdoor:signature_retire": Place(READERS, keys=lambda door, user: {"pk": a_signature(door).pk}),
    "frontdoor:holds": Place(OFFICER, keys=with_a_hold, names=True),
    "frontdoor:hold_end": Place(OFFICER, keys=lambda door, user: {"pk": a_hold(door).pk}, names=True),
    "frontdoor:checklists": Place(EVERYBODY),
    "frontdoor:checklist_make": Place(READERS),
    "frontdoor:checklist": Place(EVERYBODY, keys=made_by(lists.a_list)),
    "frontdoor:checklist_change": Place(READERS, keys=made_by(lists.a_list)),
    "frontdoor:checklist_card": Place(EVERYBODY, keys=made_by(lists.a_list)),
    "frontdoor:checklist_step": Place(GOVERNORS, keys=lists.to_trial),
    "frontdoor:checklist_test": Place(MAKERS, keys=made_by(lists.a_list)),
    "frontdoor:checklist_tested": Place(MAKERS, keys=made_by(lists.a_test)),
    "frontdoor:checklist_sample": Place(READERS, keys=made_by(lists.a_list)),
    "frontdoor:coding_sample": Place(MAKERS, keys=lists.sample_of),
    "frontdoor:code_contact": Place(READERS, keys=lists.sample_of, names=True),
    "frontdoor:cue_audits": Place(MAPPERS),
    "frontdoor:cue_audit": Place(MAPPERS, keys=made_by(lists.an_audit)),
    "frontdoor:cue_audit_stop": Place(MAPPERS, POST, keys=made_by(lists.an_audit)),
    "frontdoor:report": Place(TEAM_VIEW),
    "frontdoor:report_children": Place(frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD})),
    "frontdoor:report_faults": Place(TEAM_VIEW),
    "frontdoor:report_published": Place(TEAM_VIEW),
    # practice
    "practice:learning": Place(AT_THE_DOOR),
    "practice:week": Place(AT_THE_DOOR),
    "practice:calibration": Place(AT_THE_DOOR),
    "practice:day": Place(AT_THE_DOOR),
    "practice:day_agree": Place(AT_THE_DOOR, POST),
    "practice:team_days": Place(TEAM_VIEW),
    "practice:decision": Place(AT_THE_DOOR, keys=own_decision, names=True),
    "practice:share": Place(AT_THE_DOOR, POST),
    "practice:withdraw": Place(AT_THE_DOOR, POST, keys=own_share),
    "practice:shared_with_me": Place(READERS),
    "practice:shared": Place(READERS, keys=share_with, names=True),
    "practice:word_back": contact_page(AT_THE_DOOR),
    "practice:forecast": Place(AT_THE_DOOR, keys=own_invitation),
    "practice:room": Place(EVERYBODY),
    "practice:notebook": Place(EVERYBODY),
    "practice:remove_note": Place(
        EVERYBODY, POST, keys=lambda door, user: {"kind": "question", **own_question(door, user)}
    ),
    "practice:hypotheses": Place(EVERYBODY),
    "practice:hypothesis_add": Place(EVERYBODY),
    "practice:hypothesis": Place(EVERYBODY, keys=own_hypothesis),
    "practice:hypothesis_reword": Place(EVERYBODY, keys=own_hypothesis),
    "practice:hypothesis_share": Place(EVERYBODY, POST, keys=own_hypothesis),
    "practice:hypothesis_move": Place(
        frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD}), POST, keys=own_hypothesis
    ),
    "practice:guards": Place(EVERYBODY),
    "practice:guard": Place(EVERYBODY, keys=lambda door, user: {"code": "pre_mortem"}),
    "practice:exercises": Place(EVERYBODY),
    "practice:exercises_remove": Place(EVERYBODY, POST),
    "practice:exercise": Place(EVERYBODY, keys=lambda door, user: {"code": "alarm"}),
    "practice:questions": Place(EVERYBODY),
    "practice:share_question": Place(EVERYBODY, POST, keys=own_question),
    "practice:team": Place(TEAM_VIEW),
    "practice:team_outcomes": Place(TEAM_VIEW),
    "practice:followed": Place(TEAM_VIEW),
    "practice:unmatched": Place(
        frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD}),
        keys=lambda door, user: {"step": "contact_referral"},
    ),
    "practice:window": Place(MAPPERS, keys=lambda door, user: {"step": "contact_referral"}),
    "practice:audits": Place(EVERYBODY),
    "practice:audit_add": Place(LEAD),
    "practice:vignettes": Place(LEAD),
    "practice:audit": Place(EVERYBODY, keys=auditing.an_open_audit),
    "practice:audit_answer": Place(EVERYBODY, keys=auditing.an_open_audit),
    "practice:audit_mine": Place(EVERYBODY, keys=auditing.an_open_audit),
    "practice:audit_close": Place(LEAD, POST, keys=auditing.an_open_audit),
    "practice:audit_report": Place(EVERYBODY, keys=auditing.a_closed_audit),
    "practice:trials": Place(EVERYBODY),
    "practice:trial_add": Place(TEAM_VIEW),
    "practice:trial": Place(EVERYBODY, keys=trialling.a_counted_trial),
    "practice:trial_edit": Place(TEAM_VIEW, keys=trialling.a_trial),
    "practice:trial_approve": Place(APPROVERS, keys=trialling.a_trial),
    "practice:trial_freeze": Place(TEAM_VIEW, keys=trialling.an_approved_trial),
    "practice:trial_count": Place(TEAM_VIEW, keys=trialling.a_counted_trial),
    "practice:trial_depart": Place(TEAM_VIEW, keys=trialling.a_counted_trial),
    "practice:trial_close": Place(TEAM_VIEW, keys=trialling.a_counted_trial),
    "practice:trial_decline": Place(EVERYBODY, POST, keys=trialling.a_trial),
    "practice:near_misses": Place(EVERYBODY),
    "practice:near_miss_report": Place(EVERYBODY),
    "practice:near_miss_now": Place(EVERYBODY),
    "practice:near_miss_theme_add": Place(LEAD),
    "practice:near_miss_theme": Place(EVERYBODY, keys=near_missing.theme_key),
    "practice:near_miss_change": Place(LEAD, keys=near_missing.theme_key),
    "practice:near_miss_reports": Place(LEAD),
    "practice:near_miss_report_page": Place(LEAD, keys=near_missing.report_key),
    "practice:pulse": Place(EVERYBODY),
    "practice:pulse_open": Place(LEAD, POST),
    "practice:second_looks": Place(EVERYBODY),
    "practice:second_look_rule": Place(SETTERS),
    "practice:ask_again": Place(SETTERS, POST),
    "practice:second_look": Place(AT_THE_DOOR, keys=second_looking.look_of, names=True),
    "practice:pass_on": Place(AT_THE_DOOR, POST, keys=second_looking.look_of),
    "practice:talk": Place(AT_THE_DOOR, keys=second_looking.talk_of, names=True),
    "practice:tasks": Place(GOVERNORS),
    "practice:task": Place(READERS, keys=second_looking.task_of, names=True),
    "practice:take": Place(READERS, POST, keys=second_looking.task_of),
    "practice:duty": Place(GOVERNORS),
    "practice:team_settings": Place(frozenset({Role.TEAM_MANAGER}), POST),
    # evidence
    "evidence:series": Place(TEAM_VIEW),
    "evidence:bring": Place(INVESTIGATORS),
    "evidence:one_series": Place(TEAM_VIEW, keys=a_series),
    "evidence:by_group": Place(TEAM_VIEW, keys=a_split),
    "evidence:note": Place(INVESTIGATORS, keys=a_series),
    "evidence:target": Place(INVESTIGATORS, keys=a_series),
    "evidence:more": Place(INVESTIGATORS, keys=a_brought_series),
    "evidence:withdraw_series": Place(INVESTIGATORS, keys=a_brought_series),
    "evidence:withdraw": Place(INVESTIGATORS, keys=a_series_note),
    "evidence:comparisons": Place(EVERYBODY),
    "evidence:comparison_ask": Place(TEAM_VIEW),
    "evidence:comparison": Place(EVERYBODY, keys=made_by(comparing.a_comparison)),
    "evidence:comparison_again": Place(TEAM_VIEW, POST, keys=made_by(comparing.a_comparison)),
    "evidence:comparison_stop": Place(TEAM_VIEW, POST, keys=made_by(comparing.an_asked_comparison)),
    "evidence:claims": Place(EVERYBODY),
    "evidence:claim_add": Place(TEAM_VIEW),
    "evidence:claim_example": Place(EVERYBODY),
    "evidence:own_verdicts": Place(TEAM_VIEW),
    "evidence:claim": Place(EVERYBODY, keys=made_by(investigating.a_tested_claim)),
    "evidence:claim_edit": Place(TEAM_VIEW, keys=made_by(investigating.a_claim)),
    "evidence:claim_lock": Place(TEAM_VIEW, keys=made_by(investigating.a_claim_to_lock)),
    "evidence:claim_report": Place(EVERYBODY, keys=made_by(investigating.a_judged_claim)),
    "evidence:rival_choose": Place(TEAM_VIEW, keys=made_by(investigating.a_claim)),
    "evidence:rival_add": Place(TEAM_VIEW, keys=made_by(investigating.a_claim)),
    "evidence:rival_edit": Place(TEAM_VIEW, keys=made_by(investigating.an_open_rival)),
    "evidence:rival_out": Place(TEAM_VIEW, POST, keys=made_by(investigating.an_open_rival)),
    "evidence:rival_untested": Place(TEAM_VIEW, keys=made_by(investigating.a_locked_rival)),
    "evidence:test_choose": Place(TEAM_VIEW, keys=made_by(investigating.a_tested_claim)),
    "evidence:test_add": Place(TEAM_VIEW, keys=made_by(investigating.a_locked_claim)),
    "evidence:test_again": Place(TEAM_VIEW, keys=made_by(investigating.a_kept_test)),
    "evidence:verdict": Place(TEAM_VIEW, keys=made_by(investigating.a_tested_claim)),
    "evidence:review": Place(TEAM_VIEW, keys=made_by(investigating.a_verdict)),
    "evidence:plans": Place(TEAM_VIEW),
    "evidence:plan": Place(TEAM_VIEW, keys=made_by(investigating.a_plan)),
    "evidence:passage": Place(TEAM_VIEW, keys=made_by(investigating.a_recommendation)),
    "evidence:passage_mark": Place(TEAM_VIEW, POST, keys=made_by(investigating.a_recommendation)),
    "evidence:passage_claim": Place(TEAM_VIEW, POST, keys=made_by(investigating.a_recommendation)),
    "evidence:pilots": Place(EVERYBODY),
    "evidence:pilot_add": Place(TEAM_VIEW),
    "evidence:pilot_example": Place(EVERYBODY),
    "evidence:pilot": Place(EVERYBODY, keys=piloting.a_counted_pilot),
    "evidence:pilot_edit": Place(TEAM_VIEW, keys=piloting.a_pilot),
    "evidence:pilot_freeze": Place(TEAM_VIEW, keys=piloting.a_pilot),
    "evidence:pilot_count": Place(TEAM_VIEW, keys=piloting.a_frozen_pilot),
    "evidence:pilot_take": Place(TEAM_VIEW, keys=piloting.a_month_recorded),
    "evidence:pilot_report": Place(EVERYBODY, keys=piloting.a_counted_pilot),
    # imports
    "exchange:imports": Place(IMPORTERS),
    "exchange:look": Place(TEAM_VIEW),
    "exchange:batch": Place(IMPORTERS, keys=a_batch),
    "exchange:agree": Place(IMPORTERS, POST, keys=a_batch),
    "exchange:undo": Place(IMPORTERS, keys=a_batch),
    "exchange:cancel": Place(IMPORTERS, POST, keys=a_batch),
    "exchange:exports": Place(EVERYBODY),
    "exchange:take_export": Place(EVERYBODY, POST, keys=lambda door, user: {"kind": "own"}),
    "exchange:columns": Place(IMPORTERS, keys=a_list_to_describe),
    "exchange:read_as": Place(IMPORTERS, POST, keys=a_list_described),
    "exchange:own_lists": Place(IMPORTERS, keys=with_a_list),
    "exchange:own_list": Place(IMPORTERS, keys=a_list_version),
    "exchange:codes": Place(MAPPERS),
    "exchange:code_versions": Place(MAPPERS),
    "exchange:code_version": Place(MAPPERS, keys=a_mapping),
    "exchange:code_file": Place(MAPPERS),
    "exchange:tokens": Place(ADMINISTRATOR),
    "exchange:revoke_token": Place(ADMINISTRATOR, POST, keys=a_token),
    # the interface for case systems
    "exchange:openapi": Place(EVERYBODY, anyone=True),
    "exchange:send_file": Place(EVERYBODY, POST, anyone=True),
    "exchange:file": Place(EVERYBODY, TOKEN, keys=a_sent_file, anyone=True),
    "exchange:commit_file": Place(EVERYBODY, POST, keys=a_sent_file, anyone=True),
    "exchange:cancel_file": Place(EVERYBODY, POST, keys=a_sent_file, anyone=True),
    "exchange:send_contact": Place(EVERYBODY, POST, anyone=True),
    # the audit log
    "audit:log": Place(OFFICER),
    "audit:child": Place(OFFICER, keys=child_key, names=True),
    "audit:worker": Place(OFFICER, keys=own_search),
    "audit:whole": Place(OFFICER),
    "audit:searches_of_me": Place(EVERYBODY),
    "audit:seen": Place(EVERYBODY, POST, keys=search_of),
    # who works here
    "staff:people": Place(EVERYBODY),
    "staff:add": Place(ADMINISTRATOR),
    "staff:worker": Place(ADMINISTRATOR | OFFICER, keys=a_worker),
    "staff:change": Place(ADMINISTRATOR, keys=a_worker),
    "staff:close": Place(ADMINISTRATOR, keys=a_worker),
    "staff:link": Place(ADMINISTRATOR, keys=a_worker),
    "staff:team_add": Place(ADMINISTRATOR),
    "staff:team": Place(ADMINISTRATOR, keys=a_team),
    "staff:changes_of_mine": Place(EVERYBODY),
    "staff:choose_password": Place(EVERYBODY, keys=a_spent_link, anyone=True),
}

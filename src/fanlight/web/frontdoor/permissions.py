"""Who may do what at the front door: pure predicates of the signed-in worker."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User

AT_THE_DOOR = frozenset({Role.PRACTITIONER, Role.TEAM_MANAGER})


def may_read_contacts(user: User) -> bool:
    """Case content is for those who decide, and for the principal social worker."""
    return user.role in AT_THE_DOOR | {Role.PRACTICE_LEAD}


def sees_the_whole_door(user: User) -> bool:
    """Front-door and duty workers, and the principal social worker, see every contact of the door."""
    at_the_door = user.team is not None and (user.team.is_front_door or user.team.is_out_of_hours)
    return user.role == Role.PRACTICE_LEAD or (user.role in AT_THE_DOOR and at_the_door)


def may_enter_contacts(user: User) -> bool:
    return user.role in AT_THE_DOOR


def may_decide(user: User) -> bool:
    """Recommend; a manager's decision is authorised as it is recorded."""
    return user.role in AT_THE_DOOR


def may_authorise(user: User) -> bool:
    return user.role == Role.TEAM_MANAGER


def may_name_signatures(user: User) -> bool:
    """Folding rules are made by people who read contacts."""
    return user.role in AT_THE_DOOR | {Role.PRACTICE_LEAD}


def may_see_report(user: User) -> bool:
    """Figures of the whole front door by month; no child and no worker is named."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.ANALYST, Role.DIRECTOR}


def may_list_children(user: User) -> bool:
    """The children behind a figure, as far as one may open their contacts."""
    return may_see_report(user) and may_read_contacts(user)


def may_set_the_door(user: User) -> bool:
    """Clock, urgency ladder, level set: how the door works, seen by everyone, in the audit log."""
    return user.role in {Role.PRACTICE_LEAD, Role.ADMINISTRATOR}


def may_hold_texts(user: User) -> bool:
    """Keep the texts about one child from the retention rule, for an inquiry or a court."""
    return user.role == Role.DATA_PROTECTION_OFFICER


def may_make_checklists(user: User) -> bool:
    """Lists are made by people who decide, and by the principal social worker."""
    return user.role in AT_THE_DOOR | {Role.PRACTICE_LEAD}


def may_govern_checklists(user: User) -> bool:
    """Put a list on trial, into use, or retire it: it is asked of whole teams."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD}


def may_test_checklists(user: User) -> bool:
    """Figures of a list on all past cases: whoever makes lists, and whoever answers for figures."""
    return may_make_checklists(user) or user.role in {Role.ANALYST, Role.DIRECTOR}


def may_see_small_numbers(user: User) -> bool:
    """Numbers under the smallest shown can tell of single children: for those who may open any contact."""
    return sees_the_whole_door(user) and may_see_report(user)


def may_code_contacts(user: User) -> bool:
    """Past contacts of the whole door are read, to answer a list's questions by hand."""
    return sees_the_whole_door(user)


def may_audit_cues(user: User) -> bool:
    """How good any list could be: an analyst's question, not one that a team is asked."""
    return user.role in {Role.ANALYST, Role.PRACTICE_LEAD}

"""Who may open what in the practice room. Feedback belongs to the worker: no role reads another's."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User


def may_learn(user: User) -> bool:
    """Whoever takes decisions has a page of their own."""
    return user.role in {Role.PRACTITIONER, Role.TEAM_MANAGER}


def may_see_team(user: User) -> bool:
    """Counts, clocks and levels of teams; nothing about a single worker's accuracy."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}


def may_set_team(user: User) -> bool:
    """A manager sets how often the own team is asked for a forecast."""
    return user.role == Role.TEAM_MANAGER and user.team is not None


def may_move_hypotheses(user: User) -> bool:
    """Whoever answers for how teams work says what is done with an idea."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD}


def may_switch_guards(user: User) -> bool:
    """The practice lead for any team, a manager for the own one (see `teams_to_switch`)."""
    return user.role == Role.PRACTICE_LEAD or (user.role == Role.TEAM_MANAGER and user.team is not None)


def may_set_windows(user: User) -> bool:
    """Those who answer for figures say within how many days records belong together."""
    return user.role in {Role.ANALYST, Role.PRACTICE_LEAD}


def may_list_unmatched(user: User) -> bool:
    """Children whose record has no other after it: for who may see children at all."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD}


def may_plan_trials(user: User) -> bool:
    """Plans, freezes, counts and closes trials of how staff work; no analyst is needed first."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}


def may_approve_trials(user: User) -> bool:
    """Agrees to a trial that somebody else planned."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR}


def may_audit_noise(user: User) -> bool:
    """Opens and closes noise audits and writes vignettes; sees nobody's answers."""
    return user.role == Role.PRACTICE_LEAD


def may_facilitate(user: User) -> bool:
    """Reads near misses, codes them to themes, asks back without learning who; opens a pulse."""
    return user.role == Role.PRACTICE_LEAD


def may_look_again(user: User) -> bool:
    """Whoever decides may be asked for a second look, and reads those of own decisions."""
    return may_learn(user)


def may_set_second_looks(user: User) -> bool:
    """The rule is published by whoever leads practice, or runs the system for them."""
    return user.role in {Role.PRACTICE_LEAD, Role.ADMINISTRATOR}


def may_read_second_looks(user: User) -> bool:
    """What second looks say together, never by worker: for those who answer for practice."""
    return user.role in {Role.PRACTICE_LEAD, Role.DIRECTOR}


def may_see_tasks(user: User) -> bool:
    """Urgent tasks of the door: for those who are answerable for it."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD}


def may_open_tasks(user: User) -> bool:
    """Whoever reads contacts may have a task, or have opened one."""
    return may_learn(user) or may_see_tasks(user)


def may_set_duty(user: User) -> bool:
    return may_see_tasks(user)

"""People are added, moved and closed; teams are made. Each change is told in the log and to the person."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.staff.models import AccountChange

What = AccountChange.What
NEED_A_TEAM = frozenset({Role.PRACTITIONER, Role.TEAM_MANAGER})


class Refused(ValueError):
    """A change that must not be made; the message is for whoever asked for it."""


@action
def add_worker(
    *, by: User | None, username: str, name: str, role: str, team: Team | None, password: str | None = None
) -> User:
    """Add a person. Without a password they choose their own by a link (`give_link`).

    Raises
    ------
    Refused
        The user name is taken or no user name; a role that needs a team has none; the password is too weak.
    """
    worker = User(username=username, name=name, role=Role(role), team=team)
    _check_username(username)
    _check_team(worker)
    if password is None:
        worker.set_unusable_password()
    else:
        _set_password(worker, password)
    try:
        with transaction.atomic():
            worker.save()
    except IntegrityError:
        raise Refused(f"Somebody signs in as {username} already.") from None
    tell(by=by, action="add a worker", record=worker, role=worker.role)
    _note(worker, by, What.ADDED, _place(worker))
    return worker


@action
def change_worker(*, by: User, worker: User, name: str, role: str, team: Team | None) -> User:
    """Give a person another name, role or team.

    Raises
    ------
    Refused
        It is the own account; the role needs a team; nothing would change.
    """
    worker = _other_than(by, worker)
    before = f"{worker.name}, {_place(worker)}"
    worker.name, worker.role, worker.team = name, Role(role), team
    _check_team(worker)
    after = f"{worker.name}, {_place(worker)}"
    if after == before:
        raise Refused("Nothing would change: name, role and team are these already.")
    worker.save(update_fields=["name", "role", "team"])
    tell(by=by, action="change a worker", record=worker, role=worker.role)
    _note(worker, by, What.CHANGED, f"{before} → {after}")
    return worker


@action
def close_account(*, by: User, worker: User, reason: str) -> User:
    """End a person's sign-in at once, on every page they have open. What they recorded stays.

    Raises
    ------
    Refused
        It is the own account, or closed already.
    """
    worker = _other_than(by, worker)
    if not worker.is_active:
        raise Refused(f"{worker.name}’s account is closed already.")
    worker.is_active = False
    _take_sign_in_away(worker)
    tell(by=by, action="close an account", record=worker)
    _note(worker, by, What.CLOSED, reason)
    return worker


@action
def give_link(*, by: User, worker: User) -> User:
    """Take password and second step away, and open the account if it was closed: a link replaces them.

    Returns
    -------
    User
        As saved: the link (`links.address_of`) holds for this state alone.

    Raises
    ------
    Refused
        It is the own account.
    """
    worker = _other_than(by, worker)
    was_closed, worker.is_active = not worker.is_active, True
    _take_sign_in_away(worker)
    tell(by=by, action="give a sign-in link", record=worker, opened=was_closed)
    _note(worker, by, What.LINK, "The account was closed before and is open again." if was_closed else "")
    return worker


@action
def choose_password(*, worker: User, password: str) -> None:
    """Whoever has the link chooses the password, once."""
    _set_password(worker, password)
    worker.save(update_fields=["password"])
    tell(by=worker, action="choose a password", record=worker)
    _note(worker, None, What.CHOSEN)


@action
def reset_sign_in(*, worker: User, password: str) -> None:
    """On the server: a new password, and no second step."""
    _set_password(worker, password)
    worker.save(update_fields=["password"])
    Authenticator.objects.filter(user=worker).delete()
    tell(by=None, action="reset a worker's sign-in", record=worker)
    _note(worker, None, What.RESET)


@action
def set_team(
    *,
    by: User | None,
    team: Team | None = None,
    name: str,
    front_door: bool,
    out_of_hours: bool,
    parent: Team | None,
) -> Team:
    """Make a team, or change `team`.

    Raises
    ------
    Refused
        Another team has the name, or the team would be part of itself.
    """
    same_name = Team.objects.filter(name__iexact=name)
    if same_name.exclude(pk=team and team.pk).exists():
        raise Refused(f"There is a team {name} already.")
    team = team or Team()
    _check_parent(team, parent)
    team.name, team.parent = name, parent
    team.is_front_door, team.is_out_of_hours = front_door, out_of_hours
    team.save()
    tell(by=by, action="set a team", record=team, front_door=front_door, out_of_hours=out_of_hours)
    return team


def _other_than(by: User, worker: User) -> User:
    """The row as it is now, held until the end: never of who asks, so that nobody raises themselves."""
    if by.pk == worker.pk:
        raise Refused("Nobody changes their own account here: another administrator does.")
    return User.objects.select_for_update().get(pk=worker.pk)


def _check_username(username: str) -> None:
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        raise Refused("A user name has letters, digits and @ . + - _ only, and no spaces.") from None
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"Somebody signs in as {username} already.")


def _check_team(worker: User) -> None:
    if worker.team is None and worker.role in NEED_A_TEAM:
        raise Refused("Whoever decides needs a team: without one they see no contact.")


def _check_parent(team: Team, parent: Team | None) -> None:
    above = parent
    while above is not None:
        if above.pk == team.pk:
            raise Refused(f"{team.name} cannot be part of itself or of a team below it.")
        above = above.parent


def _set_password(worker: User, password: str) -> None:
    try:
        validate_password(password, worker)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages)) from None
    worker.set_password(password)


def _take_sign_in_away(worker: User) -> None:
    """Password, second step, and with the password every session and every link made before."""
    worker.set_unusable_password()
    worker.save(update_fields=["password", "is_active"])
    Authenticator.objects.filter(user=worker).delete()


def _place(worker: User) -> str:
    return f"{Role(worker.role).label}, {worker.team or 'no team'}"


def _note(worker: User, by: User | None, what: AccountChange.What, words: str = "") -> None:
    AccountChange.objects.create(worker=worker, by=by, at=timezone.now(), what=what, words=words[:500])

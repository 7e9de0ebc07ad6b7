"""A way to do each action of people and teams once."""

from __future__ import annotations

from collections.abc import Callable

from fanlight.web.accounts.models import Role, User
from fanlight.web.staff import actions
from tests.web.builders import Door


def _admin(door: Door) -> User:
    return door.workers[Role.ADMINISTRATOR]


STAFFING: dict[str, Callable[[Door], Callable[[], object]]] = {
    "staff.actions.add_worker": lambda door: (
        lambda: actions.add_worker(
            by=_admin(door), username="new", name="New Comer", role=Role.PRACTITIONER, team=door.team
        )
    ),
    "staff.actions.change_worker": lambda door: (
        lambda: actions.change_worker(
            by=_admin(door), worker=door.worker, name="Ann", role=Role.TEAM_MANAGER, team=door.team
        )
    ),
    "staff.actions.close_account": lambda door: (
        lambda: actions.close_account(by=_admin(door), worker=door.worker, reason="Left")
    ),
    "staff.actions.give_link": lambda door: lambda: actions.give_link(by=_admin(door), worker=door.worker),
    "staff.actions.choose_password": lambda door: (
        lambda: actions.choose_password(worker=door.worker, password="a window in May")
    ),
    "staff.actions.reset_sign_in": lambda door: (
        lambda: actions.reset_sign_in(worker=door.worker, password="a window in May")
    ),
    "staff.actions.set_team": lambda door: (
        lambda: actions.set_team(
            by=_admin(door), name="Family help", front_door=False, out_of_hours=False, parent=None
        )
    ),
}

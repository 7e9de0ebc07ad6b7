"""Run on a server's data (`Server.run`): what a journey needs that no page offers, printed as JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

TOTP_SECRET = "JBSWY3DPEHPK3PXP" * 2


def front_door() -> Any:
    """The made-up workers, in the shape that the access matrix makes its objects for."""
    from fanlight.web.accounts.models import Team, User
    from fanlight.web.site.demo import sign_ins
    from tests.web.builders import Door

    workers = {user.role: user for _, user in sign_ins()}
    team = workers["practitioner"].team
    others = User.objects.filter(role="practitioner", team=team).exclude(pk=workers["practitioner"].pk)
    return Door(
        team=team,
        night=Team.objects.get(is_out_of_hours=True),
        elsewhere=team,
        workers=workers,
        stranger=others[1],
        colleague=others[0],
    )


def colleague() -> str:
    """User name of a second social worker."""
    return front_door().colleague.username


def near_miss_batch() -> int:
    """Three others tell a near miss each, and the batch of tomorrow is written; how many it holds."""
    from datetime import timedelta

    from tests.web import near_missing

    for worker in near_missing.tellers_of(front_door()):
        near_missing.tell(worker)
    return near_missing.turn_again(near_missing.today() + timedelta(days=1))


def token() -> str:
    """A token with which a case system may send files and contacts."""
    import uuid

    from tests.web.builders import make_a_token

    return make_a_token(front_door(), name=uuid.uuid4().hex)[1]


def always_ask_for_forecasts() -> bool:
    """Every decision of the social worker's team is followed by the offer of a forecast."""
    from fanlight.web.accounts.models import Team

    return Team.objects.filter(pk=front_door().team.pk).update(forecast_one_in=1) == 1


def addresses() -> dict[str, dict[str, str]]:
    """Each address of the site that somebody can open, by name and role: objects are made by the matrix."""
    from django.urls import reverse

    from fanlight.web.frontdoor.models import Contact
    from tests.web.access_matrix import PLACES, POST

    door = front_door()
    undecided = Contact.objects.filter(closed_at=None, children__decisions=None).exclude(children=None)
    door.extra["contact"] = undecided.order_by("-urgency", "pk")[0]
    found: dict[str, dict[str, str]] = {}
    for name, place in PLACES.items():
        if place.get != POST:
            query = place.names if isinstance(place.names, str) else ""
            found[name] = {
                role: reverse(name, kwargs=place.keys(door, door.workers[role])) + query
                for role in sorted(place.roles)
            }
    return found


def protect() -> str:
    """The director signs in with a second step from now on; the user name."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    director = front_door().workers["director"]
    TOTP.activate(director, TOTP_SECRET)
    RecoveryCodes.activate(director)
    return director.username


def code() -> str:
    """The code that the director's app shows now, for ten seconds more at least."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    while time.time() % 30 > 20:
        time.sleep(1)
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))


def second_look(reasons: str) -> dict[str, str]:
    """A decision of a second manager, on a contact nobody else has seen, drawn for the social worker."""
    from fanlight.web.frontdoor.actions.contacts import NamedPerson
    from tests.web import second_looking as looking
    from tests.web.builders import decide, make_contact

    door = front_door()
    child = NamedPerson("Junia", f"Tidewell{time.time_ns() % 10**6}")
    contact = make_contact(looking.unseen(door), children=[child])
    [decision] = decide(contact, looking.the_decider(door), reasons=reasons)
    look = looking.drawn(door, door.worker, decision)
    return {
        "child": f"{child.forename} {child.surname}",
        "asked": look.asked.username,
        "manager": door.manager.username,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))  # noqa: T201 - its output is read by the test

"""The process that is killed: threads decide about shared contacts and acknowledge after each commit.

    python -m torture.deciding SEED

Each acknowledgement is one line, the ids of the decisions of one submission, written at once when the
action has returned. Threads meet on the same contacts: who is overtaken records nothing and tries another.
"""

# ruff: noqa: S311 - chance here keeps no secret
from __future__ import annotations

import os
import random
import sys
import threading
import uuid

import django
from django.utils import timezone

THREADS = 4
CONTACTS = 8
CHILDREN = 3


def main(seed: int) -> None:
    django.setup()
    from tests.web.builders import make_contact

    from fanlight.web.accounts.models import Role, User

    door = found_door()
    contacts = [make_contact(door, children=CHILDREN) for _ in range(CONTACTS)]
    roles = [Role.PRACTITIONER, Role.TEAM_MANAGER]
    workers = [User.objects.get(username=roles[number % 2]) for number in range(THREADS)]
    threads = [
        threading.Thread(target=decide_on, args=(contacts, worker, random.Random(seed + number)))
        for number, worker in enumerate(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def found_door():
    """The front door that was made when the folder was."""
    from tests.web.builders import Door

    from fanlight.web.accounts.models import Team, User

    by_name = {user.username: user for user in User.objects.select_related("team")}
    teams = {team.name: team for team in Team.objects.all()}
    return Door(
        teams["Front door"],
        teams["Emergency duty"],
        teams["Disabled children"],
        by_name,
        by_name["stranger"],
        by_name["colleague"],
    )


def decide_on(contacts, worker, rng) -> None:
    """Decide until the process is killed; briefs are built once, to leave time for writing."""
    from tests.web.builders import level

    from fanlight.frontdoor.decision import Step
    from fanlight.web.accounts.models import Role
    from fanlight.web.frontdoor import actions
    from fanlight.web.frontdoor.queries import brief_of

    step = Step.BOTH if worker.role == Role.TEAM_MANAGER else Step.RECOMMENDED
    briefs = {contact: brief_of(contact, timezone.now()) for contact in contacts}
    chosen = level()
    while True:
        contact = rng.choice(contacts)
        lines = [
            actions.LineDecision(
                line=line,
                step=step,
                level=chosen,
                reasons="Until the process is killed.",
                last_seen=line.decisions.order_by("-id").values_list("pk", flat=True).first(),
            )
            for line in contact.children.select_related("person")
        ]
        try:
            recorded = actions.record_decisions(
                contact=contact, by=worker, lines=lines, brief=briefs[contact], submission=uuid.uuid4().hex
            )
        except actions.DecidedMeanwhile:
            continue
        os.write(1, (" ".join(str(decision.pk) for decision in recorded) + "\n").encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))

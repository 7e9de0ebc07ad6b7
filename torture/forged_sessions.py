"""Signed-in sessions without passing the sign-in page, and the contacts to write about.

python -m torture.forged_sessions CLIENTS
"""

# ruff: noqa: T201 - it is asked by another process
import json
import sys

import django


def main(clients: int) -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from fanlight.web.accounts.models import Role, User
    from fanlight.web.frontdoor.models import Contact

    workers = list(User.objects.filter(role=Role.PRACTITIONER, team__is_front_door=True).order_by("pk"))
    sessions = []
    for number in range(clients):
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(workers[number % len(workers)])
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    told = {
        "cookie": settings.SESSION_COOKIE_NAME,
        "sessions": sessions,
        "contacts": list(Contact.objects.filter(closed_at=None).values_list("pk", flat=True)),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))

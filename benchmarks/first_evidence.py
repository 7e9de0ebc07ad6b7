"""What a first pilot and a first rival explanation cost somebody new: words, fields, keys, waits.

    FANLIGHT_HOME=… fanlight demo --no-serve     # once
    FANLIGHT_HOME=… python -m benchmarks.first_evidence

No person was timed. Somebody who has never seen the pages reads every word in them (not the menu), fills
each field that must be filled, and types what stands below. Minutes are estimated by the keystroke-level
model and a speed of silent reading, as `benchmarks.burden` has them. A rival
begins at the question *What else could it be?* Time to think what the pilot should be, and to look up its
numbers, is not in it. Nothing is kept in the database.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django
from tools.measure import record

from benchmarks.burden import SECONDS_A_KEY, SECONDS_OF_THOUGHT, WORDS_A_MINUTE

MOST_MINUTES = {"register a pilot": 10.0, "write a rival explanation": 2.0}
PILOT = {
    "title": "Call back within a day",
    "why": "Whoever is called back within a day has no reason to ring again about the same child",
    "for_whom": "Everyone who rings the hub about a child",
    "where": "North hub",
    "measure": "Contacts about the same child within 3 months",
    "exposure_unit": "contacts",
    "wanted": "fall",
    "percent": "20",
    "comparison": "before",
    "compared_words": "The hub in the year before",
    "before_events": "240",
    "before_exposure": "2400",
    "starts_on": "2027-01",
    "months": "12",
    "after_exposure": "2400",
    "chosen": "other",
}
RIVAL = {
    "name": "Late entries",
    "mechanism": "The newest months are not complete when the figures are told",
    "must_see": "First figures grow in later months",
    "hardly_otherwise": "The fall goes when figures of one age are compared",
}
CHOSEN = {"wanted", "comparison", "chosen"}
FILLED = {"name"}  # the catalogue’s name stands there already

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")


@dataclass
class Cost:
    """What somebody new does until it is kept."""

    words: int = 0
    fields: int = 0
    keys: int = 0
    acts: int = 0
    machine: float = 0.0

    @property
    def minutes(self) -> float:
        """Reading, typing, a moment of thought before each act, waiting."""
        hands = self.keys * SECONDS_A_KEY + self.acts * SECONDS_OF_THOUGHT + self.machine
        return self.words / WORDS_A_MINUTE + hands / 60


def main() -> None:
    django.setup()
    from django.db import transaction
    from django.test import Client

    from fanlight.web.accounts.models import Role, User
    from fanlight.web.evidence.actions.claims import begin_claim

    manager = User.objects.filter(role=Role.TEAM_MANAGER).order_by("pk")[0]
    client = Client(HTTP_HOST="localhost")
    client.force_login(manager)
    with transaction.atomic():
        claim = begin_claim(by=manager, words="Calls fell because we answer sooner")
        rivals = f"/evidence/claims/{claim.pk}/rivals/"
        costs = {
            "register a pilot": cost(
                client, ["/evidence/pilots/", "/evidence/pilots/add/"], PILOT, {"do": "look"}, {"do": "keep"}
            ),
            "write a rival explanation": cost(
                client,
                [rivals, f"{rivals}add/?code=late_entries"],
                RIVAL,
                {},
            ),
        }
        transaction.set_rollback(True)
    figures: dict[str, Any] = {}
    for name, found in costs.items():
        told = {"words": found.words, "fields": found.fields, "keys": found.keys, "acts": found.acts}
        figures[name] = told | {
            "machine seconds": round(found.machine, 2),
            "minutes, estimated": round(found.minutes, 1),
            f"target: {MOST_MINUTES[name]:g} minutes": "met"
            if found.minutes <= MOST_MINUTES[name]
            else "MISSED",
        }
        print(name, figures[name])
    record("first_evidence", figures=figures, modules=["fanlight.web.evidence", "benchmarks.first_evidence"])
    sys.exit(int(any(found.minutes > MOST_MINUTES[name] for name, found in costs.items())))


def cost(client: Any, pages: list[str], answers: Mapping[str, str], *sent: Mapping[str, str]) -> Cost:
    """Read the pages one after another, fill in the last, send it as often as `sent` says."""
    found = Cost()
    for path in pages:
        found.words += len(words_of(_timed(found, lambda path=path: client.get(path), {200})))
        found.acts += 1  # to go on from it
    for name, answer in answers.items():
        found.fields += 1
        found.keys += 2 if name in CHOSEN else 1 if name in FILLED else len(answer) + 1  # and on to the next
        found.acts += 1
    for also in sent:
        page = _timed(found, lambda also=also: client.post(pages[-1], dict(answers) | also), {200, 302})
        found.words += len(words_of(page, only="fl-panel")) if page else 0
        found.acts += 1
    return found


def words_of(page: str, only: str = "") -> list[str]:
    """The words that a person reads: of the main part or a panel in it; what is folded is not read."""
    part = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    if only:
        part = part.partition(only)[2].partition("</section>")[0]
    part = re.sub(
        r"<details.*?</details>|<(nav|script|style|option|svg)\b.*?</\1>", " ", part, flags=re.DOTALL
    )
    return re.findall(r"[\w’'-]+", re.sub(r"<[^>]*>", " ", part))


def _timed(found: Cost, ask: Any, allowed: set[int]) -> str:
    began = time.perf_counter()
    answer = ask()
    found.machine += time.perf_counter() - began
    if answer.status_code not in allowed:
        sys.exit(f"status {answer.status_code} instead of {allowed}")
    return answer.content.decode()


if __name__ == "__main__":
    main()

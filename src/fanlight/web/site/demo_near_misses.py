"""Near misses of the made-up authority: themes, reports, what was changed, a pulse. All of it is invented."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from django.conf import settings
from django.utils import timezone

from fanlight.practice.pulse import ITEMS, veiled
from fanlight.web.accounts.models import Role, User
from fanlight.web.practice.actions.pulse import OPEN_DAYS, result_of
from fanlight.web.practice.box import Author, opened
from fanlight.web.practice.models import (
    NearMiss,
    NearMissChange,
    NearMissQuestion,
    NearMissTheme,
    PulseRound,
    Trial,
)

SEED = 1999
WEEKS_AGO = (3, 9, 17, 26)  # several reports a week: each batch holds three people or more
# Theme: its words, and its made-up reports as (what happened, what nearly went wrong, what helped).
THEMES: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "Lost at hand-over": (
        "What one shift knew did not reach the next, or reached it in a place where nobody looked.",
        (
            (
                "The night team had promised a call back at nine. It stood in an e-mail, not on the list.",
                "The family would have waited all day, and not rung a second time.",
                "A colleague read the mailbox before the list, out of habit.",
            ),
            (
                "Two of us thought that the other had told the school. Neither had.",
                "The child would have gone home without anybody knowing of the plan.",
                "The school rang at two and asked.",
            ),
            (
                "An answer from the police came in after I had gone home and lay unread.",
                "It changed what we would have decided.",
                "The manager read the request again before authorising.",
            ),
            ("A note to the next worker was kept on a contact that was closed by then.", "", "Luck."),
            (
                "On a Friday the last hour's contacts were handed over by word alone.",
                "One of three was forgotten until Monday noon.",
                "The caller rang again.",
            ),
            ("I took over four contacts and was told of three.", "", "The list said four."),
        ),
    ),
    "Two children taken for one": (
        "Names, twins or step-families were mixed up, and one child's story was read as another's.",
        (
            (
                "The earlier contact in front of me was about the half-brother.",
                "I nearly wrote that the child had been seen last week.",
                "The dates of birth were eleven months apart.",
            ),
            ("A family name was spelt in two ways, and half of the story was under the other.", "", ""),
        ),
    ),
    "Silence read as no concern": (
        "Nobody had answered, and no answer was taken for a good one.",
        (
            (
                "Health had not answered after three days, and I wrote “no concerns known”.",
                "The decision would have rested on something that nobody said.",
                "My manager asked who had said so.",
            ),
            ("The school was closed for the holidays; we took “not in school” for “not ill”.", "", ""),
            (
                "The father was not asked because the number did not work.",
                "He had moved with the child.",
                "A health visitor had the new one.",
            ),
            ("An interpreter was not to be had that day, so nobody asked the child.", "", "We rang again."),
            ("“Parent fine” stood in the note. Nobody had met the parent.", "", "I asked how we knew."),
        ),
    ),
}


def load_near_misses() -> None:
    """Load them; without a facilitator nothing is made."""
    lead = User.objects.filter(role=Role.PRACTICE_LEAD).order_by("pk").first()
    worker = User.objects.filter(role=Role.PRACTITIONER, team__is_front_door=True).order_by("pk").first()
    if lead is None or worker is None:
        return
    today, rng = timezone.localdate(), np.random.default_rng(SEED)
    monday = today - timedelta(days=today.weekday())
    newest: NearMiss | None = None
    number = 0
    for title, (words, told) in THEMES.items():
        theme = NearMissTheme.objects.create(title=title, words=words, by=lead, on=today - timedelta(days=60))
        for happened, nearly, helped in told:
            week = monday - timedelta(weeks=WEEKS_AGO[number % len(WEEKS_AGO)])
            number += 1
            newest = _report(week, happened, nearly, helped)
            newest.themes.add(theme)
    for happened in (
        "I read the brief of the contact above the one that I decided on, and noticed at the last question.",
        "The phone rang in the middle of a brief, and I went on one line too low. (A bell would not help.)",
        "A colleague asked what made me so sure. I had no answer, and rang.",
    ):
        newest = _report(monday, happened, "", "")
    if newest is not None:
        _ask(newest, lead, worker, today)
    _changes(lead, today)
    _pulse(lead, today, rng)


def _report(week: date, happened: str, nearly: str, helped: str) -> NearMiss:
    return NearMiss.objects.create(
        week=week,
        happened=f"{happened} (made up)",
        nearly=nearly,
        helped=helped,
        asked_until=week + timedelta(days=settings.NEAR_MISS_DAYS),
    )


def _ask(report: NearMiss, lead: User, worker: User, today: date) -> None:
    """The newest is the first social worker's, and was asked about: there is something to answer."""
    until = today + timedelta(days=settings.NEAR_MISS_DAYS)
    NearMiss.objects.filter(pk=report.pk).update(asked_until=until)
    with opened() as box:
        box.authors[str(report.pk)] = Author(worker.pk, until)
    NearMissQuestion.objects.create(
        report=report, words="What would have helped you to notice earlier? (made up)", by=lead, on=today
    )


def _changes(lead: User, today: date) -> None:
    trial = Trial.objects.exclude(closing=None).first()
    lost, silence = (NearMissTheme.objects.get(title=title) for title in list(THEMES)[::2])
    NearMissChange.objects.create(
        theme=lost,
        words="The list of the night is read aloud at half past eight, by two people (made up).",
        worked=NearMissChange.Worked.BETTER,
        worked_words="No report of a lost call back since; reports are few, so this says little.",
        by=lead,
        on=today - timedelta(days=30),
    )
    NearMissChange.objects.create(
        theme=silence,
        words="A break at noon, so that the afternoon's requests are read with fresh eyes (made up).",
        worked=trial.closing.result.replace(" ", "_") if trial else NearMissChange.Worked.NOT_KNOWN,
        worked_words="Tried in drawn weeks." if trial else "",
        trial=trial,
        by=lead,
        on=today - timedelta(days=20),
    )


def _pulse(lead: User, today: date, rng: np.random.Generator) -> None:
    """One that is over, of ten weeks ago, and one that is open now."""
    begun = today - timedelta(days=90)
    people = User.objects.filter(role__in=(Role.PRACTITIONER, Role.TEAM_MANAGER), team__isnull=False)
    answers = [
        (str(team), {item.code: bool(veiled(rng.random() < 0.72, rng)) for item in ITEMS})
        for team in people.values_list("team", flat=True).order_by("pk")
        if rng.random() < 0.85
    ]
    over = begun + timedelta(days=OPEN_DAYS)
    PulseRound.objects.create(
        opened_on=begun,
        closes_on=over - timedelta(days=1),
        by=lead,
        closed_on=over,
        result=result_of(answers),
    )
    PulseRound.objects.create(
        opened_on=today - timedelta(days=3), closes_on=today + timedelta(days=OPEN_DAYS - 4), by=lead
    )

"""Faults in the data behind the monthly report: counted by team or by file, no child named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, QuerySet
from numpy.typing import NDArray

from fanlight.casework.cases import State
from fanlight.web.casework.models import Event
from fanlight.web.exchange.models import ImportBatch, RowSetAside
from fanlight.web.frontdoor.queries.report import DECIDED, FrontDoorReport

MOST_PARAMETERS, RETURNS = 900, 3
LEFT_OUT_OF_EVENTS = {
    "referral_no_further_action": "Referrals that do not say whether there was further action",
    "assessment_in_45_working_days": "Assessments completed before they started",
    "section_47_to_conference_15": "Conferences without an enquiry before them",
}


@dataclass(frozen=True)
class Fault:
    """One kind of fault: in words, how many, where they come from, the measure whose list shows them."""

    words: str
    count: int
    where: Sequence[tuple[str, int]]
    code: str = ""


def faults_by_team(report: FrontDoorReport) -> list[Fault]:
    """Faults of contacts of the last months summed, by team as in the report."""
    contacts = report.contacts
    recent = contacts.since(report.summed_from) & (contacts.line >= 0)
    open_late = np.zeros(len(recent), np.bool_)
    decided = report.cases[DECIDED]
    open_late[decided.row] = (decided.state == State.NO) & np.isnat(report.closed_at[decided.row])
    told = (
        ("No source recorded", recent & (contacts.source == ""), ""),
        ("A date and no time of day: the clock cannot be told", recent & ~contacts.time_known, DECIDED),
        ("Past the clock and not decided", recent & open_late, ""),
    )
    return [_fault(words, where, report.teams, code) for words, where, code in told if where.any()]


def _fault(words: str, where: NDArray[np.bool_], teams: NDArray[np.object_], code: str) -> Fault:
    counted = Counter(teams[where].tolist())
    return Fault(words, int(where.sum()), sorted(counted.items()), code)


def faults_by_file(report: FrontDoorReport) -> list[Fault]:
    """Faults of imported events of the last months summed, by the file that told them."""
    found = []
    for code, words in LEFT_OUT_OF_EVENTS.items():
        if code in report.cases:
            cases = report.cases[code].within(report.summed_from, report.last_on)
            rows = cases.where(cases.state == State.LEFT_OUT).row
            if len(rows):
                ids = report.events[code].pk[rows].tolist()
                found.append(Fault(words, len(ids), _files_of(ids), code))
    return found


def _files_of(ids: Sequence[int]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for first in range(0, len(ids), MOST_PARAMETERS):
        some = Event.objects.filter(pk__in=ids[first : first + MOST_PARAMETERS])
        counted.update(dict(some.values_list("source__name").annotate(Count("pk")).order_by()))
    return sorted(counted.items())


def broken_rules() -> list[tuple[int, str, Sequence[Sequence[object]]]]:
    """Of the newest census returns written: batch, name, and rules that are broken with how often."""
    done = ImportBatch.objects.filter(state=ImportBatch.State.DONE, format="cin_census")
    told = done.order_by("-started_at").values_list("pk", "name", "shown")[:RETURNS]
    return [(pk, name, shown["findings"]) for pk, name, shown in told if shown.get("findings")]


def rows_set_aside() -> QuerySet[RowSetAside]:
    """Files and reasons with how many rows, the newest file first: (batch, name, reason, count)."""
    rows = RowSetAside.objects.values_list("batch_id", "batch__name", "reason").annotate(count=Count("pk"))
    return rows.order_by("-batch__started_at", "-count", "reason")

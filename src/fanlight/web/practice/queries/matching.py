"""How well imported events match decisions: a low rate says more about records than about practice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from fanlight.casework.event import EventKind
from fanlight.casework.followed import STEPS
from fanlight.casework.linking import LinkWindows, MatchRate, link
from fanlight.web.accounts.models import Team
from fanlight.web.audit.remembered import remembered
from fanlight.web.casework.queries import known_up_to
from fanlight.web.casework.windows import windows_in_force
from fanlight.web.practice.queries.arrays import decision_arrays, every_event
from fanlight.web.practice.queries.team import first_decisions, in_whole_quarters

ASKED = (
    ("assessment", "an assessment", (EventKind.REFERRAL, EventKind.ASSESSMENT)),
    ("strategy_discussion", "a strategy discussion", (EventKind.SECTION_47, EventKind.ICPC)),
    ("early_help", "early help", (EventKind.EARLY_HELP,)),
)


def match_rates(teams: Sequence[Team]) -> list[MatchRate]:
    """Match rates of four whole quarters whose windows are wholly known; none before any import."""
    return remembered(f"match rates {sorted(team.pk for team in teams)}", lambda: _match_rates(teams))


def _match_rates(teams: Sequence[Team]) -> list[MatchRate]:
    known = known_up_to()
    if known is None:
        return []
    windows = _windows()
    last = known - timedelta(days=windows.longest)
    decisions = first_decisions(teams, superseded_by=None).filter(in_whole_quarters(teams, last))
    ids, _, decided = decision_arrays(decisions)
    if not len(ids):
        return []
    events = remembered("every event", every_event)
    links = link(decided.person, decided.received_on, events, windows)
    return [links.match_rate(decided.level_kind == kind, words, kinds) for kind, words, kinds in ASKED]


def _windows() -> LinkWindows:
    """The windows that ship, those of referrals and assessments as the authority set them."""
    shipped, own = LinkWindows().days, windows_in_force()["decision_referral"]
    if own == STEPS["decision_referral"].window:
        return LinkWindows()
    return LinkWindows({**shipped, EventKind.REFERRAL: own, EventKind.ASSESSMENT: own})

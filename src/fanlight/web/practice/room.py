"""What the practice room holds: one list, from which each role sees what it may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fanlight.web.accounts.access import signed_in
from fanlight.web.accounts.models import User
from fanlight.web.practice.permissions import may_learn, may_see_tasks, may_see_team


@dataclass(frozen=True)
class Corner:
    """One part of the room: what it is called, what one does there, who may."""

    label: str
    words: str
    address: str
    allowed: Callable[[User], bool]


CORNERS = (
    Corner(
        "My learning",
        "What services recorded after my decisions, and my forecasts. Mine alone.",
        "practice:learning",
        may_learn,
    ),
    Corner(
        "This week",
        "What came back in the last seven days on my own decisions. Mine alone, two minutes.",
        "practice:week",
        may_learn,
    ),
    Corner(
        "My calibration",
        "My forecasts beside what happened, and whether I learn. Mine alone.",
        "practice:calibration",
        may_learn,
    ),
    Corner(
        "What became of decisions, team by team",
        "Teams of five or more, drawn in, beside what their size allows. Never a ranking.",
        "practice:team_outcomes",
        may_see_team,
    ),
    Corner(
        "My day",
        "How many decisions since the session began and since a pause. Mine alone.",
        "practice:day",
        may_learn,
    ),
    Corner(
        "Fatigue in teams",
        "Half-years of teams whose workers agreed: do decisions change with each further one?",
        "practice:team_days",
        may_see_team,
    ),
    Corner("Team", "Counts, clocks and levels of teams of five or more.", "practice:team", may_see_team),
    Corner(
        "Trials",
        "What is tried in how we work: planned before, counted, and the result in fixed words. Open to all.",
        "practice:trials",
        signed_in,
    ),
    Corner(
        "Noise audits",
        "How far a decision hangs on who takes it: made-up contacts, judged by several, each alone.",
        "practice:audits",
        signed_in,
    ),
    Corner(
        "Near misses",
        "What nearly went wrong, told in confidence; what was changed because of it, and whether it worked.",
        "practice:near_misses",
        signed_in,
    ),
    Corner(
        "Is it safe to speak here?",
        "Four sentences, now and then, answered without a name. Shown for teams of five answers or more.",
        "practice:pulse",
        signed_in,
    ),
    Corner(
        "Questions",
        "What I wonder, for myself or for everyone to read.",
        "practice:questions",
        signed_in,
    ),
    Corner(
        "My notebook",
        "What I learned and what I wonder, dated and searchable. Mine alone.",
        "practice:notebook",
        signed_in,
    ),
    Corner(
        "Hypotheses",
        "If we …, then …, because …, measured by …: ideas to be found out, for everybody to read.",
        "practice:hypotheses",
        signed_in,
    ),
    Corner(
        "Guards",
        "What may protect judgement, what trials found of it, and which team has it on.",
        "practice:guards",
        signed_in,
    ),
    Corner(
        "Exercises",
        "Eight short exercises on base rates and estimates, with the answer at once. Results are mine alone.",
        "practice:exercises",
        signed_in,
    ),
    Corner(
        "Second looks",
        "A share of decisions is looked at afresh by somebody else: the rule, and what came of it.",
        "practice:second_looks",
        signed_in,
    ),
    Corner("Urgent tasks", "For the duty manager, the same working day.", "practice:tasks", may_see_tasks),
)


def corners_for(user: User) -> list[Corner]:
    """What this worker may open."""
    return [corner for corner in CORNERS if corner.allowed(user)]

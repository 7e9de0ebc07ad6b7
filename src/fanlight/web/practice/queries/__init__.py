"""Reads of the practice room."""

from fanlight.web.practice.queries.digest import Digest, digest
from fanlight.web.practice.queries.forecasts import resolve_forecasts
from fanlight.web.practice.queries.learning import Learning, learning_of
from fanlight.web.practice.queries.matching import match_rates
from fanlight.web.practice.queries.shares import open_shares
from fanlight.web.practice.queries.team import TeamView, team_view

__all__ = [
    "Digest",
    "Learning",
    "TeamView",
    "digest",
    "learning_of",
    "match_rates",
    "open_shares",
    "resolve_forecasts",
    "team_view",
]

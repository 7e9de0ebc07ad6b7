"""One's own agreements to team figures; the figures that were kept."""

from __future__ import annotations

from collections.abc import Iterator

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.practice.exporting.learning import of_worker
from fanlight.web.practice.models import DayAgreement, TeamDayFigure


def agreements(taking: Taking) -> Iterator[Row]:
    own = DayAgreement.objects.filter(worker=of_worker(taking))
    for _, team, agrees, until, at in in_order(own, "team__name", "agrees", "until", "at"):
        yield team, agrees, until, wall(at)


def figures(taking: Taking) -> Iterator[Row]:
    for _, *row, at in in_order(
        TeamDayFigure.objects.all(), "team__name", "first_on", "last_on", "verdict", "words", "at"
    ):
        yield [*row, wall(at)]


WORKING_DAY = (
    TableOfRoom(
        Kind.OWN,
        "day_agreements",
        "One row each time you agreed to a team figure about fatigue, or withdrew.",
        (
            Column("team", "For which team"),
            Column("agrees", "Agreed, or withdrawn", Of.YES_NO),
            Column("until", "Last day", Of.DAY),
            Column("at", "When", Of.MOMENT),
        ),
        agreements,
        ("practice.DayAgreement",),
    ),
    TableOfRoom(
        Kind.IMPORTS,
        "team_day_figures",
        "One row a half-year of a team whose workers agreed: whether decisions change with each further one.",
        (
            Column("team", "Team"),
            Column("first_on", "First day", Of.DAY),
            Column("last_on", "Last day", Of.DAY),
            Column("verdict", "In fixed words"),
            Column("words", "What was found"),
            Column("at", "Worked out when", Of.MOMENT),
        ),
        figures,
        ("practice.TeamDayFigure",),
    ),
)

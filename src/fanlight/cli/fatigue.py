"""`fanlight practice fatigue`: whether decisions change with each further one, if it can be told."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from fanlight.cli.refusing import refuse
from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table
from fanlight.exchange.reading import Unreadable
from fanlight.figures.fatigue import gate_and_estimate
from fanlight.practice.fatigue import LOWEST_CORRELATION, MARGIN, DecisionTable, decision_fatigue
from fanlight.practice.working_order import codes_of

COLUMNS = (
    "worker",
    "session",
    "arrived_at",
    "decided_at",
    "severity_at_arrival",
    "progressed",
    "since_break",
)
BESIDE = ("hours", "queue")
_NOT_KNOWN = frozenset({"", "na", "n/a", "nan", "null", "none"})
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.ASCII)


@click.command()
@click.argument("decisions", type=click.Path(path_type=Path))
@click.option("--margin", type=float, default=MARGIN, show_default=True, help="Odds ratio that matters.")
@click.option(
    "--lowest-correlation",
    type=float,
    default=LOWEST_CORRELATION,
    show_default=True,
    help="Of recorded severity with what really decides the order.",
)
@click.option("--figure", type=click.Path(path_type=Path, dir_okay=False), help="Write an SVG here.")
@click.option("--json", "as_json", is_flag=True)
def fatigue(
    decisions: Path, margin: float, lowest_correlation: float, figure: Path | None, as_json: bool
) -> None:
    """Whether decisions change with each further one. Columns: worker, session, arrived_at, decided_at,
    severity_at_arrival, progressed (1 or 0), since_break; hours and queue are adjusted for if given.
    """
    try:
        table = _decisions(read_analysis_table(decisions, COLUMNS))
        found = decision_fatigue(table, margin=margin, lowest_correlation=lowest_correlation)
    except (Unreadable, ValueError) as refused:
        refuse(decisions, refused)
    if figure and found.readings:
        try:
            figure.write_text(gate_and_estimate(found).svg, encoding="utf-8")
        except OSError as error:
            refuse(figure, ValueError(f"cannot be written ({error.strerror})"))
    if as_json:
        click.echo(json.dumps(found.as_json()))
        return
    click.echo(found.sentence())
    if found.odds_ratio:
        click.echo(f"  Gate: {found.gate.why}.")
    if found.naive:
        one = found.naive
        click.echo(
            f"  With nothing controlled, and no answer: {one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
        )
    if found.left_out:
        click.echo(f"  Left out for want of a time, severity or outcome: {found.left_out:,}")


def _decisions(table: AnalysisTable) -> DecisionTable:
    worker, session = table.text("worker"), table.text("session")
    progressed = table.numbers("progressed")
    for at in np.flatnonzero(~(np.isnan(progressed) | np.isin(progressed, (0, 1))))[:1]:
        raise Unreadable(
            f"{table.name}, row {table.places[at]}, progressed",
            f"{table.text('progressed')[at]!r} is not 1, 0 or blank",
        )
    return DecisionTable(
        codes_of(worker),
        codes_of(worker, session),
        _instants(table, "arrived_at"),
        _instants(table, "decided_at"),
        table.numbers("severity_at_arrival"),
        progressed,
        table.numbers("since_break"),
        {name: table.numbers(name) for name in BESIDE if name in table.header},
    )


def _instants(table: AnalysisTable, column: str) -> NDArray[np.float64]:
    """Seconds, or the numbers as they stand; NaN where a cell is blank."""
    found = []
    for place, cell in zip(table.places, table.text(column), strict=True):
        try:
            found.append(read_instant(cell))
        except ValueError:
            raise Unreadable(f"{table.name}, row {place}, {column}", f"not a time ({cell[:60]})") from None
    return np.array(found, dtype=np.float64)


def read_instant(text: str) -> float:
    """A day with its time, or a plain number (minutes of the session, say), as a number that orders.

    Raises
    ------
    ValueError
        It is neither.

    Examples
    --------
    >>> read_instant("2026-03-02 09:10") < read_instant("02/03/2026 09:11"), read_instant("7.5")
    (True, 7.5)
    """
    if text.lower() in _NOT_KNOWN:
        return float("nan")
    british = _BRITISH.fullmatch(text)
    if british:
        day, month, year, rest = british.groups()
        text = f"{year}-{int(month):02}-{int(day):02}{rest}"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        number = float(text)
        if not np.isfinite(number):
            raise ValueError(text) from None
        return number
    # Hours without a zone are compared as they stand on the clock.
    return (at.replace(tzinfo=None) - (at.utcoffset() or timedelta()) - datetime(1970, 1, 1)).total_seconds()

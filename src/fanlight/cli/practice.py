"""`fanlight practice`: a noise audit, forecasts beside what happened, fatigue, from a file of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from fanlight.cli.fatigue import fatigue
from fanlight.cli.refusing import refuse
from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table
from fanlight.exchange.reading import Unreadable
from fanlight.practice.calibration import calibrate
from fanlight.practice.noise import SCALES, JudgementTable, audit_noise

SEED = 20_140_401


@click.group()
def practice() -> None:
    """Learn from judgements: figures of all who are in a file together."""


practice.add_command(fatigue)


@practice.command()
@click.argument("audit", type=click.Path(path_type=Path))
@click.option("--scale", type=click.Choice(SCALES), default="interval", show_default=True)
@click.option("--differ", type=click.FloatRange(min=0, min_open=True), help="Units apart that are different.")
@click.option("--json", "as_json", is_flag=True)
def noise(audit: Path, scale: str, differ: float | None, as_json: bool) -> None:
    """How far workers differ on the same cases. Columns: rater, case, occasion, judgement."""
    try:
        table = read_analysis_table(audit, ["rater", "case", "occasion", "judgement"])
        found = audit_noise(_judgements(table, scale), scale=scale, differ=differ)
    except (Unreadable, ValueError) as refused:
        refuse(audit, refused)
    if as_json:
        click.echo(json.dumps(found.as_json()))
        return
    click.echo(found.sentence())
    for name, one in (
        ("Krippendorff's alpha", found.alpha),
        ("Gwet's AC1", found.ac1),
        ("Gwet's AC2", found.ac2),
    ):
        if one:
            click.echo(f"  {name}: {one.value:.2f} ({one.low:.2f} to {one.high:.2f})")


@practice.command()
@click.argument("forecasts", type=click.Path(path_type=Path))
@click.option("--seed", default=SEED, show_default=True, help="Of the bootstrap that makes the intervals.")
@click.option("--json", "as_json", is_flag=True)
def calibration(forecasts: Path, seed: int, as_json: bool) -> None:
    """Forecasts beside what happened. Columns: forecaster, question, probability, outcome (1, 0 or blank)."""
    try:
        table = read_analysis_table(forecasts, ["forecaster", "question", "probability", "outcome"])
        probability = _within(table, "probability", 0.0, 1.0)
        outcome = table.numbers("outcome")
        _refuse_where(table, "outcome", ~(np.isnan(outcome) | np.isin(outcome, (0, 1))), "1, 0 or blank")
        found = calibrate(probability, outcome, np.random.default_rng(seed))
    except (Unreadable, ValueError) as refused:
        refuse(forecasts, refused)
    click.echo(json.dumps(found.as_json()) if as_json else found.sentence())


def _judgements(table: AnalysisTable, scale: str) -> JudgementTable:
    judged = table.text("judgement")
    kept = [at for at, cell in enumerate(judged) if cell]
    rater, case, occasion = (
        [cells[at] for at in kept]
        for cells in (table.text("rater"), table.text("case"), table.text("occasion"))
    )
    if scale == "nominal":
        return JudgementTable(rater, case, occasion, [judged[at] for at in kept])
    return JudgementTable(rater, case, occasion, table.numbers("judgement")[kept])


def _within(table: AnalysisTable, column: str, least: float, most: float) -> NDArray[np.float64]:
    numbers = table.numbers(column)
    _refuse_where(table, column, ~((numbers >= least) & (numbers <= most)), f"from {least:g} to {most:g}")
    return numbers


def _refuse_where(table: AnalysisTable, column: str, wrong: NDArray[np.bool_], allowed: str) -> None:
    for at in np.flatnonzero(wrong)[:1]:
        raise Unreadable(
            f"{table.name}, row {table.places[at]}, {column}", f"{table.text(column)[at]!r} is not {allowed}"
        )

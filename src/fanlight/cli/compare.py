"""`fanlight compare`: an area with a change beside areas without it, by several estimators."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from fanlight.cli.refusing import REFUSED
from fanlight.evidence.comparison.checks import every_check
from fanlight.evidence.comparison.estimate import Comparison, estimate, gathered, suited, words
from fanlight.evidence.comparison.panel import Panel, panel
from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table, read_day_or_month
from fanlight.exchange.neighbours_by_name import neighbours_by_name
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.values import Refused

MONTHS = 12
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", required=True, help="Column that names the area.")
@click.option("--time", required=True, help="Column of the period: a day, a month (2013-09) or a number.")
@click.option("--value", required=True, help="Column of the measure.")
@click.option("--treated", required=True, help="The area with the change.")
@click.option("--from", "begins", required=True, help="The first period with the change.")
@click.option("--until", help="The last period to look at.")
@click.option("--denominator", help="Column to divide by.")
@click.option("--per", default=10_000.0, show_default=True, help="With --denominator: rate per so many.")
@click.option(
    "--count", "counts", is_flag=True, help="Values are counts: shares of each area's own mean before."
)
@click.option("--donors", multiple=True, help="An area to compare with; give it once for each.")
@click.option("--leave-out", multiple=True, help="An area to leave out; give it once for each.")
@click.option("--all-areas", is_flag=True, help="Compare with all areas, not statistical neighbours.")
@click.option(
    "--checks", is_flag=True, help="Also: trend before, a date made up, areas left out, other parts."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def compare(file: Path, as_json: bool, checks: bool, **asked: Any) -> None:
    """Compare an area with areas that had no change, by several estimators.

    Each estimator asks the same of every area without the change: how often does chance alone go so far?
    The spread over the estimators is the answer, not one of them. Exit code 2 with one line when it cannot
    be told.
    """
    try:
        areas = _panel(file, asked)
        found, seconds, not_run = [], [], []
        for name in suited(areas):
            began = perf_counter()
            try:
                found.append(estimate(areas, name))
            except (ValueError, np.linalg.LinAlgError) as error:
                not_run.append((name, str(error)))
                continue
            seconds.append(perf_counter() - began)
        told = gathered(areas, found, not_run)
        checked = [one.sentence() for one in every_check(areas)] if checks else []
    except (Unreadable, ValueError) as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(REFUSED) from None
    if as_json:
        content = _json(told, areas, seconds) | ({"checks": checked} if checks else {})
        click.echo(json.dumps(content, ensure_ascii=False))
    else:
        click.echo("\n".join([_words(told), *([""] if checked else []), *checked]))


def _panel(file: Path, asked: dict[str, Any]) -> Panel:
    columns = [asked["unit"], asked["time"], asked["value"], *filter(None, [asked["denominator"]])]
    table = read_analysis_table(file, dict.fromkeys(columns))
    times = _times(table, asked["time"])
    begins = _one_time("--from", asked["begins"], times)
    until = _one_time("--until", asked["until"], times) if asked["until"] else max(times)
    measured = table.numbers(asked["value"])
    if asked["denominator"]:
        measured = _rates(table, asked, measured)
    left_out = set(asked["leave_out"])
    unknown = sorted(left_out - set(table.text(asked["unit"])))
    if unknown:
        raise ValueError(f"--leave-out: {', '.join(unknown)} not among the areas")
    names, periods, values = _cells(table, asked, times, measured, until)
    keep = [place for place, name in enumerate(names) if name not in left_out]
    if asked["treated"] in left_out:
        raise ValueError(f"{asked['treated']} cannot be left out")
    listed = [names[place] for place in keep]
    first = sum(period < begins for period in periods)
    if first == len(periods):
        raise ValueError(f"no period from {asked['begins']} on: the file ends at {periods[-1]}")
    return panel(
        listed,
        values[keep],
        treated=asked["treated"],
        first=first,
        donors=asked["donors"] or None,
        neighbours=None if asked["all_areas"] else neighbours_by_name(listed),
        seasons=_seasons(periods),
        counts=asked["counts"],
    )


def _times(table: AnalysisTable, column: str) -> list[Any]:
    cells = table.text(column)
    if all(_NUMBER.fullmatch(cell) for cell in cells):
        return [float(cell) for cell in cells]
    return list(table.days(column))


def _one_time(option: str, text: str, times: Sequence[Any]) -> Any:
    try:
        if isinstance(times[0], float):
            if not _NUMBER.fullmatch(text.strip()):
                raise Refused("not a number, as the periods of the file are")
            return float(text)
        return read_day_or_month(text.strip())
    except Refused as refused:
        raise ValueError(f"{option}: {refused} ({text[:60]})") from None


def _rates(table: AnalysisTable, asked: dict[str, Any], measured: NDArray[np.float64]) -> NDArray[np.float64]:
    below = table.numbers(asked["denominator"])
    wrong = np.flatnonzero(below <= 0)
    if len(wrong):
        raise ValueError(f"{table.name}, row {table.places[wrong[0]]}, {asked['denominator']}: not above 0")
    rates: NDArray[np.float64] = measured / below * asked["per"]
    return rates


def _cells(
    table: AnalysisTable, asked: dict[str, Any], times: list[Any], measured: NDArray[np.float64], until: Any
) -> tuple[list[str], list[Any], NDArray[np.float64]]:
    units = table.text(asked["unit"])
    periods = sorted({time for time in times if time <= until})
    if not periods:
        raise ValueError(f"no period up to {asked['until']}")
    names = [name for name in dict.fromkeys(units) if name]
    places = {name: place for place, name in enumerate(names)}
    moments = {time: place for place, time in enumerate(periods)}
    values = np.full((len(names), len(periods)), np.nan)
    seen: set[tuple[str, Any]] = set()
    for row, unit, time, value in zip(table.places, units, times, measured, strict=True):
        if not unit:
            continue
        if (unit, time) in seen:
            raise ValueError(f"{table.name}, row {row}: {unit} stands twice at {_plain(time)}")
        seen.add((unit, time))
        if time in moments:
            values[places[unit], moments[time]] = value
    return names, periods, values


def _seasons(periods: Sequence[Any]) -> NDArray[np.int64] | None:
    """Month of the year, where the periods are months one after another."""
    if not isinstance(periods[0], date):
        return None
    months = np.array([day.year * MONTHS + day.month - 1 for day in periods])
    return months % MONTHS if (np.diff(months) == 1).all() else None


def _json(told: Comparison, areas: Panel, seconds: Sequence[float]) -> dict[str, Any]:
    return {
        "estimates": [
            {
                "estimator": one.estimator,
                "average_effect": one.average_effect,
                "low": one.low,
                "high": one.high,
                "placebo_p": one.placebo_p,
                "seconds": round(took, 4),
            }
            for one, took in zip(told.estimates, seconds, strict=True)
        ],
        "spread": list(told.spread),
        "treated": told.treated,
        "periods_before": areas.first,
        "periods_after": areas.values.shape[1] - areas.first,
        "donors": [areas.names[place] for place in areas.donors[areas.treated]],
        "placebos": len(areas.placebos),
        "relative": {one.estimator: _finite(one.relative) for one in told.estimates},
        "not_run": [{"estimator": name, "reason": why} for name, why in told.not_run],
        "notes": list(told.notes),
        "sentence": told.sentence(),
    }


def _words(told: Comparison) -> str:
    lines = [told.sentence(), ""]
    lines += [f"  {one.sentence()}" for one in told.estimates]
    lines += [f"  {words(name)}: not run: {why}" for name, why in told.not_run]
    return "\n".join([*lines, *([""] if told.notes else []), *told.notes])


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


def _plain(time: Any) -> str:
    return f"{time:g}" if isinstance(time, float) else str(time)

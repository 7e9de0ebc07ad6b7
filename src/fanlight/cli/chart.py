"""`fanlight chart`: control charts of the series in a table, as words, JSON or pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isfinite
from pathlib import Path

import click
import numpy as np

from fanlight.cli.chart_page import chart_page
from fanlight.cli.refusing import REFUSED
from fanlight.evidence.charts import KINDS, OVER, ChartChoices, chart_of
from fanlight.evidence.control_chart import DECREASE, INCREASE, NEUTRAL, ControlChart, trial_limits
from fanlight.evidence.ruled_chart import Day
from fanlight.evidence.variation import assurance, variation
from fanlight.evidence.xmr_chart import xmr_charts
from fanlight.exchange.analysis_table import read_day_or_month
from fanlight.exchange.chart_table import SeriesRead, read_series
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.values import Refused

Charted = tuple[str | None, ControlChart]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("more_dates", nargs=-1, metavar="")
@click.option("--date", "day", required=True, metavar="COL", help="Column of days or months.")
@click.option("--value", required=True, metavar="COL", help="Column of values or counts.")
@click.option("--by", metavar="COL", help="Column that tells series apart: a chart for each.")
@click.option(
    "--kind", type=click.Choice([*KINDS, "funnel"]), default="xmr", show_default=True, help="Kind of chart."
)
@click.option("--denominator", metavar="COL", help="What counts are counted over: p, u, funnel, honest.")
@click.option("--rebase", multiple=True, metavar="DATE…", help="Limits anew from this day on.")
@click.option("--target", type=float, help="What the values should reach.")
@click.option(
    "--improvement",
    type=click.Choice([INCREASE, DECREASE, NEUTRAL]),
    default=NEUTRAL,
    show_default=True,
    help="Which way is better.",
)
@click.option("--fix-after", type=click.IntRange(min=12), metavar="N", help="Limits from the first N points.")
@click.option("--no-screening", is_flag=True, help="Keep moving ranges above 3.267 times their mean.")
@click.option(
    "--dispersion",
    type=click.Choice(["exact", "multiplicative", "additive"]),
    default="exact",
    show_default=True,
    help="Limits of a funnel: of chance alone, or with what units differ by besides.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the pictures to this .html."
)
def chart(
    file: Path,
    more_dates: tuple[str, ...],
    day: str,
    value: str,
    by: str | None,
    kind: str,
    denominator: str | None,
    rebase: tuple[str, ...],
    target: float | None,
    improvement: str,
    fix_after: int | None,
    no_screening: bool,
    dispersion: str,
    as_json: bool,
    out: Path | None,
) -> None:
    """Chart the series of FILE: what lies outside the usual, what runs, what only goes up and down.

    A rebase counts in each series that has a point on its day. Exit code 2 when the file or a choice was
    refused, with one line that says why.
    """
    if kind in (*OVER, "funnel") and not denominator:
        raise click.UsageError(f"--kind {kind} wants --denominator")
    if out and out.suffix.lower() != ".html":
        raise click.UsageError("--out wants a file that ends in .html")
    dates = _dates(rebase, more_dates)
    choices = ChartChoices(dates, target, improvement, fix_after, not no_screening)
    try:
        series = read_series(file, day=day, value=value, by=by, denominator=denominator)
        charted = _funnel(series, dispersion) if kind == "funnel" else _each(kind, series, choices)
    except (Unreadable, ValueError) as refusal:
        click.echo(" ".join(str(refusal).split()), err=True)
        raise SystemExit(REFUSED) from None
    if out:
        _write(out, chart_page(file.name, charted, unit=value))
    if as_json:
        click.echo(json.dumps({"charts": [_as_json(*one, series) for one in charted]}, ensure_ascii=False))
        return
    for unit, one in charted:
        click.echo(f"{unit}: {one.sentence()}" if unit is not None else one.sentence())
        for note in one.notes:
            click.echo(f"  {note}.")


def _dates(rebase: tuple[str, ...], more: tuple[str, ...]) -> list[Day]:
    """Days given once, several times, or one after the other behind a single --rebase."""
    if more and not rebase:
        raise click.UsageError(f"what is {more[0]!r}? one file, and columns by --date, --value, --by")
    dates: list[Day] = []
    for words in (*rebase, *more):
        for word in words.replace(",", " ").split():
            try:
                dates.append(np.datetime64(read_day_or_month(word), "D"))
            except Refused as refused:
                raise click.UsageError(f"--rebase {word}: {refused}") from None
    return dates


def _each(kind: str, series: list[SeriesRead], choices: ChartChoices) -> list[Charted]:
    charted: list[Charted] = []
    if kind == "xmr" and all(one.denominators is None for one in series):
        charts = xmr_charts(
            np.concatenate([one.days for one in series]),
            np.concatenate([one.values for one in series]),
            [len(one.days) for one in series],
            rebase=choices.rebase,
            fix_after=choices.fix_after,
            screen=choices.screen,
            target=choices.target,
            improvement=choices.improvement,
        )
    else:
        charts = []
        for one in series:
            try:
                charts.append(chart_of(kind, one.days, one.values, one.denominators, choices))
            except ValueError as error:
                raise ValueError(f"{one.by}: {error}" if one.by is not None else str(error)) from None
    for one, made in zip(series, charts, strict=True):
        notes = (*made.notes, *one.notes, *_not_rebased(one, choices), *trial_limits(made))
        charted.append((one.by, replace(made, notes=notes)))
    return charted


def _not_rebased(series: SeriesRead, choices: ChartChoices) -> list[str]:
    notes = []
    for date in choices.rebase:
        if date in series.days:
            continue
        later = series.days[series.days > np.datetime64(date)]
        cure = f"; the next is {later[0]}" if len(later) else ""
        notes.append(f"not rebased on {date}: no point on that day{cure}")
    return notes


def _funnel(series: list[SeriesRead], dispersion: str) -> list[Charted]:
    """One point a unit: counts and denominators of all its days together."""
    from fanlight.evidence.funnel import BINOMIAL, POISSON, funnel  # scipy: only where it is wanted

    counts, below, notes = [], [], []
    for one in series:
        if one.denominators is None:
            raise ValueError("a funnel wants a denominator")
        known = np.isfinite(one.values) & np.isfinite(one.denominators)
        counts.append(float(one.values[known].sum()) if known.any() else np.nan)
        below.append(float(one.denominators[known].sum()) if known.any() else np.nan)
        notes += [f"{one.by}: {note}" for note in one.notes]
    whole = all(not isfinite(b) or (a <= b and b % 1 == 0) for a, b in zip(counts, below, strict=True))
    names = tuple(one.by if one.by is not None else "all" for one in series)
    made = funnel(counts, below, law=BINOMIAL if whole else POISSON, dispersion=dispersion, names=names)
    law = "shares of whole denominators: binomial limits" if whole else "rates: Poisson limits"
    return [(None, replace(made, notes=(law, *notes)))]


def _as_json(unit: str | None, made: ControlChart, series: list[SeriesRead]) -> dict[str, object]:
    funnel_of = made.kind == "funnel"
    icons = made.kind not in ("funnel", "honest")
    x = made.x.tolist() if funnel_of else [str(one) for one in made.x]
    columns = (_numbers(column) for column in (made.y, made.centre, made.lower, made.upper))
    points = [
        dict(zip(("x", "y", "centre", "lower", "upper", "mark"), point, strict=True))
        for point in zip(_nulls(x), *columns, made.mark, strict=True)
    ]
    if funnel_of:
        points = [{"by": name} | point for name, point in zip(made.names, points, strict=True)]
    return {
        "by": unit,
        "kind": made.kind,
        "points": points,
        "signals": [
            {"rule": one.rule, "first": x[one.first], "last": x[one.last], "words": one.words}
            for one in made.signals
        ],
        "false_alarm_rate": made.false_alarm_rate,
        "variation": variation(made) if icons else None,
        "assurance": assurance(made) if icons else None,
        "notes": list(made.notes),
    }


def _numbers(column: np.ndarray) -> list[object]:
    return _nulls(column.tolist())


def _nulls(values: list[object]) -> list[object]:
    return [None if isinstance(one, float) and not isfinite(one) else one for one in values]


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        click.echo(f"{path}: cannot be written ({(error.strerror or 'unknown reason').lower()})", err=True)
        raise SystemExit(REFUSED) from None
    click.echo(f"Written: {path}", err=True)

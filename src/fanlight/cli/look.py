"""`fanlight look`: one file to one page, without a database."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.casework.monthly import MonthlyMeasure, monthly_measures
from fanlight.cli.refusing import REFUSED
from fanlight.exchange.checking import Checked, check_file
from fanlight.exchange.looking import broken_rules, cannot_tell, months_of, not_read
from fanlight.exchange.published_figures import authority_names, sources
from fanlight.exchange.published_shares import PUBLISHED, beside_in_words, published_shares
from fanlight.exchange.published_value import la_code_of
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.figures.monthly_figure import figure_of_a_file
from fanlight.reports.look import Faults, Seen, look_page


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page to write; FILE.html if not given.",
)
@click.option(
    "--authority",
    default="",
    help="Whose published figures to set beside it, by name or three-figure code; else as the file says.",
)
def look(file: Path, out: Path | None, authority: str) -> None:
    """Make one page of FILE: referrals and timeliness by month, data faults, published neighbours.

    Nothing is kept but the page, which opens in any browser and needs no connection.
    """
    la_code = authority if authority in authority_names() else la_code_of(authority)
    if authority and not la_code:
        raise click.UsageError(f"--authority: nothing is published about {authority}")
    out = out or Path(f"{file.stem}.html")
    try:
        checked, reading = check_file(file), read_any(file)
    except Unreadable as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(REFUSED) from None
    try:
        out.write_text(page_of(checked, reading, la_code), encoding="utf-8")
    except OSError as error:
        click.echo(f"{out}: cannot be written ({(error.strerror or 'unknown reason').lower()})", err=True)
        raise SystemExit(REFUSED) from None
    click.echo(checked.sentence())
    click.echo(f"Written: {out}")


def page_of(checked: Checked, reading: Reading, la_code: str = "") -> str:
    """The page of a file that was checked and read, beside an authority's figures: else those of its own."""
    la_code = la_code or reading.authority_code
    period = months_of(reading)
    measures = monthly_measures(reading.events, *period, complete_from=period[0]) if period else []
    seen = [_seen(measure, la_code) for measure in measures]
    told = sources()
    note = " ".join(told[name].sentence() for name in ("c1", "c2", "c4", "neighbours"))
    return look_page(
        checked.sentence(),
        seen,
        Faults(broken_rules(checked), not_read(checked)),
        cannot=cannot_tell(reading, la_code),
        note=f"Published figures: {note}",
    )


def _seen(measure: MonthlyMeasure, la_code: str) -> Seen:
    figure = figure_of_a_file(measure)
    shares = published_shares(measure.code, la_code) if la_code and measure.code in PUBLISHED else []
    return Seen(
        measure,
        figure.svg,
        figure.sentence,
        figure.table.columns,
        figure.table.rows,
        [(share.name, share.period, share.words) for share in shares],
        beside_in_words(shares) if shares else "",
    )

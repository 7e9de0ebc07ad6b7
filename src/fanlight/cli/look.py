"""`fanlight look`: one file to one page, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import isfinite
from pathlib import Path

import click

from fanlight.casework.event import Event, EventKind
from fanlight.casework.monthly import MonthlyMeasure, monthly_measures
from fanlight.evidence.xmr_chart import xmr_chart
from fanlight.exchange.checking import Checked, check_file
from fanlight.exchange.published_figures import sources
from fanlight.exchange.published_shares import PUBLISHED, beside_in_words, published_shares
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.figures import control_chart
from fanlight.reports.look import Faults, Seen, look_page
from fanlight.terms.periods import add_months

REFUSED = 2
MOST_MONTHS = 36
_ASKED = {
    EventKind.REFERRAL: "Referrals: the file holds none, so re-referrals and no further action are not told.",
    EventKind.ASSESSMENT: "Assessments: the file holds none.",
    EventKind.SECTION_47: "Section 47 enquiries: the file holds none.",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page to write; FILE.html if not given.",
)
def look(file: Path, out: Path | None) -> None:
    """Make one page of FILE: referrals and timeliness by month, data faults, published neighbours.

    Nothing is kept but the page, which opens in any browser and needs no connection.
    """
    out = out or Path(f"{file.stem}.html")
    try:
        checked, reading = check_file(file), read_any(file)
    except Unreadable as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(REFUSED) from None
    try:
        out.write_text(page_of(checked, reading), encoding="utf-8")
    except OSError as error:
        click.echo(f"{out}: cannot be written ({(error.strerror or 'unknown reason').lower()})", err=True)
        raise SystemExit(REFUSED) from None
    click.echo(checked.sentence())
    click.echo(f"Written: {out}")


def page_of(checked: Checked, reading: Reading) -> str:
    """The page of a file that was checked and read."""
    period = months_of(reading)
    measures = monthly_measures(reading.events, *period, complete_from=period[0]) if period else []
    seen = [_seen(measure, reading.authority_code) for measure in measures]
    cannot = [
        words for kind, words in _ASKED.items() if not any(event.kind is kind for event in reading.events)
    ]
    said = Counter((found.rule, found.severity, found.message) for found in checked.findings)
    by_rule = [
        (*rule, count, [found.place for found in checked.findings if found.rule == rule[0]][:3])
        for rule, count in sorted(said.items(), key=lambda one: (one[0][1], -one[1]))
    ]
    aside = [(item.place, item.reason) for item in checked.set_aside]
    told = sources()
    note = " ".join(told[name].sentence() for name in ("c1", "c2", "c4", "neighbours"))
    return look_page(
        checked.sentence(), seen, Faults(by_rule, aside), cannot=cannot, note=f"Published figures: {note}"
    )


def months_of(reading: Reading) -> tuple[date, date] | None:
    """The months a file speaks of: the census year of a return; else those of its events, at most 36."""
    if reading.year and reading.format == "cin_census":
        end = reading.reference_on or date(reading.year, 3, 31)
        return date(end.year - 1, 4, 1), end
    days = [event.on for event in reading.events if event.kind in (EventKind.REFERRAL, EventKind.CONTACT)]
    days = days or [_day(event) for event in reading.events]
    if not days:
        return None
    return max(min(days), add_months(max(days), -MOST_MONTHS + 1)), max(days)


def _day(event: Event) -> date:
    return event.ended_on or event.on


def _seen(measure: MonthlyMeasure, la_code: str) -> Seen:
    highest = float("inf") if measure.is_count else 100.0
    values = measure.values()
    figure = control_chart(
        measure.months,
        xmr_chart(values, lowest=0.0, highest=highest),
        title=measure.measure.title,
        unit=measure.measure.unit,
        message=measure.sentence(),
    )
    drawn = any(isfinite(value) for value in values)
    shares = published_shares(measure.code, la_code) if la_code and measure.code in PUBLISHED else []
    rows = [
        (*row, above, below)
        for row, above, below in zip(figure.table.rows, measure.numerators, measure.denominators, strict=True)
    ]
    return Seen(
        measure,
        figure.svg if drawn else "",
        figure.sentence if drawn else f"{measure.measure.title}: {measure.sentence()}",
        (*figure.table.columns, "Counted", "Of"),
        rows,
        [(share.name, share.period, share.words) for share in shares],
        beside_in_words(shares) if shares else "",
    )

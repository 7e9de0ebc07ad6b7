"""`fanlight check`: what stands in a file, what breaks a rule, what is not read. Without a database."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from fanlight.cli.refusing import REFUSED
from fanlight.exchange.accounting import by_reason
from fanlight.exchange.checking import Checked, check_file
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.write_findings import write_findings

SHOWN = 3  # places of a rule that are told on the screen
REASONS = 20


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, one file a line.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the findings of all files to this .xlsx or .csv.",
)
def check(files: tuple[Path, ...], as_json: bool, out: Path | None) -> None:
    """Check files before they are sent or imported.

    CIN Census returns are run through the rules of their year. Exit code 0 when every file could be read,
    with or without findings; 2 when one was refused, with one line that says why.
    """
    if out and out.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("--out wants a file that ends in .xlsx or .csv")
    checks = []
    for file in files:
        try:
            checks.append(check_file(file))
        except Unreadable as refusal:
            click.echo(str(refusal), err=True)
            continue
        click.echo(json.dumps(checks[-1].as_json(), ensure_ascii=False) if as_json else _words(checks[-1]))
    if out:
        write_findings(checks, out)
        click.echo(f"Findings written to {out}", err=as_json)
    if len(checks) < len(files):
        raise SystemExit(REFUSED)


def _words(checked: Checked) -> str:
    lines = [checked.sentence(), ""]
    lines += [f"  {count:>9,}  {table}" for table, count in checked.records.items() if count]
    by_rule = Counter(found.rule for found in checked.findings)
    for rule, count in sorted(by_rule.items()):
        found = [one for one in checked.findings if one.rule == rule]
        lines += ["", f"{found[0].severity} {rule}, {count:,}: {found[0].message}"]
        lines += [f"    {one.place}{_shown(one.value)}" for one in found[:SHOWN]]
        lines += [f"    … and {count - SHOWN:,} more"] * (count > SHOWN)
    reasons = by_reason(checked.set_aside)
    lines += ["", "Set aside, by reason (--json tells every place):"] * bool(reasons)
    for one in reasons[:REASONS]:
        what = "row" if one.whole_row else "value"
        lines.append(f"{one.count:>11,} {what}{'s' * (one.count != 1)}  {one.where}: {one.reason}")
        lines.append(f"{'':>13}first: {one.first.place}{_shown(one.first.value)}")
    if left := sum(one.count for one in reasons[REASONS:]):
        lines.append(f"{left:>11,} more, for {len(reasons) - REASONS} other reasons")
    return "\n".join([*lines, *checked.notes])


def _shown(value: str) -> str:
    return f" ({' '.join(value.split())[:60]})" if value.strip() else ""

"""Writes docs/reference/cin-rules.md: every rule of the CIN Census that Fanlight runs, and where it departs.

python -m tools.rules_page
"""

# ruff: noqa: E501 - the lines are those of the page
from __future__ import annotations

from pathlib import Path

from torture.cin_differential import DEPARTURES, PEER

from fanlight.exchange.cin_rules.check import YEARS
from fanlight.exchange.cin_rules.rule import RULES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cin-rules.md"
WIDE = "|".join(["---"] * 4)


def page() -> str:
    """The page as it should stand."""
    rows = sorted({(rule.id, rule.table, _years(rule.years), rule.message) for rule in RULES})
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    departures = "\n".join(
        f"| {rule} | {words[0].upper()}{words[1:]}. |" for rule, (_, words) in sorted(DEPARTURES.items())
    )
    return f"""# Rules of the CIN Census

[`fanlight check`](commands.md#fanlight-check) runs a CIN Census return through the rules of its collection year:
{len({rule.id for rule in RULES})} rules, collection years {YEARS[0]} to {YEARS[-1]} (2026 is the return of April 2025 to March 2026). A return of another year is run
through the nearest, and that is told. A rule whose id ends in Q is a query: amend, or give a reason. The others are errors.

Ids, years and wording: Department for Education, Open Government Licence v3.0, as transcribed in the sector's validator
(`{PEER[0]}`); not compared with the Department's own document. The logic is Fanlight's own. Each rule is a function in
`src/fanlight/exchange/cin_rules`.

A rule sees a return as it stands. A date that is none, written in any other way than 2025-06-08, counts as missing. A child whose
identifier stands twice is one child. The period is that of the reference date; where that is no date, that of the year. Nothing is
asked of pre-proceedings: no rule about them was published here.

## Where Fanlight departs from the validator

Both were run on more than two hundred returns with seeded faults and compared down to row and column
(`python -m torture.cin_differential`, figures in [`docs/measured/cin_rules.json`](../measured/cin_rules.json)). They agree but for:

| rule | why |
|---|---|
{departures}
| 8614, 8897Q, 8898 | The validator stops at a list of factors; Fanlight tells what the message says. |
| all | The validator reads the first of two `Disabilities` or `FactorsIdentifiedAtAssessment`; Fanlight reads both. |
| all | The validator takes the shape of a column's first date for all of them: one date as 31/03/2026 makes the others missing. |
| all | Children without an identifier are one child there, and each a child of its own here. |

Kept as the validator has it, though its message can be read otherwise: **2887Q** counts children told to have no disability, not
codes used; **8569Q** counts from the first working day of the period; **4003** asks for the plan's end.

## The rules

| rule | table | years | message |
|{WIDE}|
{table}
"""


def _years(years: frozenset[int]) -> str:
    return f"{min(years)} to {max(years)}" if len(years) > 1 else str(min(years))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

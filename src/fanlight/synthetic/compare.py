"""Made-up figures beside England's published ones, as a page.

`python -m fanlight.synthetic.compare PAGE.md` writes the page; the document in `docs/explanation` is its
output.
"""

from __future__ import annotations

import argparse
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fanlight.casework.event import Event, EventKind
from fanlight.synthetic.authority import Authority
from fanlight.synthetic.generate import make_authority
from fanlight.synthetic.hours import WorkingHours
from fanlight.synthetic.published import england, share_within_45_working_days
from fanlight.terms.codes import SOURCE_GROUP


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, made up and published, in `unit`; `source` names table and year, or says how derived."""

    title: str
    made_up: float
    published: float
    unit: str
    source: str


def compare(authority: Authority) -> tuple[Figure, ...]:
    """Set the authority's figures beside the published ones.

    Parameters
    ----------
    authority
        Of any size; below a few thousand contacts chance hides the calibration.

    Returns
    -------
    tuple of Figure
        Shares in per cent. Re-referral and plans leave out the first year, which has no year before it.
    """
    events = _by_kind(authority)
    referrals = events[EventKind.REFERRAL]
    return (
        *_sources(referrals),
        *_outcomes(authority, referrals),
        *_assessments(authority, events[EventKind.ASSESSMENT]),
        *_ratios(authority, events),
    )


def _by_kind(authority: Authority) -> Mapping[EventKind, list[Event]]:
    found: dict[EventKind, list[Event]] = {kind: [] for kind in EventKind}
    for event in authority.events:
        found[event.kind].append(event)
    return found


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else float("nan")


def _sources(referrals: list[Event]) -> list[Figure]:
    made = Counter(SOURCE_GROUP[e.detail["source_code"]] for e in referrals)
    groups = england()["sources"]["groups"]
    total = sum(groups.values())
    return [
        Figure(
            f"Referrals from: {name}",
            _percent(made[name], len(referrals)),
            _percent(n, total),
            "%",
            "c5, 2024",
        )
        for name, n in groups.items()
    ]


def _outcomes(authority: Authority, referrals: list[Event]) -> list[Figure]:
    published = england()["referrals"]
    nfa = sum(e.detail["nfa"] == "yes" for e in referrals)
    not_in_need = sum(e.detail.get("closure_reason") in ("RC8", "RC9") for e in referrals)
    return [
        Figure("Referrals with no further action", _percent(nfa, len(referrals)),
               published["no_further_action_percent"], "%", "c1, 2025"),
        Figure("Referrals within 12 months of an earlier one", 100 * re_referral_share(authority),
               published["rereferral_percent"], "%", "c1, 2025"),
        Figure("Referrals assessed, then not in need", _percent(not_in_need, len(referrals)),
               published["not_in_need_percent"], "%", "c1, 2025; made up: closed RC8 or RC9"),
    ]  # fmt: skip


def re_referral_share(authority: Authority) -> float:
    """Share of referrals (second year on) that came within 12 months of the same child's last one."""
    last: dict[str, date] = {}
    again = counted = 0
    for event in authority.events:
        if event.kind is not EventKind.REFERRAL:
            continue
        before = last.get(event.person_id)
        last[event.person_id] = event.on
        if (event.on - authority.starts_on).days >= 365:
            counted += 1
            again += before is not None and (event.on - before).days <= 365
    return again / counted if counted else float("nan")


def _assessments(authority: Authority, assessments: list[Event]) -> list[Figure]:
    first = authority.starts_on
    hours = WorkingHours(first, authority.stopped_at.date())
    took = sorted(
        bisect_left(hours.days, e.ended_on) - bisect_left(hours.days, e.on)
        for e in assessments
        if e.ended_on is not None
    )
    middle = took[len(took) // 2] if took else float("nan")
    return [
        Figure("Assessments completed within 45 working days", _percent(bisect_right(took, 45), len(took)),
               100 * share_within_45_working_days(), "%", "c2, 2024, derived from its bands"),
        Figure("Median working days of an assessment", middle, england()["assessments"]["median"], "days",
               "c2, 2024"),
    ]  # fmt: skip


def _ratios(authority: Authority, events: Mapping[EventKind, list[Event]]) -> list[Figure]:
    year = england()
    referred = year["referrals_2024"]["referral_count"]
    made = {kind: len(found) for kind, found in events.items()}
    referrals, enquiries = made[EventKind.REFERRAL], made[EventKind.SECTION_47]
    section_47, icpc = year["enquiries"]["section_47"], year["enquiries"]["icpc"]
    rows = [
        ("Assessments", made[EventKind.ASSESSMENT], year["assessments"]["completed"],
         "c2 and c1, 2024, derived"),
        ("Section 47 enquiries", enquiries, section_47, "c4 and c1, 2024, derived"),
        ("Child protection plans begun", made[EventKind.CP_PLAN], year["plans"]["started"],
         "d1 and c1, 2024, derived"),
        ("Children starting to be looked after", made[EventKind.LOOKED_AFTER],
         year["looked_after"]["started"], "looked-after table and c1, 2024, derived"),
    ]  # fmt: skip
    figures = [
        Figure(
            f"{title} per 100 referrals", _percent(n, referrals), _percent(published, referred), "", source
        )
        for title, n, published, source in rows
    ]
    figures.append(
        Figure("Initial conferences per 100 section 47 enquiries", _percent(made[EventKind.ICPC], enquiries),
               _percent(icpc, section_47), "", "c4, 2024, derived")
    )  # fmt: skip
    return figures


def page(authority: Authority) -> str:
    """Write the comparison as a Markdown page."""
    lines = sum(len(c.children) for c in authority.contacts)
    referrals = sum(e.kind is EventKind.REFERRAL for e in authority.events)
    out = sum(c.out_of_hours for c in authority.contacts)
    rows = "\n".join(
        f"| {f.title} | {f.made_up:.1f} | {f.published:.1f} | {f.unit} | {f.source} |"
        for f in compare(authority)
    )
    return f"""\
# Made-up beside published

`fanlight.synthetic` makes up a whole children's service, so that Fanlight can be shown, tested and timed
without one real record. This page is written by `python -m fanlight.synthetic.compare` and sets what came out
of one seed beside England's published figures.

Authority: {authority.name}, {authority.starts_on} to {authority.stopped_at:%Y-%m-%d}, seed {authority.seed}:
{len(authority.contacts):,} contacts about {lines:,} children's lines, {referrals:,} referrals,
{len(authority.persons):,} children, {len(authority.events):,} events.

| figure | made up | published, England | unit | table and year |
|---|---:|---:|---|---|
{rows}

{england()["licence"]}.
{england()["publisher"]}.
Tables are named by their letter and number. *Derived* means that published numbers were added up or divided
here; the publisher does not print the result.

## What is assumed, not published

- **How many contacts there are.** England publishes referrals, not contacts. About three children's lines for
  each referral is assumed; here it is {lines / referrals:.1f}. The population of children that would give
  these referrals at England's rate of 2024 is {authority.child_population:,}.
- The mix of *contacts* by source: only referrals are published by source. It was set so that the referrals
  come out right.
- Hours and weekdays ({100 * out / len(authority.contacts):.0f} in 100 contacts come out of hours), household
  sizes, ages, ethnicity, categories of plan, early help, consent, how long decisions take.
- How far workers' thresholds lie apart, and that managers mostly agree. These come from no measurement:
  **nothing about judgement can be learned from made-up decisions.** They test that the statistics find what
  was put in.

## What it cannot stand in for

One seed wobbles: siblings and returning households come in clusters, so a source's share moves by about a
point from seed to seed. Relations between figures (which situations return, which decisions precede which
events) are far simpler than life. The wording of contacts is a grammar of invented sentences: good for trying
screens and the fold, useless for judging anything about language.
"""


def main() -> None:
    """Write the page to the path given."""
    parser = argparse.ArgumentParser(description="Write made-up figures beside published ones as Markdown.")
    parser.add_argument("page", type=Path)
    target: Path = parser.parse_args().page
    target.parent.mkdir(parents=True, exist_ok=True)
    authority = make_authority(contacts=20_000, years=5, until=date(2026, 11, 23), seed=2026)
    target.write_text(page(authority), encoding="utf-8")


if __name__ == "__main__":
    main()

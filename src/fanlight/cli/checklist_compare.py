"""`fanlight checklist compare`: a list beside what is simpler and what is heavier, on past cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from fanlight.cli.checklist_cases import PastCases, read_past_cases
from fanlight.cli.checklist_options import MOST_CUES, SEED, GoalOption
from fanlight.cli.refusing import refuse
from fanlight.exchange.reading import Unreadable
from fanlight.frontdoor.best_tree import Goal
from fanlight.frontdoor.cue_definition import NotACue
from fanlight.frontdoor.fast_and_frugal_tree import NotATree
from fanlight.frontdoor.sorting_beside import SortingBeside, sorting_beside
from fanlight.frontdoor.tree_text import read_tree


@click.command()
@click.argument("tree", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="Column that says what services recorded next: 1, 0 or blank.")
@click.option("--forbid", multiple=True, help="A column that must not be asked, such as an identifier.")
@click.option(
    "--cues",
    type=click.IntRange(1, MOST_CUES),
    help="Questions of the best possible list; as many as the list in TREE has, unless told.",
)
@click.option(
    "--weight", type=GoalOption(), default="balanced", show_default=True, help="What the others make best."
)
@click.option("--seed", default=SEED, show_default=True, help="Of the parts the cases are divided into.")
@click.option("--json", "as_json", is_flag=True)
def compare(
    tree: Path,
    data: Path,
    outcome: str,
    forbid: tuple[str, ...],
    cues: int | None,
    weight: Goal,
    seed: int,
    as_json: bool,
) -> None:
    """The list in TREE beside simpler and heavier ways of sorting the cases in DATA, out of sample."""
    try:
        read = read_tree(tree.read_text(encoding="utf-8-sig", errors="replace"))
        past = read_past_cases(data, outcome, forbid=forbid, blank_is_unseen=True)
        table, seen = _seen(past), past.outcome[past.seen]
        rng = np.random.default_rng(seed)
        beside = sorting_beside(read, table, seen, rng, goal=weight, most_cues=cues)
    except (Unreadable, NotATree, NotACue, ValueError) as refused:
        refuse(tree if isinstance(refused, NotATree) else data, refused)
    unseen = len(past.seen) - len(seen)
    if as_json:
        told = {**beside.as_json(), "outcome_not_known": unseen, "seed": seed}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo("\n".join(_lines(beside, unseen)))


def _seen(past: PastCases) -> dict[str, list[str]]:
    """The cells of the cases whose outcome is known."""
    return {
        name: [cell for cell, one in zip(cells, past.seen, strict=True) if one]
        for name, cells in past.cues.items()
    }


def _lines(beside: SortingBeside, unseen: int) -> Iterator[str]:
    yield beside.tree.sentence()
    yield f"{'':<20}{'balanced accuracy':<24}{'less the list':<26}{'sens.':>6}{'spec.':>7}{'asked':>7}"
    for way in beside.ways:
        figures, less = way.figures, way.difference
        one = figures.balanced_accuracy
        reached = f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
        told = f"{less.value:+.3f} ({less.low:+.3f} to {less.high:+.3f})" if less else ""
        yield (
            f"{way.name.replace('_', ' '):<20}{reached:<24}{told:<26}{figures.sensitivity.value:>6.3f}"
            f"{figures.specificity.value:>7.3f}{figures.cues_per_case:>7.1f}"
        )
    yield beside.sentence()
    if unseen:
        yield f"{unseen:,} cases whose outcome is not known are left out."

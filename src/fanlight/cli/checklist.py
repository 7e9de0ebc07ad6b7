"""`fanlight checklist`: a list of questions tried on past cases, and the best that its cues allow."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from fanlight.cli.checklist_cases import read_past_cases
from fanlight.cli.checklist_compare import compare
from fanlight.cli.checklist_options import MOST_CUES, SEED, GoalOption
from fanlight.cli.checklist_tried import tried_tree
from fanlight.cli.refusing import refuse
from fanlight.exchange.reading import Unreadable
from fanlight.frontdoor.best_tree import Cases, Goal
from fanlight.frontdoor.checklist_audit import AuditPlan, ChecklistAudit, audit_checklist
from fanlight.frontdoor.cue_definition import NotACue, answers_of, cue_named
from fanlight.frontdoor.fan_trees import METHODS, MOST_LEVELS, FanAudit, audit_by_fan
from fanlight.frontdoor.fast_and_frugal_tree import NotATree
from fanlight.frontdoor.tree_text import read_tree, write_tree

BY = click.option("--by", multiple=True, help="Column that divides the cases, such as sex; not asked.")


@click.group()
def checklist() -> None:
    """Try a checklist on past cases, in the open. Prints sums over cases, never a case."""


checklist.add_command(compare)


@checklist.command()
@click.argument("tree", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="Column that says what services recorded next: 1, 0 or blank.")
@BY
@click.option("--seen", help="Column that says whether anybody saw what became of the case: 1 or 0.")
@click.option("--sample-weights", "weights", help="Column with 1 / chance of being drawn for a second look.")
@click.option("--json", "as_json", is_flag=True)
def test(
    tree: Path,
    data: Path,
    outcome: str,
    by: tuple[str, ...],
    seen: str | None,
    weights: str | None,
    as_json: bool,
) -> None:
    """What the list in TREE would have done with the cases in DATA."""
    try:
        read = read_tree(tree.read_text(encoding="utf-8-sig", errors="replace"))
        past = read_past_cases(data, outcome, by=by, seen=seen, weights=weights, blank_is_unseen=True)
        cues = tuple(cue_named(name, list(past.cues)) for name in read.cues)
        answers = answers_of(cues, past.cues) if cues else np.empty((len(past.outcome), 0))
        tried = tried_tree(read, Cases(cues, answers, past.outcome), past)
    except (Unreadable, NotATree, NotACue, ValueError) as refused:
        refuse(tree if isinstance(refused, NotATree) else data, refused)
    if as_json:
        click.echo(json.dumps({"tree": read.as_json(), **tried.as_json()}, ensure_ascii=False))
        return
    click.echo(f"{read.sentence()}\n{tried.figures.sentence()}")
    for name, one in (
        ("sensitivity", tried.figures.sensitivity),
        ("specificity", tried.figures.specificity),
        ("balanced accuracy", tried.figures.balanced_accuracy),
    ):
        click.echo(f"  {name:<18} {one.value:.3f} ({one.low:.3f} to {one.high:.3f})")
    for level, left, unknown in zip(
        read.levels, tried.sorted.at_each_exit(), tried.sorted.not_known, strict=False
    ):
        click.echo(f"  {level.cue}: {left:,} left here, {unknown:,} not known")
    for words in tried.more():
        click.echo(words)


@checklist.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="Column that says what services recorded next: 1 or 0.")
@click.option(
    "--cues", default=MOST_CUES, show_default=True, type=click.IntRange(1, MOST_CUES), help="At most so many."
)
@click.option(
    "--weight", type=GoalOption(), default="balanced", show_default=True, help="What makes a list the best."
)
@click.option(
    "--near", default=0.01, show_default=True, type=click.FloatRange(0, 1), help="Counted as nearly as good."
)
@click.option("--must", multiple=True, help="A column that must be asked.")
@click.option("--forbid", multiple=True, help="A column that must not be asked.")
@click.option(
    "--thresholds", default=1, show_default=True, type=click.IntRange(1, 3), help="Of a column of numbers."
)
@click.option("--permutations", default=1000, show_default=True, type=click.IntRange(0), help="0: none.")
@click.option("--seed", default=SEED, show_default=True)
@click.option(
    "--method",
    default="exact",
    show_default=True,
    type=click.Choice(["exact", *METHODS]),
    help="ifan and dfan are the classic heuristics; at most four questions, nothing certified.",
)
@BY
@click.option("--json", "as_json", is_flag=True)
def audit(
    data: Path,
    outcome: str,
    cues: int,
    weight: Goal,
    near: float,
    must: tuple[str, ...],
    forbid: tuple[str, ...],
    thresholds: int,
    permutations: int,
    seed: int,
    method: str,
    by: tuple[str, ...],
    as_json: bool,
) -> None:
    """The best list that the cues in DATA allow, how much of it is chance, how many are as good."""
    plan, rng = AuditPlan(weight, cues, must, near, thresholds, permutations), np.random.default_rng(seed)
    try:
        past = read_past_cases(data, outcome, by=by, must=must, forbid=forbid)
        audited: ChecklistAudit | FanAudit
        if method == "exact":
            audited = audit_checklist(past.cues, past.outcome, plan, rng)
            tree, asked = audited.best.tree, audited.best.cues
        elif must or thresholds > 1:
            raise click.UsageError(f"{method} knows neither --must nor --thresholds: they are for exact")
        else:
            levels = min(cues, MOST_LEVELS)
            audited = audit_by_fan(method, past.cues, past.outcome, rng, goal=weight, most_levels=levels)
            tree, asked = audited.found.tree, audited.found.cases.cues
        tried = tried_tree(tree, Cases(asked, answers_of(asked, past.cues), past.outcome), past)
    except (Unreadable, NotACue, ValueError) as refused:
        refuse(data, refused)
    if as_json:
        by_group = [one.as_json() for one in tried.by_group]
        click.echo(json.dumps({**audited.as_json(), "by_group": by_group}, ensure_ascii=False))
        return
    told = [write_tree(tree), "", tried.figures.sentence(), audited.sentence(), *tried.more()]
    click.echo("\n".join(told))

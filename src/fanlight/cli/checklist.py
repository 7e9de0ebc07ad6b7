"""`fanlight checklist`: a list of questions tried on past cases, and the best that its cues allow."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from fanlight.cli.refusing import refuse
from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table
from fanlight.exchange.reading import Unreadable
from fanlight.frontdoor.best_tree import Cases, Goal, figures_of
from fanlight.frontdoor.checklist_audit import AuditPlan, ChecklistAudit, audit_checklist, without
from fanlight.frontdoor.cue_definition import NO, NOT_KNOWN, YES, NotACue, answers_of, cue_named
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, NotATree
from fanlight.frontdoor.tree_text import read_tree, write_tree

MOST_CUES = 5
SEED = 20_140_401


class GoalOption(click.ParamType[Goal]):
    """balanced, net-benefit:T or sens:W."""

    name = "balanced|net-benefit:T|sens:W"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Goal:
        """The goal that the words name."""
        if isinstance(value, Goal):
            return value
        kind, _, number = str(value).partition(":")
        try:
            goal = Goal(kind, float(number) if number else 0.5)
            goal.price(1, 1)
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)
        if (kind == "balanced") == bool(number):
            self.fail(f"{value} is none of balanced, net-benefit:T, sens:W", param, ctx)
        return goal


@click.group()
def checklist() -> None:
    """Try a checklist on past cases, in the open. Prints sums over cases, never a case."""


@checklist.command()
@click.argument("tree", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="Column that says what services recorded next: 1 or 0.")
@click.option("--json", "as_json", is_flag=True)
def test(tree: Path, data: Path, outcome: str, as_json: bool) -> None:
    """What the list in TREE would have done with the cases in DATA."""
    try:
        read = read_tree(tree.read_text(encoding="utf-8-sig", errors="replace"))
        table = read_analysis_table(data, [outcome])
        columns = {name: table.text(name) for name in table.header if name != outcome}
        cues = tuple(cue_named(name, list(columns)) for name in read.cues)
        cases = Cases(
            cues,
            answers_of(cues, columns) if cues else np.empty((len(table.rows), 0)),
            _outcome(table, outcome),
        )
    except (Unreadable, NotATree, NotACue) as refused:
        refuse(data if isinstance(refused, NotACue) else tree, refused)
    figures = figures_of(read, cases)
    asked = read.sort({cue.name: cases.answers[:, at] for at, cue in enumerate(cues)} or {"": cases.outcome})
    if as_json:
        told = {
            "n": figures.n,
            "tree": read.as_json(),
            **figures.as_json(),
            "at_each_exit": asked.at_each_exit().tolist(),
            "not_known": list(asked.not_known),
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{read.sentence()}\n{figures.sentence()}")
    for name, one in (
        ("sensitivity", figures.sensitivity),
        ("specificity", figures.specificity),
        ("balanced accuracy", figures.balanced_accuracy),
    ):
        click.echo(f"  {name:<18} {one.value:.3f} ({one.low:.3f} to {one.high:.3f})")
    for level, left, unknown in zip(read.levels, asked.at_each_exit(), asked.not_known, strict=False):
        click.echo(f"  {level.cue}: {left:,} left here, {unknown:,} not known")


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
    as_json: bool,
) -> None:
    """The best list that the cues in DATA allow, how much of it is chance, how many are as good."""
    plan = AuditPlan(weight, cues, must, near, thresholds, permutations)
    try:
        table = read_analysis_table(data, [outcome, *must, *forbid])
        columns = {name: table.text(name) for name in table.header if name != outcome}
        audited = audit_checklist(
            without(columns, forbid), _outcome(table, outcome), plan, np.random.default_rng(seed)
        )
    except (Unreadable, NotACue, ValueError) as refused:
        refuse(data, refused)
    click.echo(json.dumps(audited.as_json(), ensure_ascii=False) if as_json else _words(audited))


def _words(audited: ChecklistAudit) -> str:
    tree: FastAndFrugalTree = audited.best.tree
    return "\n".join([write_tree(tree), "", audited.best.figures.sentence(), audited.sentence()])


def _outcome(table: AnalysisTable, column: str) -> NDArray[np.bool_]:
    cells = [cell.lower() for cell in table.text(column)]
    for place, cell in zip(table.places, cells, strict=True):
        if cell not in YES | NO:
            said = "not known" if cell in NOT_KNOWN else f"{cell!r}, neither 1 nor 0"
            raise Unreadable(f"{table.name}, row {place}", f"{column} is {said}")
    return np.array([cell in YES for cell in cells], np.bool_)

"""`fanlight pilot`: what a pilot's counts show, and what it could show, before it starts."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from fanlight.cli.refusing import REFUSED
from fanlight.evidence.pilot_count import Count

if TYPE_CHECKING:
    from fanlight.evidence.pilot_analysis import PilotResult
    from fanlight.evidence.preflight import Preflight

SEED = 2026  # of the pilots that are drawn; the answer is the same each time
METHODS = ("mid-p", "exact", "score")  # scipy is loaded when a command runs, not when one is named


class OneLine(click.Command):
    """A command that tells wrong use in one line."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options; what is wrong with them goes to standard error, and the exit code is 2."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as wrong:
            click.echo(" ".join(wrong.format_message().split()), err=True)
            raise SystemExit(REFUSED) from None


def _count(_ctx: click.Context, _param: click.Parameter, text: str | None) -> Count | None:
    """Read EVENTS/EXPOSURE, or say what is wrong with it."""
    try:
        return None if text is None else Count.read(text)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong)) from None


@click.group()
def pilot() -> None:
    """Pilots: what one could show before it starts, and what its counts show."""


@pilot.command(cls=OneLine)
@click.option(
    "--before",
    callback=_count,
    metavar="EVENTS/EXPOSURE",
    required=True,
    help="Events and exposure before, as 49/118072.",
)
@click.option(
    "--after",
    callback=_count,
    metavar="EVENTS/EXPOSURE",
    required=True,
    help="Events and exposure after, in the same unit.",
)
@click.option(
    "--control-before",
    callback=_count,
    metavar="EVENTS/EXPOSURE",
    help="The same of a place without the pilot.",
)
@click.option(
    "--control-after", callback=_count, metavar="EVENTS/EXPOSURE", help="Goes with --control-before."
)
@click.option("--method", type=click.Choice(METHODS), default="mid-p", show_default=True)
@click.option("--smallest-effect", type=float, help="Ratio nearest to 1 that would matter, such as 0.8.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def analyse(
    before: Count,
    after: Count,
    control_before: Count | None,
    control_after: Count | None,
    method: str,
    smallest_effect: float | None,
    as_json: bool,
) -> None:
    """Compare the rate after with the rate before: ratio, interval, p and verdict, all from one method."""
    from fanlight.evidence.pilot_analysis import analyse_pilot

    try:
        result = analyse_pilot(
            before,
            after,
            control_before=control_before,
            control_after=control_after,
            method=method,
            smallest_effect=smallest_effect,
        )
    except ValueError as refusal:
        _refuse(str(refusal))
    click.echo(json.dumps(_as_json(result), ensure_ascii=False) if as_json else result.sentence())


@pilot.command(cls=OneLine)
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def preflight(spec: Path, as_json: bool) -> None:
    """Tell what a pilot could show before it starts, and what would pass for an effect."""
    import numpy as np

    from fanlight.evidence.pilot import BadPilot, read_pilot
    from fanlight.evidence.preflight import preflight as work_out

    try:
        registered = read_pilot(tomllib.loads(spec.read_text(encoding="utf-8-sig")))
    except OSError as failed:
        _refuse(f"{spec.name} cannot be read: {failed.strerror or failed}")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        _refuse(f"{spec.name} is not TOML: {wrong}")
    except BadPilot as wrong:
        _refuse(f"{spec.name}: {wrong}")
    told = work_out(registered, rng=np.random.default_rng(SEED))
    click.echo(
        json.dumps(preflight_as_json(told), ensure_ascii=False) if as_json else "\n".join(told.sentences())
    )


def preflight_as_json(told: Preflight) -> dict[str, object]:
    """Names that are a contract; what does not exist is null."""
    worst, price = told.worst_start, told.peeking
    return {
        "title": told.spec.title,
        "hash": told.spec.freeze_hash(),
        "could_show": told.could_show,
        "power": told.power,
        "smallest_detectable": told.smallest_detectable,
        "median_found": _number(told.finds.median_found),
        "exaggeration": _number(told.finds.exaggeration),
        "wrong_sign": _number(told.finds.wrong_sign),
        "times_longer": told.times_longer,
        "worst_start": worst
        and {
            "falls_to": worst.falls_to,
            "false_credit": worst.false_credit,
            "false_credit_drawn_in": worst.drawn_in,
        },
        "peeking": {
            "false_alarms": price.false_alarms,
            "planned_power": price.planned_power,
            "any_time_power": price.any_time_power,
            "looks": [
                {"month": month, "p_below": float(p)}
                for month, p in enumerate(price.planned.nominal_p, start=1)
            ],
        },
        "sentences": told.sentences(),
    }


def _refuse(words: str) -> NoReturn:
    click.echo(" ".join(words.split()), err=True)
    raise SystemExit(REFUSED) from None


def _as_json(result: PilotResult) -> dict[str, object]:
    """JSON knows no infinity: null, and the words beside it."""
    return {
        "rate_ratio": _number(result.rate_ratio),
        "low": result.low,
        "high": _number(result.high),
        "p": result.p,
        "method": result.estimate.method,
        "verdict": result.verdict.word,
        "sentence": result.sentence(),
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None

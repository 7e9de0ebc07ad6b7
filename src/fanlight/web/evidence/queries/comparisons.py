"""Reads of comparisons of areas: who can be compared, what came out, whether the figures changed since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fanlight.evidence.comparison.found import finding_of
from fanlight.evidence.comparison.study import inputs_digest, read_study
from fanlight.evidence.finding import CannotRun, Finding
from fanlight.evidence.specification import Specification, read_specification
from fanlight.exchange.published_figures import authority_names, neighbours_of, sources
from fanlight.exchange.published_panel import panel_of, published_panel
from fanlight.exchange.published_series import MEASURES
from fanlight.figures.comparison import seen_and_expected, spread_of_estimates
from fanlight.figures.figure import Figure
from fanlight.reports.comparison import ComparisonToTell
from fanlight.web.evidence.models import AreaComparison


def areas_of(measure: str) -> list[tuple[str, str]]:
    """Code and name of every authority with figures of a measure."""
    told = published_panel(measure)
    return list(zip(told.codes, told.names, strict=True))


def neighbours(place: str) -> list[tuple[str, str, str]]:
    """Code, name and closeness of an authority's statistical neighbours, the nearest first."""
    names = authority_names()
    return [
        (one.la_code, names[one.la_code], one.closeness)
        for one in neighbours_of(place)
        if one.la_code in names
    ]


def measure_and_place(spec: Specification) -> tuple[str, str]:
    """Which measure and which authority a specification is about."""
    measure, _, place = spec.series.removeprefix("published-").rpartition("-")
    return measure, place


def titled(comparison: AreaComparison) -> str:
    """What was compared, in words."""
    measure, place = measure_and_place(comparison.spec)
    return f"{MEASURES[measure].title}, {published_panel(measure).name_of(place)}"


@lru_cache(maxsize=256)
def inputs_now(specification: str) -> str:
    """The digest of what a specification compares today; bundled figures change with the program alone."""
    try:
        return inputs_digest(panel_of(read_specification(specification)))
    except CannotRun:
        return ""


def is_stale(comparison: AreaComparison) -> bool:
    """Whether its figures are no longer those that are published."""
    return comparison.state == AreaComparison.State.DONE and comparison.inputs != inputs_now(
        comparison.specification
    )


def offered() -> list[tuple[str, str]]:
    """Number and words of the comparisons that stand, the newest first: to be taken as a test."""
    done = AreaComparison.objects.filter(state=AreaComparison.State.DONE, made_again=None).defer("result")
    return [(str(one.pk), f"{one.change} ({titled(one)})") for one in done]


def numbers_of(specifications: set[str]) -> dict[str, int]:
    """The newest comparison of each specification, by its text."""
    if not specifications:
        return {}
    held = AreaComparison.objects.filter(specification__in=specifications, state=AreaComparison.State.DONE)
    return dict(held.order_by("pk").values_list("specification", "pk"))


def comparison_finding(spec: Specification) -> Finding:
    """What the comparison of this specification found on the figures of today.

    Raises
    ------
    CannotRun
        It was not worked out on them yet.
    """
    inputs = inputs_now(spec.to_json())
    done = AreaComparison.objects.filter(
        state=AreaComparison.State.DONE, specification=spec.to_json(), inputs=inputs
    )
    one = done.order_by("pk").last() if inputs else None
    if one is None:
        raise CannotRun("the comparison was not worked out on the figures of today: run it again there first")
    measure = measure_and_place(spec)[0]
    known_on = published_panel(measure).published_on
    return finding_of(spec, read_study(one.result), known_on=known_on, unit=_unit(measure))


def _unit(measure: str) -> str:
    """Of an effect."""
    one = MEASURES[measure]
    return one.unit_words if one.unit != "percent" else "percentage points"


@dataclass(frozen=True)
class ComparisonPage:
    """What a finished comparison shows."""

    told: ComparisonToTell
    spread: Figure
    course: Figure
    is_stale: bool


def page_of(comparison: AreaComparison) -> ComparisonPage:
    """Figures and words of a finished comparison."""
    spec, result = comparison.spec, comparison.result
    measure = measure_and_place(spec)[0]
    one, unit = MEASURES[measure], _unit(measure)
    found, what = read_study(result), titled(comparison)
    spread = spread_of_estimates(found.comparison, title=what, unit=unit)
    course = seen_and_expected(
        result["periods"], found.seen, found.middle, first=found.first, title=what, unit=one.unit_words
    )
    told = ComparisonToTell(
        change=comparison.change,
        what=what,
        begins=result["periods"][found.first],
        unit=unit,
        study=found,
        chosen=comparison.get_chosen_display(),
        warned=comparison.chosen == AreaComparison.Chosen.STOOD_OUT,
        left_out=[(area["name"], area["because"]) for area in comparison.left_out],
        specification=comparison.specification,
        source=sources()[one.data_set].sentence(),
        pictures=[(figure.svg, figure.sentence) for figure in (spread, course)],
    )
    return ComparisonPage(told, spread, course, is_stale(comparison))

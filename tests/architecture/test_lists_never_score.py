"""A list of questions sorts tables of past cases; a worker is shown questions and the team's own words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import fanlight
from fanlight.frontdoor import exits

WEB = Path(fanlight.__file__).parent / "web"
# What puts cases into classes or counts how well; and where alone it may be reached from.
SORTS = {
    "past_test",
    "best_tree",
    "checklist_audit",
    "fan_trees",
    "logistic_regression",
    "sorting_beside",
    "sorting_by_group",
    "sorting_figures",
    "sorting_partly_seen",
    "ways_of_sorting",
}
METHODS = {"sort", "classify"}
ABOUT_PAST_CASES = {
    "frontdoor/actions/checklist_tests.py",
    "frontdoor/cue_audit_jobs.py",
    "frontdoor/queries/list_files.py",
    "frontdoor/queries/list_tests.py",
    "frontdoor/queries/past_cases.py",
    "frontdoor/views/checklist_tests.py",
    "site/demo_lists.py",
}
BESIDE_A_DECISION = ("decide", "decided", "recorded", "contact", "brief", "beside")


def sorting_modules(module: ast.Module) -> set[str]:
    """Modules that sort cases, as far as this one imports them; and calls of a tree's own methods."""
    found = set()
    for node in ast.walk(module):
        match node:
            case ast.ImportFrom(module=str() as name) if name.split(".")[-1] in SORTS:
                found.add(name)
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Attribute(attr="sorting"))) if (
                attr in METHODS
            ):
                found.add(attr)
    return found


def test_only_pages_about_past_cases_sort_any():
    reached = {
        path.relative_to(WEB).as_posix()
        for path in WEB.rglob("*.py")
        if sorting_modules(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert reached == ABOUT_PAST_CASES


def test_a_fitted_regression_is_reached_by_a_comparison_of_past_cases_alone():
    """It shows what a short list costs; its coefficients leave neither the fold nor the library."""
    source = WEB.parent
    reached = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"import .*logistic_regression|ways_of_sorting import", path.read_text(encoding="utf-8"))
    }
    assert reached == {"frontdoor/ways_of_sorting.py", "frontdoor/sorting_beside.py"}


@pytest.mark.parametrize(
    "text",
    [
        "from fanlight.frontdoor.past_test import past_test",
        "from fanlight.frontdoor.best_tree import best_tree",
        "from fanlight.estimates.logistic_regression import logistic_regression",
        "version.sorting.classify(table)",
        "version.sorting.sort(table)",
    ],
)
def test_the_search_finds_what_sorts(text):
    assert sorting_modules(ast.parse(text))


def test_the_way_through_a_list_is_followed_without_a_number():
    """An exit is a place on the card and one of two words: nothing to compare children by."""
    assert set(exits.Exit.__annotations__) == {"after", "when", "positive"}
    source = Path(exits.__file__).read_text(encoding="utf-8")
    assert not re.search(r"numpy|sum\(|\bmean\b|weight|points", source)


@pytest.mark.parametrize("name", BESIDE_A_DECISION)
def test_no_page_beside_a_decision_shows_a_figure_of_a_list(name):
    template = (WEB / "frontdoor" / "templates" / "frontdoor" / f"{name}.html").read_text(encoding="utf-8")
    assert not re.search(r"sensitivity|specificity|accuracy|per_100|net_benefit|page\.sentence", template)
    assert not re.search(r"checklist\w*\.(tests|figures|sorting)", template)

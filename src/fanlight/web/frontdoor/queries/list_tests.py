"""A kept test as a page shows it: figures with intervals, pictures, groups, and what cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.partly_seen import WorstCase
from fanlight.estimates.proportions import proportion
from fanlight.figures import Figure
from fanlight.figures.checklist_tree import TreeRow, checklist_tree
from fanlight.figures.sorted_cases import sorted_cases
from fanlight.frontdoor.enough_cases import cases_needed
from fanlight.frontdoor.group_differences import GroupDifference, comparisons, group_differences
from fanlight.frontdoor.past_test import ListTest, hundred, net_benefit
from fanlight.frontdoor.sorting_by_group import TOO_FEW
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.frontdoor.models import ChecklistTest, ChecklistVersion

SMALLEST = 5
THRESHOLDS = (5, 10, 20)  # one hit is worth so many cases looked at
CANNOT = "We cannot tell"
NOT_TESTED = (
    "This version was not tested on past cases: whether it misses or alarms more often in one group than in "
    "another cannot be told."
)


@dataclass(frozen=True)
class TestPage:
    """Everything that is said of one test."""

    test: ChecklistTest
    sentence: str
    enough: str
    measures: list[tuple[str, str, str]]
    bounds: list[tuple[str, str, str, str]]
    labelled: str
    parts: list[tuple[str, str, str, str]]
    benefits: list[tuple[str, str, str, str]]
    tree: Figure
    icons: Figure | None
    groups: list[tuple[str, list[tuple[str, ...]]]]
    hidden: bool
    differences: list[str]
    compared: str


def test_page(test: ChecklistTest, *, small: bool) -> TestPage:
    """Build the page; `small`: whether the reader may see numbers under five."""
    version, told = test.version, ListTest.from_json(test.figures)
    hidden = set() if small else _hidden(told)
    differences = [one for one in _differences(told) if (one.split, one.group) not in hidden]
    return TestPage(
        test,
        told.per_100(version.positive_words, version.negative_words),
        _enough(told),
        _measures(told.whole),
        _bounds(told, test),
        _labelled(told),
        [
            (name, f"{one.n:,}", _share(*_caught(one)), _share(*_spared(one)))
            for name, one in told.parts.items()
        ],
        _benefits(told.whole),
        _tree(version, told),
        _icons(version, told),
        [
            (split, [_group(name, one, (split, name) in hidden) for name, one in groups.items() if one.n])
            for split, groups in told.groups.items()
        ],
        bool(hidden),
        [one.sentence() for one in differences],
        _compared(told, len(differences)),
    )


def differences_of(version: ChecklistVersion) -> tuple[ChecklistTest | None, list[str]]:
    """The newest test of a version, and what of groups has to be acknowledged before it is used."""
    if version.sorting is None:
        return None, []
    test = version.tests.first()
    if test is None:
        return None, [NOT_TESTED]
    told = ListTest.from_json(test.figures)
    found = [one.sentence() for one in _differences(told)]
    if not found and not _comparisons(told):
        return test, ["Every group has too few past cases: whether they differ cannot be told."]
    return test, found


def _measures(one: SortingFigures) -> list[tuple[str, str, str]]:
    asked = f"{one.cues_per_case:.1f} questions a case" if one.n else CANNOT
    return [
        ("Caught, of those with the outcome (sensitivity)", *_both(*_caught(one), one.sensitivity)),
        ("Let go, of those without it (specificity)", *_both(*_spared(one), one.specificity)),
        ("Mean of both (balanced accuracy)", "", _interval(one.balanced_accuracy)),
        ("Questions asked", asked, ""),
    ]


def _bounds(told: ListTest, test: ChecklistTest) -> list[tuple[str, str, str, str]]:
    if test.source == ChecklistTest.Source.FILE:
        return []
    seen, bounds = told.whole, told.partly_seen()
    return [
        ("Sensitivity", _interval(seen.sensitivity), *_from_to(bounds.sensitivity)),
        ("Specificity", _interval(seen.specificity), *_from_to(bounds.specificity)),
        ("Balanced accuracy", _interval(seen.balanced_accuracy), *_from_to(bounds.balanced_accuracy)),
    ]


def _labelled(told: ListTest) -> str:
    if not told.labelled:
        return f"No second look is known of these contacts. {CANNOT} from it."
    one = told.labelled
    if one.n < MINIMUM_TEAM:
        return f"Too few second looks of these contacts are known to tell. {CANNOT} from them."
    if 0 < one.hits + one.misses < MINIMUM_TEAM:
        return (
            f"Of {one.n:,} contacts with a second, independent look, that look would have sent on fewer than "
            f"{MINIMUM_TEAM}. {CANNOT} how many of them the list catches."
        )
    return (
        f"Of {one.n:,} contacts with a second, independent look, that look would have sent on "
        f"{one.hits + one.misses:,}; the list catches {one.hits:,} of them and lets {one.misses:,} go."
    )


def _benefits(one: SortingFigures) -> list[tuple[str, str, str, str]]:
    if not one.n:
        return []
    everyone = SortingFigures(one.hits + one.misses, 0, one.false_alarms + one.correct_rejections, 0, 0)
    return [
        (
            f"1 in {weight}",
            _per_100(net_benefit(one, 1 / weight)),
            _per_100(net_benefit(everyone, 1 / weight)),
            "0",
        )
        for weight in THRESHOLDS
    ]


def _per_100(one: Estimate) -> str:
    return f"{100 * one.value:.1f} ({100 * one.low:.1f} to {100 * one.high:.1f})"


def _tree(version: ChecklistVersion, told: ListTest) -> Figure:
    rows = []
    tree = version.sorting
    for at, left in enumerate(told.exits):
        level = tree.levels[at] if tree and at < len(tree.levels) else None
        first = level.then if level else bool(tree and tree.otherwise)
        rows.append(
            TreeRow(
                version.question(level.cue) if level else "",
                ("Yes" if level.when else "No") if level else "",
                version.words(first),
                first,
                told.asked[at] if level else left.cases,
                left.cases,
                told.not_known[at] if level else 0,
                left.with_outcome,
            )
        )
    return checklist_tree(rows, title="The list on past cases")


def _icons(version: ChecklistVersion, told: ListTest) -> Figure | None:
    one = told.whole
    if not one.n:
        return None
    h, m, f, c = hundred((one.hits, one.misses, one.false_alarms, one.correct_rejections))
    return sorted_cases(
        (h, m, f, c),
        positive=version.positive_words,
        negative=version.negative_words,
        title="Of 100 past contacts like these",
    )


def _group(name: str, one: SortingFigures, hidden: bool) -> tuple[str, ...]:
    if hidden:
        return name, "not shown", "not shown", "not shown"
    return name, f"{one.n:,}", _missed(one), _alarmed(one)


def _missed(one: SortingFigures) -> str:
    return _or_too_few(one.misses, one.hits + one.misses)


def _alarmed(one: SortingFigures) -> str:
    return _or_too_few(one.false_alarms, one.false_alarms + one.correct_rejections)


def _or_too_few(count: int, of: int) -> str:
    return _share(count, of) if of >= TOO_FEW else f"{count:,} of {of:,}: too few"


def _hidden(told: ListTest) -> set[tuple[str, str]]:
    """Groups with a number from 1 to 4, and beside a single one the next smallest: totals are shown."""
    hidden: set[tuple[str, str]] = set()
    for split, groups in told.groups.items():
        counts = {name: one for name, one in groups.items() if one.n}
        small = {name for name, one in counts.items() if _is_small(one)}
        if len(small) == 1 and len(counts) > 1:
            small.add(min((one.n, name) for name, one in counts.items() if name not in small)[1])
        hidden |= {(split, name) for name in small}
    return hidden


def _is_small(one: SortingFigures) -> bool:
    cells = (one.hits, one.misses, one.false_alarms, one.correct_rejections)
    return any(0 < cell < SMALLEST for cell in cells)


def _differences(told: ListTest) -> list[GroupDifference]:
    return [one for split in told.by_group() for one in group_differences(split)]


def _comparisons(told: ListTest) -> int:
    """Comparisons between groups that have enough cases."""
    return sum(comparisons(split) for split in told.by_group())


def _compared(told: ListTest, found: int) -> str:
    of = _comparisons(told)
    if not of:
        return f"Every group has too few past cases. {CANNOT} whether they differ."
    return (
        f"{of} comparisons have enough cases; about {max(1, round(of / 20))} would stand apart by chance "
        f"alone, and {found} of those shown do."
    )


def _enough(told: ListTest) -> str:
    with_outcome, n = told.whole.hits + told.whole.misses, told.whole.n
    if not n or not 0 < with_outcome < n:
        return f"{CANNOT} anything: the outcome was recorded for {with_outcome:,} of {n:,} past cases."
    needed = cases_needed(with_outcome / n)
    if n >= needed:
        return (
            f"{n:,} past cases, {with_outcome:,} of them with the outcome: enough to tell the share caught "
            "within about 10 in 100."
        )
    return (
        f"{n:,} past cases are too few: about {needed:,} are needed to tell the share caught within about "
        f"10 in 100, since {with_outcome:,} of them have the outcome."
    )


def _caught(one: SortingFigures) -> tuple[int, int]:
    return one.hits, one.hits + one.misses


def _spared(one: SortingFigures) -> tuple[int, int]:
    return one.correct_rejections, one.correct_rejections + one.false_alarms


def _both(count: int, of: int, estimate: Estimate) -> tuple[str, str]:
    return f"{count:,} of {of:,}", _interval(estimate)


def _share(count: int, of: int) -> str:
    if not of:
        return "none"
    return f"{count:,} of {of:,} ({_interval(proportion(count, of))})"


def _interval(one: Estimate) -> str:
    if not isfinite(one.value):
        return CANNOT
    return f"{100 * one.value:.0f} in 100, {100 * one.low:.0f} to {100 * one.high:.0f}"


def _from_to(one: WorstCase) -> tuple[str, str]:
    """The bounds, and the same with chance."""
    if not isfinite(one.lowest):
        return CANNOT, CANNOT
    return (
        f"{100 * one.lowest:.0f} to {100 * one.highest:.0f} in 100",
        f"{100 * one.low:.0f} to {100 * one.high:.0f} in 100",
    )

"""A hundred past cases as a list would have sorted them: one mark each, by shape and by word."""

from __future__ import annotations

from fanlight.figures import svg
from fanlight.figures.figure import Figure, table

_ACROSS, _SIZE = 20, 22


def sorted_cases(
    counts: tuple[int, int, int, int], *, positive: str, negative: str, title: str, name: str = ""
) -> Figure:
    """Draw past cases.

    Parameters
    ----------
    counts
        With the outcome: put into the first way out, and into the second; without it: the same.
    positive, negative
        The team's own words for the two ways out.
    title
        What is shown.
    name
        The beginning of the picture's ids.

    Raises
    ------
    ValueError
        The counts do not add up to 100.

    Examples
    --------
    >>> figure = sorted_cases((9, 3, 20, 68), positive="assess", negative="advise", title="100 past contacts")
    >>> figure.sentence
    '100 past contacts: 12 with the outcome (assess 9, advise 3), 88 without it (assess 20, advise 68).'
    """
    if sum(counts) != 100:
        raise ValueError(f"{sum(counts)} cases where 100 are drawn")
    hits, misses, alarms, right = counts
    sentence = (
        f"{title}: {hits + misses} with the outcome ({positive} {hits}, {negative} {misses}), "
        f"{alarms + right} without it ({positive} {alarms}, {negative} {right})."
    )
    kinds = [kind for kind, count in enumerate(counts) for _ in range(count)]
    marks = [
        part
        for place, kind in enumerate(kinds)
        for part in _mark(kind, place % _ACROSS * _SIZE + 2.0, place // _ACROSS * _SIZE + 2.0)
    ]
    depth = -(-100 // _ACROSS) * _SIZE + 6.0
    labels = _labels(positive, negative)
    key = [
        part
        for place, (kind, label) in enumerate(zip(range(4), labels, strict=True))
        for part in (*_mark(kind, 2, depth + place * 24), svg.text(28, depth + place * 24 + 14, label))
    ]
    picture = svg.document(
        _ACROSS * _SIZE,
        depth + 4 * 24,
        [*marks, *key],
        title=title,
        description=sentence,
        name=name or svg.mark("sorted", title, repr(counts), positive),
        kind="narrow",
    )
    rows = [(label, count) for label, count in zip(labels, counts, strict=True)]
    return Figure(picture, title, sentence, table(("Of 100 past cases", "Cases"), rows))


def _labels(positive: str, negative: str) -> tuple[str, str, str, str]:
    return (
        f"With the outcome: {positive}",
        f"With the outcome: {negative} (missed)",
        f"Without it: {positive}",
        f"Without it: {negative}",
    )


def _mark(kind: int, x: float, y: float) -> list[str]:
    """Filled square, filled circle with a cross, ringed square, open square."""
    size = _SIZE - 4
    if kind == 0:
        return [svg.rect(x, y, size, size, "fl-fig-1")]
    if kind == 1:
        half = size / 2
        return [
            svg.element("circle", {"class": "fl-fig-3", "cx": x + half, "cy": y + half, "r": half}),
            svg.line(x + 5, y + 5, x + size - 5, y + size - 5, "fl-fig-hatch"),
            svg.line(x + 5, y + size - 5, x + size - 5, y + 5, "fl-fig-hatch"),
        ]
    ground = svg.rect(x, y, size, size, "fl-fig-ground")
    return [ground, svg.rect(x + 5, y + 5, size - 10, size - 10, "fl-fig-2")] if kind == 2 else [ground]

"""A list with exits as a picture: question by question, with the past cases that left at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.figures import svg
from fanlight.figures.figure import Figure, table

_WIDTH, _STEP, _BOX, _EXIT = 720.0, 92.0, 400.0, 230.0
_LINE = 46  # letters that a box holds in one line


@dataclass(frozen=True)
class TreeRow:
    """One question, or what is left after the last (`question` is "" then).

    Attributes
    ----------
    question
        In the team's own words.
    answer
        "Yes" or "No": which answer leaves here.
    leads_to
        The team's own words at the exit.
    is_first_way
        Which of the two ways out it is; marked by shape beside the word.
    asked, left, not_known, with_outcome
        Past cases: asked here, left here, without an answer, and of those who left how many had the outcome.
    """

    question: str
    answer: str
    leads_to: str
    is_first_way: bool
    asked: int
    left: int
    not_known: int
    with_outcome: int


def checklist_tree(rows: Sequence[TreeRow], *, title: str, name: str = "") -> Figure:
    """Draw a list as it sorts past cases.

    Parameters
    ----------
    rows
        Its questions in order, and last the rest.
    title
        What is shown.
    name
        The beginning of the picture's ids.

    Raises
    ------
    ValueError
        There is no row.

    Examples
    --------
    >>> first = TreeRow("Bruise?", "Yes", "assess", True, 40, 8, 3, 5)
    >>> rest = TreeRow("", "", "advise", False, 32, 32, 0, 2)
    >>> checklist_tree([first, rest], title="The list").sentence
    'The list: of 40 past cases 8 left at question 1 (assess), 32 after the last (advise).'
    """
    if not rows:
        raise ValueError("there is no question to draw")
    left = ", ".join(
        f"{row.left:,} {f'left at question {number}' if row.question else 'after the last'} ({row.leads_to})"
        for number, row in enumerate(rows, 1)
    )
    sentence = f"{title}: of {rows[0].asked:,} past cases {left}."
    drawn = [part for place, row in enumerate(rows) for part in _row(place, row, len(rows))]
    picture = svg.document(
        _WIDTH,
        (len(rows) - 1) * _STEP + 70,
        drawn,
        title=title,
        description=sentence,
        name=name or svg.mark("tree", title, repr(rows)),
    )
    cells = [
        (
            row.question or "All others",
            f"{row.answer} → {row.leads_to}" if row.answer else row.leads_to,
            row.asked,
            row.left,
            row.not_known if row.question else None,
            row.with_outcome,
        )
        for row in rows
    ]
    columns = (
        "Question",
        "Who leaves here",
        "Asked",
        "Left here",
        "Not known",
        "Of those who left: with outcome",
    )
    return Figure(picture, title, sentence, table(columns, cells))


def _row(place: int, row: TreeRow, count: int) -> list[str]:
    top = place * _STEP + 4
    parts: list[str] = []
    exit_left = _WIDTH - _EXIT
    if row.question:
        words = _lines(f"{place + 1}. {row.question}")
        parts += [
            svg.rect(1, top, _BOX, 56, "fl-fig-ground"),
            *(svg.text(10, top + 20 + 16 * at, words_, kind="strong") for at, words_ in enumerate(words)),
            svg.text(10, top + 72, f"{row.asked:,} asked, {row.not_known:,} not known"),
            svg.line(_BOX + 1, top + 28, exit_left, top + 28, "fl-fig-axis"),
            svg.text((_BOX + exit_left) / 2, top + 22, row.answer, kind="middle strong"),
            svg.line(_BOX / 2 + 60, top + 56, _BOX / 2 + 60, top + _STEP, "fl-fig-axis"),
        ]
    else:
        parts += [
            svg.text(10, top + 33, "All others", kind="strong"),
            svg.line(90, top + 28, exit_left, top + 28, "fl-fig-axis"),
        ]
        if count > 1:
            parts.append(svg.line(_BOX / 2 + 60, top - 4, _BOX / 2 + 60, top + 28, "fl-fig-axis"))
    return parts + _exit(exit_left, top, row)


def _exit(x: float, top: float, row: TreeRow) -> list[str]:
    """A square marks the first way out, a circle the second; the words stand beside it."""
    mark = (
        svg.rect(x + 10, top + 10, 14, 14, "fl-fig-1")
        if row.is_first_way
        else svg.element("circle", {"class": "fl-fig-2", "cx": x + 17, "cy": top + 17, "r": 8})
    )
    return [
        svg.rect(x, top, _EXIT - 1, 56, "fl-fig-ground"),
        mark,
        svg.text(x + 32, top + 22, _short(row.leads_to, 26), kind="strong"),
        svg.text(x + 10, top + 44, f"{row.left:,} cases, {row.with_outcome:,} with outcome"),
    ]


def _lines(words: str) -> list[str]:
    """At most two lines; what does not fit is in the table."""
    lines: list[str] = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) + 1 > _LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [_short(line, _LINE + 2) for line in lines[:1]] + (
        [_short(" ".join(lines[1:]), _LINE + 2)] if lines[1:] else []
    )


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"

"""Natural frequencies: "7 of 40", as bars and as an array of icons.

People judge "7 of 40" better than 17.5 % (Gigerenzer and Hoffrage 1995, doi:10.1037/0033-295X.102.4.684),
so counts come first and no percentage is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.figures import svg
from fanlight.figures.figure import Figure, table

MOST_ICONS = 200
_ROW, _WIDTH = 44.0, 420.0


@dataclass(frozen=True)
class Share:
    """Some of a whole, the rest of which may not be known yet.

    Attributes
    ----------
    label
        What was counted.
    count, total
        How many, of how many.
    unknown
        How many of the total cannot be told yet.

    Raises
    ------
    ValueError
        A number is negative, or they add up to more than the total.

    Examples
    --------
    >>> Share("Referred again", 7, 40, unknown=5).words()
    '7 of 40, 5 not yet known'
    """

    label: str
    count: int
    total: int
    unknown: int = 0

    def __post_init__(self) -> None:
        if min(self.count, self.total, self.unknown) < 0 or self.count + self.unknown > self.total:
            raise ValueError(
                f"{self.label}: {self.count} and {self.unknown} unknown are not part of {self.total}"
            )

    def words(self) -> str:
        """The share in words."""
        return f"{self.count} of {self.total}" + (f", {self.unknown} not yet known" if self.unknown else "")


def share_bars(shares: Sequence[Share], *, title: str, name: str = "") -> Figure:
    """Shares as horizontal bars, each beside its own "7 of 40".

    Parameters
    ----------
    shares
        One bar each; a bar's length is its share of its own total.
    title
        What is shown.
    name
        The beginning of the picture's ids; needed only where one page shows the same figure twice.

    Raises
    ------
    ValueError
        There is nothing to show.

    Examples
    --------
    >>> figure = share_bars([Share("Referred again", 7, 40, 5)], title="Within 6 months")
    >>> figure.sentence
    'Within 6 months: referred again 7 of 40, 5 not yet known.'
    >>> figure.table.rows
    (('Referred again', 7, 40, 5),)
    """
    if not shares:
        raise ValueError("there is no share to draw")
    sentence = _sentence(title, shares)
    drawn = [part for place, share in enumerate(shares) for part in _bar(place * _ROW, share)]
    depth = len(shares) * _ROW + 4
    if any(share.unknown for share in shares):
        drawn.append(svg.text(0, depth + 12, "Dashed: not yet known"))
        depth += 18
    picture = svg.document(
        _WIDTH,
        depth,
        drawn,
        title=title,
        description=sentence,
        name=name or svg.mark(title, repr(shares)),
        kind="narrow",
    )
    rows = [(share.label, share.count, share.total, share.unknown) for share in shares]
    return Figure(picture, title, sentence, table(("What", "Count", "Of", "Not yet known"), rows))


def _sentence(title: str, shares: Sequence[Share]) -> str:
    """All shares in words; a total that they have in common is said once."""
    total, unknown = shares[0].total, shares[0].unknown
    if len(shares) == 1 or any((share.total, share.unknown) != (total, unknown) for share in shares):
        return f"{title}: " + "; ".join(f"{_lower(share.label)} {share.words()}" for share in shares) + "."
    counts = ", ".join(f"{_lower(share.label)} {share.count}" for share in shares)
    return f"{title}: of {total}, {counts}" + (f"; {unknown} not yet known." if unknown else ".")


def _bar(top: float, share: Share) -> list[str]:
    unit = (_WIDTH - 2) / share.total if share.total else 0.0
    known, unknown = share.count * unit, share.unknown * unit
    words = share.words()
    parts = [
        svg.text(0, top + 14, _short(share.label, 58 - len(words))),
        svg.text(_WIDTH, top + 14, words, kind="end strong"),
        svg.rect(1, top + 19, _WIDTH - 2, 16, "fl-fig-ground"),
        svg.rect(1, top + 19, known, 16, "fl-fig-1"),
    ]
    if share.unknown:
        parts.append(svg.rect(_WIDTH - 1 - unknown, top + 19, unknown, 16, "fl-fig-unknown"))
    return parts


def icon_array(share: Share, *, title: str, name: str = "") -> Figure:
    """One mark for each case: filled, open, or dashed where it cannot be told yet.

    Parameters
    ----------
    share
        At most 200 in all.
    title
        What is shown.
    name
        The beginning of the picture's ids.

    Raises
    ------
    ValueError
        There is nothing to draw, or more than can be counted by eye.

    Examples
    --------
    >>> icon_array(Share("Referred again", 7, 40), title="Within 6 months").sentence
    'Within 6 months: referred again 7 of 40.'
    """
    if not 1 <= share.total <= MOST_ICONS:
        raise ValueError(f"an icon array shows 1 to {MOST_ICONS} cases, not {share.total}: draw bars")
    sentence = f"{title}: {_lower(share.label)} {share.words()}."
    across = 10 if share.total <= 50 else 20
    size = 22
    open_until = share.total - share.unknown
    icons = []
    for place in range(share.total):
        kind = (
            "fl-fig-1" if place < share.count else "fl-fig-ground" if place < open_until else "fl-fig-unknown"
        )
        row, column = divmod(place, across)
        icons.append(svg.rect(column * size + 2, row * size + 2, size - 4, size - 4, kind))
    depth = -(-share.total // across) * size
    key = f"Filled: {_lower(share.label)}." + (" Dashed: not yet known." if share.unknown else "")
    picture = svg.document(
        max(across * size, 440),
        depth + 24,
        [*icons, svg.text(2, depth + 18, _short(key, 64))],
        title=title,
        description=sentence,
        name=name or svg.mark("icons", title, repr(share)),
        kind="narrow",
    )
    row_ = (share.label, share.count, share.total, share.unknown)
    return Figure(picture, title, sentence, table(("What", "Count", "Of", "Not yet known"), [row_]))


def _lower(label: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _short(label: str, most: int = 36) -> str:
    """A label that fits its gutter; the table has it whole."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"

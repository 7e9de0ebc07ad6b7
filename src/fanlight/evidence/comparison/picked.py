"""Was the area picked because it stood out? Then placebo tests say too much."""

from __future__ import annotations

import numpy as np

from fanlight.evidence.comparison.panel import Panel

_YEAR = 12
PICKED = (
    "The placebo test supposes that the area was not picked because it stood out. One picked so may 'differ' "
    "far more often than 5 in 100 times with no change at all."
)


def stands_out(areas: Panel) -> tuple[str, ...]:
    """How the area stood out before the change: largest, smallest, highest or lowest against its past.

    Parameters
    ----------
    areas
        From `panel`.

    Returns
    -------
    tuple of str
        In words; () where it stood out in none of these ways, or there are fewer than 10 areas.

    Examples
    --------
    >>> from fanlight.evidence.comparison.panel import panel
    >>> values = np.tile(np.arange(10.0)[:, None] + 5, 8)
    >>> stands_out(panel(list("abcdefghij"), values, treated="j", first=6))
    ('the largest',)
    """
    shown = sorted({areas.treated, *areas.placebos})
    if len(shown) < 10:
        return ()
    past = (areas.values * areas.levels[:, None])[shown, : areas.first]
    own = shown.index(areas.treated)
    recent = min(_YEAR, max(areas.first // 3, 1))
    last, before = past[:, -recent:].mean(axis=1), past[:, :-recent].mean(axis=1)
    found = []
    if last[own] == last.max() and last.max() > np.sort(last)[-2]:
        found.append("the largest")
    if last[own] == last.min() and last.min() < np.sort(last)[1]:
        found.append("the smallest")
    if (past >= 0).all() and (before > 0).all():
        against = last / before
        if against[own] == against.max() and against.max() > np.sort(against)[-2]:
            found.append("the highest against its own past")
        if against[own] == against.min() and against.min() < np.sort(against)[1]:
            found.append("the lowest against its own past")
    return tuple(found)


def picked_note(areas: Panel) -> str:
    """The warning, sharper where the area did stand out."""
    found = stands_out(areas)
    if not found:
        return PICKED
    name = areas.names[areas.treated]
    return (
        f"Of these areas {name} was {' and '.join(found)} before the change: do not trust placebo_p. {PICKED}"
    )

"""Rare events of the authority's own: the days from each to the next, where counts by month show little."""

from __future__ import annotations

import numpy as np

from fanlight.evidence.days_between import days_between
from fanlight.evidence.t_chart import t_chart
from fanlight.figures.control_chart import control_chart
from fanlight.figures.figure import Figure
from fanlight.web.evidence.queries.catalogue import Loaded

FEWEST = 6  # days with an event: fewer make no chart
SHOWN = 60


def days_between_figure(loaded: Loaded) -> Figure | None:
    """The chart of the days between; None where there are too few, or no days are held."""
    events = loaded.events
    if events is None:
        return None
    on = np.unique(events.on[events.current()])[-SHOWN - 1 :]  # events of one day are one point
    told = days_between(on, events.held.up_to)
    if len(told.days) < FEWEST:
        return None
    return control_chart(
        t_chart(told.on, told.days.astype(np.float64)),
        title=f"{loaded.entry.title}: days between",
        unit="days since the one before",
        message=told.sentence(),
        lowest=0.0,
    )

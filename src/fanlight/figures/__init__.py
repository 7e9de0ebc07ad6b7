"""Results as accessible figures: an SVG, the sentence that says its message, and the same as a table.

Figures are strings made on the server. They carry CSS classes, never a style, so that they obey a strict
content security policy; the stylesheet of the web gives the classes their colours. Nothing rests on colour
alone: counts are written out and each level has a hatching of its own.
"""

from fanlight.figures.bars import Share, icon_array, share_bars
from fanlight.figures.control_chart import control_chart
from fanlight.figures.figure import Figure, Table
from fanlight.figures.funnel import funnel_figure
from fanlight.figures.weekly import weekly_counts

__all__ = [
    "Figure",
    "Share",
    "Table",
    "control_chart",
    "funnel_figure",
    "icon_array",
    "share_bars",
    "weekly_counts",
]

"""The four colours of figures, and how far two colours stand apart."""

from __future__ import annotations

COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
PAPER = "#FFFFFF"
INK = "#0B0C0C"
QUIET = "#484949"
WASH = "#EEF3F3"


def contrast(first: str, second: str) -> float:
    """Contrast of two colours.

    Parameters
    ----------
    first, second
        Colours written ``#RRGGBB``.

    Returns
    -------
    float
        A ratio from 1 (equal) to 21 (black on white). Text wants at least 4.5, the marks of a figure 3.

    References
    ----------
    WCAG 2.2, "contrast ratio" and "relative luminance"; success criteria 1.4.3 and 1.4.11.

    Examples
    --------
    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    dark, light = sorted((_luminance(first), _luminance(second)))
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

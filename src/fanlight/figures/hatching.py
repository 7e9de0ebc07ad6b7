"""Four hatchings beside the four colours, so that levels are told apart in print and without colour."""

from __future__ import annotations

from fanlight.figures import svg

LEVELS = 4


def definitions(name: str) -> str:
    """The patterns that `swatch` refers to; once in each picture.

    Parameters
    ----------
    name
        The beginning of the picture's ids.
    """
    drawn = {
        2: svg.element("path", {"class": "fl-fig-hatch", "d": "M-2 2L2 -2M0 8L8 0M6 10L10 6"}),
        3: "".join(
            svg.element("circle", {"class": "fl-fig-hatch fl-fig-hatch--dot", "cx": at, "cy": at, "r": 1.3})
            for at in (2, 6)
        ),
        4: svg.element("path", {"class": "fl-fig-hatch fl-fig-hatch--dark", "d": "M0 4H8"}),
    }
    patterns = [
        svg.element(
            "pattern",
            {"id": f"{name}-hatch-{level}", "width": 8, "height": 8, "patternUnits": "userSpaceOnUse"},
            [path],
        )
        for level, path in drawn.items()
    ]
    return svg.element("defs", None, patterns)


def swatch(name: str, level: int, x: float, y: float, width: float, height: float) -> str:
    """A rectangle in the colour and the hatching of a level, 1 to 4 (the first is plain).

    Raises
    ------
    ValueError
        There are four levels, no more: join some first.
    """
    if not 1 <= level <= LEVELS:
        raise ValueError(f"a figure has at most {LEVELS} levels, not {level}: join some first")
    plain = svg.rect(x, y, width, height, f"fl-fig-{level}")
    if level == 1:
        return plain
    place: dict[str, svg.Attribute] = {"x": x, "y": y, "width": max(width, 0), "height": max(height, 0)}
    return plain + svg.element("rect", {"fill": f"url(#{name}-hatch-{level})", **place})

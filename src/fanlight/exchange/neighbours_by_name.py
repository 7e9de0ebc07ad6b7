"""Statistical neighbours by the authorities' names, for tables that carry no codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fanlight.exchange.published_figures import authority_names, neighbours_of


def neighbours_by_name(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each name or code that is an authority's, its neighbours among the rest, nearest first.

    Parameters
    ----------
    names
        As a table writes them (or three-figure codes); those that are no authority's are left out.

    Examples
    --------
    >>> neighbours_by_name(["York", "Trafford", "Stockport", "California"])["York"]
    ('Trafford', 'Stockport')
    """
    codes = {name.casefold(): code for code, name in authority_names().items()}
    written = {}
    for name in names:
        code = name if name in authority_names() else codes.get(name.casefold())
        if code is not None:
            written[code] = name
    return {
        name: tuple(written[near.la_code] for near in neighbours_of(code) if near.la_code in written)
        for code, name in written.items()
    }

"""Readers and writers of the formats authorities hold.

The readers stand here by name, and are loaded when one is asked for: nothing is imported before.

>>> from fanlight.exchange import read_cin_census
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fanlight.exchange.annex_a import read_annex_a
    from fanlight.exchange.checking import check_file
    from fanlight.exchange.cin_census import read_cin_census
    from fanlight.exchange.mapped import read_mapped
    from fanlight.exchange.mapping import CodeMapping, ColumnMapping
    from fanlight.exchange.past_decisions import read_past_decisions
    from fanlight.exchange.published import read_published
    from fanlight.exchange.reading import Reading, Unreadable
    from fanlight.exchange.recognise import read_any
    from fanlight.exchange.ssd_csv import read_ssd_csv
    from fanlight.exchange.ssd_sql import read_ssd_sql
    from fanlight.exchange.ssda903 import read_ssda903
    from fanlight.exchange.workforce_census import read_workforce_census

__all__ = [
    "CodeMapping",
    "ColumnMapping",
    "Reading",
    "Unreadable",
    "check_file",
    "read_annex_a",
    "read_any",
    "read_cin_census",
    "read_mapped",
    "read_past_decisions",
    "read_published",
    "read_ssd_csv",
    "read_ssd_sql",
    "read_ssda903",
    "read_workforce_census",
]
_STANDS_IN = {
    "CodeMapping": "mapping",
    "ColumnMapping": "mapping",
    "Reading": "reading",
    "Unreadable": "reading",
    "check_file": "checking",
    "read_any": "recognise",
}


def __getattr__(name: str) -> object:
    """Load a reader when it is asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(
        import_module(f"{__name__}.{_STANDS_IN.get(name, name.removeprefix('read_'))}"), name
    )
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

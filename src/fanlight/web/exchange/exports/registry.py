"""Tables that rooms give to exports. A room registers its own at start-up: exports know no rooms.

Every model of the application stands in a table or is left out by name with the reason; a test asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from fanlight.exchange.export_table import Column, ExportTable, Row
from fanlight.terms.measures import MEASURES
from fanlight.terms.pseudonyms import Pseudonymiser
from fanlight.web.accounts.models import User
from fanlight.web.casework.models import Person
from fanlight.web.exchange.exports.kinds import Kind


@dataclass(frozen=True)
class Taking:
    """One export while it is made. `user` is None for the operator, who takes everything."""

    user: User | None
    now: datetime
    known_up_to: date | None
    pseudonyms: Pseudonymiser
    persons: QuerySet[Person]


@dataclass(frozen=True)
class TableOfRoom:
    """A table of a kind of export.

    Attributes
    ----------
    models
        Labels of the models that it tells: "frontdoor.Contact".
    for_operator
        Only in the export that the operator's command makes.
    measures
        Codes of the measures that it holds: the README has their words.
    """

    kind: Kind
    name: str
    words: str
    columns: tuple[Column, ...]
    rows: Callable[[Taking], Iterable[Row]]
    models: Sequence[str] = ()
    for_operator: bool = False
    measures: Sequence[str] = field(default=())

    def taken(self, taking: Taking) -> ExportTable:
        """The table with its rows, which are read as they are asked for."""
        return ExportTable(self.name, self.words, self.columns, self.rows(taking))


_tables: dict[tuple[Kind, str], TableOfRoom] = {}
_left_out: dict[str, str] = {}
_scopes: list[Callable[[User], QuerySet[Person]]] = []
_named: dict[Kind, Callable[[Taking], QuerySet[Person]]] = {Kind.RECORDS: lambda taking: taking.persons}


def register(*tables: TableOfRoom) -> None:
    """Put tables into exports, in this order."""
    for table in tables:
        _tables[table.kind, table.name] = table


def leave_out(**reasons: str) -> None:
    """Say why a model is in no export: `accounts_User="…"`."""
    _left_out.update({label.replace("_", ".", 1): reason for label, reason in reasons.items()})


def register_scope(persons_of: Callable[[User], QuerySet[Person]]) -> None:
    """Say whose records a worker may take by name."""
    _scopes[:] = [persons_of]


def persons_for(user: User | None) -> QuerySet[Person]:
    """Whom an export by name may speak of."""
    if user is None:
        return Person.objects.all()
    return _scopes[0](user) if _scopes else Person.objects.none()


def register_named(kind: Kind, persons_in: Callable[[Taking], QuerySet[Person]]) -> None:
    """Say of whom an export of this kind speaks, for their audit log."""
    _named[kind] = persons_in


def named_in(kind: Kind, taking: Taking) -> QuerySet[Person] | None:
    """Of whom an export speaks by name or number; None for a kind that names nobody."""
    return _named[kind](taking) if kind in _named else None


def tables_of(kind: Kind, *, operator: bool) -> list[TableOfRoom]:
    """The tables of a kind, as one in the site or the operator takes them."""
    return [one for one in _tables.values() if one.kind is kind and (operator or not one.for_operator)]


def all_tables() -> list[TableOfRoom]:
    """Every table there is."""
    return list(_tables.values())


def left_out() -> dict[str, str]:
    """Labels of models in no export, with the reason."""
    return dict(_left_out)


def measure_words(tables: Iterable[TableOfRoom]) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """The words of the measures that tables hold."""
    codes = dict.fromkeys(code for table in tables for code in table.measures)
    return [(MEASURES[code].title, MEASURES[code].parts) for code in codes]

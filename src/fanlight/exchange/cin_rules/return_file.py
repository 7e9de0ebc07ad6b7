"""Streams a CIN Census return as children made of rows, one child at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import chain

from fanlight.exchange.cin_rules.rows import TABLES, Child, Episode, Row
from fanlight.exchange.source import Source, name_of, opened
from fanlight.exchange.xml_records import Node, RecordParser, Stray

# The table of the plans of a child in need bears another capital than its element.
_MODULES = (
    ("Assessments", "Assessments", "assessments"),
    ("CINPlanDates", "CINplanDates", "cin_plans"),
    ("Section47", "Section47", "section_47s"),
    ("ChildProtectionPlans", "ChildProtectionPlans", "cp_plans"),
    ("PreProceedingsandFGDM", "PreProceedingsandFGDM", "pre_proceedings"),
)


class ReturnFile:
    """The children of a return, in order, as rows; its header beside them.

    Attributes
    ----------
    header
        The row of the Header; without values when there is none.
    records
        Rows met so far, by table; complete when the iteration ends.
    stray
        Text and elements that stand where nothing holds them.

    Examples
    --------
    >>> from io import BytesIO
    >>> returned = ReturnFile(BytesIO(b'''<Message><Header><CollectionDetails><Year>2026</Year>
    ... </CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>C1</LAchildID>
    ... </ChildIdentifiers><CINdetails><CINreferralDate>2025-06-08</CINreferralDate></CINdetails>
    ... </Child></Children></Message>'''))
    >>> [child.episodes[0].row["CINreferralDate"] for child in returned]
    ['2025-06-08']
    >>> returned.header["Year"], returned.records["CINdetails"]
    ('2026', 1)
    """

    def __init__(self, source: Source, *, name: str = "", also: Callable[[Node], None] | None = None) -> None:
        self.header = Row("Header", 0, 1, {})
        self.records: Counter[str] = Counter(dict.fromkeys(TABLES, 0))
        self._source, self._also = source, also
        self._parser = RecordParser(
            name or name_of(source), root="Message", containers={"Children"}, records={"Header", "Child"}
        )

    @property
    def stray(self) -> list[Stray]:
        return self._parser.stray

    def __iter__(self) -> Iterator[Child]:
        with opened(self._source) as file:
            for record in self._parser.records_of(file):
                if self._also:
                    self._also(record)
                if record.tag == "Child":
                    yield self._child(record)
                else:
                    self.header = Row("Header", 0, 1, _values(*record.children))
                    self.records["Header"] += 1

    def together(self, identifiers: Collection[str]) -> Iterator[Child]:
        """Children whose identifier stands more than once, each as one; read anew."""
        if not identifiers:
            return
        records: dict[str, list[Child]] = {}
        for child in ReturnFile(self._source):
            if child.child_id in identifiers:
                records.setdefault(child.child_id, []).append(child)
        for same in records.values():
            yield merged(same)

    def _child(self, node: Node) -> Child:
        parts: dict[str, list[Node]] = {}
        for part in node.children:
            parts.setdefault(part.tag, []).append(part)
        identifiers = _values(*parts.get("ChildIdentifiers", ()))
        child = Child(identifiers.get("LAchildID", ""))
        child.identifiers.append(self._row("ChildIdentifiers", 1, identifiers))
        characteristics = parts.get("ChildCharacteristics", [])
        child.characteristics.append(self._row("ChildCharacteristics", 1, _values(*characteristics)))
        child.disabilities.extend(self._repeated("Disabilities", "Disabilities", characteristics, None))
        for within, details in enumerate(parts.get("CINdetails", ()), 1):
            child.episodes.append(self._episode(within, details, child))
        return child

    def _episode(self, within: int, details: Node, child: Child) -> Episode:
        episode = Episode(self._row("CINdetails", within, _values(details)))
        modules: dict[str, list[Node]] = {}
        for part in details.children:
            if part.children or part.tag not in _DETAILS:
                modules.setdefault(part.tag, []).append(part)
        for tag, table, name in _MODULES:
            for number, node in enumerate(modules.get(tag, ()), 1):
                row = self._row(table, number, _values(node), episode.row)
                getattr(episode, name).append(row)
                if table == "Assessments":
                    child.factors.extend(
                        self._repeated("AssessmentFactorsList", "FactorsIdentifiedAtAssessment", [node], row)
                    )
                elif table == "ChildProtectionPlans":
                    child.reviews.extend(self._repeated("Reviews", "Reviews", [node], row))
        return episode

    def _repeated(self, table: str, wrapper: str, around: list[Node], parent: Row | None) -> Iterator[Row]:
        """Rows of a repeated element: one wrapper with many, or many wrappers with one each."""
        column = TABLES[table][0]
        wrappers = (part for node in around for part in node.children if part.tag == wrapper)
        leaves = chain.from_iterable(part.children for part in wrappers)
        for within, leaf in enumerate((leaf for leaf in leaves if leaf.tag == column), 1):
            yield self._row(table, within, {column: leaf.text} if leaf.text else {}, parent)

    def _row(self, table: str, within: int, values: dict[str, str], parent: Row | None = None) -> Row:
        number = self.records[table]
        self.records[table] = number + 1
        return Row(table, number, within, values, parent)


def merged(records: list[Child]) -> Child:
    """One child of several records with one identifier.

    An episode then holds what stands in the episodes of its number in every record: the rules cannot tell
    which of them is meant.
    """
    child = Child(records[0].child_id)
    held: dict[int, list[Episode]] = {}
    for record in records:
        for name in ("identifiers", "characteristics", "disabilities", "factors", "reviews"):
            getattr(child, name).extend(getattr(record, name))
        for episode in record.episodes:
            held.setdefault(episode.number, []).append(episode)
    for same in held.values():
        for episode in same:
            joined = Episode(episode.row)
            for _, _, name in _MODULES:
                setattr(joined, name, [row for one in same for row in getattr(one, name)])
            child.episodes.append(joined)
    return child


_DETAILS = frozenset(TABLES["CINdetails"])


def _values(*around: Node) -> dict[str, str]:
    """Raw text by element; of an element that stands twice, the first."""
    values: dict[str, str] = {}
    for node in around:
        for leaf in node.children:
            if leaf.text and not leaf.children:
                values.setdefault(leaf.tag, leaf.text)
    return values

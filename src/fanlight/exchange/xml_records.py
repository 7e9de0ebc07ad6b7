"""XML records one at a time: the file is never held whole, and a document type is refused.

Python's expat is used directly. It is several times faster than a tree of Python objects, gives line
numbers, and lets us refuse the document type declaration itself, so that no entity can ever be defined
(the "billion laughs" attack and outside references alike).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from fanlight.exchange.reading import Unreadable

CHUNK_BYTES = 1 << 16
DEEPEST = 16
LONGEST_TEXT = 10_000
MOST_ELEMENTS = 50_000  # of one record: a child of a return has some dozens, at most a few hundred
MOST_STRAY = 100_000


@dataclass(slots=True)
class Node:
    """One element: its name, the line it begins on, its own text, its children."""

    tag: str
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        """Children of that name, in order."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Node | None:
        """First child of that name."""
        for child in self.children:  # twice as fast as a generator, and asked for every element
            if child.tag == tag:
                return child
        return None


@dataclass(slots=True)
class Stray:
    """Text or an element that stands where no record holds it."""

    line: int
    reason: str
    text: str


class _RefusedError(Exception):
    """Raised inside an expat handler; told as `Unreadable`."""


class RecordParser:
    """Yields each element named in `records`, whole, as soon as it ends.

    Parameters
    ----------
    name
        The file's name, for errors.
    root
        The name that the outermost element must have.
    containers
        Elements that are walked into on the way to a record.
    records
        Elements that are yielded whole.

    Attributes
    ----------
    stray
        Text and elements found outside every record; complete when the iteration ends.

    Raises
    ------
    Unreadable
        While iterating: not well-formed, a document type, nested deeper than 16, another root element,
        a record of more than 50,000 elements (it would be held whole), or more than 100,000 texts and
        elements outside every record.

    Examples
    --------
    >>> from io import BytesIO
    >>> parser = RecordParser("a.xml", root="Message", containers={"Children"}, records={"Child"})
    >>> file = BytesIO(b"<Message><Children><Child><Id>C1</Id></Child>oops</Children></Message>")
    >>> [(child.tag, child.children[0].text) for child in parser.records_of(file)]
    [('Child', 'C1')]
    >>> parser.stray
    [Stray(line=1, reason='text between elements', text='oops')]
    """

    def __init__(self, name: str, *, root: str, containers: set[str], records: set[str]) -> None:
        self.stray: list[Stray] = []
        self._name, self._root = name, root
        self._containers, self._records = containers, records
        self._open: list[Node] = []  # the record being read, outermost first
        self._elements = 0  # of it so far
        self._outside: list[str] = []  # elements open around it
        self._done: list[Node] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def records_of(self, file: BinaryIO) -> Iterator[Node]:
        """The records of a file, in order."""
        try:
            while chunk := file.read(CHUNK_BYTES):
                self._parser.Parse(chunk, False)
                yield from self._done
                self._done.clear()
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            place = f"{self._name}, line {error.lineno}"
            raise Unreadable(place, f"not well-formed XML ({expat.ErrorString(error.code)})") from None
        except (ValueError, LookupError) as error:
            raise Unreadable(self._name, f"an encoding that cannot be read ({error})") from None
        except _RefusedError as refusal:
            place = f"{self._name}, line {self._parser.CurrentLineNumber}"
            raise Unreadable(place, str(refusal)) from None
        yield from self._done

    def _start(self, tag: str, _: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        if self._open:
            self._elements += 1
            if self._elements > MOST_ELEMENTS:
                raise _RefusedError(f"<{self._open[0].tag}> holds more than {MOST_ELEMENTS:,} elements")
            node = Node(tag, line)
            self._open[-1].children.append(node)
            self._open.append(node)
        elif not self._outside and tag != self._root:
            raise _RefusedError(f"the outermost element is <{tag}>, not <{self._root}>")
        elif tag in self._records:
            self._open.append(Node(tag, line))
            self._elements = 0
        else:
            if self._outside and tag not in self._containers:
                self._strays("an element that Fanlight does not read", f"<{tag}>")
            self._outside.append(tag)
        if len(self._open) + len(self._outside) > DEEPEST:
            raise _RefusedError(f"elements nested more than {DEEPEST} deep")

    def _end(self, _: str) -> None:
        if not self._open:
            self._outside.pop()
        elif len(self._open) == 1:
            self._done.append(self._open.pop())
        else:
            self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            node = self._open[-1]
            if len(node.text) + len(text) > LONGEST_TEXT:
                raise _RefusedError(f"<{node.tag}> holds more than {LONGEST_TEXT:,} characters")
            if not (node.children and text.isspace()):
                node.text += text
        elif not text.isspace():
            self._strays("text between elements", text.strip())

    def _strays(self, reason: str, text: str) -> None:
        if len(self.stray) == MOST_STRAY:
            raise _RefusedError(f"more than {MOST_STRAY:,} texts and elements that belong to no record")
        self.stray.append(Stray(self._parser.CurrentLineNumber, reason, text[:LONGEST_TEXT]))

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("it declares a document type, which a return never does; refused as unsafe")

"""The copy of an import, read: by what is in it, or by the column mapping that came with it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fanlight.exchange.mapped import read_mapped
from fanlight.exchange.mapping import BadMapping, CodeMapping, ColumnMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.recognise import read_any, read_as
from fanlight.exchange.source import Source
from fanlight.web.exchange.mappings.queries import current_mapping
from fanlight.web.exchange.models import ImportBatch


def read_batch(batch: ImportBatch) -> Reading:
    """Read the copy.

    Raises
    ------
    Unreadable
        When it cannot be read, or its mapping is none.
    """
    path, codes = Path(batch.path), current_mapping()
    if not batch.mapping:
        return read_any(path, name=batch.name, codes=codes)
    mapping = mapping_of(batch.mapping)

    def by_mapping(source: Source, decided: CodeMapping | None) -> Reading:
        return read_mapped(source, mapping, decided)

    return read_as(by_mapping, path, batch.name, codes)


def mapping_of(text: str) -> ColumnMapping:
    """The column mapping that a text holds.

    Raises
    ------
    Unreadable
        When it holds none; the message says where.
    """
    try:
        return ColumnMapping.from_json(text)
    except BadMapping as refused:
        raise Unreadable("The mapping", str(refused)) from None


def content_of(digest: str, mapping: str) -> str:
    """What a file is known by: its content, and the mapping that says what stands in it."""
    return hashlib.sha256(f"{digest} {mapping}".encode()).hexdigest() if mapping else digest


def kind_of_file(batch: ImportBatch, reading: Reading) -> str:
    """The format; of mapped files the mapping's name too, for two lists by two mappings are two kinds."""
    if not batch.mapping:
        return reading.format
    name = mapping_of(batch.mapping).name
    return f"mapped {hashlib.sha256(name.encode()).hexdigest()[:12]}"

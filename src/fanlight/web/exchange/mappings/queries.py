"""What waits for a code, what was decided, and which files were read before that."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from fanlight.exchange.mapping import CODE_SETS, CodeMapping
from fanlight.exchange.mapping_suggestions import suggest_codes
from fanlight.terms.codes import Code, CodeSet
from fanlight.web.casework.models import SourceFile
from fanlight.web.exchange.mappings.models import CodeMappingVersion, UnmappedValue, Where, lines_of
from fanlight.web.exchange.models import ImportBatch

MOST_SUGGESTIONS = 3


@dataclass
class LocalValue:
    """A value of the authority's own, with the rows and files that hold it, and its code if it has one.

    `code` is None while nobody has decided, and "" when somebody decided that none fits.
    """

    where: Where
    code_set: CodeSet
    words: str = ""
    rows: int = 0
    files: dict[int, str] = field(default_factory=dict)
    code: str | None = None

    @property
    def field(self) -> str:
        return self.where[1]

    @property
    def value(self) -> str:
        return self.where[2]

    @property
    def file_names(self) -> list[str]:
        """The files that hold it, each name once."""
        return sorted(set(self.files.values()))

    def suggestions(self) -> Sequence[Code]:
        """At most three codes whose words are like the value's; a person decides."""
        said = self.words or self.value
        found = suggest_codes([said], self.code_set)[said][:MOST_SUGGESTIONS]
        return [self.code_set[one.target] for one in found]


def described(code_set: CodeSet | None, code: str) -> str:
    """A code with its words; for "" that none fits."""
    if not code:
        return "no code fits"
    return f"{code} {code_set.label(code)}" if code_set and code in code_set else code


def newest() -> CodeMappingVersion | None:
    """The version in force, or None while nobody has saved any."""
    return CodeMappingVersion.objects.order_by("-number").first()


def current_mapping() -> CodeMapping | None:
    """What the authority decided so far, for `read_any(…, codes=current_mapping())`."""
    version = newest()
    return version.as_mapping() if version else None


def code_sets() -> dict[tuple[str, str], CodeSet]:
    """The set from which each field's code comes, for the fields that files have shown so far."""
    seen = UnmappedValue.objects.order_by().values_list("format", "field", "code_set").distinct()
    return {(file_format, name): CODE_SETS[said] for file_format, name, said in seen if said in CODE_SETS}


def local_values() -> list[LocalValue]:
    """Every value that was seen without a code or has one now; those in most rows first."""
    sets, found = code_sets(), {}
    rows = list(UnmappedValue.objects.select_related("batch").only(*_ASKED))
    newest_of = {row.batch.sha256: row.batch_id for row in sorted(rows, key=lambda row: row.batch_id)}
    for row in rows:  # a file that was read twice holds its rows once
        if (row.format, row.field) in sets and newest_of[row.batch.sha256] == row.batch_id:
            value = found.setdefault(row.where, LocalValue(row.where, sets[row.format, row.field]))
            value.rows += row.count
            value.words = value.words or row.words
            value.files[row.batch_id] = row.batch.name
    version = newest()
    for where, code in lines_of(version.values if version else {}):
        if where[:2] in sets:
            found.setdefault(where, LocalValue(where, sets[where[:2]])).code = code
    return sorted(found.values(), key=lambda value: (-value.rows, value.where))


_ASKED = ("format", "field", "code_set", "value", "words", "count", "batch__name", "batch__sha256")


def read_before_decided(wheres: Collection[Where] | None = None) -> dict[int, tuple[ImportBatch, int]]:
    """Imported files with rows whose value has a code only since, by import: how many rows.

    `wheres` limits it to some values.
    """
    version = newest()
    coded = {where for where, code in lines_of(version.values if version else {}) if code}
    if wheres is not None:
        coded &= set(wheres)
    files: dict[int, tuple[ImportBatch, int]] = {}
    rows = UnmappedValue.objects.filter(batch__source__isnull=False).select_related("batch")
    for row in rows if coded else ():
        if row.where in coded:
            batch, count = files.get(row.batch_id, (row.batch, 0))
            files[row.batch_id] = batch, count + row.count
    return files


def staged_with(wheres: Collection[Where]) -> list[ImportBatch]:
    """Imports that are shown and not yet written, of files with one of these values."""
    rows = UnmappedValue.objects.filter(batch__state=ImportBatch.State.STAGED).select_related("batch")
    return list({row.batch_id: row.batch for row in rows if row.where in wheres}.values())


def is_worth_reading_again(source: SourceFile) -> bool:
    """Whether values of a file that was read have got a code since."""
    return any(batch.source_id == source.pk for batch, _ in read_before_decided().values())


def changes_of(version: CodeMappingVersion) -> list[Mapping[str, str]]:
    """What a version changed, in words."""
    sets = code_sets()
    return [
        {
            "field": name,
            "value": value,
            "before": "not decided" if before is None else described(sets.get((file_format, name)), before),
            "since": described(sets.get((file_format, name)), since),
        }
        for file_format, name, value, before, since in version.changed
    ]

"""What waits for a code, what was decided, and which files were read before that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, QuerySet, Sum

from fanlight.exchange.mapping import CODE_SETS, CodeMapping
from fanlight.exchange.mapping_suggestions import suggest_codes
from fanlight.terms.codes import Code, CodeSet
from fanlight.web.casework.models import SourceFile
from fanlight.web.exchange.mappings.models import CodeMappingVersion, UnmappedValue, Where, lines_of
from fanlight.web.exchange.models import ImportBatch

MOST_SUGGESTIONS, MOST_FILES = 3, 10


@dataclass
class LocalValue:
    """A value of the authority's own, the rows that hold it, and its code if it has one.

    `code` is None while nobody has decided, and "" when somebody decided that none fits.
    """

    where: Where
    code_set: CodeSet
    words: str = ""
    rows: int = 0
    code: str | None = None

    @property
    def field(self) -> str:
        return self.where[1]

    @property
    def value(self) -> str:
        return self.where[2]

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
    """The set from which each field's code comes, for fields that a file has shown or somebody has mapped."""
    version = newest()
    said = version.code_sets if version else {}
    sets = {(one, name): code_set for one, by_name in said.items() for name, code_set in by_name.items()}
    seen = UnmappedValue.objects.order_by().values_list("format", "field", "code_set").distinct()
    sets |= {(file_format, name): code_set for file_format, name, code_set in seen}
    return {field: CODE_SETS[code_set] for field, code_set in sets.items() if code_set in CODE_SETS}


def local_values() -> list[LocalValue]:
    """Every value that was seen without a code or has one now; those in most rows first."""
    sets, version = code_sets(), newest()
    seen = _once_a_file().values_list("format", "field", "value")
    found = {
        tuple(where): LocalValue(tuple(where), sets[tuple(where[:2])], words, rows)
        for *where, words, rows in seen.annotate(said=Max("words"), rows=Sum("count"))
        if tuple(where[:2]) in sets
    }
    for where, code in lines_of(version.values if version else {}):
        if where[:2] in sets:
            found.setdefault(where, LocalValue(where, sets[where[:2]])).code = code
    return sorted(found.values(), key=lambda value: (-value.rows, value.where))


def files_with(values: Collection[LocalValue]) -> dict[Where, list[str]]:
    """Names of the files that hold some values: ask for those of one page."""
    rows = _once_a_file().filter(value__in={value.value for value in values})
    files: dict[Where, set[str]] = {value.where: set() for value in values}
    for *where, name in rows.values_list("format", "field", "value", "batch__name"):
        files.get(tuple(where), set()).add(name)
    return {where: sorted(names) for where, names in files.items()}


def _once_a_file() -> QuerySet[UnmappedValue]:
    """What files hold, of a content that was read twice the newest reading alone."""
    batches = ImportBatch.objects.filter(Exists(UnmappedValue.objects.filter(batch=OuterRef("pk"))))
    newest_of = dict(batches.order_by("pk").values_list("sha256", "pk"))
    return UnmappedValue.objects.order_by().filter(batch__in=newest_of.values())


def read_before_decided(
    wheres: Collection[Where] | None = None, content: str = ""
) -> list[tuple[ImportBatch, int]]:
    """Imported files with rows whose value has a code only since, and how many rows; the most first.

    `wheres` limits it to some values, `content` to the files of one SHA-256.
    """
    version = newest()
    coded = {where for where, code in lines_of(version.values if version else {}) if code}
    if wheres is not None:
        coded &= set(wheres)
    if not coded:
        return []
    asked = UnmappedValue.objects.filter(batch__source__isnull=False)
    if content:
        asked = asked.filter(batch__sha256=content)
    rows: Counter[int] = Counter()
    for batch_id, *where, count in asked.values_list("batch_id", "format", "field", "value", "count"):
        if tuple(where) in coded:
            rows[batch_id] += count
    batches = ImportBatch.objects.in_bulk(rows)
    return [(batches[pk], count) for pk, count in rows.most_common()]


def staged_with(wheres: Collection[Where]) -> list[ImportBatch]:
    """Imports that are shown and not yet written, of files with one of these values."""
    rows = UnmappedValue.objects.filter(batch__state=ImportBatch.State.STAGED)
    held = rows.values_list("batch_id", "format", "field", "value")
    return list(ImportBatch.objects.filter(pk__in={pk for pk, *where in held if tuple(where) in wheres}))


def not_written() -> list[ImportBatch]:
    """Imports that were read and wait for a person, the newest first."""
    states = (*ImportBatch.TO_READ, ImportBatch.State.STAGED)
    return list(ImportBatch.objects.filter(state__in=states)[:MOST_FILES])


def is_worth_reading_again(source: SourceFile) -> bool:
    """Whether values of a file that was read have got a code since."""
    return bool(read_before_decided(content=source.sha256))


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

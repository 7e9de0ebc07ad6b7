"""Tables of persons, events, imports and settings: what lies below the rooms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.exchange.own_tables import EVENTS, PERSONS, details_apart
from fanlight.web.accounts.models import Authority, Team
from fanlight.web.casework.models import Event, FollowWindow, LocalIdentifier, Relationship, SourceFile
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_groups, in_order, number_of, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking, leave_out, register
from fanlight.web.exchange.mappings.models import CodeMappingVersion, UnmappedValue, lines_of
from fanlight.web.exchange.models import ImportBatch, PersonDescribed, RowSetAside
from fanlight.web.exchange.own_lists.models import OwnListVersion

_DAY, _MOMENT, _NUMBER = Of.DAY, Of.MOMENT, Of.NUMBER
_WHERE = (
    Column("format", "Format of the file"),
    Column("field", "Column or element"),
    Column("value", "The local value"),
)


def persons(taking: Taking) -> Iterator[Row]:
    fields = (
        *("forename", "surname", "born_on", "expected_on", "died_on", "sex", "ethnicity", "upn"),
        *("school", "gp", "is_adult", "household_id", "household__address"),
    )
    rows = in_order(taking.persons, number_of(), *fields, number_of("joined_into"), "joined_into_id")
    for some in in_groups(rows):
        more = _other_numbers([row[0] for row in some])
        for pk, number, *said, joined, joined_pk in some:
            others = [one for one in more.get(pk, []) if one != number]
            told = json.dumps(others, ensure_ascii=False) if others else ""
            yield [number, *said, joined if joined_pk else "", told]


def _other_numbers(persons: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    held = LocalIdentifier.objects.filter(person__in=persons).order_by("pk")
    for person, value in held.values_list("person_id", "value"):
        found.setdefault(person, []).append(value)
    return found


def relationships(taking: Taking) -> Iterator[Row]:
    within = Relationship.objects.filter(person__in=taking.persons.values("pk"))
    for _, person, other, words in in_order(within, number_of("person"), number_of("other"), "words"):
        yield person, other, words


def events(taking: Taking) -> Iterator[Row]:
    for row in _events(taking, is_current=True):
        yield row[1:-2]


def earlier_events(taking: Taking) -> Iterator[Row]:
    """As they stood before a later file changed them, or told no more of them."""
    for pk, *row, replaced_by, no_longer_in in _events(taking, is_current=False):
        yield [*row, "no longer in a file" if replaced_by == pk else "changed", no_longer_in]


def _events(taking: Taking, *, is_current: bool) -> Iterator[list[Any]]:
    held = Event.objects.filter(replaced_by__isnull=is_current, person__in=taking.persons.values("pk"))
    fields = ("kind", "on", "ended_on", "key", "detail", "source_id", "source__known_up_to")
    more = ("replaced_by_id", "no_longer_in_id")
    for pk, *said, detail, source, known, replaced_by, no_longer_in in in_order(
        held, number_of("person"), *fields, *more
    ):
        yield [pk, *said, *details_apart(detail), source, known, replaced_by, no_longer_in]


def source_files(taking: Taking) -> Iterator[Row]:
    fields = ("name", "format", "known_up_to", "tells_of_referrals", "imported_at", "sha256")
    for pk, *said, at, digest in in_order(SourceFile.objects.all(), *fields):
        yield [pk, *said, wall(at), digest]


def imports(taking: Taking) -> Iterator[Row]:
    fields = ("name", "format", "state", "known_up_to", "complete_from", "open_from", "take_over", "words")
    for pk, *said, counts, notes, begun, ended, source in in_order(
        ImportBatch.objects.all(), *fields, "counts", "notes", "started_at", "ended_at", "source_id"
    ):
        yield [pk, *said, json.dumps(counts), "\n".join(notes), wall(begun), wall(ended), source]


def set_aside(taking: Taking) -> Iterator[Row]:
    rows = in_order(RowSetAside.objects.all(), "batch_id", "place", "reason", "value")
    yield from (row[1:] for row in rows)


def described(taking: Taking) -> Iterator[Row]:
    within = PersonDescribed.objects.filter(person__in=taking.persons.values("pk"))
    rows = in_order(within, "batch_id", number_of("person"), "field", "before", "after")
    yield from (row[1:] for row in rows)


def codes(taking: Taking) -> Iterator[Row]:
    """What each version decided anew; the newest stands."""
    for version in CodeMappingVersion.objects.order_by("number"):
        for file_format, field, value, before, since in version.changed:
            yield (
                version.number,
                wall(version.at),
                file_format,
                field,
                value,
                before,
                since,
                version.came_from,
            )


def codes_in_force(taking: Taking) -> Iterator[Row]:
    version = CodeMappingVersion.objects.first()
    for (file_format, field, value), code in lines_of(version.values if version else {}):
        yield file_format, field, value, code


def lists_described(taking: Taking) -> Iterator[Row]:
    rows = OwnListVersion.objects.order_by("pk").values_list("name", "number", "at", "mapping")
    yield from ((name, number, wall(at), mapping) for name, number, at, mapping in rows)


def unmapped(taking: Taking) -> Iterator[Row]:
    rows = in_order(
        UnmappedValue.objects.all(), "batch_id", "format", "field", "code_set", "value", "words", "count"
    )
    yield from (row[1:] for row in rows)


def windows(taking: Taking) -> Iterator[Row]:
    for _, *said, at in in_order(FollowWindow.objects.all(), "step", "first_day", "last_day", "reason", "at"):
        yield [*said, wall(at)]


def teams(taking: Taking) -> Iterator[Row]:
    rows = Team.objects.order_by("name").values_list(
        "name", "parent__name", "is_front_door", "is_out_of_hours", "forecast_one_in"
    )
    yield from rows


def settings(taking: Taking) -> Iterator[Row]:
    authority = Authority.current()
    for one in Authority._meta.concrete_fields:
        value = getattr(authority, one.name)
        if one.name != "id":
            yield one.name, json.dumps(value) if isinstance(value, list) else str(value)


def register_imported() -> None:
    """What the imports and what lies below them give to exports."""
    register(
        TableOfRoom(
            Kind.RECORDS,
            "persons",
            "One row a person. Fanlight reads this file again.",
            PERSONS,
            persons,
            ("casework.Person", "casework.LocalIdentifier", "casework.Household"),
        ),
        TableOfRoom(
            Kind.RECORDS,
            "relationships",
            "How one person stands to another.",
            (
                Column("person_id", "Who"),
                Column("other_id", "The other"),
                Column("words", "What the other is to them"),
            ),
            relationships,
            ("casework.Relationship",),
        ),
        TableOfRoom(
            Kind.RECORDS,
            "events",
            "One row a thing that services recorded, as it stands now. Fanlight reads this file again.",
            EVENTS,
            events,
            ("casework.Event",),
            for_operator=True,
        ),
        TableOfRoom(
            Kind.RECORDS,
            "earlier_events",
            "Events as they stood before a later file changed them, or told no more of them.",
            (
                *EVENTS,
                Column("became", "What became of it"),
                Column("no_longer_in", "Number of the file", _NUMBER),
            ),
            earlier_events,
            for_operator=True,
        ),
        TableOfRoom(
            Kind.RECORDS,
            "persons_described",
            "What an import changed about a person who was known before.",
            (
                Column("import", "Number of the import", _NUMBER),
                Column("person_id", "Who"),
                Column("field", "What was changed"),
                Column("before", "As it was held"),
                Column("after", "As the file said"),
            ),
            described,
            ("exchange.PersonDescribed",),
            for_operator=True,
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "source_files",
            "One row a file that was written.",
            (
                Column("source_file", "Number of the file", _NUMBER),
                Column("name", "Its name"),
                Column("format", "What it was read as"),
                Column("known_up_to", "The day up to which it tells", _DAY),
                Column("tells_of_referrals", "Whether its silence about referrals means anything", Of.YES_NO),
                Column("imported_at", "When", _MOMENT),
                Column("sha256", "Digest of its content"),
            ),
            source_files,
            ("casework.SourceFile",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "imports",
            "One row a file that was handed in, whatever became of it.",
            (
                Column("import", "Number of the import", _NUMBER),
                Column("name", "Name of the file"),
                Column("format", "What it was read as"),
                Column("state", "How it ended, or stands"),
                Column("known_up_to", "The day that was given", _DAY),
                Column("complete_from", "The file was said to hold everything since", _DAY),
                Column("open_from", "Contacts since this day went on today’s list", _DAY),
                Column("take_over", "Whether the file was said to be right about persons", Of.YES_NO),
                Column("words", "What happened"),
                Column("counts", "What it brought, as JSON"),
                Column("notes", "How it was read"),
                Column("started_at", "When it was handed in", _MOMENT),
                Column("ended_at", "When it ended", _MOMENT),
                Column("source_file", "Number of the file, if it was written", _NUMBER),
            ),
            imports,
            ("exchange.ImportBatch",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "set_aside",
            "Rows and values that were not taken.",
            (
                Column("import", "Number of the import", _NUMBER),
                Column("place", "Where it stood"),
                Column("reason", "Why it was not taken"),
                Column("value", "What stood there"),
            ),
            set_aside,
            ("exchange.RowSetAside",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "codes_in_force",
            "What local values mean now.",
            (*_WHERE, Column("code", "The code; empty where somebody decided that none fits")),
            codes_in_force,
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "codes_decided",
            "Each decision about a local value, in the order of versions.",
            (
                Column("version", "Number of the version", _NUMBER),
                Column("at", "When", _MOMENT),
                *_WHERE,
                Column("before", "The code before"),
                Column("since", "The code since"),
                Column("came_from", "The file it came from, when it was not decided here"),
            ),
            codes,
            ("exchange.CodeMappingVersion",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "lists_described",
            "What the columns of lists of one’s own hold, one row a version; the newest of a name stands.",
            (
                Column("name", "What the list is called"),
                Column("version", "Number of the version", _NUMBER),
                Column("at", "When", _MOMENT),
                Column("mapping", "The column mapping, as JSON"),
            ),
            lists_described,
            ("exchange.OwnListVersion",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "values_without_code",
            "Local values that nobody had mapped when a file was read.",
            (
                Column("import", "Number of the import", _NUMBER),
                *_WHERE[:2],
                Column("code_set", "The set that its codes come from"),
                _WHERE[2],
                Column("words", "What the file said beside it"),
                Column("count", "Rows that hold it", _NUMBER),
            ),
            unmapped,
            ("exchange.UnmappedValue",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "windows",
            "One row a window that was set for what follows what; the newest of a step is in force.",
            (
                Column("step", "Which record after which"),
                Column("first_day", "Days after the first record, from", _NUMBER),
                Column("last_day", "Days after the first record, to", _NUMBER),
                Column("reason", "Why"),
                Column("at", "When it was set", _MOMENT),
            ),
            windows,
            ("casework.FollowWindow",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "teams",
            "One row a team.",
            (
                Column("name", "Its name"),
                Column("parent", "The team that it is part of"),
                Column("is_front_door", "Whether its people see the front door", Of.YES_NO),
                Column("is_out_of_hours", "Whether it works out of hours", Of.YES_NO),
                Column("forecast_one_in", "A forecast is asked for after one decision in so many", _NUMBER),
            ),
            teams,
            ("accounts.Team",),
        ),
        TableOfRoom(
            Kind.IMPORTS,
            "settings",
            "The authority’s settings.",
            (Column("name", "Which"), Column("value", "What is set")),
            settings,
            ("accounts.Authority",),
        ),
    )
    leave_out(
        accounts_User="Workers’ accounts: beside decisions they would tell who decided.",
        audit_AuditEvent="The audit log: it has pages of its own, and is searched with a reason.",
        audit_AuditSubject="The audit log: it has pages of its own, and is searched with a reason.",
        audit_WorkerSearch="Who searched the audit log for whom: that worker was told.",
        staff_AccountChange="What was changed on a worker’s account: that worker has it on a page.",
        exchange_ApiToken="Tokens of case systems: they are secrets, and only a digest is held.",
        exchange_SentFile="Which token sent a file: the audit log has it.",
    )

"""An import undone: what is held is exactly what was held before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.exchange.difference import ROWS_AT_ONCE
from fanlight.web.exchange.models import ImportBatch, PersonDescribed

State = ImportBatch.State


class CannotUndo(Exception):
    """Something else stands on what the import brought; `str` says what."""


def what_stands_in_the_way(batch: ImportBatch) -> str:
    """Why an import cannot be undone, in a sentence; "" when it can."""
    if batch.state != State.DONE or batch.source is None:
        return "Only an import that is done can be undone."
    if batch.stays:
        words = ", ".join(f"{count:,} {name}" for name, count in batch.stays.items())
        return f"It added to the record: {words}. Those are not taken away again, so it cannot be undone."
    later = _later_file(batch.source) or _later_description(batch)
    if later:
        return f"A later import stands on it: {later}. Undo that one first."
    return ""


def _later_file(source: SourceFile) -> str:
    """A file that changed, no longer told, or brought back what this one told."""
    replaced = Event.objects.filter(source=source).exclude(replaced_by=None).exclude(replaced_by=F("pk"))
    dropped = Event.objects.filter(source=source).exclude(no_longer_in=None)
    back = Event.objects.filter(no_longer_in=source).exclude(replaced_by=F("pk"))
    names = (
        replaced.values_list("replaced_by__source__name", flat=True).first(),
        dropped.values_list("no_longer_in__name", flat=True).first(),
        back.values_list("replaced_by__source__name", flat=True).first(),
    )
    return next((name for name in names if name), "")


def _later_description(batch: ImportBatch) -> str:
    again = PersonDescribed.objects.filter(
        Exists(batch.described.filter(person=OuterRef("person"), field=OuterRef("field"))),
        batch__state=State.DONE,
        batch_id__gt=batch.pk,
    )
    return again.values_list("batch__name", flat=True).first() or ""


@action
def undo(*, batch: ImportBatch, by: User | None) -> None:
    """Take an import back whole.

    Raises
    ------
    CannotUndo
        When something stands on it. Nothing is changed then.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if words := what_stands_in_the_way(batch):
        raise CannotUndo(words)
    source = SourceFile.objects.get(pk=batch.source_id)
    events = _take_back_events(source)
    _take_back_descriptions(batch)
    persons = _take_back_persons(source)
    batch.source, batch.state = None, State.UNDONE
    batch.words = f"{events:,} events and {persons:,} persons were taken away again."
    batch.save(update_fields=["source", "state", "words"])
    source.delete()
    tell(by=by, action="undo an import", record=batch, file=batch.name, events=events, people=persons)


def _take_back_events(source: SourceFile) -> int:
    own = Event.objects.filter(source=source)
    before = list(
        Event.objects.filter(replaced_by__in=own).exclude(source=source).values_list("pk", flat=True)
    )
    _each(before, lambda rows: rows.update(replaced_by=F("pk")))
    count, _ = own.delete()
    _each(before, lambda rows: rows.filter(no_longer_in=None).update(replaced_by=None))
    Event.objects.filter(no_longer_in=source).update(replaced_by=None, no_longer_in=None)
    return count


def _each(keys: Sequence[int], change: Callable[[QuerySet[Event]], object]) -> None:
    for start in range(0, len(keys), ROWS_AT_ONCE):
        change(Event.objects.filter(pk__in=keys[start : start + ROWS_AT_ONCE]))


def _take_back_descriptions(batch: ImportBatch) -> None:
    for one in batch.described.select_related("person"):
        field = Person._meta.get_field(one.field)
        setattr(one.person, one.field, field.to_python(one.before or (None if field.null else "")))
        one.person.save(update_fields=[one.field])
    batch.described.all().delete()


def _take_back_persons(source: SourceFile) -> int:
    """Persons whom the file made, and to whom nothing else refers."""
    made = Person.objects.filter(made_from=source)
    alone = list(made.exclude(_referred_to()).values_list("pk", flat=True))
    for start in range(0, len(alone), ROWS_AT_ONCE):
        some = alone[start : start + ROWS_AT_ONCE]
        LocalIdentifier.objects.filter(person__in=some).delete()
        Person.objects.filter(pk__in=some).delete()
    return len(alone)


def _referred_to() -> Q:
    """Whether any row but a person's own number speaks of them."""
    refers = Q()
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not LocalIdentifier:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            refers |= Q(Exists(rows))
    return refers

"""The interface for case systems: five calls, each with a token, none of which reads a child's record."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import File, Form, NinjaAPI, Path, Query, Status
from ninja.files import UploadedFile

from fanlight.web.audit.recording import acting_as
from fanlight.web.exchange import actions, jobs
from fanlight.web.exchange.api import errors, taking
from fanlight.web.exchange.api.actions import note_sent
from fanlight.web.exchange.api.authority import Bearer
from fanlight.web.exchange.api.errors import Refusal
from fanlight.web.exchange.api.models import ApiToken, Scope
from fanlight.web.exchange.api.schemas import Answers, ContactIn, ContactOut, Fault, FileOut
from fanlight.web.exchange.forms import LARGEST_MB
from fanlight.web.exchange.models import ImportBatch

A_PAGE = 100
LARGEST_ID = 2**63 - 1
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 500), Fault)
HELD_VALUE = "is held and stays"
State = ImportBatch.State

api = NinjaAPI(
    title="Fanlight",
    version="1",
    description="What a case system may send: files and contacts. No child's record can be read here.",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
)
errors.handle(api)
BatchId = Annotated[int, Path(ge=1, le=LARGEST_ID)]


@api.post("/files", auth=Bearer(Scope.FILES), response={202: FileOut, **REFUSALS}, url_name="send_file")
def send_file(request: HttpRequest, file: File[UploadedFile], answers: Form[Answers]) -> Any:
    """Hand in a file. It is read, and nothing is written until it is committed."""
    if not file.name:
        raise Refusal(422, "the file has no name", "file")
    if file.size is None or file.size > LARGEST_MB * 1024 * 1024:
        raise Refusal(413, f"the file is larger than {LARGEST_MB} MB", "file")
    token: ApiToken = request.auth
    with acting_as(token.actor):
        batch = actions.hand_in(by=None, file=file.file, name=file.name, **_as_kept(answers))
        note_sent(batch=batch, token=token)
    jobs.start(batch)
    return Status(202, _told(batch))


@api.get("/files/{batch_id}", auth=Bearer(Scope.FILES), response={200: FileOut, **REFUSALS}, url_name="file")
def file_state(
    request: HttpRequest, batch_id: BatchId, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> Any:
    """How far a file of this token is, what it changes, and what was set aside (100 a page)."""
    return _told(_find(request.auth, batch_id), page)


@api.post(
    "/files/{batch_id}/commit",
    auth=Bearer(Scope.FILES),
    response={202: FileOut, **REFUSALS},
    url_name="commit_file",
)
def commit_file(request: HttpRequest, batch_id: BatchId, answers: Answers | None = None) -> Any:
    """Have what was read written, whole or not at all. An answer given here goes before one sent earlier."""
    batch = _find(request.auth, batch_id)
    if batch.state != State.STAGED:
        raise Refusal(409, f"it is not waiting to be written: {batch.get_state_display()}", "id")
    given = {name: value for name, value in _as_kept(answers or Answers()).items() if value}
    for name, value in given.items():
        setattr(batch, name, value)
    if open_questions := _asks(batch):
        raise Refusal(409, "the file does not say this itself: give it", open_questions[0])
    with acting_as(request.auth.actor):
        agreed = actions.agree(batch=batch, by=None, **given)
    if not agreed:
        raise Refusal(409, "it is no longer waiting to be written", "id")
    batch.refresh_from_db()
    jobs.start(batch)
    return Status(202, _told(batch))


@api.post(
    "/files/{batch_id}/cancel",
    auth=Bearer(Scope.FILES),
    response={200: FileOut, **REFUSALS},
    url_name="cancel_file",
)
def cancel_file(request: HttpRequest, batch_id: BatchId) -> Any:
    """Give a file up before it is written; once it is being written it finishes."""
    batch = _find(request.auth, batch_id)
    with acting_as(request.auth.actor):
        actions.ask_to_cancel(batch=batch, by=None)
    batch.refresh_from_db()
    return _told(batch)


@api.post(
    "/contacts",
    auth=Bearer(Scope.CONTACTS),
    response={200: ContactOut, 201: ContactOut, **REFUSALS},
    url_name="send_contact",
)
def send_contact(request: HttpRequest, contact: ContactIn) -> Any:
    """Put a contact on today's list. The same number again answers 200 and changes nothing."""
    children = [taking.SentChild(**child.model_dump(mode="python")) for child in contact.children]
    said = contact.model_dump(exclude={"children"})
    try:
        with acting_as(request.auth.actor):
            taken = taking.take(taking.SentContact(**said, children=children))
    except taking.NotTaken as refused:
        raise Refusal(409, refused.reason, refused.place) from None
    status = 200 if taken.held_already else 201
    return Status(status, {"contact": taken.ref, "held_already": taken.held_already})


def _find(token: ApiToken, batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.filter(pk=batch_id, sent__token=token).first()
    if batch is None:  # another's does not exist either
        raise Refusal(404, "there is no such file of this token", "id")
    return batch


def _as_kept(answers: Answers) -> dict[str, Any]:
    """Answers under the names of `ImportBatch`."""
    said = answers.model_dump()
    return said | {"contacts_are": said.pop("contacts")}


def _asks(batch: ImportBatch) -> list[str]:
    """Answers that are needed before it can be written."""
    asked = set(batch.shown.get("asks", ()))
    is_open = batch.contacts_are == ImportBatch.Contacts.OPEN
    return [
        name
        for name, needed in (
            ("known_up_to", "known_up_to" in asked and batch.known_up_to is None),
            ("contacts", "contacts_are" in asked and not batch.contacts_are),
            ("open_from", "contacts_are" in asked and is_open and batch.open_from is None),
        )
        if needed
    ]


def _told(batch: ImportBatch, page: int = 1) -> dict[str, Any]:
    pages = Paginator(batch.set_aside.all(), A_PAGE)
    rows = pages.page(page) if page <= pages.num_pages else ()
    return {
        "id": batch.pk,
        "name": batch.name,
        "state": batch.state,
        "words": batch.words,
        "progress": batch.progress,
        "asks": _asks(batch) if batch.state == State.STAGED else [],
        "counts": batch.shown.get("counts", {}) if batch.state == State.STAGED else batch.counts,
        "notes": batch.notes,
        "set_aside_count": pages.count,
        "set_aside": [{"place": row.place, "reason": _without_what_is_held(row.reason)} for row in rows],
        "page": page,
        "pages": pages.num_pages,
    }


def _without_what_is_held(reason: str) -> str:
    """A reason that quotes the record is told without it: nothing of a record is read here."""
    if reason.endswith(HELD_VALUE):
        return f"{reason.partition(':')[0]}: another value {HELD_VALUE}"
    return reason

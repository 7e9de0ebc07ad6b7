"""Pages of the exports: what each holds, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanlight.exchange.write_export import NEEDS_POLARS, FileKind, NotExported, can_write_parquet
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.design.workbooks import XLSX
from fanlight.web.exchange.exports.kinds import WORDS, Kind, Words, kinds_for
from fanlight.web.exchange.exports.making import export_for
from fanlight.web.exchange.exports.registry import TableOfRoom, left_out, tables_of

FILES = {
    FileKind.CSV: "CSV, a file a table (zip)",
    FileKind.XLSX: "Excel, a sheet a table",
    FileKind.PARQUET: "Parquet, a file a table (zip)",
}
TYPES = {FileKind.XLSX: XLSX}


@dataclass(frozen=True)
class Offer:
    """One kind of export on the page."""

    kind: Kind
    words: Words
    tables: Sequence[TableOfRoom]


@require_GET
@allow(signed_in)
def exports(request: HttpRequest) -> HttpResponse:
    """What this person may take, what is in it, what is not and why."""
    offers = [Offer(kind, WORDS[kind], tables_of(kind, operator=False)) for kind in kinds_for(request.user)]
    files = {kind: words for kind, words in FILES.items() if _can_write(kind)}
    context = {
        "offers": offers,
        "files": files.items(),
        "needs": "" if can_write_parquet() else NEEDS_POLARS,
        "left_out": _left_out_by_reason(),
    }
    return render(request, "exchange/exports.html", context)


def _left_out_by_reason() -> list[tuple[str, str]]:
    """What is in no export, by name, with the reason that it shares."""
    named: dict[str, list[str]] = {}
    for label, reason in left_out().items():
        named.setdefault(reason, []).append(str(apps.get_model(label)._meta.verbose_name_plural))
    told = [(", ".join(sorted(names)), reason) for reason, names in named.items()]
    return sorted((names[0].upper() + names[1:], reason) for names, reason in told)


def _can_write(kind: FileKind) -> bool:
    return kind is not FileKind.PARQUET or can_write_parquet()


@require_POST
@allow(signed_in)
def take(request: HttpRequest, kind: str) -> HttpResponse | FileResponse:
    """The file. It is written whole before the first byte is sent, so that a fault sends nothing."""
    if kind not in set(Kind) or Kind(kind) not in kinds_for(request.user):
        raise PermissionDenied
    wanted = request.POST.get("file", "")
    if wanted not in set(FileKind):
        messages.error(request, "Choose what kind of file you want.")
        return redirect("exchange:exports")
    file_kind = FileKind(wanted)
    try:
        file = export_for(request.user, Kind(kind), file_kind)
    except NotExported as refused:
        messages.error(request, f"Nothing was taken: {refused}.")
        return redirect("exchange:exports")
    name = f"fanlight-{kind}-{timezone.localdate():%Y-%m-%d}.{file_kind.suffix}"
    type_ = TYPES.get(file_kind, "application/zip")
    return FileResponse(file, as_attachment=True, filename=name, content_type=type_)

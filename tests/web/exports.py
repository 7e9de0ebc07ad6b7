"""Exports taken by tests: the answer, and the tables in it."""

from __future__ import annotations

import csv
import io
import zipfile

from django.apps import apps
from django.http import HttpResponse
from django.urls import reverse
from openpyxl import load_workbook

from fanlight.exchange.formulas import unescaped
from fanlight.web.accounts.models import User
from fanlight.web.exchange.exports.kinds import Kind
from tests.web.builders import browse

Tables = dict[str, list[dict[str, str]]]


def take(user: User | None, kind: Kind, file: str = "csv") -> HttpResponse:
    """What a worker gets who sends the form."""
    return browse(user).post(reverse("exchange:take_export", args=[kind]), {"file": file})


def content(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content)


def texts(response: HttpResponse) -> dict[str, str]:
    """The files of a zip, as text."""
    with zipfile.ZipFile(io.BytesIO(content(response))) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def tables(user: User, kind: Kind) -> Tables:
    """The tables of a CSV export, row by row."""
    return {
        name.removesuffix(".csv"): [
            {heading: unescaped(cell) for heading, cell in row.items()}
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
        for name, text in texts(take(user, kind)).items()
        if name.endswith(".csv")
    }


def everything_in(user: User, kind: Kind) -> str:
    """Every letter of an export, in each kind of file."""
    book = load_workbook(io.BytesIO(content(take(user, kind, "xlsx"))))
    cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join([*texts(take(user, kind)).values(), *cells])


def models() -> set[str]:
    """Labels of the application's own models."""
    return {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("fanlight.") and not model._meta.proxy
    }

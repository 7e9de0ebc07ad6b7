"""Every address of the site, opened by a worker: what anybody there can come to see."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags

from fanlight.web.accounts.models import User
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.practice.models import SecondLook
from tests.web.access_matrix import PLACES
from tests.web.builders import Door, browse

QUERIES = {
    "frontdoor:today": ("", "?export=csv", "?show=unread", "?show=marked&export=csv"),
    "frontdoor:find": ("", "?q=Example", "?q=C-000001"),
    "practice:learning": ("", "?period=all", "?page=2"),
    "practice:week": ("", "?all=yes", "?to=2026-01-01"),
    "practice:notebook": ("", "?q=canary", "?kind=lesson"),
    "practice:hypotheses": ("", "?state=idea"),
    "practice:team": ("", "?export=csv", "?team=1", "?team=2", "?team=3"),
    "frontdoor:report": ("", "?export=xlsx", "?month=2024-01"),
    "frontdoor:report_children": ("", "?state=all", "?state=all&export=csv"),
    "exchange:batch": ("", "?export=csv"),
}


def crawl(door: Door, user: User) -> Iterator[tuple[str, HttpResponse]]:
    """Open every address as this worker: their own objects, then every contact, decision and look."""
    client = browse(user)
    contacts = list(Contact.objects.values_list("pk", flat=True))
    decisions = list(Decision.objects.values_list("pk", flat=True))
    for name, place in PLACES.items():
        keys = place.keys(door, user if user.role in place.roles else door.worker)
        for query in QUERIES.get(name, ("",)):
            address = reverse(name, kwargs=keys) + query
            yield address, client.get(address)
    for kind in Kind:
        for file in ("csv", "xlsx"):
            address = reverse("exchange:take_export", args=[kind])
            yield f"{address} as {file}", _whole(client.post(address, {"file": file}))
    for pattern, ids in (
        ("frontdoor:contact", contacts),
        ("practice:word_back", contacts),
        ("frontdoor:recorded", decisions),
        ("practice:decision", decisions),
        ("practice:talk", list(SecondLook.objects.values_list("pk", flat=True))),
    ):
        for pk in ids:
            address = reverse(pattern, args=[pk])
            yield address, client.get(address)


def _whole(response: HttpResponse) -> HttpResponse:
    """A file that is sent in pieces, unpacked into one answer that can be searched."""
    if not response.streaming:
        return response
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    headers = {name: response[name] for name in ("Content-Type", "Content-Security-Policy")}
    return HttpResponse(b"\n".join(parts), headers=headers)


def html(response: HttpResponse) -> str:
    """The page, or "" for what is none."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if is_page else ""


def visible(page: str) -> str:
    """The words of a page without its markup."""
    return " ".join(strip_tags(re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)).split())

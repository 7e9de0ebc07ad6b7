"""Whatever is sent to the interface, it answers: never with a failure of its own, always in JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.web.exchange.api.schemas import Answers, ChildIn, ContactIn
from fanlight.web.exchange.models import ImportBatch
from tests.web.builders import make_a_token, make_door
from tests.web.exchange.api.calls import CONTACT, ROOT, System

ROUTES = ("files", "files/1", "files/1/commit", "files/1/cancel", "contacts", "openapi.json", "")
TYPES = (
    "application/json",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/plain",
    "\xff",
    "",
)
many = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(sorted(ContactIn.model_fields))
CHILD_FIELDS = st.sampled_from(sorted(ChildIn.model_fields))
tempting = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "\ud800",
        "9999-12-31",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "1e400",
        "٣",
    ]
)


@pytest.fixture
def system(db):
    door = make_door()
    system = System(make_a_token(door)[1])
    system.send_file(b"%PDF-1.7")
    return system


def answered(response: Any) -> None:
    """Refused or taken; a refusal is one line of JSON."""
    assert response.status_code < 500, response.content
    if response.status_code >= 400 and response.status_code != 405 and response.headers.get("Content-Type"):
        if response.headers["Content-Type"].startswith("text/html"):
            assert response.status_code == 404  # no such address
            return
        told = response.json()
        assert set(told) == {"error", "place"}
        assert "\n" not in told["error"]


@many
@given(
    st.sampled_from(ROUTES),
    st.sampled_from(["get", "post", "put", "patch"]),
    st.binary(max_size=300),
    st.data(),
)
def test_bytes(system, route, method, content, data):
    kind = data.draw(st.sampled_from(TYPES))
    call = getattr(Client(), method)
    sent = (content,) if method != "get" else ()
    more = {"content_type": kind} if method != "get" else {}
    answered(call(ROOT + route, *sent, **more, **system.headers))


@many
@given(anything, st.sampled_from(["contacts", "files/1/commit"]))
def test_json(system, said, route):
    answered(system.post(route, json.dumps(said)))


@many
@given(
    st.dictionaries(FIELDS, anything | tempting, max_size=3),
    st.dictionaries(CHILD_FIELDS, anything | tempting),
)
def test_contacts_that_are_nearly_right(system, changed, child):
    children = [CONTACT["children"][0] | child]
    answered(system.send_contact(**({"children": children} | changed)))


@many
@given(
    st.dictionaries(st.sampled_from(sorted(Answers.model_fields)), st.text(max_size=20) | tempting),
    st.text(max_size=20),
    st.binary(max_size=50),
)
def test_files_and_their_answers(system, answers, name, content):
    file = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = file.encode("utf-8", "replace") + content
    for field, said in answers.items():
        body += f'\r\n--b\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{said}'.encode(
            "utf-8", "replace"
        )
    kind = "multipart/form-data; boundary=b"
    answered(Client().post(ROOT + "files", body + b"\r\n--b--", content_type=kind, **system.headers))


@many
@given(st.integers() | st.text(min_size=1), st.integers() | st.text())
def test_numbers_of_files_and_pages(system, number, page):
    answered(
        system.get(
            f"files/{quote(str(number), safe='', errors='replace')}", QUERY_STRING=f"page={quote(str(page))}"
        )
    )


@many
@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n")))
def test_headers(system, said):
    for header in (said, f"Bearer {said}", f"Bearer fanlight_{said}"):
        answered(Client().get(f"{ROOT}files/1", HTTP_AUTHORIZATION=header))


def test_what_is_sent_too_large_is_refused(system):
    answered(system.send_contact(text="a" * 6_000_000))
    answered(system.post("contacts", b"[" * 200_000))
    many_fields = "&".join(f"a{number}=1" for number in range(5000))
    answered(
        Client().post(
            f"{ROOT}files",
            many_fields,
            content_type="application/x-www-form-urlencoded",
            **system.headers,
        )
    )
    assert ImportBatch.objects.count() == 1

"""A case system over HTTP, as it really calls: contacts at one moment, a file from hand-in to written."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

AT_ONCE = 8
Call = Callable[..., tuple[int, Any]]
BOTH = pytest.mark.parametrize("server", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def call(server) -> Call:
    """`call("POST", "contacts", body)`: the status and what was answered."""
    token = server.run("tests.journeys.prepared", "token")

    def send(method: str, path: str, body: object = None, kind: str = "application/json") -> tuple[int, Any]:
        content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        request = urllib.request.Request(  # noqa: S310 - an address of our own server
            f"{server.address}/api/v1/{path}",
            data=content if method == "POST" else None,
            method=method,
            headers={"Authorization": f"Bearer {token}", "Content-Type": kind},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - an address of our own server
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    return send


def contact(number: str, child: str) -> dict[str, object]:
    return {
        "case_system_id": number,
        "received_at": datetime.now(UTC).isoformat(),
        "channel": "email",
        "source_code": "1A",
        "text": "As it came.",
        "children": [{"case_system_id": child, "forename": "Asa"}],
    }


def at_once(call: Call, contacts: list[dict[str, object]]) -> tuple[Counter[int], set[str]]:
    """Statuses, and the contacts that were answered."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda one: call("POST", "contacts", one), contacts))
    return Counter(status for status, _ in answers), {told["contact"] for _, told in answers}


@BOTH
def test_one_contact_sent_many_times_at_once_is_one(call):
    statuses, refs = at_once(call, [contact("SAME-1", "J-991")] * AT_ONCE * 3)
    assert set(statuses) <= {200, 201}
    assert len(refs) == 1
    assert call("POST", "contacts", contact("SAME-1", "J-991")) == (
        200,
        {"contact": refs.pop(), "held_already": True},
    )


@BOTH
def test_many_contacts_about_one_new_child_at_once_are_all_taken(call):
    statuses, refs = at_once(call, [contact(f"MANY-{number}", "J-992") for number in range(AT_ONCE * 3)])
    assert statuses == {201: AT_ONCE * 3}
    assert len(refs) == AT_ONCE * 3


@BOTH
def test_a_file_goes_from_hand_in_to_written(call):
    file = b"cine_referral_id,cine_person_id,cine_referral_date\nCS-R1,J-993,2026-03-02\nCS-R2,,2026-03-02\n"
    form = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    body = form % (b"file", b'; filename="ssd_cin_episodes.csv"', file)
    body += form % (b"known_up_to", b"", datetime.now(UTC).date().isoformat().encode()) + b"--b--"
    status, told = call("POST", "files", body, "multipart/form-data; boundary=b")
    assert status == 202, told
    number = told["id"]
    staged = until(call, number, "staged")
    assert (staged["counts"]["new events"], staged["set_aside_count"]) == (1, 1)
    assert call("POST", f"files/{number}/commit")[0] == 202
    assert until(call, number, "done")["counts"]["new events"] == 1


def until(call: Call, number: int, state: str) -> dict[str, Any]:
    """The import once it has come to this state."""
    for _ in range(300):
        _, told = call("GET", f"files/{number}")
        if told["state"] == state:
            return told
        assert told["state"] in {"waiting", "reading", "staged", "agreed", "writing"}, told
        time.sleep(0.1)
    raise AssertionError(told)


@BOTH
def test_without_the_token_nothing(call, server):
    request = urllib.request.Request(f"{server.address}/api/v1/contacts", data=b"{}", method="POST")  # noqa: S310 - an address of our own server
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request)  # noqa: S310 - an address of our own server

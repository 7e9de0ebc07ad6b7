"""A case system that calls: a token, and the calls it makes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ROOT = "/api/v1/"
CONTACT = {
    "case_system_id": "K-1",
    "received_at": "2026-03-02T09:30:00+00:00",
    "channel": "email",
    "source_code": "1A",
    "text": "The school called:\n Asa came without a coat.",
    "children": [{"case_system_id": "P-1", "forename": "Asa", "surname": "Example", "born_on": "2018-05-04"}],
}


@dataclass
class System:
    """What a case system does with its token."""

    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"HTTP_AUTHORIZATION": f"Bearer {self.token}"}

    def get(self, path: str, **more: Any) -> Any:
        return Client().get(ROOT + path, **self.headers, **more)

    def post(self, path: str, body: object = None, **more: Any) -> Any:
        content = body if isinstance(body, bytes | str) else json.dumps(body) if body is not None else ""
        return Client().post(ROOT + path, content, content_type="application/json", **self.headers, **more)

    def send_file(self, content: bytes, name: str = "contacts.csv", **answers: str) -> Any:
        file = SimpleUploadedFile(name, content)
        return Client().post(f"{ROOT}files", {"file": file, **answers}, **self.headers)

    def send_contact(self, **changed: Any) -> Any:
        return self.post("contacts", CONTACT | changed)

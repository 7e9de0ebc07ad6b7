"""The page of the interface and its OpenAPI description tell the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from fanlight.web.exchange.api.description import ROOT
from fanlight.web.exchange.api.interface import api
from fanlight.web.exchange.models import ImportBatch

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference/api.md").read_text()
DESCRIPTION = api.get_openapi_schema(path_prefix=ROOT)


def test_every_call_stands_on_the_page_with_its_scope():
    told = dict(re.findall(r"^\| `((?:GET|POST) \S+)` \| `(\w+)` \|", PAGE, re.MULTILINE))
    scopes = {
        f"{method.upper()} {path}": "contacts" if path.endswith("/contacts") else "files"
        for path, calls in DESCRIPTION["paths"].items()
        for method in calls
    }
    assert told == scopes


@pytest.mark.parametrize("name", ["ContactIn", "ChildIn", "Answers", "FileOut"])
def test_every_field_stands_on_the_page(name):
    schemas = DESCRIPTION["components"]["schemas"]
    assert {field for field in schemas[name]["properties"] if f"`{field}`" not in PAGE} == set()


def test_every_state_and_every_status_stands_on_the_page():
    assert {state for state in ImportBatch.State.values if f"`{state}`" not in PAGE} == set()
    told = set(re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE))
    for path in DESCRIPTION["paths"].values():
        for call in path.values():
            assert {str(status) for status in call["responses"] if int(status) >= 400} == told


def test_every_call_needs_a_token():
    for path in DESCRIPTION["paths"].values():
        for call in path.values():
            assert call["security"] == [{"Bearer": []}]


def test_nothing_of_a_record_and_no_forecast_is_described():
    out = {
        name: DESCRIPTION["components"]["schemas"][name] for name in ("FileOut", "ContactOut", "SetAsideOut")
    }
    assert not re.search(r"forename|surname|born|decision|forecast|probab", json.dumps(out))

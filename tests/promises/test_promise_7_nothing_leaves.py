"""Nothing leaves the authority: no page, setting or line of code speaks to another machine."""

from __future__ import annotations

import ast
import re
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

import fanlight
from fanlight.web.site.security import POLICY
from tests.web.builders import browse

pytestmark = pytest.mark.django_db
SOURCE = Path(fanlight.__file__).parent
LOADS = re.compile(
    r"""<(?:script|img|link|iframe|form|source|video|audio|object|embed|use)\b[^>]*?\s"""
    r"""(?:src|href|action|srcset|data|hx-[a-z]+)\s*=\s*["']?\s*((?:https?:)?//[^"'>\s]*)""",
    re.IGNORECASE,
)
CALLING = {"requests", "httpx", "aiohttp", "smtplib", "ftplib", "telnetlib", "sentry_sdk", "boto3"}
CALLING_PARTS = {"urllib.request", "http.client", "xmlrpc.client", "django.core.mail"}


def test_no_page_loads_or_sends_anything_elsewhere(everything):
    pages = [one for one in everything.pages if one.html]
    assert len(pages) > 200
    assert not [(one.address, found) for one in pages for found in LOADS.findall(one.html)]
    assert not [one.address for one in pages if re.search(r"(?:src|action)=[\"']?https?:", one.html)]


def test_every_answer_carries_the_policy(everything, client):
    assert {one.policy for one in everything.pages} == {POLICY}
    assert "'self'" in POLICY
    assert "http" not in POLICY
    assert "unsafe" not in POLICY
    for address in ("/health/", "/nowhere/", reverse("account_login"), "/static/design/fanlight.css"):
        assert client.get(address)["Content-Security-Policy"] == POLICY
    assert client.post("/audit/").get("Content-Security-Policy") == POLICY


def test_pages_are_not_kept_in_a_shared_browser(door):
    assert browse(door.worker).get(reverse("frontdoor:today"))["Cache-Control"] == "no-store"


def test_no_line_of_code_imports_what_calls_out():
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            for name in names:
                if name.partition(".")[0] in CALLING or name in CALLING_PARTS:
                    found.add(f"{path.relative_to(SOURCE)}: {name}")
    assert not found


def test_templates_and_styles_name_no_other_host():
    found = []
    for path in SOURCE.rglob("*"):
        if path.suffix == ".html":
            found += [
                (path.name, host) for host in re.findall(r"https?://[^\s\"'<]+", path.read_text("utf-8"))
            ]
        elif path.suffix == ".css":
            found += [
                (path.name, host)
                for host in re.findall(r"url\([\"']?(?:https?:)?//[^)]+", path.read_text("utf-8"))
            ]
            found += [(path.name, host) for host in re.findall(r"@import[^;]+", path.read_text("utf-8"))]
    assert not found


def test_settings_send_nothing():
    assert "django.core.mail" not in str(settings.LOGGING)
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert settings.STATIC_URL == "/static/"
    assert not [app for app in settings.INSTALLED_APPS if "social" in app or "openid" in app]


def test_the_pages_open_with_the_network_cut(door, monkeypatch):
    def cut(*_):
        raise AssertionError("a page asked another machine")

    client = browse(door.worker)
    monkeypatch.setattr(socket.socket, "connect", cut)
    monkeypatch.setattr(socket, "getaddrinfo", cut)
    for name in ("frontdoor:today", "frontdoor:add", "practice:learning", "practice:questions"):
        assert client.get(reverse(name)).status_code == 200

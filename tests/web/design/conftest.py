"""A site of one page, with the site's own content security policy and nothing else of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client, override_settings

from tests.web.design import gallery

OPTIONS = {
    "ROOT_URLCONF": gallery.__name__,
    "MIDDLEWARE": ["fanlight.web.site.security.ContentSecurityPolicy"],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
    "ALLOWED_HOSTS": ["127.0.0.1", "testserver"],
}


@pytest.fixture
def gallery_site() -> Iterator[None]:
    """Settings of the one-page site."""
    gallery.posts.clear()
    with override_settings(**OPTIONS):
        yield


@pytest.fixture
def html(gallery_site) -> str:
    """The page as it is first shown."""
    return Client().get("/").content.decode()


@pytest.fixture
def wrong_html(gallery_site) -> str:
    """The page with every field's error."""
    return Client().get("/?wrong=1").content.decode()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(gallery_site) -> Iterator[str]:
    """Where a browser finds the page."""
    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, application, server_class=WSGIServer, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()

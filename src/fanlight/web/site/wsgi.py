"""The application that a WSGI server runs."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")
application = get_wsgi_application()

from fanlight.web.evidence import comparison_jobs  # noqa: E402 - Django is set up first - models are there only now
from fanlight.web.exchange import jobs  # noqa: E402 - Django is set up first
from fanlight.web.frontdoor import cue_audit_jobs  # noqa: E402 - Django is set up first
from fanlight.web.practice import daily  # noqa: E402 - Django is set up first


def serving() -> WSGIHandler:
    """The application in the server's own process; imports that a stop cut off go on here."""
    get_resolver().url_patterns  # noqa: B018 - every page is loaded here, so that no first request waits for it
    cue_audit_jobs.take_up()
    comparison_jobs.take_up()
    daily.keep_turning()
    for batch in jobs.take_up():
        jobs.start(batch)
    freeze_what_is_loaded()
    return application


def freeze_what_is_loaded() -> None:
    """Modules and templates stay: the collector need not go through them whenever a page reads many rows.

    A chart counted from 28,000 contacts takes half the time so.
    """
    gc.collect()
    gc.freeze()

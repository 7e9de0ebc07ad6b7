"""Unsent forms: what a worker typed is kept, whatever happens to the session or the browser.

With JavaScript the page saves as one types. Without it, a form sent after the session ended is kept
for the worker who was shown it: the form carries that worker's id, signed, so nobody else gets it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from fanlight.web.accounts.models import Draft, User

OWNER_FIELD = "form_owner"
LONGEST_PAGE = 200
NOT_KEPT = frozenset({"csrfmiddlewaretoken", OWNER_FIELD, "password", "login"})
# What a form carries by itself: kept with what was typed, but no reason to keep an empty form.
CARRIED = ("submission", "brief_shown", "children", "adults", "last_seen")
OWNER_KNOWN_FOR = timedelta(days=2)
_signer = signing.TimestampSigner(salt="fanlight.form-owner")


def owner_token(user: User) -> str:
    """The signed id that a form carries, so that a late form finds its owner."""
    return _signer.sign(str(user.pk))


def save(*, owner: User, page: str, fields: QueryDict) -> Draft | None:
    """Keep what is typed so far; an empty form is not kept."""
    kept = {
        # PostgreSQL stores no NUL, and nobody types one.
        name: [value.replace("\x00", "") for value in fields.getlist(name)]
        for name in fields
        if name not in NOT_KEPT
    }
    typed = [value for name in kept if not name.endswith(CARRIED) for value in kept[name]]
    if len(page) > LONGEST_PAGE or not any(value.strip() for value in typed):
        return None
    draft, _ = Draft.objects.update_or_create(
        owner=owner, page=page, defaults={"fields": kept, "saved_at": timezone.now()}
    )
    return draft


def restore(*, owner: User, page: str) -> Draft | None:
    """The kept form of this page, if it is not too old."""
    since = timezone.now() - timedelta(days=Draft.KEPT_DAYS)
    return Draft.objects.filter(owner=owner, page=page, saved_at__gte=since).first()


def as_query(draft: Draft) -> QueryDict:
    """The kept fields in the shape a bound form reads."""
    query = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        query.setlist(name, values)
    return query


def initial(form: Form, query: QueryDict) -> dict[str, Any]:
    """What was typed into one form of the page, as its initial values: shown again, not yet checked."""
    return {
        name: field.widget.value_from_datadict(query, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    }


def forget(*, owner: User, page: str) -> None:
    """The form was sent or thrown away."""
    Draft.objects.filter(owner=owner, page=page).delete()


def forget_old() -> int:
    """Remove what nobody came back for; how many."""
    count, _ = Draft.objects.filter(saved_at__lt=timezone.now() - timedelta(days=Draft.KEPT_DAYS)).delete()
    return count


def signed_owner(fields: QueryDict) -> User | None:
    """The worker whom this form was shown to, if the form says so, signed and not too long ago."""
    try:
        owner_id = _signer.unsign(fields.get(OWNER_FIELD, ""), max_age=OWNER_KNOWN_FOR)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=owner_id, is_active=True).first()


def keep_for_signed_owner(request: HttpRequest) -> User | None:
    """Keep a form that arrived without its session; for whom it was kept."""
    owner = signed_owner(request.POST)
    if owner and save(owner=owner, page=request.path, fields=request.POST):
        return owner
    return None


def page_of_form(request: HttpRequest) -> str:
    """The page that the form stood on: the referring one, if ours, since some addresses only receive."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        parts = urlsplit(referer)
        page = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if page.startswith("/") and not page.startswith("//"):
            return page
    return request.get_full_path()

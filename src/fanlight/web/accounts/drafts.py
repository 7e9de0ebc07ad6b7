"""Unsent forms: what a worker typed is kept, whatever happens to the session or the browser.

With JavaScript the page saves as one types. Without it, a form sent after the session ended is kept
for the worker who was shown it: the form carries that worker's id, signed, so nobody else gets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from fanlight.web.accounts.models import Draft, User

OWNER_FIELD = "form_owner"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", OWNER_FIELD, "password", "login"})
_signer = signing.TimestampSigner(salt="fanlight.form-owner")


def owner_token(user: User) -> str:
    """The signed id that a form carries, so that a late form finds its owner."""
    return _signer.sign(str(user.pk))


def save(*, owner: User, page: str, fields: QueryDict) -> Draft | None:
    """Keep what is typed so far; an empty form is not kept."""
    kept = {name: fields.getlist(name) for name in fields if name not in NOT_KEPT}
    if not any(value.strip() for values in kept.values() for value in values):
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


def keep_for_signed_owner(request: HttpRequest) -> str:
    """Keep a form that arrived without a session; the page to come back to after signing in."""
    fields: Mapping[str, Any] = request.POST
    try:
        owner_id = _signer.unsign(fields.get(OWNER_FIELD, ""), max_age=timedelta(days=2))
    except signing.BadSignature:
        return request.path
    if owner := User.objects.filter(pk=owner_id, is_active=True).first():
        save(owner=owner, page=request.path, fields=request.POST)
    return request.path

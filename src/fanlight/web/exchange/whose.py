"""Whose file it is: the authority that a return names, beside the one whose files were written before."""

from __future__ import annotations

from fanlight.exchange.published_figures import authority_names
from fanlight.exchange.published_value import la_code_of
from fanlight.web.accounts.models import Authority
from fanlight.web.exchange.models import ImportBatch


def authority_code() -> str:
    """The authority's three-figure code: by its name, else as the newest file written says; "" if neither."""
    return la_code_of(Authority.current().name) or _told_by_files()


def another_authority(code: str) -> str:
    """A sentence when a file names an authority other than ours; "" when it is ours, or nobody can tell."""
    ours = authority_code()
    if not code or not ours or code == ours:
        return ""
    return f"This file is of {_named(code)}. Here are files of {_named(ours)}. Is it the right file?"


def _told_by_files() -> str:
    told = ImportBatch.objects.filter(state=ImportBatch.State.DONE, shown__has_key="authority")
    newest = told.order_by("-pk").values_list("shown", flat=True).first()
    return str(newest["authority"]) if newest else ""


def _named(code: str) -> str:
    name = authority_names().get(code)
    return f"{name} ({code})" if name else f"an authority with the code {code}"

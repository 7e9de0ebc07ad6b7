"""Practitioners name the footers that need not be read every time, and retire a name that folds too much."""

from __future__ import annotations

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import SignatureRule


@action
def name_signature(*, by: User, name: str, begins: str, ends: str) -> SignatureRule:
    """A practitioner names a footer. The name of a retired rule may be used again: that puts it back."""
    rule = SignatureRule.objects.create(
        name=name, begins=begins, ends=ends, made_by=by, made_at=timezone.now()
    )
    tell(by=by, action="name a signature", record=rule)
    return rule


@action
def retire_signature(*, rule: SignatureRule, by: User, why: str) -> SignatureRule:
    """The rule folds nothing from now on and stays listed. Of two who retire it, the first words stand."""
    held = SignatureRule.objects.select_for_update().get(pk=rule.pk)
    if held.retired_at:
        tell(by=by, action="retire a signature again", record=held)
        return held
    held.retired_at, held.retired_by, held.retired_why = timezone.now(), by, why
    held.save(update_fields=["retired_at", "retired_by", "retired_why"])
    tell(by=by, action="retire a signature", record=held)
    return held

"""The authority changes how its door works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from fanlight.web.accounts.models import Authority, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import LevelSet


@action
def set_the_door(*, by: User, authority: Authority, changed: Sequence[str]) -> None:
    """Save the settings; what was decided before keeps the words and the clock of its day."""
    authority.save()
    tell(by=by, action="set the door", record="authority", changed=list(changed))


@action
def adopt_own_words(*, by: User, title: str, edition: str, words: Mapping[str, tuple[str, str]]) -> LevelSet:
    """The authority's own threshold document: a new level set, in force from today.

    The set before it is closed, not changed: an old decision keeps the words of its day.
    """
    authority, today = Authority.current(), timezone.localdate()
    before = LevelSet.objects.get(code=authority.level_set)
    own = LevelSet.objects.create(
        code=f"own-{LevelSet.objects.count() + 1}",
        title=title,
        edition=edition,
        source=f"The authority's own threshold document; kinds as in {before.title}, {before.edition}",
        in_force_from=today,
    )
    for level in before.levels.all():
        level.pk, level.level_set = None, own
        level.label, level.anchor = words[level.code]
        level.save(force_insert=True)
    LevelSet.objects.filter(pk=before.pk).update(in_force_to=today)
    authority.level_set = own.code
    authority.save()
    tell(by=by, action="adopt own levels", record=own)
    return own

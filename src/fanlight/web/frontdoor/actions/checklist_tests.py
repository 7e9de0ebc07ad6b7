"""A list is tested on past cases: what came of it is kept as counts, and never changed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fanlight.frontdoor.past_test import ListTest
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import ChecklistTest, ChecklistVersion


@action
def keep_list_test(
    *,
    version: ChecklistVersion,
    by: User,
    test: ListTest,
    source: str,
    source_words: str,
    outcome: str,
    outcome_words: str,
    first_on: date | None = None,
    last_on: date | None = None,
    known_up_to: date | None = None,
) -> ChecklistTest:
    """Keep what a test showed. No case is kept, and no row of a file."""
    kept = ChecklistTest.objects.create(
        version=version,
        by=by,
        at=timezone.now(),
        source=source,
        source_words=source_words[:200],
        outcome=outcome[:40],
        outcome_words=outcome_words[:200],
        first_on=first_on,
        last_on=last_on,
        known_up_to=known_up_to,
        cases=test.whole.n,
        figures=test.as_json(),
    )
    tell(by=by, action="test a checklist", record=kept, cases=test.whole.n, source=source)
    return kept

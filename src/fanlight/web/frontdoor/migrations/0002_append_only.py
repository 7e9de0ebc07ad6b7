"""Decisions, answers and briefs are append-only; a contact's raw text ends only by the retention rule."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes

UNCHANGED_OR_ENDED = (
    "OLD.raw_text = NEW.raw_text OR (NEW.raw_text = '' AND NEW.raw_text_ended_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0001_initial")]
    operations = [
        forbid_changes("frontdoor_decision"),
        forbid_changes("frontdoor_brief"),
        forbid_changes("frontdoor_checklistversion", ["cues"]),
        forbid_changes("frontdoor_contact", ["raw_text"], unless=UNCHANGED_OR_ENDED),
    ]

"""A frozen plan, its numbers, departures and closing stay as written; so do answers of an audit."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes

GUARDED = (
    ("practice_trial", "OLD.frozen_at IS NULL"),
    ("practice_trialcount", ""),
    ("practice_trialdeparture", ""),
    ("practice_trialclosing", ""),
    ("practice_auditanswer", ""),
)


class Migration(migrations.Migration):
    dependencies = [("practice", "0040_trials")]
    operations = [forbid_changes(table, unless=unless) for table, unless in GUARDED]

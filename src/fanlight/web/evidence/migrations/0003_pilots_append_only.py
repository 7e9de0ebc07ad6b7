"""A frozen registration and every count stay as they were written."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_pilots")]
    operations = [
        forbid_changes("evidence_pilot", (), unless="OLD.frozen_at IS NULL"),
        forbid_changes("evidence_pilotcount"),
    ]

"""The index of the log by person is append-only too: a search by child must not miss a row."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [forbid_changes("audit_auditsubject")]

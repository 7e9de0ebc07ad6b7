"""The audit log is append-only in the database too."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [forbid_changes("audit_auditevent")]

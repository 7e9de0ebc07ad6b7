"""What is locked is frozen; tests, verdicts and reviews are append-only."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes
from fanlight.web.evidence.frozen import APPEND_ONLY


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_claims")]
    operations = [forbid_changes(table, columns, unless=unless) for table, (columns, unless) in APPEND_ONLY.items()]

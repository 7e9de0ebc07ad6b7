"""A frozen registration and every count stay as they were written."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes
from fanlight.web.evidence.frozen_pilots import APPEND_ONLY


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_pilots")]
    operations = [forbid_changes(table, columns, unless=unless) for table, (columns, unless) in APPEND_ONLY.items()]

"""A comparison that ended stays as it came out."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes
from fanlight.web.evidence.frozen import COMPARISONS


class Migration(migrations.Migration):
    dependencies = [("evidence", "0006_comparisons")]
    operations = [forbid_changes(table, columns, unless=unless) for table, (columns, unless) in COMPARISONS.items()]

"""A series that was brought in, and its figures, stay as they were; it is withdrawn once, with the reason."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes
from fanlight.web.evidence.frozen import SERIES


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_own_counts")]
    operations = [forbid_changes(table, columns, unless=unless) for table, (columns, unless) in SERIES.items()]

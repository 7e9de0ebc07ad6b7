"""How long the text of a contact is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='authority',
            name='text_kept_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text="Months that a contact's text is kept after the last activity; empty: no text ends", null=True),
        ),
        migrations.AddField(
            model_name='authority',
            name='text_kept_source',
            field=models.CharField(blank=True, help_text="The rule's source", max_length=300),
        ),
    ]

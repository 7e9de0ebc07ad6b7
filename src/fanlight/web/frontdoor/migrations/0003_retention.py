"""How long the text of a contact is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='brief',
            name='text_ended_at',
            field=models.DateTimeField(blank=True, help_text='By the retention rule', null=True),
        ),
    ]

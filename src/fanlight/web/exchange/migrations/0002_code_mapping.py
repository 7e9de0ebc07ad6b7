import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fanlight.web.audit.append_only import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CodeMappingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('values', models.JSONField(help_text='Code by value by field by format; "" means that none fits')),
                ('changed', models.JSONField(help_text='Format, field, value, code before (null: none), code since')),
                ('at', models.DateTimeField()),
                ('came_from', models.CharField(blank=True, help_text='The file, when it was not typed here', max_length=200)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='UnmappedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=30)),
                ('field', models.CharField(max_length=100)),
                ('code_set', models.CharField(max_length=100)),
                ('value', models.TextField()),
                ('words', models.CharField(blank=True, help_text='What the file says beside it', max_length=200)),
                ('count', models.PositiveIntegerField(help_text='Rows of the file that hold it')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unmapped', to='exchange.importbatch')),
            ],
            options={
                'ordering': ['-count', 'id'],
            },
        ),
        forbid_changes('exchange_codemappingversion'),
    ]

"""A question may become a hypothesis; its moves are append-only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fanlight.web.audit.append_only import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hypothesis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.TextField(verbose_name='if we …')),
                ('expected', models.TextField(verbose_name='then …')),
                ('reason', models.TextField(verbose_name='because …')),
                ('measure', models.TextField(verbose_name='measured by …')),
                ('smallest_difference', models.TextField(blank=True, verbose_name='the smallest difference that would matter')),
                ('state', models.CharField(choices=[('idea', 'An idea'), ('on_trial', 'On trial'), ('adopted', 'Adopted after a trial'), ('dropped', 'Dropped'), ('repeat', 'To be tried again')], default='idea', max_length=10)),
                ('written_at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('with_name', models.BooleanField(default=False, help_text="Whether the author's name is shown")),
                ('question', models.ForeignKey(blank=True, help_text='The question it grew out of; shown to its author alone', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='hypotheses', to='practice.question')),
                ('worker', models.ForeignKey(help_text='Whose it is; shown to others only as with_name says', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'hypotheses',
                'ordering': ['-written_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HypothesisStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('idea', 'An idea'), ('on_trial', 'On trial'), ('adopted', 'Adopted after a trial'), ('dropped', 'Dropped'), ('repeat', 'To be tried again')], max_length=10)),
                ('why', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hypothesis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='practice.hypothesis')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        forbid_changes('practice_hypothesisstep'),
    ]

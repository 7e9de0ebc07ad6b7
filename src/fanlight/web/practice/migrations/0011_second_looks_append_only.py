"""A rule stays as published, an answered look as answered, a closed task as closed."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes

GUARDED = (
    ("practice_secondlookrule", ""),
    (
        "practice_secondlook",
        "OLD.state <> 'answered' AND NEW.decision_id = OLD.decision_id AND NEW.rule_id = OLD.rule_id "
        "AND NEW.chance = OLD.chance AND NEW.drawn_at = OLD.drawn_at",
    ),
    (
        "practice_urgenttask",
        "OLD.closed_at IS NULL AND NEW.look_id = OLD.look_id AND NEW.words = OLD.words "
        "AND NEW.opened_at = OLD.opened_at AND NEW.due_at = OLD.due_at",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("practice", "0010_second_looks")]
    operations = [forbid_changes(table, unless=unless) for table, unless in GUARDED]

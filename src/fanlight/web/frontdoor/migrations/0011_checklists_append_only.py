"""What was tested, coded and changed about a checklist is append-only; so is all that a version says."""

from django.db import migrations

from fanlight.web.audit.append_only import forbid_changes

SAID = ["cues", "tree", "positive_words", "negative_words", "author", "reasons", "made_at"]


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0010_checklists_made")]
    operations = [
        forbid_changes("frontdoor_checklistversion", SAID),
        forbid_changes("frontdoor_checkliststep"),
        forbid_changes("frontdoor_checklisttest"),
        forbid_changes("frontdoor_codingsample"),
        forbid_changes("frontdoor_sampledline"),
        forbid_changes("frontdoor_codedline"),
    ]

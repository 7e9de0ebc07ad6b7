"""The authority's own threshold document replaces the examples; old decisions keep their words."""

from django.urls import reverse

from fanlight.web.accounts.models import Authority, Role
from fanlight.web.frontdoor.forms import DoorForm
from fanlight.web.frontdoor.models import Level, LevelSet
from fanlight.web.frontdoor.queries import current_levels
from tests.web.builders import browse, decide, make_contact


def typed(**changed):
    fields = {"title": "Exampleshire thresholds", "edition": "April 2026"}
    for level in current_levels(Authority.current()):
        fields |= {f"label_{level.code}": level.label, f"anchor_{level.code}": level.anchor}
    return fields | changed


def test_own_words_are_in_force_and_an_old_decision_keeps_its_own(door):
    before = decide(make_contact(door), by=door.manager)[0]
    words = typed(anchor_no_further_action="Our panel sees nothing that any service should do.")
    answer = browse(door.workers[Role.PRACTICE_LEAD]).post(
        reverse("frontdoor:own_levels"), words, follow=True
    )
    assert "Our panel sees nothing" in answer.content.decode()
    now = {level.kind: level for level in current_levels(Authority.current())}
    assert now["no_further_action"].anchor.startswith("Our panel")
    assert len(now) == Level.objects.filter(level_set__code="working-together-2023").count()
    before.refresh_from_db()
    assert before.level_anchor == before.level.anchor != now["no_further_action"].anchor
    assert LevelSet.objects.get(code="working-together-2023").in_force_to is not None
    assert decide(make_contact(door), by=door.manager)[0].level.level_set.title == "Exampleshire thresholds"


def test_an_empty_anchor_is_refused_and_nothing_changes(door):
    answer = browse(door.workers[Role.PRACTICE_LEAD]).post(
        reverse("frontdoor:own_levels"), typed(anchor_missing="")
    )
    assert answer.status_code == 422
    assert Authority.current().level_set == "working-together-2023"


def test_closed_days_and_the_ladder_are_read_line_by_line(door):
    authority = Authority.current()
    form = DoorForm(instance=authority)
    data = {name: form[name].value() for name in form.fields}
    data |= {"opens_at": "08:45", "closes_at": "17:00", "urgency_levels": "Right away = 2\nToday = 8"}
    good = DoorForm(data | {"closed_days": "24/12/2026\n2026-12-31"}, instance=authority)
    assert good.is_valid(), good.errors
    assert good.cleaned_data["closed_days"] == ["2026-12-24", "2026-12-31"]
    assert [rung["hours"] for rung in good.cleaned_data["urgency_levels"]] == [2, 8]
    bad = DoorForm(
        data | {"closed_days": "24/12/2026\nChristmas", "urgency_levels": "Soon"}, instance=authority
    )
    assert "Line 2, “Christmas”" in bad.errors["closed_days"][0]
    assert "Line 1, “Soon”" in bad.errors["urgency_levels"][0]

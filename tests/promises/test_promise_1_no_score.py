"""No child or family is scored: nothing predicts a person, and a forecast stays with whoever made it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.forms import BaseForm
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

import fanlight
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, Person
from fanlight.web.frontdoor.models import Brief, Contact, ContactChild, Decision
from fanlight.web.frontdoor.queries import as_record, brief_of
from fanlight.web.practice import models as practice
from tests.promises.private_life import CANARIES, FORECAST, PROBABILITY, live
from tests.web.builders import browse, decide, make_contact, share

SCORES = re.compile(r"scor(e|ing)|predict|risk_?(level|rating|band)|likelihood|propensity", re.IGNORECASE)
SOURCE = Path(fanlight.__file__).parent
LEARNING = ("practice.Forecast", "practice.ForecastInvitation", "practice.Lesson", "practice.PageShare")


def names_in(path: Path) -> set[str]:
    """Every name that a module gives to something."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.keyword(arg=str(name)):
                names.add(name)
    return names


@pytest.mark.parametrize(
    "room",
    [
        "casework",
        "cli",
        "evidence",
        "exchange",
        "figures",
        "frontdoor",
        "practice",
        "reports",
        "terms",
        "web",
    ],
)
def test_no_name_in_the_code_scores_or_predicts(room):
    found = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in (SOURCE / room).rglob("*.py")
        for name in names_in(path)
        if SCORES.search(name)
    }
    assert not found


def test_no_field_form_or_address_scores_or_predicts():
    fields = [
        f"{model.__name__}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()
    ]
    forms = [
        f"{form.__name__}.{name}" for form in _forms(BaseForm) for name in getattr(form, "base_fields", {})
    ]
    addresses = [f"{pattern.pattern} {pattern.name}" for pattern in _patterns(get_resolver().url_patterns)]
    assert fields
    assert forms
    assert addresses
    assert [one for one in (*fields, *forms, *addresses) if SCORES.search(one)] == []


def _forms(kind):
    for one in kind.__subclasses__():
        yield one
        yield from _forms(one)


def _patterns(patterns):
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from _patterns(one.url_patterns)


def test_no_number_but_a_size_or_an_order_hangs_on_a_person():
    numeric = {"IntegerField", "FloatField", "DecimalField", "PositiveSmallIntegerField", "SmallIntegerField"}
    models = [model for model in apps.get_app_config("casework").get_models() if _is_of_a_person(model)]
    assert {Person, Event} <= set(models)
    found = {
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if field.get_internal_type() in numeric
    }
    assert not found


def _is_of_a_person(model):
    """A person, what leads to one or is led to by one; the windows of days are settings and are neither."""
    related = {field.related_model for field in model._meta.get_fields() if field.related_model}
    return model is Person or Person in related or any(Person in _linked(one) for one in related)


def _linked(model):
    return {field.related_model for field in model._meta.get_fields()}


@pytest.mark.parametrize("model", [Contact, ContactChild, Person, Decision, Brief])
def test_nothing_of_a_case_leads_to_a_forecast(model):
    related = {one.related_model._meta.label for one in model._meta.related_objects}
    assert not related & set(LEARNING)
    for path in ("forecast", "forecast_set", "decisions__forecast", "forecasts", "forecastinvitation"):
        with pytest.raises(FieldError):
            model.objects.filter(**{f"{path}__isnull": False})


@pytest.mark.django_db
def test_only_its_own_worker_ever_meets_a_forecast_and_only_under_my_learning(everything):
    met = [one for one in everything.pages if FORECAST in one.content or PROBABILITY in one.content]
    assert met
    assert {one.username for one in met} == {everything.door.worker.username}
    own = reverse("exchange:take_export", args=["own"])  # one's own work, taken from one's own session
    addresses = {one.address.partition("?")[0] for one in met}
    own_pages = {reverse("practice:learning"), reverse("practice:week")}
    assert addresses == own_pages | {f"{own} as csv", f"{own} as xlsx"}
    assert sum(one.status == 200 for one in everything.pages) > 200


@pytest.mark.django_db
def test_no_brief_text_log_or_export_holds_one(door):
    life = live(door)
    decide(life.contact, door.manager)
    held = [json.dumps(brief.content) for brief in Brief.objects.all()]
    held += [json.dumps(brief_of(life.contact, timezone.now()).to_dict())]
    held += [as_record(decision) for decision in Decision.objects.all()]
    held += [repr(row) for row in AuditEvent.objects.values_list()]
    held += [
        repr(row)
        for model in (Contact, ContactChild, Person, Decision)
        for row in model.objects.values_list()
    ]
    assert len(held) > 8
    for words in held:
        assert not [canary for canary in CANARIES if canary in words]


@pytest.mark.django_db
def test_a_forecast_is_offered_only_after_the_decision_and_changes_nothing(door):
    door.team.forecast_one_in = 1
    door.team.save()
    contact = make_contact(door)
    page = browse(door.worker).get(reverse("frontdoor:contact", args=[contact.pk])).content.decode()
    assert "forecast" not in page.lower()
    [decision] = decide(contact, door.worker)
    before = repr(Decision.objects.filter(pk=decision.pk).values().get())
    recorded = browse(door.worker).get(reverse("frontdoor:recorded", args=[decision.pk])).content.decode()
    assert "Make a forecast, or skip it" in recorded
    invitation = practice.ForecastInvitation.objects.get()
    answer = browse(door.worker).post(reverse("practice:forecast", args=[invitation.pk]), {"skip": "yes"})
    assert answer.status_code == 302
    assert not practice.Forecast.objects.exists()
    assert repr(Decision.objects.filter(pk=decision.pk).values().get()) == before


@pytest.mark.django_db
def test_a_team_that_asks_never_is_asked_never(door):
    door.team.forecast_one_in = 0
    door.team.save()
    for _ in range(5):
        decide(make_contact(door), door.worker)
    assert not practice.ForecastInvitation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTITIONER])
def test_a_shared_page_comes_without_forecast_and_notes(door, role):
    life = live(door)
    for decision in (None, life.decision):
        page = share(door.worker, door.workers[role], decision)
        response = browse(door.workers[role]).get(reverse("practice:shared", args=[page.pk]))
        if role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD}:
            assert response.status_code == 200
        for canary in CANARIES:
            assert canary not in response.content.decode()

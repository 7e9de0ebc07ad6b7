"""A list tested on past cases, in the open: asked for, counted once, kept, and shown as it was then."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.exchange.reading import Unreadable
from fanlight.frontdoor.past_test import past_test
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.actions.checklist_tests import keep_list_test
from fanlight.web.frontdoor.forms.checklist_tests import TestForm
from fanlight.web.frontdoor.models import ChecklistTest, ChecklistVersion
from fanlight.web.frontdoor.permissions import may_see_small_numbers, may_test_checklists
from fanlight.web.frontdoor.queries import past_cases
from fanlight.web.frontdoor.queries.list_files import cases_of_file
from fanlight.web.frontdoor.queries.list_tests import test_page
from fanlight.web.frontdoor.views.checklists import one_version, shown

Source = ChecklistTest.Source
COLUMNS = {
    "columns_measures": ("Measure", "Past cases", "With 95 % interval"),
    "columns_parts": ("When", "Cases", "Caught, of those with the outcome", "Let go, of those without"),
    "columns_bounds": ("Measure", "As recorded", "Whatever was not seen", "The same, and chance"),
    "columns_benefits": ("Worth acting on at", "With the list", "Acting on all", "On none"),
    "columns_groups": ("Group", "Cases", "Missed", "False alarms"),
}


@require_http_methods(["GET", "POST"])
@allow(may_test_checklists)
def checklist_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask on which past cases; count, keep, and go to what it shows."""
    version = one_version(pk)
    if version.sorting is None:
        messages.info(request, "This list only asks: it leads nowhere, so there is nothing to test.")
        return redirect("frontdoor:checklist", pk=pk)
    form = (
        TestForm(request.POST, request.FILES, version=version)
        if request.method == "POST"
        else TestForm(version=version)
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = _tested(version, form, request.user)
        except Unreadable as refused:
            form.add_error("file", str(refused))
        else:
            if kept is not None:
                return redirect("frontdoor:checklist_tested", pk=kept.pk)
            form.add_error(
                "source",
                "There is no past contact on which every question of this list was answered and whose next "
                "half year is known. Take over questions that were asked before, code past contacts by hand, "
                "or bring a file",
            )
    tests = version.tests.select_related("by")[:10]
    return shown(
        request, "checklist_test", 422 if form.is_bound else 200, form=form, version=version, tests=tests
    )


def _tested(version: ChecklistVersion, form: TestForm, by: User) -> ChecklistTest | None:
    """Count and keep; None where there is no case."""
    data, tree = form.cleaned_data, version.sorting
    if data["source"] == Source.FILE:
        file = data["file"]
        cases = cases_of_file(version, file.file, file.name, data["column"])
        return keep_list_test(
            version=version,
            by=by,
            test=past_test(tree, cases),
            source=Source.FILE,
            source_words=file.name,
            outcome="file",
            outcome_words=data["column"],
        )
    sample = form.samples.get(data["source"])
    if sample is not None:
        found = past_cases.coded_cases(sample, data["outcome"])
    else:
        found = past_cases.recorded_cases(version, data["outcome"])
    if not len(found):
        return None
    return keep_list_test(
        version=version,
        by=by,
        test=past_test(tree, found.cases),
        source=Source.CODED if sample is not None else Source.RECORDED,
        source_words=f"{found.not_yet:,} more are too young to tell" if found.not_yet else "",
        outcome=data["outcome"],
        outcome_words=past_cases.OUTCOMES[data["outcome"]].words,
        first_on=found.first_on,
        last_on=found.last_on,
        known_up_to=found.known_up_to,
    )


@require_GET
@allow(may_test_checklists)
def checklist_tested(request: HttpRequest, pk: int) -> HttpResponse:
    """What a test showed."""
    test = get_object_or_404(ChecklistTest.objects.select_related("version__checklist", "by"), pk=pk)
    page = test_page(test, small=may_see_small_numbers(request.user))
    return shown(request, "checklist_tested", page=page, test=test, version=test.version, **COLUMNS)

"""Every component on a page of its own site: what the tests of the design render and drive."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from fanlight.figures import Share, icon_array, share_bars, weekly_counts
from fanlight.web.design.forms import (
    Checkboxes,
    DayField,
    Form,
    MomentField,
    Radios,
    Select,
    YesNoNotKnownField,
)

LEVELS = [
    ("nfa", "No further action"),
    ("help", "Early or family help"),
    ("s17", "Child in need assessment"),
    ("s47", "Strategy discussion"),
]


class Line(Form):
    level = forms.ChoiceField(
        label="Level",
        choices=LEVELS,
        widget=Radios(hints={"s17": "Help beyond universal services"}, layout="three", keys="1234"),
    )
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 3}), max_length=200)


class Cues(Form):
    unborn = YesNoNotKnownField(label="Is a child unborn?", help_text="Or under 1")
    injury = YesNoNotKnownField(label="Was an injury seen?")


class Contact(Form):
    mark_optional = True
    number = forms.CharField(label="Number in the case system", help_text="As <it> stands")
    received_at = MomentField(label="When it was received")
    born_on = DayField(label="Date of birth", required=False)
    source = forms.ChoiceField(label="Source", choices=[("1A", "Family member"), ("6", "Police")])
    who = forms.MultipleChoiceField(
        label="Who is it about?",
        choices=[("child", "Child"), ("unborn", "Unborn child")],
        widget=Checkboxes,
    )
    channel = forms.ChoiceField(
        label="How it came",
        choices=[("Asked", [("phone", "Phone")]), ("Sent", [("post", "Post")])],
        widget=Radios,
    )
    file = forms.FileField(label="File", required=False)
    read = forms.BooleanField(label="I have read it through")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Filter(Form):
    state = forms.ChoiceField(
        label="State", choices=[("", "All"), ("unread", "Unread")], widget=Select, required=False
    )
    since = DayField(label="Since", required=False)


PAGE = """
{% extends "design/base.html" %}{% load design %}
{% block title %}Every component{% endblock %}
{% block header_end %}<span>A. Worker</span>
<form><button class="fl-link-button">Sign out</button></form>{% endblock %}
{% block beforecontent %}{% breadcrumbs "Today" "/" "Every component" %}
{% include "design/back_link.html" with url="/back" %}{% endblock %}
{% block content %}
{% include "design/error_summary.html" with forms=all_forms %}
<h1 class="govuk-heading-l">Every component {% tag "Unread" "blue" %}</h1>
{% warning "A warning" %}{% inset %}Set apart{% endinset %}{% details "More" %}<p>Hidden</p>{% enddetails %}
{% panel "Gaps" kind="urgent" id="gaps" %}<p>School not known</p>{% endpanel %}
{% include "design/filter.html" with form=filter reset_url="/" export_url="/list.xlsx" %}
<table class="govuk-table fl-table--stacked"><caption>List</caption><thead><tr>
{% sort_header "Contact" "number" %}
{% sort_header "Clock" "clock" default="clock" numeric=True %}</tr></thead>
<tbody><tr class="fl-table__row--unread">
<td class="govuk-table__cell" data-label="Contact">7</td>
<td class="govuk-table__cell" data-label="Clock">2 h</td></tr></tbody></table>
{% pagination page %}
{% table columns rows "People" dense=True numeric="1" %}
{% summary_list summary %}
{% progress 12000 20000 "Reading events" %}{% progress 3 0 "Linking" %}
{% big_numbers "7 of 40" "came again" %}
<div class="fl-words">Before.
{% fold passage "repeated from 3 May" %}After.</div>
<pre class="fl-copy" id="plain">Level: Child in need
Reasons: as told</pre>{% copy_button "plain" key="c" %}
{% for shown in figures %}{% figure shown "/figure.csv" %}{% endfor %}
<form method="post" novalidate id="decision">
{{ line.level.as_field_group }}{{ line.reasons.as_field_group }}
<div id="second">{% repeat_button "line-0" "line-1" key="r" %}
{{ second.level.as_field_group }}{{ second.reasons.as_field_group }}</div>
{% include "design/answer_grid.html" with fields=cues %}
{% for field in contact %}{{ field.as_field_group }}{% endfor %}
{% button_group %}{% button "Save draft" kind="secondary" name="do" value="draft" %}
{% button "Recommend" key="s" primary=True name="do" value="recommend" %}
{% button "Leave" href="/leave" key="l" %}
{% endbutton_group %}</form>
{% endblock %}
"""

posts: list[dict[str, str]] = []


def gallery(request):
    """Every component; a POST is kept for the test to read and shown with its errors."""
    data = request.POST if request.method == "POST" else ({} if "wrong" in request.GET else None)
    if request.method == "POST":
        posts.append(request.POST.dict())
    line, second = Line(data, prefix="line-0"), Line(data, prefix="line-1")
    second.error_prefix = "Child 2: "
    cues, contact = Cues(data), Contact(data)
    weeks = [date(2026, 8, 31) + timedelta(weeks=n) for n in range(6)]
    counts = {label: [n + 1, 5, n, 3, 8, 2] for n, (_, label) in enumerate(LEVELS)}
    context = {
        "nav_items": [
            {"label": "Today", "url": "/", "current": True, "count": 3, "count_label": "unread", "key": "t"},
            {"label": "Team", "url": "/team", "current": False, "count": None},
        ],
        "phase_note": "Made up.",
        "events_known_to": date(2026, 10, 31),
        "messages": [FakeMessage("success", "Saved"), FakeMessage("error", "Not saved")],
        "line": line,
        "second": second,
        "cues": cues,
        "contact": contact,
        "all_forms": [line, second, cues, contact],
        "filter": Filter(request.GET or None),
        "page": Paginator(range(300), 25).get_page(request.GET.get("page", 3)),
        "passage": "Said <b>before</b> & again",
        "columns": ["Name", "Age"],
        "rows": [["<Child A>", 4], ["Child B", 2]],
        "summary": [("File", "cin.xml"), ("Rows", "20", {"url": "/rows", "text": "Show"})],
        "figures": [
            share_bars([Share("Came again", 7, 40, 5)], title="Within 6 months"),
            icon_array(Share("Came again", 7, 40, 5), title="Within 6 months"),
            weekly_counts(weeks, counts, title="Decisions by level"),
        ],
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


class FakeMessage:
    def __init__(self, level_tag: str, text: str) -> None:
        self.level_tag, self.text = level_tag, text

    def __str__(self) -> str:
        return self.text


urlpatterns = [path("", gallery)]

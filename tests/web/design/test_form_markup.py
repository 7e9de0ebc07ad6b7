"""Forms render as GOV.UK components, preselect nothing and say what is wrong."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.http import QueryDict

from fanlight.web.design.fields import DayField, MomentField
from fanlight.web.design.forms import Form, Radios
from tests.web.design.gallery import Contact, Cues, Line


def test_nothing_is_preselected(html):
    assert " checked" not in html
    chosen = re.findall(r'<option value="([^"]*)" selected', html)
    assert chosen
    assert set(chosen) == {""}


def test_a_declared_answer_is_refused():
    class Leading(Form):
        level = forms.ChoiceField(choices=[("a", "A")], initial="a")

    class Ticked(Form):
        agreed = forms.BooleanField(initial=True)

    with pytest.raises(TypeError, match=r"Leading\.level declares a preselected answer"):
        Leading()
    with pytest.raises(TypeError, match=r"Ticked\.agreed declares"):
        Ticked()


def test_a_draft_may_restore_an_answer():
    assert 'value="s17" id="id_level_2" aria-describedby="id_level_2_hint"' in str(Line()["level"])
    assert re.search(r'value="s17"[^>]* checked', str(Line(initial={"level": "s17"})["level"]))


@pytest.mark.parametrize("form", [Line, Cues, Contact])
def test_every_control_has_its_label_hint_and_error(form, settings):
    bound = form({})
    for field in bound:
        group = field.as_field_group()
        ids = re.findall(r'\bid="([^"]+)"', group)
        assert len(ids) == len(set(ids))
        for described in re.findall(r'aria-describedby="([^"]+)"', group):
            assert set(described.split()) <= set(ids), field.name
        for target in re.findall(r'<label[^>]* for="([^"]+)"', group):
            assert target in ids
        if field.errors:
            assert field.first_id in ids
            assert '<span class="govuk-visually-hidden">Error:</span>' in group
            assert f'id="{field.auto_id}_error"' in group
            assert "govuk-form-group--error" in group


def test_one_of_several_is_a_fieldset():
    group = Line()["level"].as_field_group()
    assert '<legend class="govuk-fieldset__legend">Level</legend>' in group
    assert 'id="id_level_2_hint">Help beyond universal services' in group
    assert 'data-option-key="3"' in group
    assert "required" not in group


def test_words_in_a_hint_stay_words():
    assert "As &lt;it&gt; stands" in Contact()["number"].as_field_group()


def test_a_long_paste_is_never_cut_by_the_browser():
    group = Line()["reasons"].as_field_group()
    assert 'maxlength="' not in group.replace("data-maxlength", "")
    assert "You can enter up to 200 characters" in group
    assert Line({"reasons": "x" * 201})["reasons"].errors


def test_error_words():
    errors = {name: list(found) for name, found in Contact({"received_at_day": "31/2/2026"}).errors.items()}
    assert errors == {
        "number": ["Enter number in the case system"],
        "received_at": ["When it was received must be a real date"],
        "source": ["Choose source"],
        "who": ["Answer: Who is it about?"],
        "channel": ["Choose how it came"],
        "read": ["Tick the box: I have read it through"],
    }


def test_what_was_typed_is_kept():
    group = Contact({"received_at_day": "31", "received_at_month": "2", "received_at_year": "2026"})
    shown = group["received_at"].as_field_group()
    assert re.findall(r' value="([^"]*)"', shown) == ["31", "2", "2026"]


class Days(Form):
    on = DayField(label="Seen on", earliest=date(2020, 1, 1), latest=lambda: date(2026, 11, 22))
    at = MomentField(label="Received", required=False)


@pytest.mark.parametrize(
    "data",
    [
        {"on_day": "1", "on_month": "11", "on_year": "2026"},
        {"on_day": "01/11/2026"},
        {"on": "2026-11-01"},
    ],
)
def test_a_day_comes_in_three_boxes_pasted_or_in_an_address(data):
    query = QueryDict(mutable=True)
    query.update(data)
    form = Days(query)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 11, 1)


def test_bounds_are_told():
    assert Days({"on_day": "23/11/2026"}).errors["on"] == ["Seen on must be 22 November 2026 or earlier"]
    assert Days({"on_day": "1/1/2019"}).errors["on"] == ["Seen on must be 1 January 2020 or later"]


def test_a_moment_goes_round():
    moment = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second half past one of that night
    shown = str(Days(initial={"at": moment})["at"])
    values = re.findall(r' value="([^"]*)"', shown)
    assert values == ["25", "10", "2026", "01:30 GMT"]
    names = ["at_day", "at_month", "at_year", "at_time"]
    form = Days({"on_day": "1/11/2026", **dict(zip(names, values, strict=True))})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == moment
    assert not Days(form.data, initial={"at": moment, "on": date(2026, 11, 1)}).has_changed()


@pytest.mark.parametrize(
    "data",
    [
        {"at_day": "5/11/2026 14:05"},
        {"at_day": "5 Nov 2026 at 2:05pm"},
        {"at_day": "2026-11-05T14:05"},
        {"at_day": "5/11/2026", "at_time": "1405"},
        {"at": "2026-11-05 14:05"},
    ],
)
def test_a_moment_is_pasted(data):
    form = Days({"on_day": "1/11/2026", **data})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 11, 5, 14, 5, tzinfo=UTC)


def test_a_moment_needs_its_time():
    assert Days({"on_day": "1/11/2026", "at_day": "1/11/2026"}).errors["at"] == [
        "Received must include a time"
    ]


def test_an_unknown_layout_is_refused():
    with pytest.raises(ValueError, match="layout must be"):
        Radios(layout="pile")

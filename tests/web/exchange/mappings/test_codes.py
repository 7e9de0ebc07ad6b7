"""What local values mean: decided by a person, kept in versions, used from the next file on."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Unmapped
from fanlight.terms.codes import REFERRAL_SOURCE
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import SourceFile
from fanlight.web.exchange.mappings.actions import NothingChanged, decide_codes
from fanlight.web.exchange.mappings.keeping import MOST_VALUES, keep_unmapped
from fanlight.web.exchange.mappings.models import CodeMappingVersion, UnmappedValue
from fanlight.web.exchange.mappings.queries import (
    current_mapping,
    files_with,
    is_worth_reading_again,
    local_values,
    read_before_decided,
)
from fanlight.web.exchange.models import ImportBatch
from tests.web.builders import browse, import_known_up_to, map_a_code
from tests.web.forms_on_page import form_with

pytestmark = pytest.mark.django_db
FORMAT, FIELD = "ssd_csv", "cont_contact_source_code"


def seen(*values: tuple[str, str, int], source: SourceFile | None = None, name: str = "contacts.csv"):
    """A file was read in which these values (value, words, rows) had no code."""
    batch = ImportBatch.objects.create(
        name=name, started_at=timezone.now(), source=source, sha256=source.sha256 if source else name
    )
    found = [Unmapped(FORMAT, FIELD, REFERRAL_SOURCE.name, one, rows, words) for one, words, rows in values]
    return batch, keep_unmapped(batch, found)


def where(value: str) -> tuple[str, str, str]:
    return FORMAT, FIELD, value


def page_of(door, address: str = ""):
    response = browse(door.workers[Role.ANALYST]).get(reverse("exchange:codes") + address)
    assert response.status_code == 200
    return response


def test_a_value_is_shown_with_its_words_rows_and_file_and_nothing_is_chosen(door):
    seen(("412", "Police - Borsetshire", 1204), ("77", "", 3))
    response = page_of(door)
    page = response.content.decode()
    assert "Police - Borsetshire" in page
    assert "1204" in page
    assert "contacts.csv" in page
    first, second = response.context["forms"]
    assert (first.local.value, second.local.value) == ("412", "77")
    assert [code.code for code in first.suggested] == ["6"]
    assert first["code"].value() is None
    assert page.count(" selected") == 2  # "Not decided", in both lists
    labels = [label for label, _ in first.fields["code"].choices]
    assert labels == ["Words alike", "none", "Referral source"]


def test_what_is_chosen_becomes_a_version_and_the_rest_stays_undecided(door):
    seen(("412", "Police", 9), ("413", "Surgery", 4), ("414", "Other", 2))
    client = browse(door.workers[Role.ANALYST])
    form = form_with(client, reverse("exchange:codes"), "csrfmiddlewaretoken")
    controls = controls_by_value(door)
    sent = form.sends | {controls["412"]: "6", controls["414"]: "none"}
    response = client.post(reverse("exchange:codes"), sent, follow=True)
    assert "Version 1: 2 values decided" in response.content.decode()
    version = CodeMappingVersion.objects.get()
    assert version.values == {FORMAT: {FIELD: {"412": "6", "414": ""}}}
    assert version.changed == [[*where("412"), None, "6"], [*where("414"), None, ""]]
    assert (version.number, version.by) == (1, door.workers[Role.ANALYST])
    assert current_mapping() == CodeMapping({FORMAT: {FIELD: {"412": "6", "414": ""}}}, 1)
    assert [value.value for value in local_values() if value.code is None] == ["413"]
    assert AuditEvent.objects.order_by("seq").last().detail == {"values": 2, "version": 1}


def controls_by_value(door) -> dict[str, str]:
    return {local.value: name for local, name in _controls(door)}


def _controls(door):
    response = page_of(door)
    return [(form.local, form["code"].html_name) for form in response.context["forms"]]


def test_a_decision_is_changed_by_a_new_version_and_the_old_one_stays(door):
    map_a_code(door, "412", "6")
    client = browse(door.workers[Role.ANALYST])
    [(_, control)] = [
        (form.local, form["code"].html_name) for form in page_of(door, "?show=decided").context["forms"]
    ]
    client.post(reverse("exchange:codes") + "?show=decided", {control: "1A"})
    assert [version.changed for version in CodeMappingVersion.objects.order_by("number")] == [
        [[*where("412"), None, "6"]],
        [[*where("412"), "6", "1A"]],
    ]
    page = client.get(reverse("exchange:code_versions")).content.decode()
    assert REFERRAL_SOURCE.label("6") in page
    assert REFERRAL_SOURCE.label("1A") in page


def test_a_decided_value_cannot_be_emptied_and_an_unknown_code_is_refused(door):
    map_a_code(door)
    client = browse(door.workers[Role.ANALYST])
    [form] = page_of(door, "?show=decided").context["forms"]
    for chosen in ("", "9Z"):
        response = client.post(reverse("exchange:codes"), {form["code"].html_name: chosen})
        assert response.status_code == 422
        assert "412: " in response.content.decode()
    assert CodeMappingVersion.objects.count() == 1


def test_a_page_that_says_nothing_new_makes_no_version(door):
    seen(("412", "Police", 9))
    client = browse(door.workers[Role.ANALYST])
    [(_, control)] = _controls(door)
    response = client.post(reverse("exchange:codes"), {control: ""}, follow=True)
    assert "Nothing was changed" in response.content.decode()
    assert not CodeMappingVersion.objects.exists()


def test_an_action_refuses_a_code_of_another_set_and_what_stands_already(door):
    map_a_code(door)
    with pytest.raises(ValueError, match="no code of Referral source"):
        decide_codes(by=door.manager, decisions={where("412"): "WBRI"})
    with pytest.raises(NothingChanged):
        decide_codes(by=door.manager, decisions={where("412"): "6"})


def test_versions_cannot_be_rewritten(door):
    version = map_a_code(door)
    for change in (
        lambda: CodeMappingVersion.objects.update(values={}),
        lambda: version.delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_files_read_before_a_decision_are_named_with_their_rows(door):
    source = import_known_up_to(timezone.localdate())
    batch, note = seen(("412", "Police", 1204), ("77", "", 3), source=source)
    assert note == "2 local values in 1,207 rows have no code yet."
    assert not is_worth_reading_again(source)
    decide_codes(by=door.manager, decisions={where("412"): "6", where("77"): ""})
    assert read_before_decided() == [(batch, 1204)]
    assert is_worth_reading_again(source)
    assert "1204 rows without a code that have one now" in page_of(door).content.decode()
    batch.pk, batch.name, batch.source = None, "again.csv", None  # the same content, read once more
    batch.save()
    assert keep_unmapped(batch, []) == ""
    assert is_worth_reading_again(source)  # shown only: it may still be given up
    batch.source = source
    keep_unmapped(batch, [])
    assert not is_worth_reading_again(source)


def test_a_file_that_was_read_twice_holds_its_rows_once(door):
    seen(("412", "Police", 1204))
    seen(("412", "Police", 1204))
    seen(("412", "Police", 6), name="others.csv")
    [value] = local_values()
    assert value.rows == 1210
    assert files_with([value]) == {where("412"): ["contacts.csv", "others.csv"]}


def test_a_field_is_known_after_its_last_value_is_mapped_and_read_again(door):
    map_a_code(door, "412", "6")
    UnmappedValue.objects.all().delete()
    assert [(value.value, value.code) for value in local_values()] == [("412", "6")]
    assert CodeMappingVersion.objects.get().code_sets == {FORMAT: {FIELD: "Referral source"}}
    send_file(door, json.dumps({"values": {FORMAT: {FIELD: {"413": "3A"}}}}))
    assert current_mapping().code(*where("413")) == "3A"


def test_many_values_of_many_files_are_asked_for_at_once(door, django_assert_max_num_queries):
    for number in range(30):
        seen(*((f"v{value}", "Police", 1) for value in range(number, number + 40)), name=f"{number}.csv")
    client = browse(door.workers[Role.ANALYST])
    with django_assert_max_num_queries(14):
        assert client.get(reverse("exchange:codes")).status_code == 200


def test_a_file_that_is_shown_and_not_written_is_read_again(door, monkeypatch):
    started = []
    monkeypatch.setattr("fanlight.web.exchange.jobs.start", started.append)
    batch, _ = seen(("412", "Police", 5), ("9", "", 1))
    other, _ = seen(("77", "", 5), name="other.csv")
    ImportBatch.objects.update(state=ImportBatch.State.STAGED)
    client = browse(door.workers[Role.ANALYST])
    response = client.post(reverse("exchange:codes"), {controls_by_value(door)["412"]: "6"}, follow=True)
    assert "look at what it would change: contacts.csv." in response.content.decode()
    assert started == [batch]
    states = dict(ImportBatch.objects.values_list("pk", "state"))
    assert states == {batch.pk: "waiting", other.pk: "staged"}


def test_free_text_in_a_column_of_codes_does_not_fill_the_database(db):
    _, note = seen(*((f"words {number}", "", 1) for number in range(MOST_VALUES + 7)))
    assert UnmappedValue.objects.count() == MOST_VALUES
    assert "the 7 rarest are not listed" in note


def test_a_null_is_not_kept(db):
    seen(("4\0 12", "", 1), ("5", "wo\0rds", 1))
    assert not UnmappedValue.objects.exists()


# Sharing


def send_file(door, content: bytes | str, name: str = "codes.json"):
    content = content.encode() if isinstance(content, str) else content
    return browse(door.workers[Role.ANALYST]).post(
        reverse("exchange:code_file"), {"file": SimpleUploadedFile(name, content)}
    )


def test_a_mapping_goes_out_and_comes_in_elsewhere(door):
    number = map_a_code(door, "412", "6").number
    address = reverse("exchange:code_version", args=[number])
    saved = browse(door.workers[Role.ANALYST]).get(address)
    assert "attachment" in saved["Content-Disposition"]
    assert CodeMapping.from_json(saved.content.decode()) == current_mapping()
    assert "Nothing was changed" in send_file(door, saved.content).content.decode()


def test_lines_that_cannot_be_taken_are_listed_with_the_reason(door):
    map_a_code(door, "412", "6")
    shared = {
        FORMAT: {FIELD: {"412": "1A", "413": "3A", "414": "ZZ", "41\0": "3A", "\ud800": "3A"}},
        "annex_a": {"Gender": {"Girl": "F"}},
    }
    response = send_file(door, json.dumps({"values": shared, "version": 9}))
    assert response.status_code == 200
    assert {(line.value, line.reason.split(":")[0]) for line in response.context["left"]} == {
        ("412", "decided here already"),
        ("414", "Referral source has no such code"),
        ("41\\0", "the value has characters that no file can hold"),
        ("\\ud800", "the value has characters that no file can hold"),
        ("Girl", "no file read here has shown this field with a value to map"),
    }
    assert current_mapping().of(FORMAT)[FIELD] == {"412": "6", "413": "3A"}
    assert CodeMappingVersion.objects.first().came_from == "codes.json"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not text in UTF-8"),
        (b"{", "not JSON"),
        (b'{"values": {"ssd_csv": {"x": {"1": 6}}}}', "values, ssd_csv, x, 1: not text"),
        (b"[" * 100_000, "not JSON"),
        (b" " * 2_000_000, "larger than 1024 KB"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_in_one_line(door, content, said):
    response = send_file(door, content)
    assert response.status_code == 422
    assert said in response.content.decode()

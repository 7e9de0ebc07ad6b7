"""A look at a file in the site: what the file tells, its faults, and nothing kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanlight.synthetic.generate import make_authority
from fanlight.synthetic.write import write_authority
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, Person
from fanlight.web.exchange.models import ImportBatch
from tests.web.builders import browse, make_contact

pytestmark = pytest.mark.django_db
ADDRESS = "exchange:look"


@pytest.fixture(scope="session")
def census(tmp_path_factory) -> Path:
    """A made-up census return."""
    folder = tmp_path_factory.mktemp("made-up")
    written = write_authority(make_authority(contacts=600, years=2, until=date(2026, 3, 31), seed=3), folder)
    return max(path for path in written if path.suffix == ".xml")


def sent(client, name: str, content: bytes):
    return client.post(reverse(ADDRESS), {"file": SimpleUploadedFile(name, content)})


def test_a_census_is_shown_and_nothing_is_kept(door, census):
    client = browse(door.workers[Role.DIRECTOR])
    before = (AuditEvent.objects.count(), Person.objects.count(), Event.objects.count())
    answer = sent(client, "june.xml", census.read_bytes())
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("june.xml: CIN Census return", "Re-referrals within 12 months", "What is counted", "<svg"):
        assert words in page
    assert (AuditEvent.objects.count(), Person.objects.count(), Event.objects.count()) == before
    assert not ImportBatch.objects.exists()


def test_a_broken_rule_is_counted_with_its_first_places(door):
    broken = b"""<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
    <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>816</LEA></Source></Header>
    <Children><Child><ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2019-02-03</PersonBirthDate>
    <Sex>X</Sex></ChildIdentifiers></Child></Children></Message>"""
    page = sent(browse(door.manager), "<b>.xml", broken).content.decode()
    assert "4180" in page
    assert "Child C1, ChildIdentifiers 1, Sex" in page
    assert "<b>.xml" not in page
    assert "Referrals: the file holds none" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("minutes.pdf", b"%PDF-1.7", "this is a PDF"),
        ("empty.xml", b"", "empty"),
        ("x.csv", b"a,b\n1,2\n", "x.csv"),
    ],
)
def test_what_cannot_be_read_is_one_line(door, name, content, words):
    answer = sent(browse(door.manager), name, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_no_file_is_asked_for(door):
    assert browse(door.manager).post(reverse(ADDRESS)).status_code == 422


def test_the_look_is_in_the_menu_and_leads_on_to_the_import_for_who_may(door):
    content = (Path(__file__).parents[2] / "data" / "cin" / "CIN_Census_2026.xml").read_bytes()
    for role, may in ((Role.ANALYST, True), (Role.DIRECTOR, False)):
        client = browse(door.workers[role])
        assert reverse("exchange:look") in client.get(reverse("practice:team")).content.decode()
        page = client.post(reverse("exchange:look"), {"file": SimpleUploadedFile("june.xml", content)})
        assert ("import the file</a>" in page.content.decode()) == may


def test_an_authority_is_chosen_for_a_file_that_names_none(door):
    workbook = (Path(__file__).parents[2] / "data" / "annex_a" / "Annex_A.xlsx").read_bytes()
    client = browse(door.manager)
    assert "The file names no authority" in sent(client, "annex.xlsx", workbook).content.decode()
    file = {"file": SimpleUploadedFile("annex.xlsx", workbook), "authority": "816"}
    assert "York 23 %; its 10 statistical" in client.post(reverse(ADDRESS), file).content.decode()
    assert client.post(reverse(ADDRESS), file | {"authority": "x"}).status_code == 422


def test_who_begins_with_figures_begins_with_a_file_while_nothing_is_held(door):
    for role in (Role.ANALYST, Role.DIRECTOR):
        answer = browse(door.workers[role]).get("/")
        assert answer.headers["Location"] == reverse(ADDRESS)
    assert browse(door.manager).get("/").headers["Location"] == reverse("frontdoor:today")
    make_contact(door)
    assert browse(door.workers[Role.ANALYST]).get("/").headers["Location"] == reverse("practice:team")

"""The recommendations check: pasted or handed in, nothing lost, a person has the last word."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanlight.evidence.recommendations import PROMPTS
from fanlight.web.evidence.actions import recommendations
from fanlight.web.evidence.models import Claim, Plan
from tests.web.builders import browse
from tests.web.crawl import visible
from tests.web.evidence import investigating as made
from tests.web.piloting import ENTRIES

pytestmark = pytest.mark.django_db


def check(client, **fields):
    return client.post(reverse("evidence:plans"), {"title": "Our plan", "source": "", "text": ""} | fields)


def test_a_pasted_plan_is_taken_apart_and_nothing_is_lost(door):
    client = browse(door.manager)
    text = made.PLAN.replace("\n", "\r\n")  # as a browser sends it
    answer = check(client, text=text)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("evidence:plan", args=[plan.pk])
    assert "".join(plan.passages.values_list("raw", flat=True)) == made.PLAN
    words = visible(client.get(answer["Location"]).content.decode())
    assert "2 recommendations; 2 of them say no more than: this is wrong, put it right." in words
    assert "Leaders were appointed in May." in words


def test_a_word_file_is_taken_apart(door):
    document = docx.Document()
    document.add_paragraph("Managers must read each assessment.")
    file = io.BytesIO()
    document.save(file)
    check(browse(door.manager), file=SimpleUploadedFile("plan.docx", file.getvalue()))
    plan = Plan.objects.get()
    assert plan.file_name == "plan.docx"
    assert plan.passages.get(is_recommendation=True).words == "Managers must read each assessment."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Paste the text, or choose a file"),
        ({"text": "Recruit.", "file": SimpleUploadedFile("a.txt", b"Train.")}, "not both"),
        ({"file": SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n\0\0")}, "scan.png: neither Word"),
        ({"title": "", "text": "Recruit staff."}, "Answer: What is it called?"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_kept(door, fields, said):
    for field in fields.values():
        if hasattr(field, "seek"):
            field.seek(0)
    answer = check(browse(door.manager), **fields)
    assert answer.status_code == 422
    assert said.lower() in visible(answer.content.decode()).lower()
    assert not Plan.objects.exists()
    if "text" in fields:
        assert fields["text"] in answer.content.decode()


def test_prompts_are_answered_and_what_stays_empty_is_told(door):
    passage = made.a_recommendation(door.manager)
    client = browse(door.manager)
    address = reverse("evidence:passage", args=[passage.pk])
    page = visible(client.get(address).content.decode())
    for question in PROMPTS.values():
        assert question in page
    answer = client.post(address, {"explanation": "Duty is blocked: the teams are full", "next": "yes"})
    second = passage.plan.passages.filter(is_recommendation=True).last()
    assert answer["Location"] == reverse("evidence:passage", args=[second.pk])
    page = visible(client.get(reverse("evidence:plan", args=[passage.plan_id])).content.decode())
    assert (
        "It leaves out: what else was weighed, how it would work, what is counted, who would notice." in page
    )
    assert "2 recommendations; 1 of them says no more" in page


def test_a_person_says_what_a_passage_is(door):
    plan = made.a_plan(door.manager)
    client = browse(door.manager)
    found = plan.passages.filter(is_recommendation=True).first()
    told = plan.passages.get(words__contains="appointed")
    for passage, wanted in ((found, "no"), (told, "yes")):
        answer = client.post(
            reverse("evidence:passage_mark", args=[passage.pk]), {"is_recommendation": wanted}
        )
        assert answer["Location"].endswith(f"#passage-{passage.number}")
        passage.refresh_from_db()
        assert passage.is_recommendation == (wanted == "yes")
    client.post(reverse("evidence:passage_mark", args=[found.pk]), {"is_recommendation": "perhaps"})
    found.refresh_from_db()
    assert not found.is_recommendation


def test_it_ends_as_an_investigation_once(door):
    passage = made.a_recommendation(door.manager)
    client = browse(door.manager)
    client.post(
        reverse("evidence:passage", args=[passage.pk]), {"mechanism": "Two more workers take over cases"}
    )
    for _ in range(2):
        answer = client.post(reverse("evidence:passage_claim", args=[passage.pk]))
        assert answer["Location"] == reverse("evidence:claim", args=[Claim.objects.get().pk])
    claim = Claim.objects.get()
    assert claim.words == "If this is done, it helps: Strengthen oversight by managers."
    assert claim.mechanism == "Two more workers take over cases"
    assert "Not yet a claim" in visible(client.get(answer["Location"]).content.decode())


def test_a_long_recommendation_fits_the_claim(door):
    text = f"- Review {'every single open case ' * 40}now."
    check(browse(door.manager), text=text)
    passage = Plan.objects.get().passages.get()
    browse(door.manager).post(reverse("evidence:passage_claim", args=[passage.pk]))
    assert len(Claim.objects.get().words) <= 300


def test_its_report_is_printed(door):
    passage = made.a_recommendation(door.manager)
    answer = browse(door.manager).get(reverse("evidence:plan", args=[passage.plan_id]) + "?as=pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "This is wrong, put it right." in text
    assert "Strengthen oversight by managers." in text


def test_words_of_a_plan_are_never_markup(door):
    client = browse(door.manager)
    check(client, text="- Review <script>alert(1)</script> & #panic() at once")
    page = client.get(reverse("evidence:plan", args=[Plan.objects.get().pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_pilot_is_planned_of_a_recommendation_with_its_words_and_kept_link(door):
    client = browse(door.manager)
    passage = made.a_recommendation(door.manager)
    answers = {"mechanism": "Managers see each case weekly", "measure": "Cases without a decision"}
    recommendations.answer_prompts(passage=passage, by=door.manager, answers=answers)
    address = f"{reverse('evidence:pilot_add')}?passage={passage.pk}"
    assert address in client.get(reverse("evidence:passage", args=[passage.pk])).content.decode()
    form = client.get(address).content.decode()
    for words in ("Strengthen oversight by managers.", *answers.values()):
        assert words in form
    given = {name: value for name, value in ENTRIES.items() if name not in ("smallest_effect", "starts_on")}
    given |= {"starts_on": "2025-01", "wanted": "fall", "percent": "30"}
    assert client.post(address, given).status_code == 302
    passage.refresh_from_db()
    assert passage.pilot is not None
    page = client.get(reverse("evidence:pilot", args=[passage.pilot_id])).content.decode()
    assert reverse("evidence:passage", args=[passage.pk]) in page
    assert client.get(address).status_code == 404  # one pilot for each
    worker = browse(door.worker).get(reverse("evidence:pilot", args=[passage.pilot_id])).content.decode()
    assert "Improvement plan" in worker
    assert reverse("evidence:passage", args=[passage.pk]) not in worker

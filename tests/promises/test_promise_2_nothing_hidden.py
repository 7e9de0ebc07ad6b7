"""Nothing is hidden without trace: what the brief folds is counted, says why, and is one click away."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.queries import brief_of
from tests.web.builders import browse, decide, make_contact

pytestmark = pytest.mark.django_db
EARLIER = (
    "Officers attended the address at 22:10 and spoke with both adults present. The children were asleep."
)
FOOTER = "This message was sent by the police. Do not forward it. If it reached you in error, delete it."


class Words(HTMLParser):
    """The words of the contact as the page holds them, and each fold with its summary."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.text, self.folds, self.part = 0, "", [], ""

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if tag == "div" and "fl-words" in classes and not self.depth and not self.text:
            self.depth = 1
        elif self.depth:
            self.depth += tag == "div"
            if "fl-fold" in classes:
                self.folds.append({"summary": "", "text": "", "open": "hidden" not in dict(attributes)})
            self.part = "summary" if tag == "summary" else "fold" if "fl-fold__text" in classes else self.part

    def handle_endtag(self, tag):
        if self.depth and tag == "div":
            self.depth -= 1
            self.part = "" if self.part == "fold" else self.part
        if tag == "summary":
            self.part = ""

    def handle_data(self, data):
        if self.depth and self.part == "summary":
            self.folds[-1]["summary"] += data
        elif self.depth:
            self.text += data
            if self.part == "fold":
                self.folds[-1]["text"] += data


def words_of(client, contact) -> tuple[Words, str]:
    page = client.get(reverse("frontdoor:contact", args=[contact.pk])).content.decode()
    words = Words()
    words.feed(page)
    return words, unescape(page)


def folded_contact(door):
    earlier = make_contact(door, ago=timedelta(days=20), text=f"{EARLIER}\nA first night.")
    actions.name_signature(by=door.worker, name="Police footer", begins="This message was sent", ends="")
    again = make_contact(
        door,
        children=[actions.contacts.NamedPerson(known=earlier.children.get().person)],
        text=f"New today: she rang herself.\n{EARLIER}\nNo injury <seen> & noted.\n{FOOTER}",
    )
    return earlier, again


def test_every_folded_passage_stands_in_the_page_with_its_reason(door):
    earlier, again = folded_contact(door)
    brief = brief_of(again, timezone.now())
    folded = [passage for passage in brief.passages if passage.folded]
    assert len(folded) == 2
    words, page = words_of(browse(door.worker), again)
    assert [fold["text"] for fold in words.folds] == [passage.text for passage in folded]
    for fold, passage in zip(words.folds, folded, strict=True):
        assert passage.reason in fold["summary"]
        assert f"{len(passage.text.split())} words folded" in fold["summary"]
    assert earlier.ref in words.folds[0]["summary"]
    assert "Police footer" in words.folds[1]["summary"]
    assert brief.folded.passages == len(words.folds)
    assert brief.folded.sentence() in page


def test_the_page_holds_the_text_whole(door):
    _, again = folded_contact(door)
    words, _ = words_of(browse(door.worker), again)
    assert words.text == again.raw_text


def test_what_is_new_is_never_folded(door):
    _, again = folded_contact(door)
    words, _ = words_of(browse(door.worker), again)
    inside = "".join(fold["text"] for fold in words.folds)
    assert "New today: she rang herself." not in inside
    assert "No injury <seen> & noted." not in inside


def test_the_frozen_brief_shows_the_same_folds(door):
    _, again = folded_contact(door)
    [decision] = decide(again, door.worker)
    page = browse(door.worker).get(reverse("practice:decision", args=[decision.pk])).content.decode()
    words = Words()
    words.feed(page)
    assert len(words.folds) == 2
    assert words.text == again.raw_text


sentences = st.sampled_from(
    [
        EARLIER,
        FOOTER,
        "Child seen: no.",
        "He said <b>nothing</b>.",
        "“Quoted”, she wrote…",
        "",
        "  indented",
        "🙂 fine",
    ]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(sentences, max_size=6).map("\n".join), min_size=2, max_size=3))
def test_whatever_arrives_is_on_the_page_word_for_word(texts, door):
    with transaction.atomic():
        first = make_contact(door, ago=timedelta(days=3), text=texts[0] or "-")
        child = actions.contacts.NamedPerson(known=first.children.get().person)
        for days, text in enumerate(texts[1:]):
            contact = make_contact(door, children=[child], ago=timedelta(hours=9 - days), text=text or "-")
            words, _ = words_of(browse(door.worker), contact)
            brief = brief_of(contact, timezone.now())
            assert words.text == (text or "-")
            assert len(words.folds) == brief.folded.passages
        transaction.set_rollback(True)


def test_earlier_contacts_and_events_are_all_listed(door):
    first = make_contact(door, ago=timedelta(days=40))
    child = actions.contacts.NamedPerson(known=first.children.get().person)
    earlier = [make_contact(door, children=[child], ago=timedelta(days=days)) for days in range(2, 32)]
    contact = make_contact(door, children=[child])
    page = browse(door.worker).get(reverse("frontdoor:contact", args=[contact.pk])).content.decode()
    for one in (first, *earlier):
        assert one.ref in page

"""The notebook is its owner's; a question becomes a hypothesis, which is shared and taken back by choice."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from fanlight.web.accounts.models import Role
from fanlight.web.practice import actions
from fanlight.web.practice.models import Hypothesis, HypothesisStep, Lesson, Question
from tests.web.builders import browse, decide, make_contact
from tests.web.crawl import visible

pytestmark = pytest.mark.django_db
WORDS = {
    "change": "ring the school before we decide",
    "expected": "fewer children come back within 6 months",
    "reason": "the school has seen the child every day.",
    "measure": "contacts that came back, of 100",
}


def write(user, **more):
    return actions.write_hypothesis(worker=user, words=actions.HypothesisWords(**WORDS), **more)


def notebook(user, query: str = "") -> str:
    return visible(browse(user).get(reverse("practice:notebook") + query).content.decode())


def read(user, found: Hypothesis) -> str | int:
    answer = browse(user).get(reverse("practice:hypothesis", args=[found.pk]))
    return visible(answer.content.decode()) if answer.status_code == 200 else answer.status_code


def test_lessons_questions_and_hypotheses_stand_in_one_place(door):
    [mine] = decide(make_contact(door), door.worker)
    actions.note_lesson(worker=door.worker, decision=mine, words="Ask about nights")
    client = browse(door.worker)
    address = reverse("practice:notebook")
    assert client.post(address, {"what": "note", "lesson": "Rang too late"}).status_code == 302
    assert client.post(address, {"what": "question", "words": "Why so many in May?"}).status_code == 302
    write(door.worker)
    words = notebook(door.worker)
    assert words.index("If we ring") < words.index("in May?") < words.index("Rang too late")
    assert words.index("Rang too late") < words.index("Ask about nights")
    assert mine.line.contact.ref in words
    assert Lesson.objects.get(words="Rang too late").decision is None
    for other in (door.colleague, door.manager, door.workers[Role.PRACTICE_LEAD]):
        assert "Nothing yet." in notebook(other)


def test_it_is_searched_by_every_word_and_by_kind(door):
    for words in (
        "Why so many contacts in May?",
        "Why does the school ring in May?",
        "Nothing to do with it",
    ):
        actions.ask_question(worker=door.worker, words=words, shared=False, with_name=False)
    actions.note_lesson(worker=door.worker, decision=None, words="May: ring the school")
    actions.ask_question(worker=door.colleague, words="May school", shared=True, with_name=False)
    assert "2 of your entries have “may school”" in notebook(door.worker, "?q=may+school")
    assert "1 of your entries has" in notebook(door.worker, "?q=may+school&kind=question")
    assert "Nothing found." in notebook(door.worker, "?q=100%25")
    assert "Nothing to do with it" in notebook(door.worker, "?kind=nonsense")


@pytest.mark.parametrize("sent", [{"what": "note"}, {"what": "question"}, {"what": "other"}, {}])
def test_nothing_empty_is_kept_and_what_was_typed_stays(door, sent):
    answer = browse(door.worker).post(
        reverse("practice:notebook"), sent | {"words": " ", "lesson": "", "with_name": "on"}
    )
    assert answer.status_code == 422
    assert not Question.objects.exists()
    assert not Lesson.objects.exists()


def test_a_name_is_shown_only_with_what_is_shared(door):
    sent = {"what": "question", "words": "Why?", "with_name": "on"}
    answer = browse(door.worker).post(reverse("practice:notebook"), sent)
    assert answer.status_code == 422
    assert "Why?" in answer.content.decode()
    kept = actions.ask_question(worker=door.worker, words="Why?", shared=False, with_name=True)
    assert not kept.with_name


def test_one_removes_ones_own_notes_only(door):
    mine = actions.ask_question(worker=door.worker, words="Why?", shared=True, with_name=False)
    grown = write(door.worker, question=mine)
    address = reverse("practice:remove_note", args=["question", mine.pk])
    assert browse(door.colleague).post(address).status_code == 404
    assert browse(door.worker).post(reverse("practice:remove_note", args=["user", 1])).status_code == 404
    assert browse(door.worker).post(address).status_code == 302
    assert not Question.objects.exists()
    grown.refresh_from_db()
    assert grown.question is None
    with pytest.raises(PermissionError):
        actions.forget_note(
            note=actions.note_lesson(worker=door.worker, decision=None, words="x"), worker=door.manager
        )


def test_a_question_becomes_a_hypothesis_that_everybody_can_read_once_shared(door):
    question = actions.ask_question(
        worker=door.worker, words="Does ringing help?", shared=False, with_name=False
    )
    address = f"{reverse('practice:hypothesis_add')}?question={question.pk}"
    client = browse(door.worker)
    assert "Does ringing help?" in client.get(address).content.decode()
    assert "Does ringing help?" not in browse(door.colleague).get(address).content.decode()
    client.post(address, WORDS)
    found = Hypothesis.objects.get()
    assert found.question == question
    assert found.sentence() == (
        "If we ring the school before we decide, then fewer children come back within 6 months, because the "
        "school has seen the child every day, measured by contacts that came back, of 100."
    )
    share = reverse("practice:hypothesis_share", args=[found.pk])
    assert read(door.manager, found) == 404
    for sent, shown, named in (
        ({"shared": "yes"}, True, False),
        ({}, False, False),
        ({"shared": "yes", "with_name": "yes"}, True, True),
    ):
        client.post(share, sent)
        for reader in door.workers.values():
            words = read(reader, found)
            if reader == door.worker:
                assert "Does ringing help?" in words
            elif shown:
                assert (door.worker.name in words) == named
                assert "Does ringing help?" not in words
            else:
                assert words == 404
    assert browse(door.colleague).post(share, {}).status_code == 404


def test_what_others_read_does_not_change_under_their_eyes(door):
    mine = write(door.worker, shared=True)
    address = reverse("practice:hypothesis_reword", args=[mine.pk])
    answer = browse(door.worker).post(address, WORDS | {"change": "ring twice"})
    assert answer.status_code == 422
    assert "ring twice" in answer.content.decode()
    browse(door.worker).post(reverse("practice:hypothesis_share", args=[mine.pk]), {})
    browse(door.worker).post(address, WORDS | {"change": "ring twice"})
    mine.refresh_from_db()
    assert mine.change == "ring twice"
    assert browse(door.colleague).get(address).status_code == 404


def test_it_is_moved_by_a_named_person_with_a_reason_and_stays_readable(door):
    mine = write(door.worker, shared=True, with_name=True)
    move = reverse("practice:hypothesis_move", args=[mine.pk])
    assert browse(door.worker).post(move, {"state": "on_trial", "why": "x"}).status_code == 403
    manager = browse(door.manager)
    for sent in ({"state": "on_trial"}, {"why": "x"}, {"state": "adopted", "why": "Sounds good"}):
        assert manager.post(move, sent).status_code == 422, sent
    for state in ("on_trial", "repeat", "on_trial", "adopted"):
        manager.post(move, {"state": state, "why": f"because of {state}"})
    mine.refresh_from_db()
    assert mine.state == "adopted"
    assert [step.state for step in mine.steps.all()] == ["on_trial", "repeat", "on_trial", "adopted"]
    assert f"{door.manager.name}: because of repeat" in read(door.colleague, mine)
    browse(door.worker).post(reverse("practice:hypothesis_share", args=[mine.pk]), {})
    assert "because of adopted" in read(door.colleague, mine), "the register stays readable"
    browse(door.worker).post(reverse("practice:hypothesis_share", args=[mine.pk]), {"shared": "yes"})
    assert door.worker.name not in read(door.colleague, mine), "the name can be taken off"


def test_a_private_one_is_not_moved_and_moves_are_append_only(door):
    mine = write(door.worker)
    with pytest.raises(actions.NotSoNow):
        actions.move_hypothesis(hypothesis=mine, by=door.manager, state="on_trial", why="x")
    assert (
        browse(door.manager)
        .post(reverse("practice:hypothesis_move", args=[mine.pk]), {"state": "on_trial", "why": "x"})
        .status_code
        == 404
    )
    actions.share_hypothesis(hypothesis=mine, worker=door.worker, shared=True, with_name=False)
    actions.move_hypothesis(hypothesis=mine, by=door.manager, state="on_trial", why="x")
    for change in (lambda rows: rows.update(why="y"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(HypothesisStep.objects.all())


def test_the_list_shows_each_state_and_ones_own_apart(door):
    write(door.worker)
    write(door.colleague, shared=True)
    page = browse(door.worker).get(reverse("practice:hypotheses"))
    assert [one.worker for one in page.context["private"]] == [door.worker]
    assert [one.worker for one in page.context["shared"]] == [door.colleague]
    assert door.colleague.name not in page.content.decode()
    for state, count in (("idea", 1), ("adopted", 0), ("nonsense", 1)):
        page = browse(door.worker).get(reverse("practice:hypotheses") + f"?state={state}")
        assert len(page.context["shared"]) == count

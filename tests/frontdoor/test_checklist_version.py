"""A checklist is short, whole, and answered whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.frontdoor.checklist import (
    MOST_CUES,
    ChecklistState,
    Cue,
    NotAChecklist,
    NotAnswered,
    example_checklist,
    validate_answers,
)
from fanlight.frontdoor.decision import Answer

EXAMPLE = example_checklist()
CODES = [cue.code for cue in EXAMPLE.cues]


def test_the_example_is_a_draft_of_five_questions() -> None:
    assert len(EXAMPLE.cues) == 5
    assert not EXAMPLE.is_asked
    assert all(cue.question.endswith("?") and cue.help for cue in EXAMPLE.cues)
    assert [state for state in ChecklistState if replace(EXAMPLE, state=state).is_asked] == [
        ChecklistState.ON_TRIAL,
        ChecklistState.IN_USE,
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cues": ()}, "0 questions"),
        ({"cues": tuple(Cue(f"c{n}", "Seen?") for n in range(MOST_CUES + 1))}, "8 questions"),
        ({"cues": (Cue("a", "Seen?"), Cue("a", "Heard?"))}, "question 2: the code 'a' stands twice"),
        ({"cues": (Cue("a", " "),)}, "question 1 has no words"),
        ({"cues": (Cue("", "Seen?"),)}, "question 1 has no code"),
        ({"version": 0}, "versions count from 1"),
        ({"author": ""}, "the author is missing"),
        ({"reasons": ""}, "the reasons are missing"),
    ],
)
def test_what_is_no_checklist(given: dict[str, object], message: str) -> None:
    with pytest.raises(NotAChecklist, match=message):
        replace(EXAMPLE, **given)


@given(st.dictionaries(st.sampled_from([*CODES, "other"]), st.sampled_from([*Answer, "yes", "maybe", ""])))
def test_only_whole_answers_pass(answers: dict[str, Answer | str]) -> None:
    fits = set(answers) == set(CODES) and all(value in list(Answer) for value in answers.values())
    if fits:
        assert dict(validate_answers(EXAMPLE, answers)) == answers
        return
    with pytest.raises(NotAnswered) as refused:
        validate_answers(EXAMPLE, answers)
    wrong = {code for code in CODES if answers.get(code) not in list(Answer)} | (set(answers) - set(CODES))
    assert set(refused.value.problems) == wrong
    assert all(cue.question in str(refused.value) for cue in EXAMPLE.cues if cue.code in wrong)

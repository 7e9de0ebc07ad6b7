"""The decision as plain text: a golden text, nothing answered left out, no line faked."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.decision_text import ANSWER_WORDS, Answered, DecisionRecord, Signed, decision_as_text

RECORD = DecisionRecord(
    contact_ref="C-1042",
    child="Asa Brackley",
    case_system_id="CT-88",
    child_id="P-1",
    recommended=Signed(
        "T. Okonjo-Vale",
        datetime(2026, 5, 4, 10, 5),
        "Early help",
        "Asa is hungry at school.",
        "Needs met early.",
    ),
    authorised=Signed(
        "M. Ashby",
        datetime(2026, 5, 4, 11, 0),
        "Child in need assessment (section 17)",
        "Third contact since March.\nNobody has seen the baby.",
        "A child may not do well without services.",
    ),
    recommender_dissent="The family has asked for early help.",
    authoriser_dissent="I see that; the baby decides it.",
    missing="Where the father lives.",
    options_considered="Advice only; early help.",
    child_seen=Answered(Answer.YES, "by the school"),
    child_heard=Answered(Answer.YES, "\u201cI was hungry\u201d"),
    parents_told=Answered(Answer.NO, "could not be reached"),
    parents_asked=Answered(Answer.NOT_KNOWN),
    checks_basis="Section 17: consent of the mother.",
    referrer_acknowledged=Answered(Answer.YES, at=datetime(2026, 5, 4, 9, 0)),
    referrer_told=Answered(Answer.NOT_KNOWN),
    checklist_title="Before you decide, version 1",
    checklist=(("Is any child under 1, or unborn?", Answer.YES), ("Seen since?", Answer.NOT_KNOWN)),
    checklist_says="assess",
    asked_beside=(("What else could explain this?", "The school moved him."),),
    supersedes="D-17",
    brief_hash="ab" * 32,
)

GOLDEN = """\
Contact: C-1042
Case system: CT-88
Child: Asa Brackley (P-1)
Level: Child in need assessment (section 17)
What the level means: A child may not do well without services.
Recommended by: T. Okonjo-Vale on 4 May 2026 at 10:05
Recommended level: Early help
What the recommended level means: Needs met early.
Recommended: reasons: Asa is hungry at school.
Authorised by: M. Ashby on 4 May 2026 at 11:00
Authorised level: Child in need assessment (section 17)
Authorised: reasons: Third contact since March.
  Nobody has seen the baby.
Dissent, in the recommender's words: The family has asked for early help.
Dissent, in the authoriser's words: I see that; the baby decides it.
What is missing: Where the father lives.
Options considered: Advice only; early help.
What else could explain this?: The school moved him.
Child seen: yes: by the school
Child heard: yes: “I was hungry”
Parents told: no: could not be reached
Parents asked: not known
Basis for asking other agencies: Section 17: consent of the mother.
Referrer acknowledged: yes on 4 May 2026 at 09:00
Referrer told the outcome: not known
Checklist: Before you decide, version 1
  Is any child under 1, or unborn?: yes
  Seen since?: not known
The list says: assess
Supersedes: D-17
Brief: abababababababababababababababababababababababababababababababab"""


def test_golden() -> None:
    assert decision_as_text(RECORD) == GOLDEN


def test_recommended_only_says_that_it_is_not_authorised() -> None:
    text = decision_as_text(replace(RECORD, authorised=None))
    assert "Level: Early help (recommended, not yet authorised)\n" in text
    assert "Authorised" not in text
    assert "Level: not yet decided" in decision_as_text(DecisionRecord("C-1", "Asa"))


def test_one_person_signs_once() -> None:
    text = decision_as_text(replace(RECORD, recommended=None, one_person=True))
    assert "Recommended and authorised by: M. Ashby on 4 May 2026 at 11:00\nReasons: Third" in text


def test_every_field_that_is_set_shows() -> None:
    empty = DecisionRecord("C-1042", "Asa Brackley")
    before = decision_as_text(empty)
    for field in fields(DecisionRecord):
        if field.name not in ("contact_ref", "child", "one_person"):
            set_alone = replace(empty, **{field.name: getattr(RECORD, field.name)})
            assert decision_as_text(set_alone) != before, field.name


def test_not_known_is_written() -> None:
    for answer in Answer:
        text = decision_as_text(DecisionRecord("C-1", "Asa", child_seen=Answered(answer)))
        assert f"Child seen: {ANSWER_WORDS[answer]}" in text.splitlines()


@given(st.text())
def test_no_words_can_pass_for_a_line_of_their_own(words: str) -> None:
    record = replace(RECORD, missing=f"x\n{words}\nLevel: No further action")
    text = decision_as_text(record)
    assert [line for line in text.splitlines() if line.startswith("Level:")] == [GOLDEN.splitlines()[3]]
    assert words.split() == [] or all(word in text for word in words.split())

"""A plan is taken apart: recommendations are found on texts like real ones, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.claim import is_claim
from fanlight.evidence.recommendation_text import blocks, sentences
from fanlight.evidence.recommendations import (
    PROMPTS,
    PUT_RIGHT,
    Answers,
    as_claim,
    left_empty,
    passages,
    standing,
)

INSPECTION = """Inspection of services for children in need of help and protection
Exampleshire

1. The overall effectiveness of services is inadequate. Leaders should have seen it earlier.
2. Managers sign assessments without reading them, and children wait.

What needs to improve
• The quality of assessments, including those of
  disabled children.
• Strengthen operational arrangements so that there is sufficient capacity.
• Supervision.

Areas for priority action
24. Ensure that management oversight is effective,
including supervision.
25. The local authority must review all cases closed since April.

Leadership
The director was appointed in May. It is recommended that the council publishes its plan by June. Why
should families wait? Staff say that they are heard.
Page 3 of 12
"""
PLAN = """Improvement plan

Recommendation 1: Recruit ten social workers
Recommendation 2 Cut caseloads to 16

a) Train managers in supervision
b) Set up a daily meeting

(iii) Complete an audit of open cases by district

ACTIONS
- Weekly performance meeting
– Peer review with a neighbour

Next steps
Publish the audit. Hold a meeting with schools. The board meets in May.
"""


def asked(text):
    return [one.words for one in passages(text) if one.is_recommendation]


def test_an_inspection_report():
    assert asked(INSPECTION) == [
        "The quality of assessments, including those of disabled children.",
        "Strengthen operational arrangements so that there is sufficient capacity.",
        "Supervision.",
        "Ensure that management oversight is effective, including supervision.",
        "The local authority must review all cases closed since April.",
        "It is recommended that the council publishes its plan by June.",
    ]


def test_a_plan():
    assert asked(PLAN) == [
        "Recruit ten social workers",
        "Cut caseloads to 16",
        "Train managers in supervision",
        "Set up a daily meeting",
        "Complete an audit of open cases by district",
        "Weekly performance meeting",
        "Peer review with a neighbour",
        "Publish the audit.",
        "Hold a meeting with schools.",
    ]


def test_a_report_of_prose_alone():
    text = (
        "We visited in May. Duty workers need to see families within two days, e.g. by taking turns. Numbers "
        "rose. The council ought to publish how long families wait; managers must not close cases unread."
    )
    assert asked(text) == [
        "Duty workers need to see families within two days, e.g. by taking turns.",
        "The council ought to publish how long families wait; managers must not close cases unread.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Leaders should have acted sooner.",
        "The plan works as it should.",
        "Should families wait?",
        "Social workers visit children weekly.",
        "24 of 40 cases were closed.",
    ],
)
def test_what_asks_nobody_to_act_is_none(text):
    assert asked(text) == []


def test_what_is_none_stays_to_be_seen():
    words = [one.words for one in passages(INSPECTION) if not one.is_recommendation and not one.is_heading]
    assert any("Leaders should have seen it earlier" in one for one in words)
    assert any("Page 3 of 12" in one for one in words)


def test_each_knows_its_heading_its_mark_and_its_line():
    ensured = next(one for one in passages(INSPECTION) if one.mark == "24.")
    assert ensured.section == "Areas for priority action"
    assert INSPECTION.splitlines()[ensured.line - 1].startswith("24. Ensure")
    assert ensured.because == "it is an order"


LINES = st.sampled_from(
    [
        *("", " ", "1. Review it", "• ", "•", "- Recruit staff", "What needs to improve", "NEXT STEPS", "--"),
        *(
            "It must stop.",
            "2.1 million children",
            "a) by age",
            "Leaders were new. They should go.",
            "Page 3",
        ),
        *(
            "\t(ii) Train",
            "1)",
            "Recommendation 4",
            "Actions:",
            "e.g. this. And that should be.",
            "\f",
            "*",
            "o ",
        ),
        *("\u00a0\u2028x", "A" * 95),
    ]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2029", "\x0b"]))
def test_nothing_is_lost_of_lines_as_plans_have_them(lines, end):
    text = end.join(lines)
    assert "".join(one.raw for one in passages(text)) == text
    assert "".join(one.raw for one in blocks(text)) == text


@given(st.text(max_size=300))
def test_nothing_is_lost_of_any_text(text):
    assert "".join(one.raw for one in passages(text)) == text
    assert "".join(sentences(text)) == text


@given(st.text(alphabet="ab .!?\n1)•-", max_size=200))
def test_every_word_stands_in_a_passage(text):
    kept = " ".join(f"{one.mark} {one.words}" for one in passages(text)).split()
    assert sorted("".join(kept)) == sorted("".join(text.split()))


def test_a_long_text_is_taken_apart_at_once():
    text = (INSPECTION + PLAN) * 400
    found = passages(text)
    assert sum(one.is_recommendation for one in found) >= 400 * 15
    assert "".join(one.raw for one in found) == text


WHOLE = Answers(
    explanation="Duty is blocked: the long-term teams are full",
    options="Overtime was weighed, and a second duty team",
    mechanism="Two workers take over cases that wait, so duty can close",
    measure="Cases waiting on duty each Friday",
    noticed="The duty manager within a week",
)


@pytest.mark.parametrize("name", PROMPTS)
@pytest.mark.parametrize("words", ["", "tbc", "No reason why not"])
def test_an_empty_prompt_is_told(name, words):
    one = Answers(**{other: getattr(WHOLE, other) for other in PROMPTS} | {name: words})
    assert left_empty(one) == (name,)
    assert standing(one).startswith("It leaves out: ")


def test_with_all_empty_it_says_put_it_right():
    assert standing(Answers()) == PUT_RIGHT
    assert standing(WHOLE) == "It can be acted on, and it can be tested."


def test_it_ends_as_a_claim_with_what_was_written():
    made = as_claim("Recruit ten workers.", WHOLE, source="Inspection of May 2026")
    assert is_claim(made)
    assert made.said_by == "Inspection of May 2026"
    assert not is_claim(as_claim("Recruit ten workers.", Answers()))

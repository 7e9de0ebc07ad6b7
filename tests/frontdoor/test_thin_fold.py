"""The thin fold: nothing lost, nothing new hidden, always with a reason."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.frontdoor.fold import SHORTEST_FOLD, EarlierText, Passage, SignatureRule, count, fold, units

MAY = date(2026, 5, 3)
HUNGRY = "Asa told his teacher that he had eaten nothing since Friday."
BRUISE = "Nobody had noticed a bruise before the day of the school trip."

# Few words and many separators, so that repeats, wraps and near misses turn up often.
pieces = st.sampled_from(
    [HUNGRY, BRUISE, "Not seen.", "not", "Mr. Ode", "hit", "him", "Seen:", "Regards", "--"]
)
gaps = st.sampled_from([" ", "\n", "\n\n", "\r\n", "  ", ". ", "\n \n", "\t", "", "\u00a0", "\x0c", "\u2028"])
texts = (
    st.lists(st.tuples(pieces, gaps), max_size=12).map(lambda ps: "".join(a + b for a, b in ps)) | st.text()
)
earlier_texts = st.lists(
    st.builds(EarlierText, st.sampled_from(["C-1", "C-2", "C-3"]), st.dates(), texts), max_size=4
)
rules = st.lists(
    st.builds(
        SignatureRule,
        st.just("Footer"),
        st.sampled_from(["Regards", "--", "Asa"]),
        st.sampled_from(["", "him", "--"]),
        st.integers(1, 6),
    ),
    max_size=2,
)


def plain(text: str) -> str:
    return " ".join(text.split())


@given(texts)
def test_units_joined_are_the_text(text: str) -> None:
    assert "".join(units(text)) == text
    assert all(units(text))


@given(texts, earlier_texts, rules)
def test_passages_joined_are_the_text(
    text: str, earlier: list[EarlierText], rules: list[SignatureRule]
) -> None:
    passages = fold(text, earlier, rules)
    assert "".join(passage.text for passage in passages) == text
    assert all(passage.text for passage in passages)
    assert all(bool(passage.reason) == passage.folded for passage in passages)


@given(texts, earlier_texts)
def test_what_is_folded_stands_whole_in_the_text_it_names(text: str, earlier: list[EarlierText]) -> None:
    for passage in fold(text, earlier):
        if passage.folded:
            assert len(plain(passage.text)) >= SHORTEST_FOLD
            named = [one for one in earlier if one.ref == passage.ref]
            assert any(plain(passage.text) in plain(one.text) for one in named)


@given(texts, texts)
def test_a_unit_that_no_earlier_text_holds_stays_shown(text: str, before: str) -> None:
    held = {plain(unit) for unit in units(before)}
    for passage in fold(text, [EarlierText("C-1", MAY, before)]):
        if passage.folded:
            assert {plain(unit) for unit in units(passage.text)} <= held


@given(texts)
def test_a_text_repeated_whole_is_folded_whole_and_says_so(text: str) -> None:
    passages = fold(text, [EarlierText("C-1", MAY, text)])
    distinct = len(set(map(plain, units(text)))) == len(units(text))
    if len(plain(text)) >= SHORTEST_FOLD and distinct and ":" not in text:
        assert len(passages) == 1
        assert passages[0].folded
        assert count(passages).sentence().startswith("The whole text")


def test_a_repeat_is_folded_in_place_with_its_source() -> None:
    text = f"Today Asa is well. {HUNGRY} He was collected by his aunt."
    before = f"A call at noon.\n{HUNGRY}\nNo more is known."
    shown, folded, after = fold(text, [EarlierText("C-7", MAY, before)])
    assert shown == Passage("Today Asa is well. ")
    assert folded == Passage(HUNGRY + " ", True, "Repeated exactly from contact C-7 of 3 May 2026", "C-7")
    assert after == Passage("He was collected by his aunt.")


def test_lines_wrapped_otherwise_are_the_same() -> None:
    wrapped = HUNGRY.replace("eaten nothing", "eaten\n  nothing")
    (passage,) = fold(wrapped, [EarlierText("C-7", MAY, HUNGRY)])
    assert passage.folded


@pytest.mark.parametrize(
    "text",
    [
        f"She denied that {HUNGRY}",  # part of a sentence
        HUNGRY.replace("nothing", "little"),  # one word
        HUNGRY.replace("Friday.", "Friday?"),  # a mark
        HUNGRY.upper(),
        f"It is not so, said Mr. {HUNGRY}",
    ],
)
def test_what_is_not_the_same_stays_shown(text: str) -> None:
    assert not any(passage.folded for passage in fold(text, [EarlierText("C-7", MAY, HUNGRY)]))


def test_part_of_an_earlier_sentence_is_not_a_repeat() -> None:
    before = f"She denied what the school had said, that {HUNGRY}"
    assert not any(passage.folded for passage in fold(HUNGRY, [EarlierText("C-7", MAY, before)]))


def test_a_sentence_that_goes_on_in_lower_case_is_one() -> None:
    rest = "three bruises on his left arm were seen by the nurse on Friday."
    before = EarlierText("C-7", MAY, f"He says that approx. {rest}")
    for text in (f"He denies that approx. {rest}", f"He denies that\n{rest}", f"He denies:\n\n{rest}"):
        assert not any(passage.folded for passage in fold(text, [before]))


def test_short_answers_fold_only_where_they_stood_before() -> None:
    before = f"{HUNGRY}\nChild seen:\nNo.\nParents told:\nYes."
    text = f"{HUNGRY}\nChild seen:\nYes.\nParents told:\nNo."
    folded = "".join(one.text for one in fold(text, [EarlierText("C-7", MAY, before)]) if one.folded)
    assert folded == f"{HUNGRY}\n"  # a question stays with its answer


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Child seen: no, and nobody has tried to see him since.", ""),
        (f"Child seen: no\n{HUNGRY}\nGrading at source: STANDARD", f"{HUNGRY}\n"),
        (f"Child seen:\nNo.\n{HUNGRY}\nParents told:\n", f"{HUNGRY}\n"),
        (f"{BRUISE}\nChild seen: no\n{HUNGRY}", f"{BRUISE}\nChild seen: no\n{HUNGRY}"),
        (f"What happened:\n{HUNGRY}", f"What happened:\n{HUNGRY}"),
        (f"He left at 12:45 today.\n{HUNGRY}", f"He left at 12:45 today.\n{HUNGRY}"),
    ],
)
def test_a_field_of_a_form_is_an_answer_given_anew(text: str, folded: str) -> None:
    passages = fold(text, [EarlierText("C-7", MAY, text)])
    assert "".join(passage.text for passage in passages if passage.folded) == folded


def test_the_earliest_contact_that_holds_it_is_named() -> None:
    earlier = [EarlierText(f"C-{day}", MAY + timedelta(day), HUNGRY) for day in (5, 0, 9)]
    assert [passage.ref for passage in fold(HUNGRY, earlier)] == ["C-0"]


def test_a_signature_is_folded_to_its_end_and_no_further() -> None:
    police = SignatureRule("Police footer", "This e-mail is", "lawful owner")
    text = "Seen today.\n  This e-mail is private.\nIt stays with its lawful owner.\nAsa is hungry."
    passages = fold(text, [], [police])
    assert [passage.text for passage in passages if passage.folded] == [
        "  This e-mail is private.\nIt stays with its lawful owner.\n"
    ]
    assert passages[1].reason == "Matches the rule 'Police footer'"
    assert passages[2] == Passage("Asa is hungry.")


@pytest.mark.parametrize(
    ("rule", "folds"),
    [
        (SignatureRule("To the end", "Regards"), True),
        (SignatureRule("End missing", "Regards", "Chief Constable"), False),
        (SignatureRule("Too long", "Regards", most_lines=2), False),
        (SignatureRule("Not at a line's start", "Ode"), False),
    ],
)
def test_a_signature_that_does_not_match_whole_folds_nothing(rule: SignatureRule, folds: bool) -> None:
    passages = fold("Seen.\nRegards\nPC Ode\n-- forwarded: he is at home now", [], [rule])
    assert any(passage.folded for passage in passages) is folds


@pytest.mark.parametrize(
    "given",
    [("", "Regards"), ("Footer", " "), ("Footer", "a\nb"), ("Footer", "a", "b\nc"), ("F", "a", "", 0)],
)
def test_a_rule_that_cannot_work_is_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="rule"):
        SignatureRule(*given)


def test_counts_are_told() -> None:
    assert count(()).sentence() == "Nothing is folded."
    assert count((Passage("a" * 999), Passage("b", True, "why"))).sentence() == (
        "1 passage is folded: 1 of 1,000 characters (1 %)."
    )


@pytest.mark.parametrize(
    "text", ["x\n" * 5_000, " " * 50_000, "a. " * 5_000, ".\n" * 20_000, "\n \n" * 9_000]
)
def test_hostile_texts_take_no_long(text: str) -> None:
    began = time.perf_counter()
    fold(text, [EarlierText(f"C-{n}", MAY, text) for n in range(5)])
    assert time.perf_counter() - began < 3

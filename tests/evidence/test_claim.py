"""What is a claim and what is not yet one; a lock holds every word; a verdict passes over no rival."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.claim import QUESTIONS, Claim, hedged, is_claim, says_nothing, wanting
from fanlight.evidence.lock import NotYet, lacking, lock, unaltered
from fanlight.evidence.rivals import PARTS, Rival, rival_catalogue, unwritten
from fanlight.evidence.running import KINDS
from fanlight.evidence.verdict import (
    EVEN,
    VERDICT_WORDS,
    Reading,
    Verdict,
    Word,
    brier,
    own_verdicts,
    refused,
)

WHOLE = Claim(
    words="Re-referrals fell because duty workers see families sooner",
    reason="From May each family was seen within two days instead of nine",
    mechanism="What worries a school is settled before it calls a second time",
    measure="Second referrals within a year of the first, by week of the first",
    must_see="Fewer second calls by the same school",
    hardly_otherwise="A fall only in the district where visits came sooner",
)
RIVALS = [
    Rival(
        name=name, mechanism="It moves by itself", must_see="As in other years", hardly_otherwise="No larger"
    )
    for name in ("Chance", "Season")
]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_a_whole_claim_is_one():
    assert is_claim(WHOLE)
    assert lacking(WHOLE, [replace(one, hardly_otherwise="No larger than that") for one in RIVALS]) == ()


@pytest.mark.parametrize("part", QUESTIONS)
@pytest.mark.parametrize("words", ["", "  \n", "n/a", "TBC", "-", "see above", "better work"])
def test_without_one_of_its_parts_it_is_not_yet_one(part, words):
    claim = replace(WHOLE, **{part: words})
    assert [question.part for question in wanting(claim)] == [part]
    assert wanting(claim)[0].words == QUESTIONS[part]


@pytest.mark.parametrize(
    "words",
    [
        "There is no reason why a well run firm could not compete to play a role",
        "I see no reason why not",
        "There isn't any reason it should not have helped",
        "No good reason exists, in my mind, why this cannot be so",
        "Why not? Nothing says that it does not work",
    ],
)
def test_no_reason_against_is_no_reason_for(words):
    claim = replace(WHOLE, reason=words)
    [question] = wanting(claim)
    assert question.part == "reason"
    assert question.because == "no reason against is not a reason for"


@pytest.mark.parametrize(
    "words",
    [
        "The reason is that managers read each case within a day",
        "Schools gave three reasons for calling less often",
        "Families were not seen for nine days before May",
        "We could not find a family that waited longer",
    ],
)
def test_a_reason_with_such_words_in_it_is_one(words):
    assert not says_nothing(words)


def test_a_mechanism_that_says_the_claim_again_is_none():
    claim = replace(WHOLE, mechanism="Duty workers see families sooner, so re-referrals fell")
    assert [(one.part, one.because) for one in wanting(claim)] == [("mechanism", "it says the claim again")]


@pytest.mark.parametrize(
    "words", ["It could play a role", "Better work may have contributed", "It has a part to play"]
)
def test_a_claim_that_says_only_could_is_asked_back(words):
    assert hedged(replace(WHOLE, words=words))


def test_a_plain_claim_is_not_asked_back():
    assert hedged(WHOLE) == ""


@given(st.text(max_size=200), st.text(max_size=200))
def test_anything_may_be_written(words, reason):
    wanting(Claim(words=words, reason=reason))
    hedged(Claim(words=words))


def test_the_catalogue_is_whole():
    kinds = rival_catalogue()
    assert set(kinds) == {
        *("chance", "worst_first", "elsewhere", "season", "late_entries", "definition", "capacity"),
        *("displacement", "anticipation", "other_policy", "selective_period", "peeking", "many_measures"),
    }
    for kind in kinds.values():
        assert kind.tests
        assert set(kind.tests) <= set(KINDS), kind.code
        for words in (kind.plain, kind.mechanism, kind.must_see, kind.hardly, kind.source, kind.pages):
            assert len(words.split()) >= 2, kind.code
        assert kind.mechanism.endswith("?")
        assert kind.edition == "2026-11"


@pytest.mark.parametrize("part", PARTS)
def test_a_rival_is_whole_when_its_three_parts_are(part):
    rival = replace(RIVALS[0], hardly_otherwise="No larger than others")
    assert unwritten(rival) == ()
    assert unwritten(replace(rival, **{part: "tbc"})) == (part,)


def locked():
    rivals = [replace(one, hardly_otherwise="No larger than others") for one in RIVALS]
    return lock(WHOLE, rivals, at=NOON), rivals


def test_a_lock_holds_every_word():
    held, rivals = locked()
    assert unaltered(held, WHOLE, rivals)
    for name in WHOLE.to_dict():
        assert not unaltered(held, replace(WHOLE, **{name: getattr(WHOLE, name) + "."}), rivals), name
    for name in rivals[1].to_dict():
        bent = [rivals[0], replace(rivals[1], **{name: getattr(rivals[1], name) + " "})]
        assert not unaltered(held, WHOLE, bent), name
    assert not unaltered(held, WHOLE, rivals[::-1])
    assert not unaltered(held, WHOLE, rivals[:1])
    assert not unaltered(replace(held, at=NOON + timedelta(seconds=1)), WHOLE, rivals)


@given(
    st.lists(st.text(max_size=10), min_size=2, max_size=2),
    st.lists(st.text(max_size=10), min_size=2, max_size=2),
)
def test_words_cannot_slide_from_one_part_to_the_next(first, second):
    held, rivals = locked()
    claims = [replace(WHOLE, said_by=one, figure=two) for one, two in (first, second)]
    made = [lock(claim, rivals, at=held.at).digest for claim in claims]
    assert (made[0] == made[1]) == (first == second)


def test_nothing_half_written_is_locked():
    _, rivals = locked()
    for claim, others in ((replace(WHOLE, measure=""), rivals), (WHOLE, rivals[:1]), (WHOLE, RIVALS)):
        with pytest.raises(NotYet):
            lock(claim, others, at=NOON)
    with pytest.raises(ValueError, match="time zone"):
        lock(WHOLE, rivals, at=NOON.replace(tzinfo=None))


def verdict(word=Word.CANNOT_TELL, **parts):
    held = {
        "word": word,
        "because": "Two rivals are left.",
        "will_show": "Fewer than 400 referrals in May",
        "probability": 60,
        "review_on": date(2027, 5, 31),
    }
    return Verdict(**held | parts)


TODAY = date(2026, 11, 1)
SEEN, NOT, CANNOT = Reading.SEEN, Reading.NOT_SEEN, Reading.CANNOT_TELL


@pytest.mark.parametrize(
    ("word", "readings", "of_claim", "fits"),
    [
        (Word.STANDS, [NOT, NOT], SEEN, True),
        (Word.STANDS, [NOT, CANNOT], SEEN, False),
        (Word.STANDS, [NOT, SEEN], SEEN, False),
        (Word.STANDS, [NOT, NOT], NOT, False),
        (Word.STANDS, [NOT, NOT], None, False),
        (Word.LEANS, [NOT, SEEN], SEEN, True),
        (Word.RIVAL, [NOT, SEEN], NOT, True),
        (Word.RIVAL, [NOT, CANNOT], NOT, False),
        (Word.FALLS, [NOT, NOT], NOT, True),
        (Word.CANNOT_TELL, [SEEN, SEEN], SEEN, True),
        (Word.CANNOT_TELL, [NOT, None], SEEN, False),
    ],
)
def test_a_verdict_passes_over_no_rival(word, readings, of_claim, fits):
    named = {f"Rival {number}": reading for number, reading in enumerate(readings)}
    assert (refused(verdict(word), named, of_claim, today=TODAY) == ()) == fits


@pytest.mark.parametrize(
    "parts",
    [
        {"will_show": ""},
        {"will_show": "tbc"},
        {"probability": 101},
        {"probability": -1},
        {"review_on": TODAY},
    ],
)
def test_a_verdict_can_be_settled(parts):
    assert len(refused(verdict(**parts), {}, None, today=TODAY)) == 1


def test_every_verdict_has_its_fixed_words():
    assert set(VERDICT_WORDS) == set(Word)


@given(st.integers(0, 100), st.integers(0, 100))
def test_nobody_gains_by_saying_other_than_they_think(thought, said):
    def expected(saying):
        return thought / 100 * brier(saying, True) + (1 - thought / 100) * brier(saying, False)

    assert expected(thought) <= expected(said) + 1e-9
    assert brier(50, True) == brier(50, False) == EVEN


def test_few_settled_verdicts_tell_nothing_of_a_person():
    assert "not of your judgement" in own_verdicts([(40, False)] * 9).sentence()
    assert "not of your judgement" not in own_verdicts([(40, False)] * 10).sentence()
    assert own_verdicts([]).mean is None
    assert own_verdicts([(40, False), (90, True)]).mean == pytest.approx((0.16 + 0.01) / 2)

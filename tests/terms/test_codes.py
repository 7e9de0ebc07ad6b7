"""Code sets: complete, unambiguous, and clear when a code is not theirs."""

import copy
import pickle

import pytest

from fanlight.terms import codes
from fanlight.terms.codes import Code, CodeSet, UnknownCode

SETS = [value for value in vars(codes).values() if isinstance(value, CodeSet)]


def test_every_set_of_the_brief_is_here():
    assert {s.name: len(s) for s in SETS} == {
        "Referral source": 22,
        "Primary need": 10,
        "Reason for closure": 9,
        "Category of abuse": 5,
        "Ethnicity": 20,
        "Sex": 3,
        "Disability": 13,
        "Factor identified at assessment": 44,
        "Channel": 8,
    }


@pytest.mark.parametrize("code_set", SETS, ids=lambda s: s.name)
def test_labels_are_given_and_distinct(code_set):
    labels = [entry.label for entry in code_set]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert code_set.source
    assert code_set.edition
    assert all(entry.code in code_set and code_set.label(entry.code) == entry.label for entry in code_set)


def test_unknown_code_says_which_set_and_is_a_key_error():
    with pytest.raises(UnknownCode, match=r"'99' is not a code of Primary need .*known: N1, N2") as caught:
        codes.PRIMARY_NEED["99"]
    assert isinstance(caught.value, KeyError)
    assert None not in codes.PRIMARY_NEED


def test_a_code_twice_is_refused():
    with pytest.raises(ValueError, match="stands twice"):
        CodeSet("Twice", "1", "made up", (Code("a", "A"), Code("a", "B")))


def test_retired_factors_are_known_but_not_offered():
    assert codes.ASSESSMENT_FACTOR.label("18A")
    offered = dict(codes.ASSESSMENT_FACTOR.choices())
    assert not {"18A", "19A"} & set(offered)
    assert len(offered) == 42


def test_every_source_has_a_published_group():
    assert set(codes.SOURCE_GROUP) == {entry.code for entry in codes.REFERRAL_SOURCE}
    # The eleven categories of published table c5.
    assert len(set(codes.SOURCE_GROUP.values())) == 11


def test_earlier_gender_codes_lead_to_sex_codes():
    assert set(codes.SEX_OF_GENDER_CURRENT.values()) == {entry.code for entry in codes.SEX}


def test_sets_can_be_copied_and_sent_to_another_process():
    # S301: our own bytes, made on the line.
    assert pickle.loads(pickle.dumps(codes.SEX)) == codes.SEX  # noqa: S301 - a pickle made here
    assert copy.deepcopy(codes.SEX).label("M") == "Male"

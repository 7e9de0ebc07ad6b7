"""The catalogue of measures is complete."""

from dataclasses import fields

import pytest

from fanlight.terms.measures import MEASURES, Measure


def test_the_catalogue_holds_the_measures_of_the_front_door():
    assert list(MEASURES) == [
        "contacts",
        "contact_to_referral_conversion",
        "repeat_contact_3m",
        "repeat_contact_6m",
        "repeat_contact_12m",
        "referrals",
        "referral_no_further_action",
        "section_47_to_conference_15",
        "re_referral_12m",
        "decided_in_one_working_day",
        "assessment_in_45_working_days",
        "no_further_action",
        "match_rate",
    ]
    assert len({measure.title for measure in MEASURES.values()}) == len(MEASURES)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.code)
def test_nothing_is_left_unsaid(measure):
    for field in fields(Measure):
        said = getattr(measure, field.name)
        if field.name == "denominator":
            # A count has none; everything else is a share of something.
            assert bool(said) == measure.unit.startswith("percent of ")
        else:
            assert said.strip(), field.name
    assert measure.version.isdigit()

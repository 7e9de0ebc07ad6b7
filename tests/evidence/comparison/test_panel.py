"""Who is compared with whom, what is left out and told, what is refused in one sentence."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.evidence.comparison.panel import panel
from fanlight.evidence.comparison.picked import picked_note, stands_out
from fanlight.exchange.neighbours_by_name import neighbours_by_name
from tests.evidence.comparison.samples import authority, california, referrals

NAMES = ["A", "B", "C", "D"]
VALUES = np.arange(32.0).reshape(4, 8)


def with_gap(place):
    values = VALUES.copy()
    values[place, 2] = np.nan
    return values


def test_neighbours_are_the_donors_and_every_area_has_its_own():
    areas = authority(0, 60)
    names, counts = referrals()
    near = neighbours_by_name(names)
    for place, name in enumerate(names):
        donors = {names[one] for one in areas.donors[place]}
        assert 0 not in areas.donors[place]
        assert place not in areas.donors[place]
        if len(set(near[name]) - {names[0]}) >= 5:
            assert donors == set(near[name]) - {names[0]}
        else:
            assert len(donors) >= len(counts) - 2
    assert len(areas.placebos) == 132


def test_counts_are_seen_as_shares_of_the_level_before():
    areas = authority(3, 60, counts=True)
    assert areas.values[:, :60].mean(axis=1) == pytest.approx(np.ones(133))
    assert areas.values * areas.levels[:, None] == pytest.approx(referrals()[1])


def test_an_area_with_a_gap_is_left_out_and_told():
    areas = panel(NAMES, with_gap(3), treated="A", first=6)
    assert areas.names == ("A", "B", "C")
    assert areas.notes == ("Left out because a value is missing: D.",)


def test_an_area_without_counts_is_left_out_and_told():
    values = VALUES + 1
    values[2, :6] = 0
    areas = panel(NAMES, values, treated="A", first=6, counts=True)
    assert areas.names == ("A", "B", "D")
    assert "no count before the change: C" in areas.notes[0]


def test_named_donors_are_the_only_ones_asked():
    areas = panel(NAMES, VALUES, treated="B", first=6, donors=["A", "D"])
    assert areas.donors[1] == (0, 3)
    assert areas.placebos == (0, 3)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("Z is not among the areas", {"treated": "Z"}),
        ("A lacks 1 of 8 values", {"values": with_gap(0)}),
        ("3 periods before the change: at least 5", {"first": 3}),
        ("no period with the change", {"first": 8}),
        ("1 comparison areas", {"donors": ["B"]}),
        ("Q: not among the areas", {"donors": ["B", "Q"]}),
        ("cannot be compared with itself", {"donors": ["A", "B"]}),
        ("a count is negative", {"values": VALUES - 10, "counts": True}),
        (
            "A has no count before",
            {"values": np.where(np.arange(4)[:, None] == 0, 0, VALUES), "counts": True},
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(words, changed):
    asked = {"values": VALUES, "treated": "A", "first": 6, **changed}
    with pytest.raises(ValueError, match=words):
        panel(NAMES, asked.pop("values"), **asked)


def test_who_stood_out_is_told():
    names, counts = referrals()
    largest = int(np.argmax(counts[:, 48:60].mean(axis=1)))
    assert "the largest" in stands_out(authority(largest, 60))
    assert "do not trust placebo_p" in picked_note(authority(largest, 60))
    middle = names.index("Kirklees")
    assert stands_out(authority(middle, 60)) == ()
    assert picked_note(authority(middle, 60)).startswith("The placebo test supposes")
    assert "the lowest against its own past" not in stands_out(california(donors=["Utah", "Nevada"]))

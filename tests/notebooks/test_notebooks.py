"""Each worked example runs from a clean clone alone, and says what it found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notebooks.executed import FOLDER, names, outputs, stored, text

SAYS = {
    "abusive_head_trauma": (
        "Dias 2005: a fall shown (rate ratio 0.54, 0.32 to 0.89)",
        "a lasting effect of the programme: not shown",
        "Rate ratio 0.238 (0.0263 to 1.04), p = 0.0583.",
        "23 of 100 such pilots would find it",
    ),
    "cafcass_2013": (
        "reason: no reason against is not a reason for.",
        "2013-14 -4.4 %, 2014-15 +0.4 %, 2015-16 +15.1 %. It did not last.",
        "90 of 152 places fell, 58 rose, 4 stayed.",
        "First figures against completed ones: -5.6 %. Figures of one age: -4.1 %.",
        "whether it lasted cannot be told",
        "We cannot tell. Thought 40 in 100 likely",
        "Distance: 0.16",
    ),
    "proposition_99": (
        "California: 6 ways of comparing give -28.28 to -13.47 a period",
        "Synthetic control: -19.51 a period",
        "Difference in differences: -27.35 a period",
        "Synthetic difference in differences: -15.61 a period",
        "'Utah': 0.3",
    ),
}
PICTURES = {"proposition_99": 2}
IN_ITS_FOLDER = {"proposition_99"}  # it reads the small copy of the data beside the tests


def test_every_notebook_is_run():
    assert names() == sorted(SAYS)


@pytest.mark.parametrize("name", names())
def test_it_says_what_was_found(name: str, tmp_path: Path):
    told = outputs(name, FOLDER if name in IN_ITS_FOLDER else tmp_path)
    assert [words for words in SAYS[name] if words not in text(told)] == []
    drawn = [output for output in told if "image/svg+xml" in output.get("data", {})]
    assert len(drawn) == PICTURES.get(name, 0)


@pytest.mark.parametrize("name", names())
def test_it_is_stored_without_answers(name: str):
    assert not any(cell.outputs for cell in stored(name))

"""The authority's own published value: found by its name, of the year asked for, marks kept."""

from __future__ import annotations

from collections import Counter

import pytest

from fanlight.exchange.published import MARK_WORDS
from fanlight.exchange.published_figures import authority_names
from fanlight.exchange.published_shares import PUBLISHED, published_shares
from fanlight.exchange.published_value import la_code_of, published_value, published_years


@pytest.mark.parametrize("code", PUBLISHED)
def test_the_newest_value_is_that_of_the_shares(code: str) -> None:
    compared = 0
    for la_code in list(authority_names())[::10]:
        years = published_years(code, la_code)
        shares = published_shares(code, la_code)
        if years and len(shares) > 1 and shares[0].period == str(years[0]):
            told = published_value(code, la_code, years[0])
            assert (told.percent is None) == (shares[0].value is None)
            if told.percent is not None:
                assert round(told.percent, 1) == shares[0].value
                assert told.of
            else:
                assert told.words in {*MARK_WORDS.values(), "not published"}
            compared += 1
    assert compared >= 8


def test_every_authority_is_found_by_its_name_and_by_no_other() -> None:
    names = authority_names()
    found = {name: la_code_of(name) for name in names.values()}
    again = Counter(names.values())
    for code, name in names.items():
        if again[name] == 1 and found[name]:
            assert found[name] == code, name
    assert sum(not code for code in found.values()) <= 1  # "City of London" is made of dropped words alone


@pytest.mark.parametrize("name", ["", "Council", "Exampleshire", "This authority", "Nottingham and Derby"])
def test_no_authority_is_guessed(name: str) -> None:
    assert la_code_of(name) == ""


def test_written_otherwise() -> None:
    assert la_code_of("London Borough of Camden") == la_code_of("CAMDEN") == "202"

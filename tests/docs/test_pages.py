"""What the pages promise of themselves: length, words, rows, shape."""

import re

import pytest

from fanlight.casework.event import EVENT_WORDS
from tests.docs.markdown import ROOT, links, named, pages, tables, text_of

COVERAGE = ROOT / "docs" / "explanation" / "coverage.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
STATES = {"built", "part", "not built yet"}


def test_the_readme_is_one_screen():
    assert len(text_of(ROOT / "README.md").splitlines()) <= 70


def test_architecture_is_short():
    assert len(text_of(ROOT / "ARCHITECTURE.md").splitlines()) < 150


def defined():
    glossary = text_of(ROOT / "GLOSSARY.md")
    return [term.lower() for term in re.findall(r"^\*\*(.+?)\*\*", glossary, re.M)]


@pytest.mark.parametrize("words", EVENT_WORDS.values())
def test_the_glossary_has_every_kind_of_event(words):
    assert any(term.startswith(words.lower()) for term in defined()), words


def test_the_glossary_defines_nothing_twice():
    terms = defined()
    assert len(terms) > 60
    assert [term for term in terms if terms.count(term) > 1] == []


def test_coverage_has_no_empty_row():
    rows = [row for table in tables(text_of(COVERAGE)) for row in table]
    assert len(rows) >= 50
    assert [row for row in rows if len(row) != 3 or not all(row)] == []
    assert {state for _, state, _ in rows} == STATES


def test_coverage_names_a_place_or_an_issue():
    """Built: a file. Part: a file, too. Not built: its issue, or that none is filed."""
    for idea, state, where in (row for table in tables(text_of(COVERAGE)) for row in table):
        if "not built yet" in state + where:
            assert re.search(r"\(issue [3-6]\)|\(no issue filed\)", where), idea
        if state != "not built yet":
            assert links(where), idea


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_weighs_options(page):
    text = text_of(page)
    assert len(text.splitlines()) < 60
    assert re.findall(r"^## (.*)$", text, re.M) == ["Context", "Options weighed", "Decision", "Consequences"]
    assert text.startswith(f"# {page.stem[:4]}: ")
    assert "Accepted" in text.splitlines()[2]


def test_the_index_of_decisions_is_whole():
    listed = links(text_of(ROOT / "docs" / "decisions" / "index.md"))
    assert listed == [page.name for page in DECISIONS]


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_page_begins_with_its_title_and_its_tables_are_even(page):
    text = text_of(page)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M)) == 1
    for table in tables(text):
        assert len({len(row) for row in table}) == 1, table[0]

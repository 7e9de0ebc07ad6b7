"""A page that stands alone: whatever it is given is escaped, and nothing in it reaches out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from fanlight.reports.page import contents, details, page, paragraph, section, table

words = st.text(max_size=40)
MARKUP = re.compile(
    r"<(?!/?(?:!doctype|html|head|meta|title|style|body|main|footer|section|nav|ul|li|a|h1|h2|p|"
    r"details|summary|table|caption|thead|tbody|tr|th|td|div)\b)"
)


@given(words, words, words)
def test_words_never_become_markup(one, other, third):
    parts = [
        contents([one]),
        section(
            one, [paragraph(other), details(third, [table(one, [other, ""], [(third, 3), (None, one)])])]
        ),
    ]
    made = page(one, other, parts, note=third)
    assert not MARKUP.search(made)
    assert made.count("<td") == 4
    assert "<script" not in made


def test_links_of_the_contents_lead_to_sections():
    made = contents(["Data faults"]) + section("Data faults", [])
    assert 'href="#data-faults"' in made
    assert '<section id="data-faults">' in made


def test_figures_stand_to_the_right_with_thousands():
    assert '<td class="number" data-column="Times">12,365</td>' in table("Rules", ["Times"], [(12365,)])

"""Every component renders, escapes what it is given and is found in the page once."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string

import fanlight.web.design as design
from fanlight.web.design.templatetags.design import register
from tests.web.design.gallery import PAGE

TEMPLATES = Path(design.__file__).parent / "templates"


def test_the_gallery_shows_every_tag():
    missing = {name for name in register.tags if not re.search(rf"{{% {name}\b", PAGE)}
    assert missing <= {"key_hint", "error_list"}  # both are shown through others


def test_ids_are_unique(html, wrong_html):
    for page in (html, wrong_html):
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_nothing_is_inline(html):
    """A strict content security policy would drop it."""
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+=", html)
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []


def test_no_template_is_inline_or_marks_words_safe():
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        assert "|safe" not in text, path
        assert "autoescape off" not in text, path
        assert " style=" not in text, path


def test_data_is_escaped(html):
    assert "&lt;Child A&gt;" in html
    assert "Said &lt;b&gt;before&lt;/b&gt; &amp; again" in html
    assert "4 words folded: repeated from 3 May" in html


def test_every_error_links_to_its_control(wrong_html):
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)', wrong_html)
    ids = set(re.findall(r'\sid="([^"]+)"', wrong_html))
    assert len(links) > 8
    assert {target for target, _ in links} <= ids
    assert ("id_line-1-level_0", "Child 2: Choose level") in links
    assert ("id_received_at_0", "Enter when it was received") in links


def test_lists_keep_their_filter_when_they_sort_and_page(gallery_site, client):
    page = client.get("/?state=unread&sort=clock&page=2").content.decode()
    assert 'href="?state=unread&amp;sort=-clock"' in page
    assert 'href="?state=unread&amp;sort=clock&amp;page=3" rel="next"' in page
    assert 'aria-sort="ascending"' in page
    assert "Showing 26 to 50 of 300" in page


def test_events_known_up_to(html):
    assert "Events known up to 31 October 2026" in html


@pytest.mark.parametrize("page", ["403.html", "404.html", "500.html"])
def test_an_error_page_needs_no_request_and_says_what_next(page, gallery_site):
    shown = render_to_string(page)
    assert "<h1" in shown
    assert 'href="/"' in shown


def test_an_unknown_colour_is_refused():
    with pytest.raises(TemplateSyntaxError, match="no tag colour"):
        Template('{% load design %}{% tag "Late" "crimson" %}').render(Context())

"""Links between pages lead somewhere; every page can be reached from the README."""

from urllib.parse import unquote

import pytest

from tests.docs.markdown import ROOT, anchors, links, named, pages, text_of


def target(page, link):
    path, _, anchor = link.partition("#")
    return (page.parent / unquote(path)).resolve() if path else page, anchor


def broken(page, link):
    """Why a link leads nowhere, or ""."""
    if "://" in link or link.startswith("mailto:"):
        return ""
    path, anchor = target(page, link)
    if not path.exists():
        return f"{named(page)}: {link} is not there"
    if anchor and anchor not in anchors(text_of(path)):
        return f"{named(page)}: {link} has no such heading"
    return ""


@pytest.mark.parametrize("page", pages(), ids=named)
def test_links_lead_somewhere(page):
    assert [why for link in links(text_of(page)) if (why := broken(page, link))] == []


def test_a_broken_link_is_found():
    readme = ROOT / "README.md"
    assert broken(readme, "docs/nowhere.md")
    assert broken(readme, "GLOSSARY.md#no-such-heading")
    assert not broken(readme, "GLOSSARY.md#glossary")


def test_every_page_is_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [target(page, link)[0] for link in links(text_of(page)) if "://" not in link]
    assert [named(page) for page in pages() if page not in reached] == []


@pytest.mark.parametrize("index", sorted((ROOT / "docs").glob("*/index.md")), ids=named)
def test_an_index_lists_every_page_of_its_folder(index):
    listed = {link.partition("#")[0] for link in links(text_of(index))}
    assert {page.name for page in index.parent.glob("*.md")} - listed == {"index.md"}

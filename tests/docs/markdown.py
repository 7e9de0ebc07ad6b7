"""The project's own Markdown: pages, links, tables."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.M)
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def pages():
    """Every page we write: those at the top and below docs."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def named(path):
    return path.relative_to(ROOT).as_posix()


def text_of(page):
    return page.read_text(encoding="utf-8")


def links(text):
    """Targets of links and pictures, outside fenced code."""
    return LINK.findall(FENCE.sub("", text))


def anchors(text):
    """What GitHub makes of headings: small letters, no punctuation, hyphens for spaces."""
    found = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        words = re.sub(r"[^\w\s-]", "", heading.lower())
        found.add(re.sub(r"\s", "-", words.strip()))
    return found


def tables(text):
    """Rows of every table as lists of cells; heading and rule lines left out."""
    for block in re.findall(r"^(?:\|.*\|\n)+", FENCE.sub("", text) + "\n", re.M):
        rows = [re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in block.splitlines()]
        yield [[cell.strip() for cell in row] for row in rows[2:]]

"""ARCHITECTURE.md draws the folders that exist: no more, no fewer."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "fanlight"
FOLDER = re.compile(r"^(?P<indent>[ │├└─]*)(?P<path>[\w./-]+)/(?:\s|$)")


def drawn(text):
    """Folders named in the fenced trees: lines such as "  terms/    the field's words", by their indent."""
    folders = set()
    for block in re.findall(r"^```[^\n]*\n(.*?)^```", text, re.M | re.S):
        above: list[tuple[int, str]] = []
        for line in block.splitlines():
            if found := FOLDER.match(line):
                indent = len(found["indent"])
                above = [(depth, path) for depth, path in above if depth < indent]
                path = "/".join([*(part for _, part in above[-1:]), found["path"]])
                above.append((indent, path))
                folders.add(path)
    return folders


def storeys():
    """Packages on the top level and the rooms inside the web."""
    packages = [*PACKAGE.glob("*/__init__.py"), *(PACKAGE / "web").glob("*/__init__.py")]
    return {path.parent.relative_to(ROOT).as_posix() for path in packages}


def test_the_tree_is_that_of_the_source():
    folders = drawn((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert storeys() - folders == set(), "not drawn"
    assert {folder for folder in folders if not (ROOT / folder).is_dir()} == set(), "drawn, but not there"


def test_a_tree_is_read_by_its_indent():
    text = "```\nsrc/fanlight/\n  terms/   words\n  web/     pages\n    site/  settings\ntests/   all\n```\n"
    assert drawn(text) == {
        "src/fanlight",
        "src/fanlight/terms",
        "src/fanlight/web",
        "src/fanlight/web/site",
        "tests",
    }

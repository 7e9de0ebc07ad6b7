"""Every direct dependency has its reason, and the lock holds exactly what the project asks for."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SECTIONS = {
    "The library": PROJECT["project"]["dependencies"],
    "The web application": PROJECT["project"]["optional-dependencies"]["web"],
    "On PostgreSQL": PROJECT["project"]["optional-dependencies"]["postgres"],
    "Analysis": PROJECT["project"]["optional-dependencies"]["analysis"],
    "From a case system's database": PROJECT["project"]["optional-dependencies"]["sql"],
    "For building and testing only": [
        *PROJECT["dependency-groups"]["test"],
        *PROJECT["build-system"]["requires"],
        "uv",
    ],
}


def bare(requirement):
    return re.split(r"[\s\[<>=!~;(]", requirement.strip(), maxsplit=1)[0].lower()


def explained():
    """Rows of the page by section: {section: {name: cells}}."""
    rows, section = {}, ""
    for line in (ROOT / "docs/reference/dependencies.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].partition(":")[0]
        elif line.startswith("| ") and not line.startswith("| package"):
            name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            rows.setdefault(section, {})[name] = cells
    return rows


def locked(lock):
    return {
        found[1].lower() for found in re.finditer(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.M)
    }


def test_every_section_is_known():
    extras = set(PROJECT["project"]["optional-dependencies"]) | set(PROJECT["dependency-groups"])
    assert extras == {"web", "postgres", "analysis", "sql", "test"}, (
        "a new extra wants a section in dependencies.md and in SECTIONS"
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_the_page_names_exactly_the_direct_dependencies(section):
    above = (
        {bare(asked) for asked in SECTIONS["On PostgreSQL"]} if section.startswith("For building") else set()
    )
    assert set(explained()[section]) == {bare(asked) for asked in SECTIONS[section]} - above


def test_each_has_what_for_why_licence_and_alternatives():
    for rows in explained().values():
        for name, cells in rows.items():
            assert len(cells) == 4, name
            assert all(cells), name


def test_the_lock_holds_what_the_project_asks_for():
    web = {bare(asked) for asked in [*SECTIONS["The library"], *SECTIONS["The web application"]]}
    assert web <= locked(ROOT / "requirements/web.txt")
    test = {bare(asked) for asked in PROJECT["dependency-groups"]["test"]}
    assert web | test <= locked(ROOT / "requirements/dev.txt")
    assert locked(ROOT / "requirements/uv.txt") == {"uv"}
    assert locked(ROOT / "requirements/build.txt") == {"setuptools"}


def test_what_is_served_is_what_is_tested():
    pins = [
        re.findall(r"^[\w.-]+==[^ \\]+", (ROOT / f"requirements/{name}.txt").read_text(), re.M)
        for name in ("web", "dev")
    ]
    assert set(pins[0]) <= set(pins[1])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_host(lock):
    text = lock.read_text(encoding="utf-8")
    pins = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert pins
    for pin in pins:
        assert "--hash=sha256:" in pin, pin.partition(" ")[0]
    assert not re.search(r"https?:|file:|--index|--find|--extra-index", text)

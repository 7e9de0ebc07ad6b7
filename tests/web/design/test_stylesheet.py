"""What is shipped: no branding that other sites may not use, nothing fetched from elsewhere."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

import fanlight.web.design as design
from fanlight.figures.palette import COLOURS, contrast

STATIC = Path(design.__file__).parent / "static" / "design"
NPM = Path(__file__).parents[3] / "npm"


@pytest.fixture(scope="module")
def css():
    return (STATIC / "fanlight.css").read_text()


def test_no_branding(css):
    assert not re.search(r"crest|crown|gds.?transport|@font-face|url\(|@import", css, re.IGNORECASE)


def test_no_script_builds_code_or_calls_out():
    for path in STATIC.glob("*.js"):
        text = path.read_text()
        assert not re.search(r"\beval\(|new Function|innerHTML\s*=[^=]|https?://(?!www\.w3\.org)", text), path
        assert "sourceMappingURL" not in text, path


def test_figures_have_the_four_colours(css):
    for level, colour in enumerate(COLOURS, 1):
        assert f".fl-fig-{level}{{fill:{colour.lower()}}}" in css


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("#FFFFFF", "#0B4F55"),  # header
        ("#FFFFFF", "#17716A"),  # button
        ("#12436D", "#FFFFFF"),  # link
        ("#12436D", "#EEF3F3"),  # link in the navigation
        ("#801650", "#FFFFFF"),  # link visited
        ("#484949", "#EEF3F3"),  # quiet words
    ],
)
def test_words_are_legible(css, text, ground):
    assert contrast(text, ground) >= 4.5
    short = {"#FFFFFF": "#fff"}
    assert short.get(ground, ground.lower()) in css


def test_every_file_a_page_names_is_shipped(html):
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    assert len(named) >= 6
    assert [name for name in named if not finders.find(name)] == []


def test_icon_and_licences_are_shipped():
    assert (STATIC / "favicon.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"
    assert "MIT License" in (STATIC / "LICENCES.txt").read_text()
    vendored = Path(__file__).parents[1] / "vendor"
    assert "Mozilla Public License" in (vendored / "axe.LICENSE").read_text()


def test_the_lock_names_no_host():
    lock = (NPM / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert '"govuk-frontend": "6.6.0"' in lock


@pytest.mark.parametrize("name", ["fanlight.js", "keys.js", "start.js", "js-enabled.js"])
def test_scripts_stay_small(name):
    assert len((STATIC / name).read_text().splitlines()) <= 120

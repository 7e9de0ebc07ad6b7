"""What is tracked says nothing of the machine it was written on, and holds no secret."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNWANTED = {
    "a path of one machine": re.compile(r"(?<![\w.:/-])/(?:work|root|home/\w+)/"),
    "a temporary folder of one machine": re.compile(r"/tmp/(?!fanlight)[a-z_]+/"),  # noqa: S108 - a path that is looked for in text, never opened
    "a package registry's host": re.compile(
        r"https?://[\w.-]*(?:pypi\.|pythonhosted|npmjs\.(?:org|com)/[^p]|npmmirror|yarnpkg)", re.IGNORECASE
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
}
# Third-party files kept as they came; the licence beside each names its source.
AS_THEY_CAME = re.compile(r"\.min\.js$|/vendor/")


def tracked_texts():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if AS_THEY_CAME.search(name) or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield name, content.decode("utf-8")


def test_no_machine_host_or_secret_is_named():
    texts = dict(tracked_texts())
    assert len(texts) > 20
    found = [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {what}"
        for name, text in texts.items()
        for what, pattern in UNWANTED.items()
        for hit in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of one machine", "see /" + "work/shared"),
        ("a path of one machine", '"/' + 'home/ann/x"'),
        ("a temporary folder of one machine", "/tmp" + "/ann/x"),  # noqa: S108 - a path that is looked for in text, never opened
        ("a package registry's host", "https://" + "pypi.org/simple"),
        ("a package registry's host", "https://registry." + "npmjs.org/axe"),
        ("a private key", "-----BEGIN " + "PRIVATE KEY-----"),
    ],
)
def test_the_search_finds_them(what, text):
    assert UNWANTED[what].search(text)


def test_an_address_on_the_web_is_no_path():
    assert not UNWANTED["a path of one machine"].search("https://www.gov.uk/work/pay and site.uk/home/x/")

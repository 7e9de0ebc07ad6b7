"""The house as the design draws it: who imports whom, names, sizes, and rooms that only compute."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "fanlight"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
ROOMS = ["terms", "estimates", "casework", "frontdoor", "evidence", "practice", "capacity", "sourcing"]
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
FORBIDDEN_NAME = re.compile(r"risk_?score|predict", re.IGNORECASE)
LONGEST = 400
LONGER_WITH_REASON: dict[str, str] = {}  # path below src/fanlight -> why


def inside(path):
    return path.relative_to(PACKAGE).as_posix()


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_import_contracts():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_vague_names():
    folders = {path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__"}
    vague = [inside(path) for path in [*folders, *SOURCES] if path.stem in VAGUE]
    assert vague == []


def names_in(node):
    """Every name that code gives to something, and every text that a URL or form field is named by."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.Attribute(ctx=ast.Store()):
            yield node.attr
        case ast.arg() | ast.keyword():
            yield node.arg or ""
        case ast.alias():
            yield node.asname or ""
        case ast.Call(func=ast.Name(id="path" | "re_path"), args=[ast.Constant(value=str() as route), *_]):
            yield route
            yield from (word.value.value for word in node.keywords if isinstance(word.value, ast.Constant))
        case ast.Dict():
            yield from (
                key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            )


def forbidden_names(module):
    return sorted(
        {str(n) for node in ast.walk(module) for n in names_in(node) if FORBIDDEN_NAME.search(str(n))}
    )


def test_no_child_or_family_is_scored_by_any_name():
    found = {inside(path): names for path in SOURCES if (names := forbidden_names(tree(path)))}
    found |= {inside(path): ["file name"] for path in PACKAGE.rglob("*") if FORBIDDEN_NAME.search(path.name)}
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "def predict(child): ...",
        "class RiskScore: ...",
        "risk_score = 1",
        "child.risk_score = 1",
        "f(predicted=1)",
        "path('child/risk-score/', view, name='child_risk_score')",
        "path('x/', view, name='predict')",
        "row = {'risk_score': 1}",
    ],
)
def test_the_search_for_scores_finds_them(text):
    assert forbidden_names(ast.parse(text))


def test_no_file_is_a_heap():
    lengths = {inside(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    heaps = {
        name: length
        for name, length in lengths.items()
        if length > LONGEST and name not in LONGER_WITH_REASON
    }
    assert heaps == {}
    stale = [name for name in LONGER_WITH_REASON if lengths.get(name, 0) <= LONGEST]
    assert stale == [], "no longer long: take it from the list"


def test_every_module_says_what_it_is():
    silent = [inside(path) for path in SOURCES if path.stat().st_size and not ast.get_docstring(tree(path))]
    assert silent == []


CLOCKS_AND_FILES = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "monotonic"), ("time", "sleep"), ("os", "environ"), ("os", "getenv"),
}  # fmt: skip
FILE_METHODS = {"read_text", "write_text", "read_bytes", "write_bytes", "open"}


def reaches_out(module):
    """Lines where code reads a clock, a file or the environment, or draws chance that nobody passed in."""
    lines = []
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="open" | "print" | "input")):
                lines.append(node.lineno)
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in FILE_METHODS:
                # Package data is part of the program: `files("fanlight.terms").joinpath(…).read_text()`.
                if not any(isinstance(part, ast.Name) and part.id == "files" for part in ast.walk(node.func)):
                    lines.append(node.lineno)
            case ast.Attribute(attr=attr, value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
                if (owner, attr) in CLOCKS_AND_FILES:
                    lines.append(node.lineno)
            case ast.Import(names=names) if any(name.name in {"random", "secrets"} for name in names):
                lines.append(node.lineno)
            case ast.ImportFrom(module="random" | "secrets" | "time"):
                lines.append(node.lineno)
    return lines


def test_rooms_only_compute():
    rooms = [path for room in ROOMS for path in SOURCES if inside(path).startswith(f"{room}/")]
    assert rooms
    assert {inside(path): lines for path in rooms if (lines := reaches_out(tree(path)))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "datetime.now()",
        "datetime.datetime.now(tz)",
        "date.today()",
        "time.time()",
        "default_factory = date.today",
        "open('x')",
        "Path('x').read_text()",
        "os.environ['X']",
        "import random",
        "from time import time",
    ],
)
def test_the_search_for_clocks_and_files_finds_them(text):
    assert reaches_out(ast.parse(text))


def test_package_data_is_no_file_of_the_outside():
    assert not reaches_out(ast.parse("files('fanlight.terms').joinpath('levels.toml').read_text()"))

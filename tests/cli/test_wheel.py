"""The wheel alone, in a clean environment, outside the checkout: what `pip install "fanlight[web]"` gives."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.frontdoor.tree_search.test_compiled import could_be_built
from tests.support.postgres import free_port

pytestmark = pytest.mark.wheel
ROOT = Path(__file__).parents[2]
BUILT_FROM = ["src", "pyproject.toml", "README.md", "LICENSE"]
NOT_SOURCE = shutil.ignore_patterns("*.egg-info", "__pycache__", "build", "*.so", "*.pyd")


def call(*command, **options):
    """Run a command and return what it printed; on failure show all of it."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=600, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return built(tmp_path_factory.mktemp("wheel"))


def built(folder, **options):
    """A wheel from a copy of the source, so that nothing lying about in the checkout gets in."""
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=NOT_SOURCE)
        else:
            shutil.copy(path, source / name)
    call(
        Path(sys.executable).with_name("uv"), "build", "--quiet", "--wheel", "--python", sys.executable,
        "--build-constraints", ROOT / "requirements/build.txt", "--require-hashes",
        "--out-dir", folder, source, **options,
    )  # fmt: skip
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory, wheel):
    """A clean environment with the locked web packages and the wheel; its `bin` folder."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
    binaries = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [
        Path(sys.executable).with_name("uv"),
        "pip",
        "install",
        "--quiet",
        "--python",
        binaries / "python",
    ]
    call(*install, "--require-hashes", "-r", ROOT / "requirements/web.txt")
    # The lock must be enough: with --no-deps nothing else is fetched, and `uv pip check` finds what lacks.
    call(*install, "--no-deps", wheel)
    call(install[0], "pip", "check", "--quiet", "--python", binaries / "python")
    return binaries


@pytest.fixture
def elsewhere(tmp_path):
    """Environment of a user who has never seen the checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FANLIGHT_", "DJANGO_", "PYTHON", "PYTEST_"))
    }
    return {"env": {**kept, "FANLIGHT_HOME": str(tmp_path / "home")}, "cwd": tmp_path}


def test_the_wheel_carries_every_file_of_the_package(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    tracked = call("git", "ls-files", "src/fanlight", cwd=ROOT).split()
    missing = [name for name in tracked if name.removeprefix("src/") not in names and (ROOT / name).exists()]
    assert missing == [], "say so in [tool.setuptools.package-data]"
    assert not [name for name in names if name.startswith(("tests/", "tools/", "npm/"))]


SEARCHED = (
    "import sys, numpy as np\n"
    "from fanlight.frontdoor.best_tree import Cases, Goal, best_tree\n"
    "from fanlight.frontdoor.tree_search.compiled import COMPILED\n"
    "table = {'bruise': list('110000'), 'seen': list('101100')}\n"
    "best = best_tree(Cases.of(table, np.array([1, 1, 0, 0, 1, 1], bool)), Goal(), most_cues=2)\n"
    "print(COMPILED, best.tree.sentence())"
)


@pytest.mark.parametrize("compiler", ["cc", ""])
def test_a_wheel_is_built_with_and_without_a_compiler(compiler, wheel, tmp_path):
    """Both find the same list: the one with the compiled core, the other by numpy alone."""
    expected = bool(compiler) and could_be_built()
    if not compiler:
        wheel = built(tmp_path, env={**os.environ, "CC": str(tmp_path / "no-compiler")})
    with zipfile.ZipFile(wheel) as packed:
        cores = [name for name in packed.namelist() if "_counting" in name and name.endswith((".so", ".pyd"))]
        packed.extractall(tmp_path / "unpacked")
    assert len(cores) == expected
    told = call(sys.executable, "-c", SEARCHED, env={**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")})
    sentence = "bruise: yes → assess. seen: no → assess. All others → do not assess."
    assert told.strip() == f"{expected} {sentence}"


def test_the_command_runs(clean, elsewhere):
    assert call(clean / "fanlight", "--version", **elsewhere).startswith("fanlight, version ")
    assert "extra web" in call(clean / "fanlight", "doctor", **elsewhere)


def test_the_library_stands_without_the_web(clean, elsewhere, tmp_path, wheel):
    """Without Django: the library imports, and a command of the web says which line installs it."""
    bare = tmp_path / "bare"
    venv.create(bare, with_pip=False, symlinks=os.name != "nt")
    binaries = bare / clean.name
    install = [
        Path(sys.executable).with_name("uv"),
        "pip",
        "install",
        "--quiet",
        "--python",
        binaries / "python",
    ]
    call(*install, "--constraint", pins_only(tmp_path), wheel)
    modules = "fanlight.casework.event, fanlight.frontdoor.contact, fanlight.terms, fanlight.exchange"
    call(binaries / "python", "-c", f"import {modules}", **elsewhere)
    demo = subprocess.run(
        [str(binaries / "fanlight"), "demo"], capture_output=True, text=True, check=False, **elsewhere
    )
    assert demo.returncode == 2
    assert 'pip install "fanlight[web]"' in demo.stderr
    assert "Traceback" not in demo.stderr


def pins_only(folder):
    """The lock without hashes: the wheel built a moment ago cannot have one."""
    lines = (ROOT / "requirements/web.txt").read_text(encoding="utf-8").splitlines()
    path = folder / "pins.txt"
    path.write_text("\n".join(line.rstrip(" \\") for line in lines if "==" in line and line[0].isalnum()))
    return path


def test_the_demo_sets_itself_up_twice_and_loses_nothing(clean, elsewhere):
    demo = [clean / "fanlight", "demo", "--no-serve", "--contacts", 600, "--years", 2, "--port", free_port()]
    first = call(*demo, **elsewhere)
    assert "127.0.0.1" in first
    database = Path(elsewhere["env"]["FANLIGHT_HOME"]) / "fanlight.sqlite3"
    size = database.stat().st_size
    call(*demo, **elsewhere)
    assert database.stat().st_size >= size > 100_000

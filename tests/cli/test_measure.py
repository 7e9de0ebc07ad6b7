"""A measured figure goes stale with the source it names, and with no other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tools import measure


@pytest.fixture
def project(tmp_path):
    package = tmp_path / "src" / "fanlight" / "synthetic"
    package.mkdir(parents=True)
    (package / "dice.py").write_text("SIDES = 6\n")
    (package / "names.py").write_text("NAMES = []\n")
    (tmp_path / "src" / "fanlight" / "other.py").write_text("X = 1\n")
    return tmp_path


def test_what_is_recorded(project):
    path = measure.record(
        "load", figures={"median_ms": 41.5}, modules=["fanlight.synthetic"], seed=7, root=project
    )
    saved = json.loads(path.read_text())
    assert path == project / "docs/measured/load.json"
    assert saved["figures"] == {"median_ms": 41.5}
    assert saved["seed"] == 7
    assert saved["machine"]["cores"] >= 1
    assert len(saved["digest"]) == 64
    assert set(saved) == {"figures", "seed", "measured_on", "commit", "machine", "modules", "digest"}


def change(project):
    (project / "src/fanlight/synthetic/dice.py").write_text("SIDES = 8\n")


def rename(project):
    folder = project / "src/fanlight/synthetic"
    (folder / "dice.py").rename(folder / "die.py")


def add(project):
    (project / "src/fanlight/synthetic/new.py").write_text("")


@pytest.mark.parametrize("act", [change, rename, add])
def test_a_changed_source_makes_it_stale(project, act):
    measure.record("load", figures={}, modules=["fanlight.synthetic"], root=project)
    assert measure.check(project) == 0
    act(project)
    assert measure.check(project) == 1
    assert measure.stale(project)[0].startswith("load.json: measured on other source")


def test_other_source_does_not(project):
    measure.record("load", figures={}, modules=["fanlight.synthetic.dice"], root=project)
    (project / "src/fanlight/other.py").write_text("X = 2\n")
    (project / "src/fanlight/synthetic/names.py").write_text("NAMES = [1]\n")
    assert measure.check(project) == 0


def test_a_module_that_is_not_there_is_refused(project):
    with pytest.raises(FileNotFoundError, match=r"fanlight\.nowhere has no source"):
        measure.record("load", figures={}, modules=["fanlight.nowhere"], root=project)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"modules": ["fanlight.gone"], "digest": ""}'])
def test_a_file_that_cannot_be_checked_is_no_pass(project, text):
    (project / "docs/measured").mkdir(parents=True)
    (project / "docs/measured/odd.json").write_text(text)
    assert "odd.json: cannot be checked" in measure.stale(project)[0]


def test_the_order_of_modules_does_not_matter(project):
    names = ["fanlight.other", "fanlight.synthetic"]
    assert measure.digest(names, project) == measure.digest(names[::-1], project)


def test_the_command(project):
    command = [sys.executable, str(Path(measure.__file__))]
    assert subprocess.run([*command, "bake"], capture_output=True, check=False).returncode == 1

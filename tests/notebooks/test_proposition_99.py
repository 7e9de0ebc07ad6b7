"""The notebook of Proposition 99 runs in a clean clone, without Django, and shows the published answers."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "proposition_99.ipynb"

LOADED = "import sys; print(any(name.startswith(('django.db', 'fanlight.web')) for name in sys.modules))"


@pytest.fixture(scope="module")
def cells():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(LOADED))
    folder = str(NOTEBOOK.parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FANLIGHT_DATA", raising=False)
        NotebookClient(notebook, timeout=240, resources={"metadata": {"path": folder}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_shows_the_spread_and_the_published_answers(cells):
    text = "".join(output.get("text", "") for cell in cells for output in cell.outputs)
    assert "California: 6 ways of comparing give -28.28 to -13.47 a period" in text
    assert "Synthetic control: -19.51 a period" in text
    assert "Difference in differences: -27.35 a period" in text
    assert "Synthetic difference in differences: -15.61 a period" in text
    assert "'Utah': 0.3" in text
    assert text.endswith("False\n")


def test_it_draws_two_pictures(cells):
    drawn = [output for cell in cells for output in cell.outputs if "image/svg+xml" in output.get("data", {})]
    assert len(drawn) == 2


def test_it_is_stored_without_answers():
    stored = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.outputs for cell in stored if cell.cell_type == "code")

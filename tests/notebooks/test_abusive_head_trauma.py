"""The notebook of the pilots runs from an empty kernel, without Django, and says what the studies show."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "abusive_head_trauma.ipynb"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    # Whoever imports Django from here on fails.
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import sys; sys.modules['django'] = None"))
    home = str(tmp_path_factory.mktemp("elsewhere"))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": home}}).execute()
    return [output["text"] for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_it_says_what_the_studies_show(told):
    text = "".join(told)
    assert "Dias 2005: a fall shown (rate ratio 0.54, 0.32 to 0.89)" in text
    assert "a lasting effect of the programme: not shown" in text
    assert "Rate ratio 0.238 (0.0263 to 1.04), p = 0.0583." in text
    assert "23 of 100 such pilots would find it" in text


def test_it_is_stored_without_answers():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.outputs for cell in cells if cell.cell_type == "code")

"""The notebook of the care applications runs from an empty kernel and says what was found."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "cafcass_2013.ipynb"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    # Whoever imports Django from here on fails.
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import sys; sys.modules['django'] = None"))
    home = str(tmp_path_factory.mktemp("elsewhere"))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": home}}).execute()
    return "".join(
        output["text"] for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    )


@pytest.mark.parametrize(
    "words",
    [
        "reason: no reason against is not a reason for.",
        "2013-14 -4.4 %, 2014-15 +0.4 %, 2015-16 +15.1 %. It did not last.",
        "90 of 152 places fell, 58 rose, 4 stayed.",
        "First figures against completed ones: -5.6 %. Figures of one age: -4.1 %.",
        "whether it lasted cannot be told",
        "We cannot tell. Thought 40 in 100 likely",
        "Distance: 0.16",
    ],
)
def test_it_says_what_was_found(told, words):
    assert words in told


def test_it_is_stored_without_answers():
    stored = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.outputs for cell in stored if cell.cell_type == "code")

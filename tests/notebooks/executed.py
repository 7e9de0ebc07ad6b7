"""A notebook run from an empty kernel, where Django and the shared data cannot be reached."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
WITHOUT_DJANGO = "import sys; sys.modules['django'] = None"  # whoever imports it from here on fails


def names() -> list[str]:
    """Every notebook there is."""
    return sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def stored(name: str) -> list[nbformat.NotebookNode]:
    """The code cells as they are kept."""
    cells = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def outputs(name: str, folder: Path) -> list[nbformat.NotebookNode]:
    """What a notebook puts out when it is run in a folder."""
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(WITHOUT_DJANGO))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FANLIGHT_DATA", raising=False)
        NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [output for cell in code for output in cell.outputs]


def text(told: list[nbformat.NotebookNode]) -> str:
    """The words of outputs."""
    return "".join(output.get("text", "") for output in told)

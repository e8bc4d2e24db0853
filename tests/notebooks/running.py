"""Running a notebook as a reader would, from its own folder, and looking at what it found."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
SECONDS_A_CELL = 120


@dataclass(frozen=True)
class Run:
    """What an expression over the notebook's variables gave at its end, and how many pictures the notebook drew."""

    found: object
    pictures: int


def run(name: str, expression: str) -> Run:
    """Execute a notebook with the Python that runs the tests, then ask it for the value of an expression, as JSON."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    asked = f"import json, sys\nprint(json.dumps([sys.executable, {expression}]))"
    notebook.cells.append(nbformat.v4.new_code_cell(asked))
    with TemporaryDirectory() as folder:
        # The kernel is spoken to over files, not ports: kernels started at once cannot take each other's.
        kernel = AsyncKernelManager(transport="ipc", connection_file=f"{folder}/kernel.json")
        # The dashboard, which other tests open in this process, chooses there how pictures are drawn; a reader's does not.
        environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
        NotebookClient(notebook, timeout=SECONDS_A_CELL, km=kernel,
                       resources={"metadata": {"path": str(NOTEBOOKS)}}).execute(env=environment)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    python, found = json.loads(outputs[-1].text)
    assert python == sys.executable, f"the kernel runs {python}: install ipykernel beside the tests"
    return Run(found, sum("image/png" in output.get("data", {}) for output in outputs))

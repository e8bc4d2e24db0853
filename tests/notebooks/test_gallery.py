"""The notebooks as they are stored: without outputs, framed by question and conclusions, listed and tested each."""

import json
from pathlib import Path

import pytest

from tests.notebooks.running import NOTEBOOKS

ROOT = NOTEBOOKS.parent
FILES = sorted(NOTEBOOKS.glob("*.ipynb"))


def cells(file: Path) -> list[tuple[str, str]]:
    return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(file.read_text())["cells"]]


def test_there_are_notebooks():
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_notebook_is_stored_without_outputs(file):
    code = [cell for cell in json.loads(file.read_text())["cells"] if cell["cell_type"] == "code"]
    kept = [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None]
    assert not kept, f"{file.name}: clear the outputs of all cells before you commit it ({', '.join(kept)})"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_notebook_opens_with_its_question_and_ends_with_what_may_be_concluded(file):
    (first, question), (last, conclusion) = cells(file)[0], cells(file)[-1]
    assert (first, last) == ("markdown", "markdown")
    assert question.startswith("# ") and question.splitlines()[0].endswith("?")
    assert "## What may be concluded\n" in conclusion and "## What may not\n" in conclusion


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_notebook_is_listed_and_has_a_test(file):
    assert f"(../notebooks/{file.name})" in (ROOT / "docs/notebooks.md").read_text()
    assert f'run("{file.stem}"' in (Path(__file__).parent / "test_notebooks.py").read_text()

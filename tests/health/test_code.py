"""The health of the code: no law in it, small modules, imports in one direction, every command and question documented."""

import ast
import re
from pathlib import Path

import pytest

from kb.cli.main import COMMANDS
from kb.library import open_library

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted([*(ROOT / "kb").rglob("*.py"), *(ROOT / "ui").glob("*.py"), ROOT / "app.py"])
LAW = [ROOT / "kb" / part for part in ("law", "elements", "reasons", "questions")]
MOST_LINES = 250
LEGAL_NUMBER = re.compile(r"\bart\. ?\d|§|\bsection \d|\bs\. ?\d", re.IGNORECASE)


def strings_and_numbers(file: Path):
    """Every constant of a module that is not a docstring."""
    tree = ast.parse(file.read_text())
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_is_small_and_says_its_idea(file):
    text = file.read_text()
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text)), "say the one idea of the module"


def test_no_law_stands_in_the_reasoning():
    library = open_library()
    names = {library.jurisdiction(code).name for code in library.codes} | {t.label for t in library.treaties}
    for folder in LAW:
        for file in folder.glob("*.py"):
            for value in strings_and_numbers(file):
                where = f"{file.relative_to(ROOT)}: {value!r}"
                if isinstance(value, str):
                    assert value not in library.codes, f"{where} is a country code"
                    assert not any(name in value for name in names), f"{where} names a state or treaty"
                    assert not LEGAL_NUMBER.search(value), f"{where} names an article"
                elif isinstance(value, int) and not isinstance(value, bool):
                    assert value in (0, 1), f"{where} looks like a threshold"


def test_no_code_of_a_state_and_no_name_of_a_convention_stands_in_any_module():
    """A default is taken from the records, not written down; the examples in a help text are longer than one name."""
    library = open_library()
    names = {*library.codes, *library.instrument_names, *(treaty.name for treaty in library.treaties)}
    for file in MODULES:
        found = {value for value in strings_and_numbers(file) if isinstance(value, str) and value in names}
        assert not found, f"{file.relative_to(ROOT)}: {found}"


def test_every_command_and_question_is_documented():
    readme = (ROOT / "README.md").read_text()
    for command in COMMANDS:
        assert f"kb {command}" in readme, f"README.md does not tell of kb {command}"
    for question in ("criminal", "extradite", "gaps", "compare", "offences", "crosswalk", "guide", "whatif", "obstacles"):
        for place in (f"docs/questions/{question}.md", f"ui/{question}.py", f"kb/questions/{question}.py",
                      f"kb/cli/{question}.py", f"docs/schemas/{question}.json"):
            assert (ROOT / place).exists(), place


def test_paths_named_in_the_documents_exist():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for path in re.findall(r"`((?:kb|ui|data|ontology|tests|docs|queries|benchmarks)/[\w./-]+)`", page.read_text()):
            if "CODE" not in path:
                assert (ROOT / path).exists(), f"{page.relative_to(ROOT)} names {path}"

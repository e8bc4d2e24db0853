"""The example queries: each opens with its question, runs, and finds something."""

from pathlib import Path

import pytest

from kb.functions import LawFunctions
from kb.graph.functions import Custom
from kb.graph.paths import root
from kb.graph.store import ask, open_store

FILES = sorted((Path(__file__).parent.parent / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def store():
    return open_store(root())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_query_answers_its_question(store, real, file):
    text = file.read_text()
    assert text.startswith("# ") and text.splitlines()[0].endswith("?")
    custom = Custom(LawFunctions(real).by_name())
    assert len(list(ask(store, text, custom=custom))) > 0
    assert custom.faults == []


def test_forms_have_the_requirements_of_their_base(store):
    query = """ASK { ?form kb:aggravates ?base . ?base kb:requires ?r . FILTER NOT EXISTS { ?form kb:requires ?r } }"""
    assert not ask(store, query)

"""The example queries: each opens with its question, runs, and finds something."""

from pathlib import Path

import pytest

from kb.graph.paths import root
from kb.graph.store import ask, open_store

FILES = sorted((Path(__file__).parent.parent / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def store():
    return open_store(root())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_query_answers_its_question(store, file):
    text = file.read_text()
    assert text.startswith("# ") and text.splitlines()[0].endswith("?")
    assert len(list(ask(store, text))) > 0


def test_forms_have_the_requirements_of_their_base(store):
    query = """ASK { ?form kb:aggravates ?base . ?base kb:requires ?r . FILTER NOT EXISTS { ?form kb:requires ?r } }"""
    assert not ask(store, query)

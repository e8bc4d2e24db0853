"""The dashboard over a SPARQL server: the same page, and a clear word where the server is away."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import HERE
from tests.serve.server import free_port
from ui.opened import _opened

PAGE = str(HERE.parent / "ui" / "records.py")
PATIENCE = 120


@pytest.fixture(autouse=True)
def opened_anew():
    _opened.clear()
    yield
    _opened.clear()


def drawn() -> AppTest:
    return AppTest.from_file(PAGE, default_timeout=PATIENCE).run()


def test_a_page_says_that_the_server_is_away_and_is_drawn_when_it_is_back(monkeypatch):
    monkeypatch.setenv("KB_STORE", f"http://127.0.0.1:{free_port()}/sparql")
    page = drawn()
    assert not page.exception and "cannot be reached" in page.error[0].value
    monkeypatch.delenv("KB_STORE")
    assert not page.run().error and page.title


def test_a_page_is_the_same_over_a_server(engine, monkeypatch):
    monkeypatch.delenv("KB_STORE", raising=False)
    here = drawn()
    _opened.clear()
    monkeypatch.setenv("KB_STORE", engine.query)
    there = drawn()
    assert not here.exception and not there.exception
    texts = [[one.value for one in page.markdown] for page in (here, there)]
    assert texts[0] == texts[1] and texts[0]

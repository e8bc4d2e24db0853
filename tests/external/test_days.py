"""Real SPARQL servers loaded for another day, or with facts alone: nobody is answered for another day than asked untold."""

from datetime import date, timedelta

import pytest

from kb.cli.main import main
from tests.external.conftest import fill

A_YEAR_AGO = date.today() - timedelta(days=365)


@pytest.fixture(scope="module", autouse=True)
def filled_again(engine):
    """The server holds what it held once these tests are over."""
    yield
    fill(engine)


def test_no_answer_for_another_day_than_asked_goes_untold(engine, monkeypatch, capsys):
    fill(engine, on=A_YEAR_AGO)
    count = "SELECT (COUNT(*) AS ?n) { ?fact kb:inForceOn ?day }"
    monkeypatch.delenv("KB_STORE", raising=False)
    assert main(["sparql", "-q", count, "--on", str(A_YEAR_AGO), "--format", "csv"]) == 0
    embedded = capsys.readouterr().out
    monkeypatch.setenv("KB_STORE", engine.query)
    assert main(["sparql", "-q", count, "--on", str(A_YEAR_AGO), "--format", "csv"]) == 0
    there = capsys.readouterr()
    assert there.out.split() == embedded.split() and there.err == ""
    assert main(["sparql", "-q", count, "--format", "csv"]) == 0
    untold = capsys.readouterr()
    assert untold.out == there.out
    assert untold.err == f"kb: the server holds the engine's conclusions of {A_YEAR_AGO}, not of today.\n"
    assert main(["sparql", "-q", count, "--on", str(date.today())]) == 2
    refused = capsys.readouterr()
    assert refused.out == "" and f"conclusions of {A_YEAR_AGO}, not of {date.today()}: load it" in refused.err


def test_a_server_loaded_with_facts_alone_is_asked_for_facts_alone(engine, monkeypatch, capsys):
    fill(engine, facts_only=True)
    monkeypatch.setenv("KB_STORE", engine.query)
    assert main(["sparql", "-q", "ASK { [] a kb:Offence }", "--facts-only"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["sparql", "-q", "ASK { [] a kb:Offence }"]) == 0
    assert "conclusions of no day, only facts, not of today" in capsys.readouterr().err

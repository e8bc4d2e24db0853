"""The runner of the load: it counts what was answered and what failed, and the endpoint gives what bare Oxigraph gives."""

import json
import math
import os
from functools import partial
from urllib.request import Request, urlopen

import pytest

import kb
from benchmarks.load import Figures, asking, bare, measure, other_rows, pair_of, pressed
from benchmarks.queries import five_queries
from benchmarks.ready import ready_made
from benchmarks.server import serving
from benchmarks.worker import working
from kb.graph.paths import root
from kb.graph.store import open_store


@pytest.fixture(scope="module")
def port():
    with serving(root(), "--workers", "1", "--rate", "1000000", "--burst", "1000000") as found:
        yield found


def test_figures_are_those_of_the_times():
    found = Figures.of(2, [0.001 * n for n in range(1, 101)], seconds=10, failed=3)
    assert (found.clients, found.rate, found.failed) == (2, 10, 3)
    assert math.isclose(found.mean, 50.5) and math.isclose(found.last, 100)


def test_the_middle_of_the_rounds_is_told_and_every_failure():
    found = Figures.middle([Figures(8, 10.0, 3.0, 9.0, 1), Figures(8, 30.0, 1.0, 7.0, 0), Figures(8, 20.0, 2.0, 8.0, 2)])
    assert found == Figures(8, 20.0, 2.0, 8.0, 3)


def test_clients_that_are_refused_are_counted_as_failed(port):
    found = pressed(partial(asking, f"http://127.0.0.1:{port}/sparql", "no query"), clients=2, seconds=0.2)
    assert found.rate == 0 and found.failed >= 1


def test_a_query_is_measured_bare_ready_made_and_at_the_endpoint_by_each_number_of_clients(port, monkeypatch):
    monkeypatch.setattr("benchmarks.load.CLIENTS", (1, 2, 4))
    store, query = open_store(root()), five_queries(*pair_of(kb.open()))["states with a treaty with both"]
    lines = measure("short", query, store, {"here": f"http://127.0.0.1:{port}/sparql"}, 0.1)
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [int(row[1]) for row in cells] == [1, 2, 4]
    for row in cells:
        alone, protocol, nothing, answer, last = map(float, row[3:8])
        assert row[2] == "here" and "failed" not in row[8] and min(alone, protocol, nothing, answer, last) > 0
        assert math.isclose(float(row[9]), (answer - protocol) / alone, rel_tol=0.1, abs_tol=0.1)
        assert math.isclose(float(row[10]), (answer - nothing) / alone, rel_tol=0.1, abs_tol=0.1)


def test_a_worker_is_asked_without_the_server():
    with working(min(os.sched_getaffinity(0))) as ask:
        assert ask("SELECT ?a { VALUES ?a { 1 2 } }")["rows"] == 2


def test_an_answer_with_other_rows_is_noted(port):
    url, query = f"http://127.0.0.1:{port}/sparql", "SELECT ?a { VALUES ?a { 1 2 } }"
    three = b'{"results": {"bindings": [1, 2, 3]}}'
    assert other_rows(url, query, three) == " (2 rows, not 3)"
    assert other_rows(url, query, three.replace(b", 3", b"")) == ""


def test_each_query_has_rows_between_two_recorded_states():
    store = open_store(root())
    for name, query in five_queries(*pair_of(kb.open())).items():
        assert json.loads(bare(store, query))["results"]["bindings"], name


def test_the_server_with_the_answer_ready_sends_the_bytes_that_it_was_given():
    body = b'{"results": {"bindings": [1, 2]}}'
    with ready_made(body) as url, urlopen(Request(url, b"query=ASK{}")) as answer:
        assert answer.read() == body and answer.headers["KB-Rows"] == "2"

"""Questions as functions inside a query: the same verdicts as the library's, and a word that names nothing is told."""

from datetime import date

import pytest
from rdflib import Graph, Literal, URIRef

from kb.errors import BadDate, BadQuestion, UnknownName
from kb.functions import LawFunctions, use_in_rdflib
from kb.graph.functions import Custom, used_in
from kb.graph.paths import root
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import ask, open_store
from kb.graph.stores import store_of
from kb.questions.extradite import Request

ON = date(2025, 6, 1)


@pytest.fixture(scope="module")
def functions(invented):
    return LawFunctions(invented)


@pytest.fixture(scope="module")
def store(invented):
    return store_of(invented.source)


def test_the_functions_say_what_the_library_says(invented, functions):
    pairs = [(one, other) for one in invented.codes for other in invented.codes if one != other]
    seen = set()
    for name, act in invented.scenarios.items():
        for code in invented.codes:
            assert functions.criminal(name, code, str(ON)) == invented.criminal(act, [code], ON).verdict.value
        for requested, requesting in pairs:
            for nationality in ("", requested):
                request = Request(act, requested, requesting, frozenset({nationality} - {""}), ON, ON)
                answer = invented.extradite(request)
                assert functions.double_criminal(name, requested, requesting, str(ON)) == answer.double_criminality.value
                found = functions.extraditable(name, requested, requesting, str(ON), nationality)
                assert found == answer.verdict.value
                seen.add(found)
    assert len(seen) > 1, "the invented world tells nothing apart"


def test_a_day_counts(real):
    functions, name = LawFunctions(real), next(iter(real.scenarios))
    days = ("1990-01-01", "2026-11-01")
    assert any(functions.criminal(name, code, days[0]) != functions.criminal(name, code, days[1]) for code in real.codes)


def test_words_are_iris_or_names_and_a_day_may_have_a_time_zone(invented, functions):
    name, code = next(iter(invented.scenarios)), invented.codes[0]
    usual = functions.criminal(name, code, str(ON))
    assert functions.criminal(f"{BASE}scenario/{name}", f"{BASE}id/{code}", f"{ON}Z") == usual
    assert functions.criminal(name, code.upper(), f"{ON}+05:00") == usual


def test_what_names_nothing_is_told(invented, functions):
    name, (one, other, *_) = next(iter(invented.scenarios)), invented.codes
    for wrong, fault in (((name + "x", one, str(ON)), UnknownName), ((name, "zz", str(ON)), UnknownName),
                         ((name, one, "1.2.2020"), BadDate), (("tests/world/data/act.ttl", one, str(ON)), UnknownName)):
        with pytest.raises(fault):
            functions.criminal(*wrong)
    with pytest.raises(BadQuestion, match="two states"):
        functions.extraditable(name, one, one, str(ON))
    with pytest.raises(UnknownName):
        functions.extraditable(name, one, other, str(ON), "nowhere")


def test_a_query_calls_them_and_a_fault_leaves_the_value_unbound_and_is_said_once(invented, functions, store):
    custom = Custom(functions.by_name())
    name = next(iter(invented.scenarios))
    query = f"""SELECT ?j (kbf:criminal("{name}", ?j, "{ON}") AS ?v) (kbf:criminal("nonsense", ?j, "{ON}") AS ?w)
    (kbf:criminal("{name}") AS ?x) {{ ?j a kb:Jurisdiction }}"""
    rows = list(ask(store, query, custom=custom))
    assert {row["j"].value.rpartition("/")[2]: row["v"].value for row in rows} == {
        code: functions.criminal(name, code, str(ON)) for code in invented.codes}
    assert all(row["w"] is None and row["x"] is None for row in rows)
    assert len(custom.faults) == 2
    assert "'nonsense'" in custom.faults[0] and "?act, ?jurisdiction, ?day" in custom.faults[1]


@pytest.mark.parametrize("query, uses", [
    ("SELECT (kbf:criminal(1) AS ?x) {}", True), (f"SELECT (<{BASE}function#criminal>(1) AS ?x) {{}}", True),
    ("ASK {}", False),
])
def test_the_law_is_made_ready_only_for_a_query_that_may_ask_it(query, uses):
    assert used_in(query) is uses


def test_each_function_is_described_in_the_ontology(functions):
    described = ask(open_store(root()), "SELECT ?f { ?f a <http://www.w3.org/ns/sparql-service-description#Function> }")
    assert {row["f"].value.rpartition("#")[2] for row in described} == set(functions.by_name())


def test_a_fault_of_ours_is_not_passed_over_in_silence(store):
    def broken(word):
        raise ZeroDivisionError(word)

    custom = Custom({"broken": broken})
    assert list(ask(store, 'SELECT (kbf:broken("x") AS ?v) {}', custom=custom))[0]["v"] is None
    assert "fault of ours" in custom.faults[0]


def test_the_functions_answer_in_rdflib_too(invented, functions):
    use_in_rdflib(invented)
    name, code = next(iter(invented.scenarios)), invented.codes[0]
    query = """SELECT ?said ?nothing { ?j kb:code ?code
        BIND(kbf:criminal(?act, ?j, ?day) AS ?said) BIND(kbf:criminal("no such act", ?j, ?day) AS ?nothing) }"""
    graph = Graph().add((URIRef(f"{BASE}id/{code}"), URIRef(PREFIXES["kb"] + "code"), Literal(code)))
    given = {"act": Literal(name), "day": Literal(ON)}
    rows = list(graph.query(query, initNs=PREFIXES, initBindings=given))
    assert [(str(row.said), row.nothing) for row in rows] == [(functions.criminal(name, code, str(ON)), None)]

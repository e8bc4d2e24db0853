"""The runner of the W3C's tests, on a small suite written here: what is right passes, what is wrong is found."""

import pyoxigraph as ox
import pytest

from benchmarks.server import serving
from benchmarks.w3c import Ran, report
from benchmarks.w3c_protocol import GRAPHS, THEIRS, protocol_fault, write_graphs
from benchmarks.w3c_suite import Trial, endpoint, engine, fault_of, read_table, read_tests
from kb.errors import BadQuestion
from kb.graph.records import BASE
from kb.graph.store import ask

MANIFEST = """@prefix : <urn:test#> . @prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ht: <http://www.w3.org/2011/http#> . @prefix cnt: <http://www.w3.org/2011/content#> .
@prefix hts: <http://www.w3.org/2011/http-statusCodes#> .
<> a mf:Manifest ; mf:entries ( :right :wrong :order :named :from :blank :triples :good :bad :notbad ) .
:right a mf:QueryEvaluationTest ; mf:action [ qt:query <all.rq> ; qt:data <data.ttl> ] ; mf:result <right.srj> .
:wrong a mf:QueryEvaluationTest ; mf:action [ qt:query <all.rq> ; qt:data <data.ttl> ] ; mf:result <wrong.csv> .
:order a mf:QueryEvaluationTest ; mf:action [ qt:query <order.rq> ; qt:data <data.ttl> ] ; mf:result <right.srj> .
:named a mf:QueryEvaluationTest ; mf:action [ qt:query <graph.rq> ; qt:graphData <data.ttl> ] ; mf:result <right.srj> .
:from a mf:QueryEvaluationTest ; mf:action [ qt:query <from.rq> ; qt:graphData <data.ttl> ] ; mf:result <right.srj> .
:blank a mf:QueryEvaluationTest ; mf:action [ qt:query <blank.rq> ; qt:data <data.ttl> ] ; mf:result <blank.csv> .
:triples a mf:QueryEvaluationTest ; mf:action [ qt:query <make.rq> ; qt:data <data.ttl> ] ; mf:result <data.ttl> .
:good a mf:PositiveSyntaxTest11 ; mf:action <all.rq> .
:bad a mf:NegativeSyntaxTest11 ; mf:action <broken.rq> .
:notbad a mf:NegativeSyntaxTest11 ; mf:action <all.rq> .
"""
FILES = {
    "manifest.ttl": MANIFEST, "data.ttl": "<urn:a> <urn:p> 2.0 . <urn:b> <urn:p> 1 .",
    "all.rq": "SELECT ?o { ?s <urn:p> ?o }", "order.rq": "SELECT ?o { ?s <urn:p> ?o } ORDER BY DESC(?o)",
    "graph.rq": "SELECT ?o { GRAPH <data.ttl> { ?s <urn:p> ?o } }", "from.rq": "SELECT ?o FROM <data.ttl> { ?s <urn:p> ?o }",
    "blank.rq": "SELECT ?o ?b { ?s <urn:p> ?o BIND(BNODE() AS ?b) }", "make.rq": "CONSTRUCT WHERE { ?s ?p ?o }",
    "broken.rq": "SELECT ?o { ?s <urn:p> }",
    "right.srj": """{"head": {"vars": ["o"]}, "results": {"bindings": [
        {"o": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {"o": {"type": "literal", "value": "2.00", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}}]}}""",
    "wrong.csv": "o\r\n1\r\n3\r\n", "blank.csv": "o,b\r\n1,_:x\r\n2,_:y\r\n",
}
REQUEST = """<> a mf:Manifest ; mf:entries ( :asked :refused ) .
:asked a mf:ProtocolTest ; mf:action [ ht:requests ([ ht:absolutePath "/sparql/?query=PATH" ; ht:methodName "GET" ;
    ht:resp [ mf:expectedBoolean true ; mf:expectedFormat "boolean" ; mf:expectedStatus hts:StatusCode2xx ] ]) ] .
:refused a mf:ProtocolTest ; mf:action [ ht:requests ([ ht:absolutePath "/sparql/?query=PATH" ; ht:methodName "GET" ;
    ht:resp [ mf:expectedStatus hts:StatusCode4xx ] ]) ] .
"""


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suite")
    (folder / "small").mkdir()
    for name, text in FILES.items():
        (folder / "small" / name).write_text(text)
    return folder


def test_what_is_right_passes_and_what_is_wrong_is_found(suite):
    found = {test.name: fault_of(test, endpoint) for test in read_tests(suite, "small")}
    assert {name for name, fault in found.items() if fault} == {"wrong", "order", "notbad"}
    assert found["wrong"] == found["order"] == "other rows than expected"
    assert found["notbad"] == "this is not SPARQL and was answered"


def test_the_engine_alone_is_asked_the_same(suite):
    tests = {test.name: test for test in read_tests(suite, "small")}
    assert fault_of(tests["right"], engine) == "" and fault_of(tests["wrong"], engine) == "other rows than expected"


def test_rows_are_the_same_whatever_their_blank_nodes_are_called_and_as_often_as_they_come():
    one, two, less = (read_table(text.encode(), ".csv") for text in ("a,b\n_:x,_:x\n", "a,b\n_:z,_:z\n", "a,b\n_:x,_:y\n"))
    assert one.same(two, in_order=False) and not one.same(less, in_order=False)
    once, twice = (read_table(text.encode(), ".csv") for text in ("a\n1\n2\n", "a\n1\n1\n2\n"))
    assert not once.same(twice, in_order=False)


def test_an_iri_that_is_not_in_full_is_completed_the_same_way_everywhere():
    subject, predicate, graph = (ox.NamedNode(BASE + name) for name in "spg")
    store = ox.Store()
    store.add(ox.Quad(subject, predicate, ox.Literal("o"), graph))
    assert ask(store, f"ASK {{ FILTER(<x> = <{BASE}x>) }}")
    assert ask(store, "ASK FROM <g> { <s> <p> ?o }") and ask(store, "ASK { GRAPH <g> { <s> <p> ?o } }")
    with pytest.raises(BadQuestion, match="no graph of ours"):
        ask(store, "BASE <urn:else/> ASK FROM <g> { ?s ?p ?o }")


def test_requests_of_the_protocol_are_sent_and_their_answers_judged(tmp_path):
    (tmp_path / "protocol").mkdir()
    query = f"ASK%20%7B%20%3C{THEIRS.format(GRAPHS[0])}%3E%20a%20%3Ft%20%7D".replace(":", "%3A").replace("/", "%2F")
    head = MANIFEST.partition("<> a")[0]
    (tmp_path / "protocol" / "manifest.ttl").write_text(head + REQUEST.replace("PATH", query))
    write_graphs(tmp_path, tmp_path / "graphs")
    asked, refused = read_tests(tmp_path, "protocol")
    with serving(tmp_path / "graphs") as port:
        assert protocol_fault(tmp_path, asked, port) == ""
        assert protocol_fault(tmp_path, refused, port) == "status 200 where 4xx is expected"


def test_the_page_counts_what_passed_and_names_what_failed_and_what_is_unsuited():
    fine, poor, left = (Trial(group, name, "") for group, name in (("g", "fine"), ("g", "poor"), ("u", "left")))
    ran = [Ran(fine), Ran(poor, "other rows", engine_too=True), Ran(left, unsuited="update: read only")]
    page = report(ran, "About.")
    assert "**1 of 2 tests passed**; 1 are unsuited" in page and "| g | 1 | 2 |" in page
    assert "| g | poor | other rows | yes |" in page and "- u: left" in page and "fine" not in page

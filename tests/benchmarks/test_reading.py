"""A query is parsed by us only where it may name graphs or call out; what measurements found slow stays quick."""

import json

import pyoxigraph as ox
import pytest

from benchmarks.queries import five_queries
from kb.errors import BadQuestion
from kb.graph import dataset
from kb.graph.dataset import Dataset, dataset_of
from kb.graph.records import BASE
from kb.graph.store import ask
from kb.graph.tables import Json

CALL = "SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }"
GLUED = [f"SELECT * {{ ?s ?p true{CALL}",
         f"SELECT * {{ ?s ?p 5{CALL}", f"SELECT * {{ ?s kb:p?{CALL}", f"SELECT * {{ ?s ?p ?{CALL}",
         f"SELECT * {{ ?s ?p kb:{CALL}", "SELECT * { SERVICEkb:x { ?a ?b ?c } }", "SELECT * { SERVICE:x { ?a ?b ?c } }",
         "SELECT * { SERVICE?x { ?a ?b ?c } }", "ASKFROM <urn:g> { ?s ?p ?o }", "SELECT *FROM <urn:g> { ?s ?p ?o }",
         "SELECT ?x FROM:x { ?s ?p ?o }", "ASK FROMkb:x { ?s ?p ?o }", "SELECT (1 AS ?x)FROM <urn:g> { ?s ?p ?o }"]


@pytest.mark.parametrize("name", five_queries("xa", "xb"))
def test_a_property_whose_name_holds_a_keyword_costs_no_second_parsing(name, monkeypatch):
    def never(_query):
        raise AssertionError("parsed a second time")

    monkeypatch.setattr(dataset, "parseQuery", never)
    assert dataset_of(five_queries("xa", "xb")[name], ox.Store(), Dataset()) == Dataset()


@pytest.mark.parametrize("query", GLUED)
def test_a_keyword_that_is_glued_to_another_word_calls_nobody_and_reaches_no_other_graph(query):
    with pytest.raises(BadQuestion):
        ask(ox.Store(), "PREFIX : <urn:e> " + query)


def test_a_name_after_a_colon_is_no_keyword():
    store = ox.Store()
    store.add(ox.Quad(*(ox.NamedNode(BASE + name) for name in ("s", "service", "from", "g"))))
    assert ask(store, f"PREFIX x: <{BASE}> ASK {{ ?s x:service x:from }}")


def test_a_row_of_json_says_what_its_terms_say_whatever_letters_they_hold():
    odd = 'a\t"\\<&>\n\r\u2028\x00\x7f𝄞'
    inner = ox.Triple(ox.BlankNode("z"), ox.NamedNode("urn:p"), ox.Literal(odd))
    values = [ox.NamedNode("urn:x?a=1&b=2"), ox.BlankNode("b"), ox.Literal(odd), ox.Literal(odd, language="ar"),
              ox.Literal("1", datatype=ox.NamedNode("urn:d")), None, inner]
    found = json.loads(Json().row(Json().columns(list("tuvwxyz")), values))
    assert found == {
        "t": {"type": "uri", "value": "urn:x?a=1&b=2"}, "u": {"type": "bnode", "value": "b"},
        "v": {"type": "literal", "value": odd}, "w": {"type": "literal", "value": odd, "xml:lang": "ar"},
        "x": {"type": "literal", "value": "1", "datatype": "urn:d"},
        "z": {"type": "triple", "value": {"subject": {"type": "bnode", "value": "z"},
                                          "predicate": {"type": "uri", "value": "urn:p"},
                                          "object": {"type": "literal", "value": odd}}},
    }

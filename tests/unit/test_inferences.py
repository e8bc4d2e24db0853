"""What the engine concludes for the store: on invented states by hand, on recorded law against the questions themselves."""

from datetime import date

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph

import kb
from kb.graph.check import SH
from kb.graph.paths import turtle_files
from kb.graph.plain import GRAPHS, Iri, Triple, iri, text, write
from kb.graph.records import BASE, Records
from kb.graph.store import ask
from kb.inferences import KINDS, open_inferred_store
from kb.reasons.verdicts import Verdict
from tests.conftest import HERE, TODAY

WORLD = HERE / "queries" / "world"
BEFORE = date(2018, 6, 1)


@pytest.fixture(scope="module")
def three_states():
    return kb.open(WORLD)


@pytest.fixture(scope="module")
def store(real):
    return open_inferred_store(real, TODAY)


def found(library, kind: str, on: date = TODAY) -> set[str]:
    return {text(triple) for triple in KINDS[kind](library, on)}


def test_an_article_is_given_in_part_missing_or_not_known(three_states):
    facts = found(three_states, "coverage")
    assert {"j:xa kb:implements inst:accord-art-2", "j:xb kb:partlyImplements inst:accord-art-4",
            "j:xa kb:missing inst:accord-art-6", "j:xc kb:implementationNotKnown inst:accord-art-6"} <= facts
    assert {"xb:access kb:punishesSomeOf inst:accord-art-2", "j:xb kb:gives measure:ProductionOrder",
            "j:xa kb:lacks measure:ProductionOrder"} <= facts
    assert not any("xa:access kb:punishesSomeOf" in fact for fact in facts)


def test_a_witness_tells_what_is_present_what_it_turns_on_and_what_is_near(three_states):
    facts = found(three_states, "coverage")
    node = "inf:witness/xb/accord-art-4/1"
    assert {fact.removeprefix(node + " ") for fact in facts if fact.startswith(node)} == {
        "rdf:type kb:Witness", "rdfs:label altering data, without right, intent", "kb:jurisdiction j:xb",
        "kb:article inst:accord-art-4", "kb:demand inst:accord-interference", "kb:outcome kb:Escapes", "kb:excused False",
        "kb:present c:AlteringData", "kb:present c:WithoutRight", "kb:present c:Intent", "kb:turnsOn c:AlteringData",
        "kb:near xb:deleting"}


def test_an_option_that_a_state_uses_excuses_a_witness(three_states):
    assert {"inf:witness/xa/accord-art-2/1 kb:excused True",
            "inf:witness/xa/accord-art-2/1 kb:allowedBy inst:accord-option"} <= found(three_states, "coverage")


def test_bonds_last_as_long_as_both_are_bound_and_nothing_replaces_them(three_states):
    treaties = {on: {fact.split(" ")[0] for fact in found(three_states, "bonds", on)} for on in (BEFORE, TODAY)}
    assert {"inf:bond/xa/xb/xa-xb", "inf:bond/xa/xc/accord", "inf:bond/xb/xc/accord"} <= treaties[BEFORE] - treaties[TODAY]
    assert {"inf:bond/xa/xc/xa-xc", "inf:bond/xa/xb/accord"} <= treaties[BEFORE] & treaties[TODAY]
    assert not any("of-1990" in bond for bond in treaties[BEFORE] | treaties[TODAY])
    assert "inf:bond/xa/xc/xa-xc-of-1990" in {f.split(" ")[0] for f in found(three_states, "bonds", date(2000, 1, 1))}
    assert "inf:bond/xa/xc/xa-xc kb:boundSince 2009-01-01" in found(three_states, "bonds")


def test_roads_run_one_way(three_states):
    facts = found(three_states, "roads")
    roads = {fact.split(" ")[0] for fact in facts if fact.endswith("kb:basis xb:extradition-law")}
    assert len(roads) == 2
    assert all({f"{road} kb:requested j:xb", f"{road} kb:opening kb:OpenRoad"} <= facts for road in roads)


@pytest.mark.parametrize("code, answer", [("xa", "Never"), ("xb", "Always"), ("xc", "Sometimes")])
def test_own_nationals_over_all_roads(three_states, code, answer):
    assert f"j:{code} kb:surrendersNationals kb:{answer}Surrendered" in found(three_states, "nationals")


def test_whether_nationals_are_surrendered_is_not_known_where_no_road_is(invented):
    assert "j:xn kb:surrendersNationals kb:SurrenderNotKnown" in found(invented, "nationals")


def test_a_treaty_whose_terms_nobody_read_leaves_it_not_known_unless_the_own_law_bars(invented):
    facts = found(invented, "nationals")
    assert "inf:surrender/xf/bare/SurrenderNotKnown kb:surrenders kb:SurrenderNotKnown" in facts
    assert "inf:surrender/xe/bare/NeverSurrendered kb:surrenders kb:NeverSurrendered" in facts


def test_in_force_is_told_for_the_day(three_states):
    now, before = found(three_states, "in-force"), found(three_states, "in-force", BEFORE)
    assert f"xa:spoiling-until-2024 kb:inForceOn {BEFORE}" in before and f"xa:access-copying kb:inForceOn {TODAY}" in now
    assert not any(fact.startswith(("xa:spoiling-until-2024", "xa:spoiling-from-2027", "inst:accord-xc ")) for fact in now)
    assert f"inst:accord-xc kb:inForceOn {BEFORE}" in before and f"t:threshold-until-2021 kb:inForceOn {BEFORE}" in before


def test_the_record_of_a_federation_whose_parts_legislate_is_complete_in_nothing(invented):
    facts = found(invented, "completeness")
    assert "j:xe kb:completeIn fam:IllegalAccess" in facts
    assert not any(fact.startswith("j:xf kb:completeIn") for fact in facts)


def test_each_kind_stands_in_a_graph_of_its_own_that_names_its_day(three_states):
    opened = open_inferred_store(three_states, BEFORE)
    for kind in KINDS:
        graph = ox.NamedNode(GRAPHS + kind)
        quads = list(opened.quads_for_pattern(None, None, None, graph))
        assert [quad.object.value for quad in quads if quad.subject == graph] == [BEFORE.isoformat()] and len(quads) > 1
    recorded = "ASK { GRAPH ?g { ?x kb:punishesSomeOf|kb:binds|kb:opening|kb:surrenders|kb:completeIn ?y } " \
               f"FILTER(!STRSTARTS(STR(?g), '{GRAPHS}')) }}"
    assert not ask(opened, recorded)


def test_what_is_concluded_has_its_form_and_the_form_finds_what_is_wrong(three_states):
    opened = open_inferred_store(three_states, TODAY)
    shapes = Graph().parse(HERE.parent / "ontology" / "shapes.ttl")

    def faults() -> set[str]:
        """The nodes of wrong form among those concluded; recorded ones carry more here than their own form allows."""
        data = Graph().parse(data="\n".join(f"{quad.triple} ." for quad in opened), format="nt")
        report = pyshacl.validate(data, shacl_graph=shapes)[1]
        return {str(node) for node in report.objects(None, SH.focusNode) if str(node).startswith(iri("inf:"))}

    assert faults() == set()
    wrong = [Triple(iri("inf:witness/xa/accord-art-2/1"), iri("kb:near"), iri("inst:accord-art-2")),
             Triple(iri("inf:bond/xa/xc/xa-xc"), iri("kb:binds"), iri("j:xb")),
             Triple(iri("inf:road/xa/xb/1"), iri("kb:length"), 7),
             Triple(iri("inf:surrender/xa/accord/NeverSurrendered"), iri("kb:surrenders"), iri("kb:AlwaysSurrendered"))]
    write(opened, "coverage", wrong)
    assert faults() == {triple.subject for triple in wrong}


def test_every_term_is_declared_and_every_declared_term_is_used(real, three_states, invented):
    libraries = (real, three_states, invented)
    triples = [triple for library in libraries for infer in KINDS.values() for triple in infer(library, TODAY)]
    used = {triple.predicate for triple in triples} | {triple.value for triple in triples if isinstance(triple.value, Iri)}
    chapter = Records([HERE.parent / "ontology" / "inferences.ttl"]).by_iri
    classes = {record.text("rdf:type") for record in chapter.values()}
    assert set(chapter) <= used | classes | {iri("kb:inferredOn")}
    known = set(Records(turtle_files(HERE.parent / "ontology")).by_iri)
    assert {term for term in used if term.startswith(iri("kb:"))} <= known


def test_whatever_is_named_is_recorded(store):
    query = f"""SELECT ?what {{ GRAPH ?g {{ ?node ?property ?what }} FILTER(STRSTARTS(STR(?g), '{GRAPHS}') && isIRI(?what))
                FILTER(STRSTARTS(STR(?what), '{BASE}')) FILTER NOT EXISTS {{ ?what a ?class }} }} LIMIT 5"""
    assert [row["what"].value for row in ask(store, query)] == []


def test_every_witness_escapes_when_it_is_asked_about_again(real, store):
    rows = list(ask(store, """SELECT ?w ?code ?outcome (GROUP_CONCAT(STR(?present); separator=" ") AS ?concepts)
        { ?w a kb:Witness ; kb:jurisdiction/kb:code ?code ; kb:outcome ?outcome ; kb:present ?present }
        GROUP BY ?w ?code ?outcome"""))
    assert len(rows) > 100
    outcomes = {Verdict.NO: "Escapes", Verdict.DEPENDS: "LeftToCourt", Verdict.UNKNOWN: "PunishmentNotKnown"}
    for row in rows:
        names = tuple(real.vocabulary.concepts[word].name for word in row["concepts"].value.split(" "))
        answer = real.criminal(real.act(present=names, only=True), [row["code"].value], TODAY)
        assert row["outcome"].value.endswith(f"#{outcomes[answer.verdict]}"), row["w"].value


def test_an_unknown_prefix_is_a_fault():
    with pytest.raises(KeyError):
        iri("nothing:here")

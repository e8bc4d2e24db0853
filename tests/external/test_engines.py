"""Real SPARQL servers, filled by `kb load`, answer as the embedded store does: each question, each query, each record."""

import json
from collections import Counter
from datetime import date
from itertools import pairwise

import pyoxigraph as ox
import pytest

import kb
from benchmarks.engines import VIRTUOSO_ROWS, virtuoso_loads
from kb.cli.main import main
from kb.errors import BadQuestion
from kb.facts import facts_query
from kb.graph.description import description
from kb.graph.external import GRAPHS, Server
from kb.graph.external_store import ExternalStore
from kb.graph.lookup import MOST_POINTING, record, view
from kb.graph.manifest import MANIFEST, UNION
from kb.graph.paths import root
from kb.graph.records import BASE, read_files
from kb.graph.remote import Remote, StoreFault
from kb.graph.source import Folder
from kb.graph.store import ask
from kb.graph.version import data_version
from kb.graph.writers import GraphStore, Updates, writer_for
from kb.inferences import open_inferred_store
from kb.questions.extradite import Request
from tests.external.conftest import fill, graphs, let_in
from tests.serve.server import started
from ui.draft import Draft, turtle

ON = date(2026, 11, 1)
QUERIES = sorted((root() / "queries").rglob("*.rq"))
TRUTHS = {"true": "1", "false": "0"}


@pytest.fixture(scope="module")
def far(engine):
    """The library over the server, with every jurisdiction read."""
    library = kb.open(engine.query)
    for code in library.codes:
        library.book(code)
    return library


@pytest.fixture(scope="module")
def store(engine):
    return ExternalStore(Server(engine.query))


@pytest.fixture(scope="module")
def embedded(real):
    return open_inferred_store(real, date.today())


def in_files(triples: list) -> list[tuple]:
    """Triples with nameless nodes numbered as they come, so that two readings of one file are the same."""
    names: dict = {}
    return [tuple(names.setdefault(term, f"_:{len(names)}") if isinstance(term, ox.BlankNode) else str(term) for term in one)
            for one in triples]


def rows(answer, truths: dict[str, str]) -> Counter:
    """The rows of an answer in any order; what is listed in one cell has no order either, nor nameless nodes a name."""
    return Counter(tuple(_cell(value, truths) for value in row) for row in answer)


def _cell(value, truths: dict[str, str]) -> str:
    if isinstance(value, ox.BlankNode):
        return "_"
    if not isinstance(value, ox.Literal):
        return str(value)
    if value.datatype.value.endswith("#boolean"):
        return truths.get(value.value, value.value)
    return "; ".join(sorted(value.value.split("; ")))


# ---- the records


@pytest.mark.parametrize("page", [9000, 700])
def test_every_file_comes_back_in_its_order_whatever_the_page(engine, page, monkeypatch):
    monkeypatch.setattr("kb.graph.external.NAMED", page // 100)
    server, folder = Server(engine.query, data_version(root()), page), Folder(root())
    for part in ("ontology", "data"):
        here = dict(read_files(folder.files(part)))
        there = dict(server.read(server.files(part)))
        assert [file.relative_to(root()) for file in here] == list(there)
        for file, triples in here.items():
            assert in_files(there[file.relative_to(root())]) == in_files(triples), file
    assert max(server.counts.values()) > 700, "no graph is longer than a page"


# ---- the questions


def test_what_is_criminal_is_the_same(real, far):
    for act in real.scenarios:
        assert far.criminal(far.act(act), far.codes, ON).to_json() == real.criminal(real.act(act), real.codes, ON).to_json()


def test_extradition_is_the_same(real, far):
    for act in ("ransomware", "break-in"):
        for pair in pairwise([*real.codes, real.codes[0]]):
            asked = [Request(library.act(act), *pair, frozenset({pair[0]}), ON, ON) for library in (real, far)]
            assert far.extradite(asked[1]).to_json() == real.extradite(asked[0]).to_json()


def test_gaps_and_what_would_close_them_are_the_same(real, far):
    for against in real.instruments:
        for code in real.codes:
            here, there = real.gaps(code, against, ON), far.gaps(code, against, ON)
            assert there.to_json() == here.to_json()
    code, against = real.codes[-1], next(iter(real.demanding))
    assert far.proposals(far.gaps(code, against, ON)) == real.proposals(real.gaps(code, against, ON))


def test_comparison_obstacles_crosswalk_and_guide_are_the_same(real, far):
    one, other = list(real.demanding)[:2]
    number = real.instrument(one)[1][0].number
    pair = [f"{code}:{next(iter(real.book(code).by_name))}" for code in real.codes[-2:]]
    for ask_of in (
        lambda law: law.compare(law.codes[-3:], one, ON),
        lambda law: law.obstacles(law.codes[-2:], ["ransomware"], ON),
        lambda law: law.offences(*pair, ON),
        lambda law: law.crosswalk(one, other, ON, law.codes[-1]),
        lambda law: law.guide(one, number, ON),
    ):
        assert ask_of(far).to_json() == ask_of(real).to_json()


def test_a_change_of_law_changes_the_same(real, far, tmp_path):
    concepts = tuple((real.vocabulary.find(word).iri,) for word in ("AccessingSystem", "WithoutRight", "Intent"))
    change = tmp_path / "change.ttl"
    change.write_text(turtle(Draft("uz", "Unlawful access", "IllegalAccess", concepts, 24, ON)))
    here, there = (library.with_change(change).gaps("uz", "budapest", ON).to_json() for library in (real, far))
    assert there == here != real.gaps("uz", "budapest", ON).to_json()


def test_what_is_recorded_is_shown_the_same(real, far):
    assert far.codes == real.codes and far.data_version == real.data_version
    for code in real.codes:
        assert far.show(code) == real.show(code)


@pytest.mark.parametrize("command", [
    "criminal --act ransomware --in uz --in de --on 2026-11-01 --json",
    "list treaties --json",
    "list concepts",
    "sparql -q 'SELECT'",
    "sparql -q SELECT(COUNT(*)AS?n){?s?p?o}",
    "sparql -q INSERT{?s?p?o}WHERE{?s?p?o}",
    "sparql -q SELECT*{SERVICE<http://127.0.0.1:1/>{?s?p?o}}",
    "sparql -q SELECT*FROM<urn:not-ours>{?s?p?o}",
    "sparql -q ASK{?s<urn:not-ours>?o} --json",
])
def test_one_variable_points_the_command_line_at_the_server(engine, command, monkeypatch, capsys):
    monkeypatch.delenv("KB_STORE", raising=False)
    here = main(command.split()), *capsys.readouterr()
    monkeypatch.setenv("KB_STORE", engine.query)
    there = main(command.split()), *capsys.readouterr()
    assert there == here and here[1] + here[2]


# ---- queries


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_a_query_of_the_collection_finds_the_same(engine, store, embedded, file):
    text = file.read_text()
    if "kbf:" in text:
        with pytest.raises(BadQuestion, match="KB_STORE"):
            ask(store, text)
        return
    truths = TRUTHS if engine.name == "virtuoso" else {}
    found = rows(ask(store, text), truths)
    assert found == rows(ask(embedded, text), truths) and found


@pytest.mark.parametrize("query", [
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    f"SELECT (COUNT(*) AS ?n) FROM <{GRAPHS}ontology/families.ttl> {{ ?s ?p ?o }}",
    f"SELECT ?s FROM NAMED <{GRAPHS}ontology/families.ttl> {{ GRAPH ?g {{ ?s a kb:Family }} }}",
    "SELECT ?c ?above { c:AccessingSystem skos:broader* ?above }",
    "SELECT ?r ?one { ?o a kb:Offence ; kb:requires ?r . ?r kb:anyOf ?one }",
    "SELECT ?p ?day { ?p kb:inForceFrom ?day FILTER(?day >= '2020-01-01'^^xsd:date && ?day < '2021-01-01'^^xsd:date) }",
    "SELECT ?s ?label { ?s rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), 'en')) }",
    "SELECT ?s (UCASE(SUBSTR(STR(?label), 1, 3)) AS ?start) { ?s a kb:Jurisdiction ; rdfs:label ?label }",
    "SELECT ?s ?fine { ?s kb:fine ?fine }",
    "CONSTRUCT { ?o kb:penalty ?r . ?r kb:maximumMonths ?v } { ?o kb:penalty ?r . ?r kb:maximumMonths ?v }",
    "CONSTRUCT { ?p kb:fine ?fine } { ?p kb:fine ?fine }",
    "ASK { ?j a kb:Jurisdiction }",
    "SELECT ?s { ?s rdfs:label ?label FILTER(?label != 'kbf:') }",
])
def test_a_query_finds_the_same(engine, store, embedded, query):
    truths = TRUTHS if engine.name == "virtuoso" else {}
    there, here = ask(store, query), ask(embedded, query)
    if isinstance(here, ox.QueryBoolean):
        assert bool(there) == bool(here)
    else:
        assert rows(there, truths) == rows({tuple(row) for row in here} if "CONSTRUCT" in query else here, truths)


@pytest.mark.parametrize("query", [
    "SELECT * { <urn:s> ?p ?o }", "SELECT * { GRAPH ?g { <urn:s> ?p ?o } }", "SELECT * { GRAPH <urn:other> { ?s ?p ?o } }",
    "SELECT * { gRaPh ?g { ?s <urn:p> ?o } }", "SELECT * { { SELECT * { GRAPH ?g { ?s <urn:p> ?o } } } }",
])
def test_what_else_the_server_holds_is_not_reached(engine, store, query):
    with let_in(engine):
        writer = writer_for(Remote(engine.query))
        writer.put("urn:other", [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))])
        assert ask_graph(engine, "urn:other") == 1 and not list(ask(store, query))
        writer.delete("urn:other")


def test_python_asks_the_server(real, far):
    query = "SELECT ?o ?months { ?o a kb:Offence OPTIONAL { ?o kb:penalty/kb:maximumMonths ?months } } ORDER BY ?o ?months"
    assert far.sparql(query) == real.sparql(query, facts_only=True) != []
    assert far.sparql("ASK { [] kb:inferredOn ?day }") is True
    assert far.sparql("ASK {}", on=date.today()) is True
    for asked, words in (({"on": ON}, f"not of {ON}: load it for that day"), ({"facts_only": True}, "beside the facts")):
        with pytest.raises(BadQuestion, match=words):
            far.sparql("ASK {}", **asked)


def test_the_facts_behind_an_answer_are_the_same(real, far):
    for answer in (real.criminal(real.act("break-in"), ["de", "uz"], ON), real.guide("budapest", "2", ON),
                   real.obstacles(["uz", "de"], ["ransomware"], ON), real.recorded("bw", ON)):
        query = facts_query(answer)
        here, there = ({tuple(row[name] for name in ("cited", "norm", "url", "maximumMonths", "readOn"))
                        for row in law.sparql(query)} for law in (real, far))
        assert there == here != set()


@pytest.mark.parametrize("call", ["<bif:server_root>()", "<sql:user>()", "<urn:f>(1)"])
def test_no_function_of_the_server_is_called(store, call):
    with pytest.raises(BadQuestion, match="not supported"):
        ask(store, f"SELECT ({call} AS ?x) {{}}")


def test_nameless_nodes_and_truths_come_back_as_they_are_in_the_files(store):
    [row] = ask(store, "SELECT ?penalty ?fine { ?penalty kb:fine ?fine } LIMIT 1")
    assert isinstance(row["penalty"], ox.BlankNode) and row["fine"].value == "true"


def test_a_record_and_its_page_are_the_same(real, store, embedded):
    for iri in (BASE + "ontology", BASE + "treaty/ece-1957", real.jurisdiction(real.codes[0]).offences[0].iri):
        here, there = view(embedded, iri), view(store, iri)
        assert (there.label, there.definition, there.held) == (here.label, here.definition, here.held)
        assert set(there.pointing) == set(here.pointing) and len(here.pointing) < MOST_POINTING
        assert in_any_order(record(store, iri)) == in_any_order(record(embedded, iri))


def in_any_order(triples) -> Counter:
    return Counter(tuple("_" if isinstance(term, ox.BlankNode) else str(term) for term in one) for one in triples)


def test_the_description_counts_the_same(store, embedded):
    here, there = (Counter(str(one.object) for one in description(each, "http://127.0.0.1/", "v"))
                   for each in (embedded, store))
    assert not {word for word in (here - there) + (there - here) if not word.startswith("_:")}


def test_the_endpoint_hands_queries_on(engine, real):
    with started("--store", engine.query) as server:
        found = server.query("SELECT ?code { ?j a kb:Jurisdiction ; kb:code ?code } ORDER BY ?code", Accept="text/csv")
        assert (found.status, found.text.split()) == (200, ["code", *real.codes])
        refused = server.query('ASK { FILTER(kbf:criminal("ransomware", "de", "2026-11-01") = "yes") }')
        assert refused.status == 400 and "KB_STORE" in refused.text
        assert server.ask(target=f"/id/{real.codes[0]}", Accept="text/html").status == 200
        assert server.ask(target="/health").text.count(real.data_version) == 1


# ---- loading


def test_a_load_takes_the_place_of_what_was_there_and_touches_nothing_else(engine, capsys):
    left_over, other = GRAPHS + "data/left-over.ttl", "urn:other"
    with let_in(engine):
        writer = writer_for(Remote(engine.query))
        for graph in (left_over, other):
            writer.put(graph, [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))])
        before = Server(engine.query).counts
        assert main(["load", engine.query]) == 0
        said = capsys.readouterr().out
        assert left_over in said and data_version(root()) in said and f"{sum(before.values()):,} triples" in said
        assert main(["load", engine.query, "--json"]) == 0
        again = json.loads(capsys.readouterr().out)
        assert ask_graph(engine, other) == 1
        writer.delete(other)
    assert (again["removed"], again["graphs"], again["version"]) == ([], before, data_version(root()))
    assert ask_graph(engine, left_over) == 0
    assert ask_graph(engine, UNION) == len({triple for triples in graphs(date.today()).values() for triple in triples})


def ask_graph(engine, graph: str) -> int:
    answer = Remote(engine.query).query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").body
    return int(next(iter(ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)))["n"].value)


def test_update_loads_the_same_as_the_graph_store(engine):
    before = Server(engine.query).counts
    assert fill(engine, by_update=True).graphs == before


def test_a_changed_graph_is_not_taken_for_what_was_loaded(engine):
    server = Server(engine.query)
    graph = next(iri for iri in server.counts if "/data/scenarios/" in iri)
    [file] = [file for file in server.files("data/scenarios") if graph.endswith(file.as_posix())]
    held = [ox.Triple(*triple) for _, triples in server.read([file]) for triple in triples]
    with let_in(engine):
        writer = writer_for(Remote(engine.query))
        writer.put(graph, held[1:])
        with pytest.raises(StoreFault, match="does not hold what was loaded"):
            list(server.read([file]))
        writer.put(graph, held)
    assert len(next(server.read([file]))[1]) == len(held)


def test_another_version_is_refused_unless_it_is_named(engine, monkeypatch):
    held = data_version(root())
    with pytest.raises(StoreFault, match=f"holds version {held} of the data, and other"):
        Server(engine.query, "other")
    monkeypatch.setenv("KB_STORE_VERSION", "any")
    assert kb.open(engine.query).data_version == held


# ---- what Virtuoso has of its own

of_virtuoso = pytest.mark.parametrize("engine", [pytest.param("virtuoso", marks=pytest.mark.virtuoso)], indirect=True)


@of_virtuoso
def test_an_answer_that_was_cut_is_no_answer(store):
    every = "SELECT ?s ?p ?o { ?s ?p ?o }"
    with pytest.raises(StoreFault, match=f"cut its answer at {VIRTUOSO_ROWS} rows.*ResultSetMaxRows"):
        ask(store, every)
    assert len(list(ask(store, f"{every} LIMIT 100"))) == 100


@of_virtuoso
@pytest.mark.parametrize("writer", [GraphStore, Updates])
def test_without_the_right_password_nothing_is_loaded(engine, writer, monkeypatch):
    address = engine.query.replace("/sparql", "/sparql-graph-crud-auth") if writer is GraphStore else engine.update
    for user, password in (("", ""), ("dba", "wrong")):
        monkeypatch.setenv("KB_STORE_USER", user)
        monkeypatch.setenv("KB_STORE_PASSWORD", password)
        with pytest.raises(StoreFault, match="401.*KB_STORE_USER"):
            writer(Remote(engine.query), address).delete("urn:none")


@of_virtuoso
def test_its_own_loader_takes_the_file_that_is_written_for_it(engine, capsys):
    file = engine.folder / "law.nq"
    assert main(["load", str(file)]) == 0
    assert data_version(root()) in capsys.readouterr().out
    before = Server(engine.query).counts
    with let_in(engine):
        writer = writer_for(Remote(engine.query))
        for graph in (*before, UNION, MANIFEST):
            writer.delete(graph)
        with pytest.raises(StoreFault, match="holds no data of ours"):
            Server(engine.query)
    virtuoso_loads(engine, "law.nq")
    server = Server(engine.query, data_version(root()))
    assert server.counts == before
    assert len(dict(server.read(server.files("")))) == len(before)

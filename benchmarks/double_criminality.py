"""Double-criminality decisions a second: this engine, SPARQL on Oxigraph, the same on rdflib, HermiT; and cold start.

The question is the same for all: for every scenario and every ordered pair of recorded jurisdictions, is an offence
met in both today. Exceptions, judgements and completeness are left to the engine alone; the queries do less.
"""

import subprocess
import sys
import time
from datetime import date
from itertools import product

import pyoxigraph as ox
import rdflib

import kb
from kb.elements.compiled import compile_act
from kb.graph.paths import root
from kb.graph.reasoner import classify, java_missing
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import open_store
from kb.library import Library
from kb.reasons.verdicts import Verdict
from kb.second_opinion import problem_of

ON = date(2026, 11, 1)
BENCH = ox.NamedNode(BASE + "graph/benchmark")
ASKED = ox.NamedNode(BASE + "benchmark/has")
REPEATS = 20

# Counting form: an offence is met when as many of its requirements are met as it has.
QUERY = """
SELECT ?one ?other WHERE {
  { SELECT DISTINCT ?one WHERE { %s } }
  { SELECT DISTINCT ?other WHERE { %s } }
}"""
MET = """
  { SELECT ?offence%(n)s ?%(var)s (COUNT(DISTINCT ?r%(n)s) AS ?met%(n)s) WHERE {
      <%%(act)s> <%%(has)s> ?c%(n)s .
      ?r%(n)s kb:anyOf ?c%(n)s .
      ?offence%(n)s kb:requires ?r%(n)s ; kb:jurisdiction ?%(var)s ; kb:liability kb:Criminal .
      FILTER NOT EXISTS { ?offence%(n)s kb:provision ?p%(n)s . ?p%(n)s kb:inForceFrom|kb:inForceBy ?from%(n)s .
                          FILTER(?from%(n)s > "%%(on)s"^^xsd:date) }
      FILTER NOT EXISTS { ?offence%(n)s kb:provision ?q%(n)s . ?q%(n)s kb:inForceUntil ?until%(n)s .
                          FILTER(?until%(n)s <= "%%(on)s"^^xsd:date) }
    } GROUP BY ?offence%(n)s ?%(var)s }
  ?offence%(n)s <%%(count)s> ?met%(n)s ."""


def query_for(act: str) -> str:
    values = {"act": BASE + "scenario/" + act, "has": ASKED.value, "on": ON.isoformat(), "count": BASE + "benchmark/count"}
    return QUERY % (MET % {"n": 1, "var": "one"} % values, MET % {"n": 2, "var": "other"} % values)


def prepared_store(library: Library) -> ox.Store:
    """The store with what helps SPARQL most: each act closed under the hierarchy, each offence's number of requirements."""
    store = open_store(root())
    for name, act in library.scenarios.items():
        present = library.vocabulary.named(compile_act(act, library.vocabulary).present)
        node = ox.NamedNode(BASE + "scenario/" + name)
        store.extend(ox.Quad(node, ASKED, ox.NamedNode(c.iri), BENCH) for c in present)
    for code in library.codes:
        for offence in library.jurisdiction(code).offences:
            number = ox.Literal(str(len(offence.requirements)), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
            store.add(ox.Quad(ox.NamedNode(offence.iri), ox.NamedNode(BASE + "benchmark/count"), number, BENCH))
    return store


def by_sets(library: Library) -> tuple[float, int, set]:
    """Seconds for one pass over all acts and ordered pairs, decisions made, and what was found."""
    books = [library.book(code) for code in library.codes]
    acts = {name: compile_act(act, library.vocabulary) for name, act in library.scenarios.items()}
    for book in books:
        book.on(ON)
    start = time.perf_counter()
    for _ in range(REPEATS):
        found = set()
        for name, act in acts.items():
            verdicts = [book.verdict(act, ON) for book in books]
            ranks = [verdict.rank for verdict in verdicts]
            decided = [[min(one, other) for other in ranks] for one in ranks]
            found.add((name, tuple(map(tuple, decided))))
    seconds = (time.perf_counter() - start) / REPEATS
    yes = {
        (name, one.jurisdiction.code, other.jurisdiction.code)
        for name, act in acts.items() for one, other in product(books, books)
        if one.verdict(act, ON) is Verdict.YES and other.verdict(act, ON) is Verdict.YES
    }
    return seconds, len(acts) * len(books) ** 2, yes


def by_oxigraph(library: Library, store: ox.Store) -> tuple[float, int]:
    start, rows = time.perf_counter(), 0
    for name in library.scenarios:
        rows += len(list(store.query(query_for(name), prefixes=PREFIXES, use_default_graph_as_union=True)))
    return time.perf_counter() - start, rows


def by_rdflib(library: Library, store: ox.Store, acts: int = 2) -> float:
    graph = rdflib.Graph()
    triples = b"".join(store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=g) for g in store.named_graphs())
    graph.parse(data=triples, format="nt")
    names = list(library.scenarios)[:acts]
    start = time.perf_counter()
    for name in names:
        list(graph.query(query_for(name), initNs=PREFIXES))
    return (time.perf_counter() - start) / len(names) * len(library.scenarios)


def by_hermit(library: Library) -> float:
    start = time.perf_counter()
    for code in library.codes:
        norms = [n.norm for n in library.book(code).on(ON)]
        classify(problem_of(norms, list(library.scenarios.values()), library.vocabulary))
    return time.perf_counter() - start


def cold_start(command: list[str], runs: int = 7) -> float:
    """The median time of a command in a new process, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[runs // 2]


def main() -> None:
    library = kb.open()
    for code in library.codes:
        library.book(code)
    seconds, decisions, yes = by_sets(library)
    store = prepared_store(library)
    oxigraph, rows = by_oxigraph(library, store)
    rows_text = f"{len(library.scenarios)} acts x {len(library.codes)}² ordered pairs = {decisions} decisions"
    print(f"{rows_text}; {len(store)} quads\n")
    lines = [("this engine (integers as sets)", seconds), ("SPARQL on Oxigraph, counting form", oxigraph),
             ("the same query on rdflib (two acts, extrapolated)", by_rdflib(library, store))]
    if not java_missing():
        lines.append(("HermiT through owlready2, one jurisdiction at a time", by_hermit(library)))
    for name, took in lines:
        print(f"{name:55} {took:10.5f} s {decisions / took:14,.0f} decisions/s   {took / seconds:12,.0f} times the engine")
    print(f"\nOxigraph finds {rows} pairs met in both; the engine {len(yes)}")
    python = sys.executable
    bare = cold_start([python, "-c", "import rdflib, pyoxigraph"])
    command = cold_start([python, "-m", "kb.cli.main", "criminal", "--act", "ransomware", "--in", library.codes[0],
                          "--in", library.codes[-1], "--json"])
    print(f"cold start: kb criminal {command:.3f} s, bare imports of rdflib and pyoxigraph {bare:.3f} s, "
          f"ratio {command / bare:.2f}")


if __name__ == "__main__":
    main()

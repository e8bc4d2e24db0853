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
from kb.elements.book import Book
from kb.elements.compiled import compile_act
from kb.graph.paths import root
from kb.graph.reasoner import classify, java_missing
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import open_store
from kb.library import Library
from kb.reasons.verdicts import Verdict, least
from kb.second_opinion import problem_of

ON = date(2026, 11, 1)
BENCH = ox.NamedNode(BASE + "graph/benchmark")
REPEATS = 20

# Counting form, for all acts at once: an offence is met when as many of its requirements are met as it has.
HELPER = BASE + "benchmark/"
QUERY = f"""
PREFIX b: <{HELPER}>
SELECT ?act ?one ?other WHERE {{
  {{ SELECT DISTINCT ?act ?one WHERE {{
      {{ SELECT ?act ?o (COUNT(DISTINCT ?r) AS ?met) WHERE {{
          ?act b:has ?c . ?r kb:anyOf ?c . ?o b:requires ?r }} GROUP BY ?act ?o }}
      ?o b:count ?met ; kb:jurisdiction ?one }} }}
  {{ SELECT DISTINCT ?act ?other WHERE {{
      {{ SELECT ?act ?p (COUNT(DISTINCT ?q) AS ?also) WHERE {{
          ?act b:has ?d . ?q kb:anyOf ?d . ?p b:requires ?q }} GROUP BY ?act ?p }}
      ?p b:count ?also ; kb:jurisdiction ?other }} }}
}}"""


def one_query(act: str, one: str, other: str) -> str:
    """The same for one act and one pair, as a person asks it."""
    return f"""
PREFIX b: <{HELPER}>
ASK {{
  {{ SELECT ?o (COUNT(DISTINCT ?r) AS ?met) WHERE {{
      ?o kb:jurisdiction j:{one} ; b:requires ?r . ?r kb:anyOf ?c . <{HELPER}{act}> b:has ?c }} GROUP BY ?o }}
  ?o b:count ?met .
  {{ SELECT ?p (COUNT(DISTINCT ?q) AS ?also) WHERE {{
      ?p kb:jurisdiction j:{other} ; b:requires ?q . ?q kb:anyOf ?d . <{HELPER}{act}> b:has ?d }} GROUP BY ?p }}
  ?p b:count ?also .
}}"""


def prepared_store(library: Library) -> ox.Store:
    """The store with what helps SPARQL most, computed beforehand and not counted.

    Each act is closed under the hierarchy; only crimes in force on the day, without judgements and exceptions, are
    linked to their requirements, and each carries the number of them.
    """
    store = open_store(root())

    def say(subject: str, prop: str, value) -> None:
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(HELPER + prop), value, BENCH))

    for name, act in library.scenarios.items():
        for concept in library.vocabulary.named(compile_act(act, library.vocabulary).present):
            say(HELPER + name, "has", ox.NamedNode(concept.iri))
    requires = ox.NamedNode(PREFIXES["kb"] + "requires")
    for code in library.codes:
        for norm in library.book(code).on(ON):
            if norm.norm.judgements or norm.exemptions:
                continue
            parts = {quad.object for quad in store.quads_for_pattern(ox.NamedNode(norm.norm.iri), requires, None)}
            say(norm.norm.iri, "count", ox.Literal(str(len(parts)), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")))
            for part in parts:
                say(norm.norm.iri, "requires", part)
    return store


def by_sets(library: Library) -> tuple[float, float, int, set]:
    """Seconds of a first pass and of a later one over all acts and ordered pairs, the decisions, the pairs met in both.

    A pass decides every pair by the least favourable of its two verdicts. In the first each law is compared with each
    act; in a later one the verdicts of the laws are remembered, and only the pairs are decided.
    """
    acts = {name: compile_act(act, library.vocabulary) for name, act in library.scenarios.items()}

    def one_pass(books: list[Book]) -> dict:
        found = {}
        for name, act in acts.items():
            ranks = [book.verdict(act, ON).rank for book in books]
            found[name] = [[one if one < other else other for other in ranks] for one in ranks]
        return found

    first = []
    for _ in range(REPEATS):
        books = [Book(library.jurisdiction(code), library.vocabulary) for code in library.codes]
        for book in books:
            book.on(ON)
        first.append(timed(one_pass, books)[0])
    later = [timed(one_pass, books)[0] for _ in range(REPEATS)]
    decided = one_pass(books)
    codes = library.codes
    best = Verdict.YES.rank
    yes = {(name, codes[i], codes[j]) for name, rows in decided.items()
           for i, row in enumerate(rows) for j, rank in enumerate(row) if rank == best}
    return min(first), min(later), len(acts) * len(codes) ** 2, yes


def timed(function, *arguments) -> tuple[float, object]:
    start = time.perf_counter()
    answer = function(*arguments)
    return time.perf_counter() - start, answer


def by_oxigraph(store: ox.Store) -> tuple[float, int]:
    start = time.perf_counter()
    rows = len(list(store.query(QUERY, prefixes=PREFIXES, use_default_graph_as_union=True)))
    return time.perf_counter() - start, rows


def by_sets_one_by_one(library: Library) -> float:
    """Seconds to decide every act and ordered pair as a question of its own, from laws with nothing remembered."""
    books = {code: Book(library.jurisdiction(code), library.vocabulary) for code in library.codes}
    for book in books.values():
        book.on(ON)
    acts = [compile_act(act, library.vocabulary) for act in library.scenarios.values()]
    start = time.perf_counter()
    for act, one, other in product(acts, library.codes, library.codes):
        least((books[one].verdict(act, ON), books[other].verdict(act, ON)))
    return time.perf_counter() - start


def by_oxigraph_one_by_one(store: ox.Store, library: Library) -> tuple[float, set]:
    """Seconds to ask Oxigraph every act and ordered pair in a query of its own, and the pairs met in both."""
    found = set()
    start = time.perf_counter()
    for name, one, other in product(library.scenarios, library.codes, library.codes):
        if store.query(one_query(name, one, other), prefixes=PREFIXES, use_default_graph_as_union=True):
            found.add((name, one, other))
    return time.perf_counter() - start, found


def by_rdflib(store: ox.Store) -> float:
    graph = rdflib.Graph()
    triples = b"".join(store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=g) for g in store.named_graphs())
    graph.parse(data=triples, format="nt")
    start = time.perf_counter()
    list(graph.query(QUERY, initNs=PREFIXES))
    return time.perf_counter() - start


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
    seconds, remembered, decisions, yes = by_sets(library)
    store = prepared_store(library)
    oxigraph, rows = by_oxigraph(store)
    rows_text = f"{len(library.scenarios)} acts x {len(library.codes)}² ordered pairs = {decisions} decisions"
    print(f"{rows_text}; {len(store)} quads\n")
    lines = [("this engine, first pass", seconds), ("this engine, verdicts of the laws remembered", remembered),
             ("SPARQL on Oxigraph, counting form", oxigraph),
             ("the same query on rdflib", by_rdflib(store))]
    if not java_missing():
        lines.append(("HermiT through owlready2, one jurisdiction at a time", by_hermit(library)))
    for name, took in lines:
        print(f"{name:55} {took:10.5f} s {decisions / took:14,.0f} decisions/s   "
              f"{took / seconds:9,.1f} x first pass {took / remembered:12,.1f} x later")
    own, (theirs, found) = by_sets_one_by_one(library), by_oxigraph_one_by_one(store, library)
    print(f"\nEach decision as a question of its own: this engine {decisions / own:,.0f} decisions/s, Oxigraph "
          f"{decisions / theirs:,.0f} decisions/s, ratio {theirs / own:,.0f}")
    print(f"Oxigraph finds {rows} pairs met in both, asked one by one {len(found)}; the engine {len(yes)}")
    python = sys.executable
    bare = cold_start([python, "-c", "import rdflib, pyoxigraph"])
    command = cold_start([python, "-m", "kb.cli.main", "criminal", "--act", "ransomware", "--in", library.codes[0],
                          "--in", library.codes[-1], "--json"])
    print(f"cold start: kb criminal {command:.3f} s, bare imports of rdflib and pyoxigraph {bare:.3f} s, "
          f"ratio {command / bare:.2f}")


if __name__ == "__main__":
    main()

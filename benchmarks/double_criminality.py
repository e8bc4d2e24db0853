"""Double-criminality decisions a second: this engine, SPARQL on Oxigraph, the same on rdflib, HermiT; and cold start.

The question is the same for all: for every act and every ordered pair of recorded jurisdictions, is an offence met in
both today. The acts are the typical ones and the smallest acts that the recorded conventions demand to be punished.
Exceptions, judgements and completeness are left to the engine alone; the queries do less.
"""

import os
import subprocess
import sys
import time
from datetime import date
from itertools import product

import pyoxigraph as ox
import rdflib

import kb
from kb.elements.book import Book
from kb.elements.columns import Columns, Judged, decided, judged
from kb.elements.compiled import CompiledAct, compile_act, compile_norm
from kb.elements.coverage import minimal_acts
from kb.graph.paths import root
from kb.graph.reasoner import classify, java_missing
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import open_store
from kb.library import Library
from kb.reasons.verdicts import least
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


def acts_of(library: Library) -> dict[str, CompiledAct]:
    """Every act that is asked about, by a name: the typical acts, and each smallest act demanded, once."""
    acts = {name: compile_act(act, library.vocabulary) for name, act in library.scenarios.items()}
    norms = [compile_norm(norm, library.vocabulary) for article in library.articles for norm in article.demands]
    smallest = dict.fromkeys(act for norm in norms for act in minimal_acts(norm, library.vocabulary).values())
    return acts | {f"smallest-{number}": act for number, act in enumerate(smallest)}


def prepared_store(library: Library, acts: dict[str, CompiledAct]) -> ox.Store:
    """The store with what helps SPARQL most, computed beforehand and not counted.

    Each act is closed under the hierarchy; only crimes in force on the day, without judgements and exceptions, are
    linked to their requirements, and each carries the number of them.
    """
    store = open_store(root())

    def say(subject: str, prop: str, value) -> None:
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(HELPER + prop), value, BENCH))

    for name, act in acts.items():
        for concept in library.vocabulary.named(act.present):
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


def by_sets(library: Library, acts: dict[str, CompiledAct]) -> tuple[float, float, set]:
    """Seconds of a first pass and of a later one over all acts and ordered pairs, and the pairs met in both.

    A pass decides every pair by the least favourable of its two verdicts. In the first each law is compared with each
    act; in a later one what the laws say is remembered, and only the pairs are decided.
    """

    def pairs(laws: list[Judged]) -> list[list[Judged]]:
        return [[decided(one, other) for other in laws] for one in laws]

    def first_pass(books: list[Book], columns: Columns) -> list[list[Judged]]:
        return pairs([judged(book, columns, ON) for book in books])

    first, later = [], []
    for _ in range(REPEATS):
        books = [Book(library.jurisdiction(code), library.vocabulary) for code in library.codes]
        for book in books:
            book.distinct(ON), book.reviewed(ON)
        columns = Columns(list(acts.values()), library.vocabulary)
        took, rows = timed(first_pass, books, columns)
        first.append(took)
    laws = [judged(book, columns, ON) for book in books]
    for _ in range(REPEATS):
        later.append(timed(pairs, laws)[0])
    codes = library.codes
    yes = {(name, codes[i], codes[j]) for i, row in enumerate(rows) for j, pair in enumerate(row)
           for number, name in enumerate(acts) if pair.yes >> number & 1}
    return min(first), min(later), yes


def timed(function, *arguments) -> tuple[float, object]:
    start = time.perf_counter()
    answer = function(*arguments)
    return time.perf_counter() - start, answer


def by_oxigraph(store: ox.Store) -> tuple[float, int]:
    """The quickest of three runs of the one query, and its rows."""
    def rows() -> int:
        return len(list(store.query(QUERY, prefixes=PREFIXES, use_default_graph_as_union=True)))

    runs = [timed(rows) for _ in range(3)]
    return min(took for took, _ in runs), runs[0][1]


def by_sets_one_by_one(library: Library, acts: dict[str, CompiledAct], remember: bool) -> float:
    """Seconds to decide every act and ordered pair as a question of its own.

    What a law says of an act is remembered from one pair to the next, as it is when people ask, or forgotten each time.
    """
    books = {code: Book(library.jurisdiction(code), library.vocabulary) for code in library.codes}
    for book in books.values():
        book.distinct(ON), book.reviewed(ON)
    start = time.perf_counter()
    for act, one, other in product(acts.values(), library.codes, library.codes):
        if not remember:
            books[one]._verdicts.clear(), books[other]._verdicts.clear()
        least((books[one].verdict(act, ON), books[other].verdict(act, ON)))
    return time.perf_counter() - start


def by_oxigraph_one_by_one(store: ox.Store, library: Library, acts: dict[str, CompiledAct]) -> tuple[float, set]:
    """Seconds to ask Oxigraph every act and ordered pair in a query of its own, and the pairs met in both."""
    found = set()
    start = time.perf_counter()
    for name, one, other in product(acts, library.codes, library.codes):
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
    """The median time of a command in a new process, in seconds; its modules compiled, as they are from a second run on."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=own)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=own)
        times.append(time.perf_counter() - start)
    return sorted(times)[runs // 2]


def main() -> None:
    library = kb.open()
    for code in library.codes:
        library.book(code)
    acts = acts_of(library)
    decisions = len(acts) * len(library.codes) ** 2
    seconds, remembered, yes = by_sets(library, acts)
    store = prepared_store(library, acts)
    oxigraph, rows = by_oxigraph(store)
    print(f"{len(acts)} acts x {len(library.codes)}² ordered pairs = {decisions} decisions; {len(store)} quads\n")
    lines = [("this engine, first pass", seconds, decisions),
             ("this engine, what the laws say remembered", remembered, decisions),
             ("SPARQL on Oxigraph, counting form", oxigraph, decisions),
             ("the same query on rdflib", by_rdflib(store), decisions)]
    if not java_missing():
        lines.append(("HermiT through owlready2, typical acts alone", by_hermit(library),
                      len(library.scenarios) * len(library.codes) ** 2))
    for name, took, made in lines:
        print(f"{name:45} {took:10.5f} s {made / took:14,.0f} decisions/s   Oxigraph's rate times "
              f"{made / took / (decisions / oxigraph):10,.3f}")
    theirs, found = by_oxigraph_one_by_one(store, library, acts)
    print(f"\nEach decision as a question of its own: Oxigraph {decisions / theirs:,.0f} decisions/s")
    for remember, words in ((True, "what a law says of an act remembered"), (False, "nothing remembered")):
        own = by_sets_one_by_one(library, acts, remember)
        print(f"this engine, {words}: {decisions / own:,.0f} decisions/s, {theirs / own:,.0f} times")
    print(f"Oxigraph finds {rows} pairs met in both, asked one by one {len(found)}; the engine {len(yes)}")
    python = sys.executable
    bare = cold_start([python, "-c", "import rdflib, pyoxigraph"])
    command = cold_start([python, "-m", "kb.cli.main", "criminal", "--act", "ransomware", "--in", library.codes[0],
                          "--in", library.codes[-1], "--json"])
    print(f"cold start: kb criminal {command:.3f} s, bare imports of rdflib and pyoxigraph {bare:.3f} s, "
          f"ratio {command / bare:.2f}")


if __name__ == "__main__":
    main()

"""Everything that is recorded and what follows from it, put on a SPARQL server in place of an earlier load."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kb.graph.external import GRAPHS, Server, rows
from kb.graph.forms import PARTS, graph_of
from kb.graph.manifest import MANIFEST, UNION, said_of_graph, said_of_load
from kb.graph.paths import turtle_files
from kb.graph.records import triples as triples_of
from kb.graph.remote import Remote
from kb.graph.store import INFERRED, infer
from kb.graph.writers import Writer, sent

OUR_GRAPHS = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPHS}')) }}"


@dataclass(frozen=True)
class Loaded:
    """What a load put on a server: version, triples by graph, the graphs of earlier loads that it removed, seconds taken."""

    version: str
    graphs: dict[str, int]
    removed: tuple[str, ...]
    seconds: float

    @property
    def triples(self) -> int:
        return sum(self.graphs.values())


def contents(folder: Path) -> Iterator[tuple[str, list[ox.Triple]]]:
    """Yield each graph with its triples, those of a file in the order of its lines; last what follows by the rules.

    One file after the other is read, so that a world larger than what fits here twice can pass through.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: a file is not Turtle; the message names the line.
    """
    store = ox.Store()
    for file in (file for part in PARTS for file in turtle_files(folder / part)):
        graph, triples = graph_of(folder, file), list(dict.fromkeys(_of_file(folder, file)))
        store.extend(ox.Quad(*triple, graph) for triple in triples)
        yield graph.value, triples
    infer(store, folder)
    yield INFERRED.value, sorted((quad.triple for quad in store.quads_for_pattern(None, None, None, INFERRED)), key=str)


def _of_file(folder: Path, file: Path) -> Iterator[ox.Triple]:
    """Yield the triples of a file in the order of its lines.

    A nameless node has its label after its file and its place in it, so that a change of one file
    leaves those of the others.
    """
    names: dict[str, ox.BlankNode] = {}
    stem = file.relative_to(folder).with_suffix("").as_posix().replace("/", ".")

    def named(node):
        if not isinstance(node, ox.BlankNode):
            return node
        return names.setdefault(node.value, ox.BlankNode(f"{stem}.n{len(names) + 1}"))

    for subject, predicate, value in triples_of(file):
        yield ox.Triple(named(subject), predicate, named(value))


def together(graphs: dict[str, list[ox.Triple]]) -> list[ox.Triple]:
    """Return the triples of all graphs, each once."""
    return list(dict.fromkeys(triple for triples in graphs.values() for triple in triples))


def as_nquads(graphs: Iterable[tuple[str, list[ox.Triple]]], version: str) -> Iterator[bytes]:
    """Yield all that a load puts on a server as N-Quads, for the server's own loader, graph by graph.

    Args:
        graphs: each graph by its IRI with its triples, in their order.
        version: the mark of the data.
    """
    told = said_of_load(version)
    for iri, triples in graphs:
        yield _nquads(iri, triples) + _nquads(UNION, triples)
        told += said_of_graph(iri, triples)
    yield _nquads(MANIFEST, told)


def _nquads(graph: str, triples: Iterable[ox.Triple]) -> bytes:
    named = ox.NamedNode(graph)
    return ox.serialize((ox.Quad(*sent(triple), named) for triple in triples), format=ox.RdfFormat.N_QUADS)


def load(graphs: dict[str, list[ox.Triple]], version: str, url: str, writer: Writer) -> Loaded:
    """Put graphs on a server in place of all of ours that it holds, then read them back to see that it holds what was sent.

    The manifest is taken away first and put back last: in between the server counts as holding nothing.

    Args:
        graphs: the triples of each graph by its IRI, in their order.
        version: the mark of the data.
        url: the address of the server's query endpoint.
        writer: how it takes graphs.

    Raises:
        StoreFault: the server cannot be reached, refuses, or does not give back what it was sent.
    """
    began = time.monotonic()
    before = {graph.value for graph, in rows(Remote(url), OUR_GRAPHS)}
    writer.delete(MANIFEST)
    for iri, triples in graphs.items():
        writer.put(iri, triples)
    writer.put(UNION, together(graphs))
    gone = tuple(sorted(before - graphs.keys() - {MANIFEST, UNION}))
    for iri in gone:
        writer.delete(iri)
    told = [triple for iri, triples in graphs.items() for triple in said_of_graph(iri, triples)]
    writer.put(MANIFEST, said_of_load(version) + told)
    held = Server(url, version)
    for _ in held.read(Path(iri.removeprefix(GRAPHS)) for iri in graphs):
        pass
    return Loaded(version, {iri: len(triples) for iri, triples in graphs.items()}, gone, time.monotonic() - began)

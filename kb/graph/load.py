"""Everything that is recorded and what follows from it, put on a SPARQL server in place of an earlier load."""

import time
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kb.graph.external import GRAPHS, Server, rows
from kb.graph.forms import PARTS, graph_of
from kb.graph.manifest import MANIFEST, UNION, manifest
from kb.graph.paths import turtle_files
from kb.graph.records import triples as triples_of
from kb.graph.remote import Remote
from kb.graph.store import infer
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


def contents(folder: Path) -> dict[str, list[ox.Triple]]:
    """Return the triples of each graph, those of the files in the order of their lines, then what follows by the rules.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: a file is not Turtle; the message names the line.
    """
    quads, store = _quads(folder), ox.Store()
    store.extend(quads)
    infer(store, folder)
    found: dict[str, dict[ox.Triple, None]] = {}
    for quad in quads:
        found.setdefault(quad.graph_name.value, {})[quad.triple] = None
    for quad in sorted(store, key=str):
        found.setdefault(quad.graph_name.value, {})[quad.triple] = None
    return {iri: list(triples) for iri, triples in found.items()}


def _quads(folder: Path) -> list[ox.Quad]:
    """Return every triple of the ontology and the data in the graph of its file, in the order of the lines.

    A nameless node has its label after its file and its place in it, so that a change of one file
    leaves those of the others.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: a file is not Turtle; the message names the line.
    """
    return [quad for part in PARTS for file in turtle_files(folder / part) for quad in _of_file(folder, file)]


def _of_file(folder: Path, file: Path) -> list[ox.Quad]:
    graph, names = graph_of(folder, file), {}
    stem = file.relative_to(folder).with_suffix("").as_posix().replace("/", ".")

    def named(node):
        if not isinstance(node, ox.BlankNode):
            return node
        return names.setdefault(node.value, ox.BlankNode(f"{stem}.n{len(names) + 1}"))

    return [ox.Quad(named(subject), predicate, named(value), graph) for subject, predicate, value in triples_of(file)]


def together(graphs: dict[str, list[ox.Triple]]) -> list[ox.Triple]:
    """Return the triples of all graphs, each once."""
    return list(dict.fromkeys(triple for triples in graphs.values() for triple in triples))


def as_nquads(graphs: dict[str, list[ox.Triple]], version: str) -> bytes:
    """Return all that a load puts on a server as N-Quads, for the server's own loader.

    Args:
        graphs: the triples of each graph by its IRI, in their order.
        version: the mark of the data.
    """
    everything = graphs | {UNION: together(graphs), MANIFEST: manifest(graphs, version)}
    quads = (ox.Quad(*sent(triple), ox.NamedNode(iri)) for iri, triples in everything.items() for triple in triples)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS)


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
    writer.put(MANIFEST, manifest(graphs, version))
    held = Server(url, version)
    for _ in held.read(Path(iri.removeprefix(GRAPHS)) for iri in graphs):
        pass
    return Loaded(version, {iri: len(triples) for iri, triples in graphs.items()}, gone, time.monotonic() - began)

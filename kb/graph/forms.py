"""The whole data set in open forms of RDF: the same bytes each time, whatever the day or the machine."""

from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef

from kb.graph.paths import turtle_files
from kb.graph.records import BASE, PREFIXES, triples

PARTS = ("ontology", "data")


def graph_of(folder: Path, file: Path) -> ox.NamedNode:
    """Return the name of the graph that a file's triples stand in."""
    return ox.NamedNode(BASE + "graph/" + file.relative_to(folder).as_posix())


def dataset_quads(folder: Path) -> list[ox.Quad]:
    """Return every triple of the ontology and the data, each in the graph of its file.

    Blank nodes are numbered in the order of files and lines, so that they have the same names each time.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: a file is not Turtle; the message names the line.
    """
    names: dict[tuple[Path, str], ox.BlankNode] = {}

    def named(node, file: Path):
        if not isinstance(node, ox.BlankNode):
            return node
        return names.setdefault((file, node.value), ox.BlankNode(f"n{len(names):06}"))

    return [
        ox.Quad(named(subject, file), predicate, named(value, file), graph_of(folder, file))
        for part in PARTS for file in turtle_files(folder / part) for subject, predicate, value in triples(file)
    ]


def merged(quads: list[ox.Quad]) -> list[ox.Triple]:
    """Return the triples of all graphs together, each once."""
    return list(dict.fromkeys(quad.triple for quad in quads))


def nquads(quads: list[ox.Quad]) -> bytes:
    """Return quads as N-Quads, in the order that they have."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS)


def turtle(found: list[ox.Triple], own: dict[str, str]) -> bytes:
    """Return triples as Turtle, blank nodes written where they are held.

    Args:
        found: the triples.
        own: prefixes beside the usual ones, with the beginnings of IRIs they stand for.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, start in (PREFIXES | own).items():
        graph.bind(prefix, start)
    for triple in found:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph.serialize(format="turtle", encoding="utf-8")


def _term(node):
    if isinstance(node, ox.NamedNode):
        return URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return BNode(node.value)
    return Literal(node.value, lang=node.language) if node.language else Literal(node.value, datatype=node.datatype.value)

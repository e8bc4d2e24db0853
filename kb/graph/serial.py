"""The whole data set in open forms of RDF: the same bytes each time, whatever the day or the machine."""

import json
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from kb.graph.paths import turtle_files
from kb.graph.records import BASE, PREFIXES, triples

PARTS = ("ontology", "data")


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
        return names.setdefault((file, node.value), ox.BlankNode(f"n{len(names) + 1}"))

    return [
        ox.Quad(named(subject, file), predicate, named(value, file), graph_of(folder, file))
        for part in PARTS for file in turtle_files(folder / part) for subject, predicate, value in triples(file)
    ]


def graph_of(folder: Path, file: Path) -> ox.NamedNode:
    """Return the name of the graph that a file's triples stand in."""
    return ox.NamedNode(BASE + "graph/" + file.relative_to(folder).as_posix())


def nquads(quads: list[ox.Quad]) -> bytes:
    """Return quads as N-Quads, in the order of their lines."""
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(lines))


def merged(quads: list[ox.Quad], own: dict[str, str]) -> Graph:
    """Return the triples of all graphs in one.

    Args:
        quads: the triples, by graph.
        own: further prefixes, with the beginnings of IRIs they stand for.
    """
    lines = ox.serialize(dict.fromkeys(quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    graph = Graph(bind_namespaces="none")
    for prefix, start in (PREFIXES | own).items():
        graph.bind(prefix, start)
    return graph.parse(data=lines, format="nt")


def turtle(graph: Graph) -> bytes:
    """Return a graph as Turtle."""
    return graph.serialize(format="turtle", encoding="utf-8")


def json_ld(graph: Graph, context: dict) -> bytes:
    """Return a graph as JSON-LD with the context in it, one node after another in the order of their names."""
    nodes = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    nodes["@graph"].sort(key=lambda node: node.get("@id") or node.get("id"))
    return (json.dumps(nodes, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

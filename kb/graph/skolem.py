"""Nameless nodes with the same label at each load, under IRIs that a server keeps, and nameless again on reading."""

from pathlib import Path

import pyoxigraph as ox

from kb.graph.paths import turtle_files
from kb.graph.records import BASE, XSD, triples
from kb.graph.serial import PARTS, graph_of

GENID = BASE + ".well-known/genid/"
BOOLEAN = XSD + "boolean"
TRUTHS = {"1": "true", "0": "false"}


def named_quads(folder: Path) -> list[ox.Quad]:
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

    return [ox.Quad(named(subject), predicate, named(value), graph) for subject, predicate, value in triples(file)]


def kept(term):
    """Return a term as a server keeps it: a nameless node by its IRI."""
    return ox.NamedNode(GENID + term.value) if isinstance(term, ox.BlankNode) else term


def restored(term):
    """Return a term of a server as it stands in the files: a nameless node without its IRI, a truth in its usual letters."""
    if isinstance(term, ox.NamedNode):
        return ox.BlankNode(term.value[len(GENID):]) if term.value.startswith(GENID) else term
    if isinstance(term, ox.Literal) and term.value in TRUTHS and term.datatype.value == BOOLEAN:
        return ox.Literal(TRUTHS[term.value], datatype=term.datatype)
    return term


def restored_json(value: dict) -> dict:
    """Return a value of SPARQL's JSON results with the same done to it."""
    if value["type"] == "uri" and value["value"].startswith(GENID):
        return {"type": "bnode", "value": value["value"][len(GENID):]}
    if value.get("datatype") == BOOLEAN:
        return value | {"value": TRUTHS.get(value["value"], value["value"])}
    return value

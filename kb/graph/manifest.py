"""What a server is told of a load, in a graph of its own: the version, the graphs, and the order of each graph's triples.

RDF has no order, but files have: offences stand in the order of their articles, and answers list them so. For each graph
the manifest holds the fingerprints of its triples in the order of the lines; they also show whether a graph is still what
was loaded.
"""

from hashlib import blake2b

import pyoxigraph as ox

from kb.graph.records import BASE, XSD

MANIFEST = BASE + "graph/loaded"
# Every triple of all graphs once: what a query asks that names no graph. Engines differ on the union of many graphs.
UNION = BASE + "graph/all"
LOAD = BASE + "load#"
VERSION, LAYOUT, TRIPLES, ORDER = (LOAD + name for name in ("version", "layout", "triples", "order"))
# How a load is laid down; to be counted up where a reader would no longer understand it.
LAYOUT_NOW = "1"
WIDTH = 12


def said_of_load(version: str) -> list[ox.Triple]:
    """Return what the manifest says of a load as a whole.

    Args:
        version: the mark of the data.
    """
    self = ox.NamedNode(MANIFEST)
    return [ox.Triple(self, ox.NamedNode(VERSION), ox.Literal(version)),
            ox.Triple(self, ox.NamedNode(LAYOUT), ox.Literal(LAYOUT_NOW))]


def said_of_graph(iri: str, triples: list[ox.Triple]) -> list[ox.Triple]:
    """Return what the manifest says of a graph.

    Args:
        iri: its name.
        triples: what it holds, in their order.
    """
    number = ox.Literal(str(len(triples)), datatype=ox.NamedNode(XSD + "integer"))
    return [ox.Triple(ox.NamedNode(iri), ox.NamedNode(TRIPLES), number),
            ox.Triple(ox.NamedNode(iri), ox.NamedNode(ORDER), ox.Literal("".join(map(fingerprint, triples))))]


def fingerprint(triple) -> str:
    """Return what a triple is known by: WIDTH hexadecimal digits."""
    value = triple.object
    kind = f"{value.datatype.value} {value.language or ''}".lower() if isinstance(value, ox.Literal) else ""
    text = "\0".join((triple.subject.value, triple.predicate.value, value.value, kind))
    return blake2b(text.encode(), digest_size=WIDTH // 2).hexdigest()


def marks(order: str) -> list[str]:
    """Return the fingerprints that the manifest says of a graph, in the order of its triples."""
    return [order[start:start + WIDTH] for start in range(0, len(order), WIDTH)]

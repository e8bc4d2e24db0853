"""Plain triples, as the engine concludes them, written into a named graph of a store; nothing of RDF is seen outside."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import pyoxigraph as ox

from kb.graph.records import BASE, PREFIXES, XSD, short

GRAPHS = BASE + "graph/inferred/"
DATATYPES = {bool: XSD + "boolean", int: XSD + "integer", date: XSD + "date"}


class Iri(str):
    """A value that names a node, told apart from text."""


class Triple(NamedTuple):
    """One conclusion: subject and property are IRIs, the value a node (`Iri`), a text in English, a truth, number or day."""

    subject: str
    predicate: str
    value: Iri | str | bool | int | date


def iri(word: str) -> Iri:
    """Return the IRI of a word with a prefix of the project: `kb:near`, `fam:IllegalAccess`, `j:xx`.

    Raises:
        KeyError: the prefix is not one of the project's.
    """
    prefix, _, name = word.partition(":")
    return Iri(PREFIXES[prefix] + name)


def graph_of(name: str) -> Iri:
    """Return the IRI of the graph that inferences of a kind stand in."""
    return Iri(GRAPHS + name)


def write(store: ox.Store, name: str, triples: Iterable[Triple]) -> None:
    """Put triples into the graph of a kind of inferences.

    Args:
        store: the store, which is changed.
        name: the kind, such as `coverage`; the graph is named after it.
        triples: what was concluded; a fault in making them leaves the store as it was.
    """
    graph = ox.NamedNode(graph_of(name))
    store.extend([ox.Quad(*triple, graph) for triple in nodes(triples)])


def nodes(triples: Iterable[Triple]) -> list[ox.Triple]:
    """Return triples as Oxigraph has them, each once."""
    found = (ox.Triple(ox.NamedNode(t.subject), ox.NamedNode(t.predicate), _term(t.value)) for t in triples)
    return list(dict.fromkeys(found))


def text(triple: Triple) -> str:
    """Return a triple as one line a person can read, with short names."""
    value = short(triple.value) if isinstance(triple.value, Iri) else str(triple.value)
    return f"{short(triple.subject)} {short(triple.predicate)} {value}"


def _term(value) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Iri):
        return ox.NamedNode(value)
    if type(value) in DATATYPES:
        words = str(value).lower() if isinstance(value, bool) else str(value)
        return ox.Literal(words, datatype=ox.NamedNode(DATATYPES[type(value)]))
    return ox.Literal(value, language="en")

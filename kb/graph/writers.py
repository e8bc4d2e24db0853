"""Graphs put on a SPARQL server, by the Graph Store Protocol or by SPARQL 1.1 Update."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox

from kb.errors import BadQuestion
from kb.graph.remote import FORM, Remote
from kb.graph.skolem import kept

# Triples that one update inserts; Virtuoso compiles each update, and refuses one that is too long.
BATCH = 500
# Where a server takes graphs, by a word of its header `Server`: what its query address ends in, and what takes its place.
KNOWN = {
    "virtuoso": ("/sparql", "/sparql-graph-crud-auth"),
    "oxigraph": ("/query", "/store"),
    "fuseki": ("/sparql", "/data"),
    "graphdb": ("", "/rdf-graphs/service"),
}


class Writer(Protocol):
    """Puts graphs on a server; each act may be done twice without harm."""

    def put(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        """Put triples in place of whatever a graph holds; nameless nodes go under IRIs."""

    def delete(self, graph: str) -> None:
        """Take a graph away, if it is there."""


class GraphStore:
    """By the SPARQL 1.1 Graph Store HTTP Protocol: a graph in one request."""

    def __init__(self, remote: Remote, address: str):
        """Write to a server.

        Args:
            remote: the server.
            address: its graph store; `?graph=` is added.
        """
        self.remote, self.address = remote, address
        remote.learn(self._at("urn:none"))

    def put(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        self.remote.send("PUT", self._at(graph), ntriples(triples), Content_Type="application/n-triples")

    def delete(self, graph: str) -> None:
        self.remote.send("DELETE", self._at(graph), missing_ok=True)

    def _at(self, graph: str) -> str:
        return f"{self.address}?graph={quote(graph, safe='')}"


class Updates:
    """By SPARQL 1.1 Update: a graph emptied, then filled in batches."""

    def __init__(self, remote: Remote, address: str):
        """Write to a server.

        Args:
            remote: the server.
            address: its update endpoint.
        """
        self.remote, self.address = remote, address
        remote.learn(address)

    def put(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        self.delete(graph)
        for start in range(0, len(triples), BATCH):
            lines = ntriples(triples[start:start + BATCH]).decode()
            self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}}} }}")

    def delete(self, graph: str) -> None:
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, text: str) -> None:
        self.remote.send("POST", self.address, urlencode({"update": text}).encode(), Content_Type=FORM)


def writer_for(remote: Remote, graph_store: str = "", update: str = "") -> Writer:
    """Return what writes to a server.

    Args:
        remote: the server, by its query endpoint.
        graph_store: the address of its graph store; found by what the server says of itself, if neither is given.
        update: the address of its update endpoint, to be used instead.

    Raises:
        BadQuestion: both are given, or neither and the server is of no kind whose addresses are known.
        StoreFault: the server cannot be reached.
    """
    if graph_store and update:
        raise BadQuestion("give --graph-store or --update, not both.")
    if update:
        return Updates(remote, update)
    return GraphStore(remote, graph_store or _graph_store(remote))


def _graph_store(remote: Remote) -> str:
    kind = remote.query("ASK {}").headers.get("server", "")
    address = urlsplit(remote.url)
    for word, (end, instead) in KNOWN.items():
        if word in kind.lower() and address.path.endswith(end):
            path = address.path[:len(address.path) - len(end)] + instead
            return address._replace(path=path, query="").geturl()
    raise BadQuestion(f"where the SPARQL server at {remote.url} ({kind or 'it does not say what it is'}) takes graphs is "
                      "not known: name its graph store with --graph-store, or its update endpoint with --update.")


def ntriples(triples: Sequence[ox.Triple]) -> bytes:
    """Return triples as N-Triples, nameless nodes under their IRIs."""
    return ox.serialize(map(sent, triples), format=ox.RdfFormat.N_TRIPLES)


def sent(triple: ox.Triple) -> ox.Triple:
    """Return a triple as a server keeps it, nameless nodes under their IRIs."""
    return ox.Triple(kept(triple.subject), triple.predicate, kept(triple.object))

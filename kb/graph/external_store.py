"""The graphs of a server, asked as the embedded store is: what `kb.graph.store.ask`, look-ups and descriptions use of it."""

import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kb.errors import BadQuestion
from kb.graph.external import RDF, Server, parsed, table
from kb.graph.functions import START
from kb.graph.manifest import UNION
from kb.graph.skolem import kept, restored_json

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
PLACES = ("s", "p", "o")


class ExternalStore:
    """Looks like an `ox.Store`, as far as this package uses one, and changes nothing on the server."""

    def __init__(self, server: Server):
        """Stand for the graphs of a server."""
        self.server = server

    def __len__(self) -> int:
        return sum(self.server.counts.values())

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        return graph.value in self.server.counts

    def quads_for_pattern(self, subject, predicate, value, graph=None) -> Iterator[ox.Quad]:
        """Yield the quads that match the terms that are given; None stands for any, of graphs for all of them together."""
        given = dict(zip(PLACES, (subject, predicate, value), strict=True))
        pattern = " ".join(f"?{name}" if term is None else str(kept(term)) for name, term in given.items())
        graph = graph or ox.NamedNode(UNION)
        for row in self._select(f"SELECT * {{ GRAPH {graph} {{ {pattern} }} }}"):
            yield ox.Quad(*(row[name] if term is None else term for name, term in given.items()), graph)

    def query(self, query: str, *, base_iri: str = "", prefixes: dict[str, str] | None = None, custom_functions=None,
              use_default_graph_as_union: bool = False, default_graph: Iterable = (), named_graphs: Iterable = ()):
        """Answer a query as `ox.Store.query` does, by asking the server.

        Args:
            query: its text; it is read here before it is sent, so that faults are told in the same words, and what is
                no part of SPARQL 1.1, such as functions of the server's own, does not reach the server.
            base_iri: what an IRI that is not whole is read against.
            prefixes: prefixes that need not be written.
            custom_functions: not used; a query that names one of ours is refused.
            use_default_graph_as_union: all graphs of ours together are the default graph.
            default_graph: the graphs that make it up otherwise.
            named_graphs: those that GRAPH then reaches.

        Raises:
            SyntaxError: the query is not SPARQL.
            RuntimeError: it uses a function that SPARQL 1.1 does not have.
            BadQuestion: it uses one of ours, which only the embedded store has.
            StoreFault: the server cannot be reached, refuses, cuts its answer, or was loaded anew.
        """
        form = _read(query, prefixes, base_iri)
        self.server.still()
        asked = {"default": [graph.value for graph in default_graph], "named": [graph.value for graph in named_graphs]}
        if use_default_graph_as_union:
            asked = {"default": [UNION], "named": self.server.counts if "graph" in query.casefold() else ()}
        base = f"BASE <{base_iri}> " * bool(base_iri)
        text = base + "".join(f"PREFIX {name}: <{start}> " for name, start in (prefixes or {}).items()) + query
        if isinstance(form, ox.QueryTriples):
            return self._triples(text, asked)
        return self._truth(text, asked) if isinstance(form, ox.QueryBoolean) else self._select(text, **asked)

    def _truth(self, query: str, asked: dict) -> ox.QueryBoolean:
        """The answer to an ASK query, which Virtuoso gives as a table with a row or none."""
        remote = self.server.remote
        body = table(remote.query(query, **asked), remote.url)
        told = body["boolean"] if "boolean" in body else bool(body["results"]["bindings"])
        return ox.parse_query_results(json.dumps({"head": {}, "boolean": told}).encode(), format=ox.QueryResultsFormat.JSON)

    def _select(self, query: str, **asked):
        remote = self.server.remote
        body = table(remote.query(query, **asked), remote.url)
        for row in body["results"]["bindings"]:
            row.update({name: restored_json(value) for name, value in row.items()})
        return ox.parse_query_results(json.dumps(body).encode(), format=ox.QueryResultsFormat.JSON)

    def _triples(self, query: str, asked: dict):
        held, remote = ox.Store(), self.server.remote
        held.extend(ox.Quad(*triple) for triple in parsed(remote.query(query, RDF, **asked), remote.url))
        return held.query(EVERYTHING)


def _read(query: str, prefixes: dict[str, str] | None, base_iri: str):
    """The answer of an empty store, which tells the form of the query and whether it is SPARQL 1.1."""
    try:
        return ox.Store().query(query, base_iri=base_iri or None, prefixes=prefixes)
    except RuntimeError as fault:
        if START not in str(fault):
            raise
        raise BadQuestion("the query uses a function of ours (kbf:), which a SPARQL server does not have: ask the "
                          "embedded data, with KB_STORE empty.") from fault

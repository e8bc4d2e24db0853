"""A SPARQL 1.1 server that holds what `kb load` put there: the records of its graphs, and queries over them."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import pyoxigraph as ox

from kb.graph.external_store import ExternalStore
from kb.graph.manifest import LAYOUT, LAYOUT_NOW, MANIFEST, ORDER, TRIPLES, VERSION, in_order
from kb.graph.records import BASE
from kb.graph.remote import Remote, StoreFault
from kb.graph.skolem import restored

GRAPHS = BASE + "graph/"
ANY = "any"
# Rows asked for at once; servers cut longer answers, Virtuoso as it is delivered at 10,000.
PAGE = 9000
ASK_MANIFEST = f"SELECT ?s ?p ?o {{ GRAPH <{MANIFEST}> {{ ?s ?p ?o FILTER(?p != <{ORDER}>) }} }}"


class Server:
    """The records of a server, read by SPARQL queries of its named graphs."""

    runs_functions = False

    def __init__(self, url: str, expected: str = ANY, page: int = PAGE):
        """Ask the server what it holds.

        Args:
            url: the address of its SPARQL query endpoint.
            expected: the version of the data that it must hold; ANY takes whatever it holds.
            page: the most rows asked for at once.

        Raises:
            BadQuestion: the address is none.
            StoreFault: the server cannot be reached, or holds no data of ours or another version.
        """
        self.remote, self.page = Remote(url), page
        self.version, self.counts = self._told()
        if expected not in (ANY, self.version):
            raise StoreFault(f"the SPARQL server at {url} holds version {self.version} of the data and {expected} is expected: "
                             f"run `kb load {url}`, or set KB_STORE_VERSION to the version that is meant, or to {ANY!r}.")

    def files(self, part: str) -> list[Path]:
        """The names of what is held of a part, as `data/treaties`, in a fixed order: paths relative to no folder."""
        names = (iri.removeprefix(GRAPHS) for iri in self.counts)
        return [Path(name) for name in sorted(names) if PurePosixPath(name).is_relative_to(part)]

    def read(self, files: Iterable[Path]) -> Iterator[tuple[Path, list]]:
        """Yield each file with its triples as (subject, predicate, object), in the order of its lines.

        Raises:
            StoreFault: a graph is not what was loaded, or the server was loaded anew since it was opened.
        """
        wanted = {GRAPHS + file.as_posix(): file for file in files}
        orders = self._orders(list(wanted))
        for batch in self._batches(list(wanted)):
            found: dict[str, list] = {iri: [] for iri in batch}
            for graph, triple in self._triples(batch):
                found[graph].append(triple)
            for iri in batch:
                yield wanted[iri], self._restored(iri, found[iri], orders.get(iri, ""))

    def store(self) -> ExternalStore:
        """The graphs, for queries."""
        return ExternalStore(self)

    def still(self) -> None:
        """Make sure that the server holds what it held when it was opened.

        Raises:
            StoreFault: it was loaded anew, or cannot be reached.
        """
        version, _ = self._told()
        if version != self.version:
            raise StoreFault(f"the SPARQL server at {self.remote.url} was loaded anew: it held version {self.version} and holds "
                             f"{version}. Start this program again.")

    def _told(self) -> tuple[str, dict[str, int]]:
        told = rows(self.remote, ASK_MANIFEST)
        said = {p.value: o.value for s, p, o in told if s.value == MANIFEST}
        if said.get(LAYOUT) != LAYOUT_NOW or VERSION not in said:
            held = "was loaded by another version of this program" if LAYOUT in said else "holds no data of ours"
            raise StoreFault(f"the SPARQL server at {self.remote.url} {held}, or is being loaded: run `kb load "
                             f"{self.remote.url}`.")
        return said[VERSION], {s.value: int(o.value) for s, p, o in told if p.value == TRIPLES}

    def _orders(self, graphs: list[str]) -> dict[str, str]:
        self.still()
        named = " ".join(f"<{iri}>" for iri in graphs)
        query = f"SELECT ?g ?o {{ GRAPH <{MANIFEST}> {{ ?g <{ORDER}> ?o }} VALUES ?g {{ {named} }} }}"
        return {graph.value: order.value for graph, order in rows(self.remote, query)}

    def _batches(self, graphs: list[str]) -> Iterator[list[str]]:
        """Graphs that fit on a page together; one that is larger stands alone."""
        batch, size = [], 0
        for iri in graphs:
            if batch and size + self.counts.get(iri, 0) > self.page:
                yield batch
                batch, size = [], 0
            batch.append(iri)
            size += self.counts.get(iri, 0)
        if batch:
            yield batch

    def _triples(self, graphs: list[str]) -> Iterator[tuple[str, ox.Triple]]:
        """The triples of some graphs; pages need no order, since what comes is held against the manifest."""
        named = " ".join(f"<{iri}>" for iri in graphs)
        size = sum(self.counts.get(iri, 0) for iri in graphs)
        for start in range(0, size, self.page):
            query = (f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }} "
                     f"LIMIT {self.page} OFFSET {start}")
            for graph, *terms in rows(self.remote, query):
                yield graph.value, ox.Triple(*(restored(term) for term in terms))

    def _restored(self, iri: str, triples: list[ox.Triple], order: str) -> list[tuple]:
        found = in_order(triples, order)
        if found is None:
            raise StoreFault(f"the SPARQL server at {self.remote.url}: graph <{iri}> is not what was loaded (its {len(triples)} "
                             f"triples differ): run `kb load {self.remote.url}`.")
        return [(triple.subject, triple.predicate, triple.object) for triple in found]


def rows(remote: Remote, query: str) -> list[tuple]:
    """Return what a server answers to a SELECT query, each row as a tuple of terms.

    Raises:
        StoreFault: the server cannot be reached, refuses, or cuts its answer.
    """
    return [tuple(row) for row in ox.parse_query_results(remote.query(query).body, format=ox.QueryResultsFormat.JSON)]

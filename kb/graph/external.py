"""A SPARQL 1.1 server that holds what `kb load` put there: the records of its graphs, and queries over them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kb.graph.manifest import LAYOUT, LAYOUT_NOW, MANIFEST, ORDER, TRIPLES, VERSION, fingerprint, marks
from kb.graph.records import BASE
from kb.graph.remote import Remote, Reply, StoreFault
from kb.graph.skolem import restored

GRAPHS = BASE + "graph/"
RDF = "application/n-triples, text/turtle;q=0.5"
ANY = "any"
# Rows asked for at once; servers cut longer answers, Virtuoso as it is delivered at 10,000.
PAGE = 9000
# How often graphs of several pages are read before what does not come counts as not held.
ROUNDS = 4
# Graphs named in one query; Virtuoso refuses some thousands.
NAMED = 100
ASK_MANIFEST = f"SELECT ?s ?p ?o {{ GRAPH <{MANIFEST}> {{ ?s ?p ?o FILTER(?p != <{ORDER}>) }} }}"
ASK_LOAD = f"SELECT ?s ?p ?o {{ GRAPH <{MANIFEST}> {{ ?s ?p ?o VALUES ?s {{ <{MANIFEST}> }} }} }}"


class Server:
    """The records of a server, read by SPARQL queries of its named graphs."""

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
        self.version, self.counts = self._told(ASK_MANIFEST)
        if expected not in (ANY, self.version):
            raise StoreFault(f"the SPARQL server at {url} holds version {self.version} of the data, and {expected} is "
                             f"expected: run `kb load {url}`, or set KB_STORE_VERSION to the version meant, or to {ANY!r}.")

    def files(self, part: str) -> list[Path]:
        """The names of what is held of a part, as `data/treaties`, in a fixed order: paths relative to no folder."""
        return sorted(file for iri in self.counts if (file := Path(iri.removeprefix(GRAPHS))).is_relative_to(part))

    def read(self, files: Iterable[Path]) -> Iterator[tuple[Path, list]]:
        """Yield each file with its triples as (subject, predicate, object), in the order of its lines.

        Raises:
            StoreFault: a graph is not what was loaded, or the server was loaded anew since it was opened.
        """
        wanted = {GRAPHS + file.as_posix(): file for file in files}
        orders = self._orders(list(wanted))
        for batch in self._batches(list(wanted)):
            order = {iri: marks(orders.get(iri, "")) for iri in batch}
            by_mark = self._whole(batch, set().union(*order.values()))
            if by_mark is None:
                raise StoreFault(f"the SPARQL server at {self.remote.url} does not hold what was loaded in <{batch[0]}>"
                                 f"{' or the graphs after it' * (len(batch) > 1)}: run `kb load {self.remote.url}`.")
            for iri in batch:
                found = (by_mark[mark] for mark in order[iri])
                yield wanted[iri], [(triple.subject, triple.predicate, triple.object) for triple in found]

    def still(self) -> None:
        """Make sure that the server holds what it held when it was opened.

        Raises:
            StoreFault: it was loaded anew, or cannot be reached.
        """
        version, _ = self._told(ASK_LOAD)
        if version != self.version:
            raise StoreFault(f"the SPARQL server at {self.remote.url} was loaded anew: it held version {self.version} and "
                             f"holds {version}. Start this program again.")

    def _told(self, query: str) -> tuple[str, dict[str, int]]:
        """The version of a load, and the number of triples of each graph as far as a query asks for them."""
        told = rows(self.remote, query)
        said = {p.value: o.value for s, p, o in told if s.value == MANIFEST}
        if said.get(LAYOUT) != LAYOUT_NOW or VERSION not in said:
            held = "was loaded by another version of this program" if LAYOUT in said else "holds no data of ours"
            raise StoreFault(f"the SPARQL server at {self.remote.url} {held}, or is being loaded: run `kb load "
                             f"{self.remote.url}`.")
        return said[VERSION], {s.value: int(o.value) for s, p, o in told if p.value == TRIPLES}

    def _orders(self, graphs: list[str]) -> dict[str, str]:
        self.still()
        found = {}
        for start in range(0, len(graphs), NAMED):
            named = " ".join(f"<{iri}>" for iri in graphs[start:start + NAMED])
            query = f"SELECT ?g ?o {{ GRAPH <{MANIFEST}> {{ ?g <{ORDER}> ?o }} VALUES ?g {{ {named} }} }}"
            found |= {graph.value: order.value for graph, order in rows(self.remote, query)}
        return found

    def _batches(self, graphs: list[str]) -> Iterator[list[str]]:
        """Graphs that fit on a page together, no more than can be named at once; one that is larger stands alone."""
        batch, size = [], 0
        for iri in graphs:
            if batch and (size + self.counts.get(iri, 0) > self.page or len(batch) == NAMED):
                yield batch
                batch, size = [], 0
            batch.append(iri)
            size += self.counts.get(iri, 0)
        if batch:
            yield batch

    def _size(self, graphs: list[str]) -> int:
        return sum(self.counts.get(iri, 0) for iri in graphs)

    def _whole(self, graphs: list[str], wanted: set) -> dict | None:
        """The triples of some graphs by their marks, or None if they are not what was loaded.

        No order need last from one page to the next, so what one round of several pages misses another may bring; each has
        smaller pages than the last, since a server may miss the same at the same bounds each time.
        """
        by_mark: dict = {}
        for number in range(ROUNDS if self._size(graphs) > self.page else 1):
            page = max(1, self.page - number * self.page // (2 * ROUNDS))
            by_mark |= {fingerprint(triple): triple for triple in self._triples(graphs, page)}
            if not wanted - by_mark.keys():
                break
        return by_mark if by_mark.keys() == wanted else None

    def _triples(self, graphs: list[str], page: int) -> Iterator[ox.Triple]:
        """The triples of some graphs, so many on a page."""
        named = " ".join(f"<{iri}>" for iri in graphs)
        for start in range(0, self._size(graphs), page):
            query = (f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }} "
                     f"LIMIT {page} OFFSET {start}")
            yield from parsed(self.remote.query(query, RDF), self.remote.url)


def rows(remote: Remote, query: str) -> list[tuple]:
    """Return what a server answers to a SELECT query, each row as a tuple of terms.

    Raises:
        StoreFault: the server cannot be reached, refuses, or cuts its answer.
    """
    answer = json.dumps(table(remote.query(query), remote.url)).encode()
    return [tuple(row) for row in ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)]


def table(reply: Reply, url: str) -> dict:
    """Return an answer to a SELECT or ASK query, in the form of SPARQL's JSON results.

    Args:
        reply: the answer.
        url: whose answer it is.

    Raises:
        StoreFault: it is not in that form.
    """
    try:
        found = json.loads(reply.body)
    except ValueError:
        found = None
    if isinstance(found, dict) and ("boolean" in found or "bindings" in found.get("results", ())):
        return found
    raise StoreFault(f"the SPARQL server at {url} answers in {reply.headers.get('content-type') or 'no form that it names'} "
                     "where SPARQL's JSON results were asked for: is this the address of its query endpoint?")


def parsed(reply: Reply, url: str) -> Iterator[ox.Triple]:
    """Yield the triples of an answer to a CONSTRUCT or DESCRIBE query, as they stand in the files.

    Args:
        reply: the answer.
        url: whose answer it is.

    Raises:
        StoreFault: it is in no form that was asked for, or broken.
    """
    media_type = reply.headers.get("content-type", "").partition(";")[0]
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise StoreFault(f"the SPARQL server at {url} answers in {media_type or 'no form that it names'}, which cannot be "
                         "read here: N-Triples or Turtle was asked for.")
    try:
        for triple in ox.parse(reply.body, format=form):
            yield ox.Triple(restored(triple.subject), triple.predicate, restored(triple.object))
    except SyntaxError as fault:
        raise StoreFault(f"the SPARQL server at {url} answers in broken {media_type} ({fault}).") from fault

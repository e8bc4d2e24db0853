"""The tests of the W3C for SPARQL 1.1 read from their manifests, and a query of theirs put through the endpoint's code.

A query goes the way it goes in a worker of `kb serve`: the request is read by `kb.serve.protocol`, the graphs are those
named beside the query, `kb.graph.store` asks them and `kb.graph.results` writes the answer, which is then read back.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from kb.errors import BadQuestion
from kb.graph.dataset import Dataset, dataset_of
from kb.graph.results import Limits, write
from kb.graph.store import ask
from kb.serve.protocol import QUERY, question_of

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
WIDE = Limits(10**6, 10**8)
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
TABLES = {".srx": "application/sparql-results+xml", ".srj": "application/sparql-results+json", ".csv": "text/csv",
          ".tsv": "text/tab-separated-values"}
READERS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
TRIPLES = "application/n-triples"
NOT_SPARQL = "this is not a SPARQL query"
EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")


@dataclass(frozen=True)
class Trial:
    """One test: what kind it is, the query, the graphs, the file with the result; files as URLs."""

    group: str
    name: str
    kind: str
    query: str = ""
    data: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True)
class Table:
    """Rows as terms by variable, or a truth."""

    names: frozenset[str]
    rows: tuple[dict, ...]
    truth: bool | None = None

    def same(self, other: "Table", in_order: bool) -> bool:
        """Whether both say the same, blank nodes standing for one another."""
        if (self.truth, self.names, len(self.rows)) != (other.truth, other.names, len(other.rows)):
            return False
        if any(isinstance(term, BNode) for row in self.rows for term in row.values()):
            return isomorphic(self._graph(), other._graph())
        mine, theirs = ([frozenset(row.items()) for row in table.rows] for table in (self, other))
        return mine == theirs if in_order else Counter(mine) == Counter(theirs)

    def _graph(self) -> Graph:
        graph = Graph()
        for row in self.rows:
            node = BNode()
            graph.add((node, RDF.type, RS.ResultSolution))
            for name, term in row.items():
                graph.add((node, RS[name], term))
        return graph


def read_tests(folder: Path, group: str, manifest: str = "manifest.ttl") -> Iterator[Trial]:
    """The tests of one group, in the order of its manifest and of those that it takes in."""
    file = folder / group / manifest
    graph = Graph().parse(file, publicID=file.as_uri())
    head = graph.value(predicate=RDF.type, object=MF.Manifest)
    for node in Collection(graph, graph.value(head, MF.entries)):
        action = graph.value(node, MF.action)
        kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
        query = action if isinstance(action, URIRef) else graph.value(action, QT.query)
        yield Trial(group, str(node).rpartition("#")[2], kind, str(query or ""),
                   tuple(map(str, graph.objects(action, QT.data))), tuple(map(str, graph.objects(action, QT.graphData))),
                   str(graph.value(node, MF.result) or ""))
    for other in Collection(graph, graph.value(head, MF.include)):
        yield from read_tests(folder, group, _path(str(other)).name)


def fault_of(test: Trial, answer: Callable[[ox.Store, Trial, str], tuple[bytes, str]]) -> str:
    """Run a test; return what is wrong, empty where it passes.

    Args:
        test: of a kind that asks a query.
        answer: `endpoint` or `engine`.
    """
    try:
        return _difference(test, answer) if test.kind in EVALUATION else _syntax(test, answer)
    except (BadQuestion, OSError, RuntimeError, ValueError, SyntaxError) as fault:
        return " ".join(str(fault).split())


def endpoint(store: ox.Store, test: Trial, table: str) -> tuple[bytes, str]:
    """The answer of the endpoint's code to the query of a test: its bytes and their media type.

    Raises:
        BadQuestion: the query is refused.
    """
    text = text_of(test)
    beside = [("default-graph-uri", iri) for iri in test.data] + [("named-graph-uri", iri) for iri in test.named]
    if beside and dataset_of(text, store, Dataset()):
        beside = []  # the query names its graphs itself
    question = question_of("POST", urlencode(beside).encode(), QUERY, text.encode())
    found = ask(store, question.query, Dataset(question.default, question.named))
    result = write(found, table, TRIPLES, WIDE)
    return result.body, result.media_type


def engine(store: ox.Store, test: Trial, table: str) -> tuple[bytes, str]:
    """The answer of bare Oxigraph, to tell the engine's faults from ours.

    Raises:
        SyntaxError, ValueError: the query is refused.
    """
    graphs = {"default_graph": list(map(ox.NamedNode, test.data)), "named_graphs": list(map(ox.NamedNode, test.named))}
    found = store.query(text_of(test), **(graphs if test.data or test.named else {}))
    if isinstance(found, ox.QueryTriples):
        return found.serialize(format=ox.RdfFormat.N_TRIPLES), TRIPLES
    return found.serialize(format=ox.QueryResultsFormat.from_media_type(table)), table


def text_of(test: Trial) -> str:
    """The query of a test, with the address of its file as the base of what it names."""
    return f"BASE <{test.query}>\n" + _path(test.query).read_text()


def _store(test: Trial) -> ox.Store:
    store = ox.Store()
    for iri in dict.fromkeys(test.data + test.named):
        store.add_graph(ox.NamedNode(iri))
        store.load(path=str(_path(iri)), format=FORMATS[_path(iri).suffix], base_iri=iri, to_graph=ox.NamedNode(iri))
    return store


def _syntax(test: Trial, answer) -> str:
    if test.kind.startswith("Positive"):
        answer(_store(test), test, TABLES[".srj"])
        return ""
    try:
        answer(_store(test), test, TABLES[".srj"])
    except SyntaxError:
        return ""
    except BadQuestion as fault:
        return "" if NOT_SPARQL in str(fault) else str(fault)
    return "this is not SPARQL and was answered"


def _difference(test: Trial, answer) -> str:
    result = _path(test.result)
    kind = result.suffix if result.suffix in TABLES else ".srj"
    body, media_type = answer(_store(test), test, TABLES[kind])
    if media_type == TRIPLES:
        found, wanted = Graph().parse(data=body, format="nt"), Graph().parse(result, publicID=test.result)
        return "" if isomorphic(_values(found), _values(wanted)) else "other triples than expected"
    wanted = read_table(result.read_bytes(), result.suffix) if kind == result.suffix else _table_of_graph(result)
    in_order = "order by" in _path(test.query).read_text().casefold()
    return "" if read_table(body, kind).same(wanted, in_order) else "other rows than expected"


def read_table(body: bytes, kind: str) -> Table:
    """Read a table of one of the four result formats; `kind` is the ending of its files."""
    if kind == ".csv":
        names, *rows = csv.reader(io.StringIO(body.decode()))
        return Table(frozenset(names), tuple(
            {name: BNode(cell) if cell.startswith("_:") else Literal(cell)
             for name, cell in zip(names, row, strict=True) if cell} for row in rows))
    found = ox.parse_query_results(body, format=READERS[kind])
    if isinstance(found, ox.QueryBoolean):
        return Table(frozenset(), (), bool(found))
    names = [variable.value for variable in found.variables]
    return Table(frozenset(names), tuple(
        {name: _term(value) for name, value in zip(names, row, strict=True) if value is not None} for row in found))


def _table_of_graph(file: Path) -> Table:
    """A table that is written down as RDF."""
    graph = Graph().parse(file)
    table = graph.value(predicate=RDF.type, object=RS.ResultSet)
    truth = graph.value(table, RS.boolean)
    if truth is not None:
        return Table(frozenset(), (), truth.toPython())
    rows = sorted(graph.objects(table, RS.solution), key=lambda row: int(graph.value(row, RS["index"]) or 0))
    cells = [list(graph.objects(row, RS.binding)) for row in rows]
    return Table(frozenset(map(str, graph.objects(table, RS.resultVariable))), tuple(
        {str(graph.value(cell, RS.variable)): _by_value(graph.value(cell, RS.value)) for cell in row} for row in cells))


def _term(value):
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return BNode(value.value)
    return _by_value(Literal(value.value, lang=value.language, datatype=None if value.language else value.datatype.value))


def _by_value(term):
    """A term, a decimal number in its shortest form: 2.0 and 2 are one number."""
    if isinstance(term, Literal) and isinstance(term.value, Decimal):
        return Literal(format(term.value.normalize(), "f"), datatype=term.datatype)
    return term


def _values(graph: Graph) -> Graph:
    found = Graph()
    for subject, predicate, value in graph:
        found.add((subject, predicate, _by_value(value)))
    return found


def _path(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))

"""The facts and what follows from them as one Oxigraph store, one named graph for each file."""

from pathlib import Path

import pyoxigraph as ox
from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kb.errors import BadQuestion, BadRecord
from kb.graph.paths import turtle_files
from kb.graph.records import BASE, PREFIXES

REFUSED = ("ServiceGraphPattern", "DatasetClause")
INFERRED = ox.NamedNode(BASE + "graph/inferred")


def open_store(folder: Path) -> ox.Store:
    """Return a store of everything below a folder, with the inferences of its rules in a graph of their own."""
    store = ox.Store()
    for part in ("ontology", "data"):
        for file in turtle_files(folder / part):
            graph = ox.NamedNode(BASE + "graph/" + file.relative_to(folder).as_posix())
            try:
                store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE, to_graph=graph)
            except (SyntaxError, ValueError) as fault:
                raise BadRecord(str(file), f"this is not Turtle ({fault})", "Correct the syntax near that line.") from fault
    for rule in sorted((folder / "ontology" / "rules").glob("*.rq")):
        inferred = list(store.query(rule.read_text(), use_default_graph_as_union=True))
        store.extend(ox.Quad(t.subject, t.predicate, t.object, INFERRED) for t in inferred)
    return store


def _calls_out(part) -> bool:
    """Whether a parsed query names another server or file anywhere, in nested groups and sub-queries too."""
    if isinstance(part, CompValue):
        return part.name in REFUSED or any(_calls_out(value) for value in part.values())
    return isinstance(part, list | tuple | ParseResults) and any(_calls_out(value) for value in part)


def ask(store: ox.Store, query: str):
    """Answer a SPARQL query over all graphs together; the project's prefixes need not be written.

    Raises:
        BadQuestion: the query is not SPARQL, is an update, or would call out; the parser's message has the line.
    """
    try:
        if _calls_out(parseQuery(query)):
            raise BadQuestion("the query calls out with SERVICE or FROM, which is refused: only our own graphs are asked.")
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except (SyntaxError, ParseException) as fault:
        words = " ".join(str(fault).split())
        raise BadQuestion(f"this is not a SPARQL query: {words}. `kb sparql --help` has examples.") from fault
    except (OSError, RuntimeError) as fault:
        raise BadQuestion(f"the query cannot be answered: {fault}") from fault

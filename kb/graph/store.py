"""The facts and what follows from them as one Oxigraph store, one named graph for each file."""

from pathlib import Path

import pyoxigraph as ox
from pyparsing import ParseException

from kb.errors import BadQuestion, BadRecord
from kb.graph.dataset import Dataset, dataset_of, is_update
from kb.graph.functions import Custom
from kb.graph.paths import turtle_files
from kb.graph.records import BASE, PREFIXES

ALL, NONE = Dataset(), Custom({})
MOST_WORDS = 500
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
    infer(store, folder)
    return store


def infer(store: ox.Store, folder: Path) -> None:
    """Add to a store what follows by the rules below a folder, in a graph of its own."""
    for rule in sorted((folder / "ontology" / "rules").glob("*.rq")):
        inferred = list(store.query(rule.read_text(), use_default_graph_as_union=True))
        store.extend(ox.Quad(t.subject, t.predicate, t.object, INFERRED) for t in inferred)


def ask(store: ox.Store, query: str, asked: Dataset = ALL, custom: Custom = NONE):
    """Answer a SPARQL query over all graphs together, or over some; the project's prefixes need not be written.

    An IRI that is not written in full is completed from the beginning that the project's own have.

    Args:
        store: the graphs.
        query: the text of a query.
        asked: the graphs to ask; all together where neither they nor the query names any.
        custom: functions that the query may use.

    Raises:
        BadQuestion: the query is not SPARQL, is an update, or would call out; the parser's message has the line.
    """
    try:
        dataset = dataset_of(query, store, asked)
        return store.query(query, base_iri=BASE, prefixes=PREFIXES, custom_functions=custom.by_iri, **dataset.arguments())
    except (SyntaxError, ParseException) as fault:
        if is_update(query):
            raise BadQuestion("this is not a SPARQL query but an update: the records are read only here.") from fault
        words = " ".join(str(fault).split())[:MOST_WORDS]
        raise BadQuestion(f"this is not a SPARQL query: {words}. `kb sparql --help` has examples.") from fault
    except RecursionError as fault:
        raise BadQuestion("the query is nested too deeply to be read: write it flatter.") from fault
    except (OSError, RuntimeError, ValueError) as fault:
        raise BadQuestion(f"the query cannot be answered: {fault}") from fault

"""The answer to a query as bytes of one media type, cut where it grows past a limit, and saying so."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kb.errors import KbError
from kb.graph.records import PREFIXES
from kb.graph.tables import Csv, Json, Tsv, Xml

# What can be asked for, the usual one first; names that others use for the same format stand at the end.
TABLES = {
    "application/sparql-results+json": Json(), "application/sparql-results+xml": Xml(), "text/csv": Csv(),
    "text/tab-separated-values": Tsv(), "application/json": Json(), "application/xml": Xml(), "text/xml": Xml(),
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD, "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/json": ox.RdfFormat.JSON_LD, "application/xml": ox.RdfFormat.RDF_XML, "text/plain": ox.RdfFormat.N_TRIPLES,
}
SHORTENING = (ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML)
CUT_ROWS, CUT_BYTES = "rows", "bytes"


class WrongForm(KbError):
    """The answer is a table where only RDF is accepted, or the other way round."""


@dataclass(frozen=True)
class Limits:
    """How long an answer may get: rows (or triples), and bytes of its text."""

    rows: int
    bytes: int


@dataclass(frozen=True)
class Result:
    """The bytes of an answer, their media type, how many rows or triples they hold, which limit cut them, what to note."""

    body: bytes
    media_type: str
    rows: int
    cut: str = ""
    note: str = ""


def write(answer, table: str | None, graph: str | None, limits: Limits) -> Result:
    """Return the answer of a query in the form that is accepted.

    Args:
        answer: what `kb.graph.store.ask` returned.
        table: the media type for SELECT and ASK, one of TABLES; None where no table is accepted.
        graph: the media type for CONSTRUCT and DESCRIBE, one of GRAPHS; None where no RDF is accepted.
        limits: where to cut.

    Raises:
        WrongForm: the query gives the one form where only the other is accepted.
        OSError, RuntimeError, ValueError: the engine failed while it was working.
    """
    if isinstance(answer, ox.QueryTriples):
        if graph is None:
            raise WrongForm("the query gives RDF (CONSTRUCT, DESCRIBE) and none of its formats is accepted: "
                            f"ask for one of {', '.join(GRAPHS)}.")
        return write_triples(answer, graph, limits)
    if table is None:
        raise WrongForm("the query gives a table (SELECT, ASK) and none of its formats is accepted: "
                        f"ask for one of {', '.join(TABLES)}.")
    if isinstance(answer, ox.QueryBoolean):
        return Result(TABLES[table].truth(bool(answer)).encode(), table, 1)
    return _rows(answer, table, limits)


def _rows(answer: ox.QuerySolutions, table: str, limits: Limits) -> Result:
    form, names = TABLES[table], [variable.value for variable in answer.variables]
    parts, rows, cut = [form.start(names).encode()], 0, ""
    size, columns = len(parts[0]), form.columns(names)
    for solution in answer:
        part = ((form.between if rows else "") + form.row(columns, solution)).encode()
        cut = CUT_ROWS if rows == limits.rows else CUT_BYTES if size + len(part) > limits.bytes else ""
        if cut:
            break
        parts.append(part)
        size, rows = size + len(part), rows + 1
    return Result(b"".join([*parts, form.end().encode()]), table, rows, cut)


def write_triples(triples: Iterable, graph: str, limits: Limits, prefixes: dict[str, str] = PREFIXES) -> Result:
    """Return triples in a format of RDF; those past a limit are left out.

    Args:
        triples: what is to be written, read no further than the limits.
        graph: a media type, one of GRAPHS.
        limits: where to cut; the bytes are those of N-Triples, which the other formats seldom exceed.
        prefixes: the short names that a format may use.
    """
    kept, size, cut = [], 0, ""
    for triple in triples:
        size += len(str(triple).encode()) + len(" .\n")
        cut = CUT_ROWS if len(kept) == limits.rows else CUT_BYTES if size > limits.bytes else ""
        if cut:
            break
        kept.append(triple)
    body = _serialised(kept, graph, prefixes)
    while len(body) > limits.bytes and kept:
        cut = CUT_BYTES
        kept = kept[:len(kept) * limits.bytes // (len(body) + 1)]
        body = _serialised(kept, graph, prefixes)
    return Result(body, graph, len(kept), cut)


def _serialised(triples: list, graph: str, prefixes: dict[str, str]) -> bytes:
    form = GRAPHS[graph]
    return ox.serialize(triples, format=form, prefixes=prefixes if form in SHORTENING else None)

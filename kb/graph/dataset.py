"""Which graphs a query asks, and whether it would reach outside the store: read from its syntax tree, not its letters."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
from pyparsing import ParseException, ParseResults
from rdflib import URIRef
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from kb.errors import BadQuestion
from kb.graph.records import BASE, PREFIXES

CALLS_OUT = "ServiceGraphPattern"
NAMES_GRAPHS = "DatasetClause"
# A query without any of these has neither clause, however it is written, and need not be parsed twice. What follows a
# colon, ? or $ is part of a name (kb:inForceFrom, ?from) and cannot be a keyword.
SUSPECT = ("service", "from", "\\u")
REMEMBERED = 32
NAMES = re.compile(r":[A-Za-z_][A-Za-z0-9_-]*|[?$][A-Za-z0-9_]+")


@dataclass(frozen=True)
class Dataset:
    """The IRIs of the graphs that make up the default graph and of those that GRAPH reaches."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)

    def arguments(self) -> dict:
        """How Oxigraph is told: all graphs together, or just those named."""
        if not self:
            return {"use_default_graph_as_union": True}
        return {"default_graph": [ox.NamedNode(iri) for iri in self.default],
                "named_graphs": [ox.NamedNode(iri) for iri in self.named]}


def dataset_of(query: str, store: ox.Store, asked: Dataset) -> Dataset:
    """Return the graphs that a query is to be asked of.

    Args:
        query: the text of a SPARQL query.
        store: the graphs that there are.
        asked: graphs named beside the query; where there are any, they take the place of those it names itself.

    Raises:
        BadQuestion: the query calls another server with SERVICE, or a graph is named that is not in the store.
        ParseException, RecursionError: the query is not SPARQL, or is nested too deeply.
    """
    own = _own(query) if _suspect(query.casefold()) and _suspect(NAMES.sub("", query).casefold()) else Dataset()
    for iri in own.default + own.named + asked.default + asked.named:
        _known(iri, store)
    return asked or own


def is_update(text: str) -> bool:
    """Whether a text is a SPARQL update, which nothing here carries out."""
    try:
        return "request" in parseUpdate(text)
    except (ParseException, RecursionError):
        return False


def _suspect(text: str) -> bool:
    return any(word in text for word in SUSPECT)


@lru_cache(maxsize=REMEMBERED)
def _own(query: str) -> Dataset:
    """The graphs that a query names itself, read from its tree; that takes longer than most queries, so it is remembered."""
    tree = parseQuery(query)
    if any(part.name == CALLS_OUT for part in _parts(tree)):
        raise BadQuestion("the query calls out with SERVICE, which is refused: only our own graphs are asked.")
    return _named_in(tree)


def _parts(tree):
    """Every part of a syntax tree, in nested groups and sub-queries too."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            waiting.extend(part)


def _named_in(tree) -> Dataset:
    parts = list(_parts(tree))
    prefixes = PREFIXES | {_of(part, "prefix"): str(part.iri) for part in parts if part.name == "PrefixDecl"}
    base = next((str(part.iri) for part in parts if part.name == "Base"), BASE)
    clauses = [part for part in parts if part.name == NAMES_GRAPHS]
    found = {kind: tuple(_iri(clause[kind], prefixes, base) for clause in clauses if kind in clause)
             for kind in ("default", "named")}
    return Dataset(**found)


def _iri(term, prefixes: dict[str, str], base: str) -> str:
    if isinstance(term, CompValue):
        return prefixes.get(_of(term, "prefix"), "") + _of(term, "localname")
    return str(URIRef(term, base=base))


def _of(part: CompValue, key: str) -> str:
    """The text under a key of a part, empty where it has none (`get` of a CompValue then returns the key)."""
    return str(part[key]) if key in part else ""


def _known(iri: str, store: ox.Store) -> None:
    try:
        known = store.contains_named_graph(ox.NamedNode(iri))
    except ValueError:
        known = False
    if not known:
        raise BadQuestion(f"FROM <{iri}>: no graph of ours has that name, and none is fetched from elsewhere. "
                          "SELECT DISTINCT ?g { GRAPH ?g { } } lists those there are.")

"""What the store says of one IRI: the triples of its record, or a view of it to be drawn for a person."""

from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from kb.errors import KbError
from kb.graph.records import PREFIXES, RDF_TYPE, short

SKOS, RDFS, DCT = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["dct"]
LABELS = [ox.NamedNode(iri) for iri in (SKOS + "prefLabel", RDFS + "label", DCT + "title")]
DEFINITIONS = [ox.NamedNode(iri) for iri in (SKOS + "definition", RDFS + "comment")]
MOST_POINTING, MOST_HELD, DEEPEST = 200, 5000, 4


class NotRecorded(KbError):
    """An IRI of which the store says nothing."""

    def __init__(self, iri: str):
        super().__init__(f"nothing is recorded of {iri}: look at its spelling, or ask the endpoint.")


@dataclass(frozen=True)
class Value:
    """A value to be shown: its text, the IRI it links to, a note (language, datatype), or the rows of a nameless node."""

    text: str = ""
    iri: str = ""
    note: str = ""
    rows: tuple[tuple["Value", tuple["Value", ...]], ...] = ()


@dataclass
class View:
    """A node as it is shown: what it is called, its rows of property and values, what points to it, what it holds."""

    iri: str
    label: str
    definition: str
    rows: tuple[tuple[Value, tuple[Value, ...]], ...]
    pointing: list[tuple[Value, Value]] = field(default_factory=list)
    held: list[Value] = field(default_factory=list)
    more: int = 0


def record(store: ox.Store, iri: str):
    """Yield the triples of a node with those of its nameless parts, of the terms below `iri#`, or of a graph.

    Raises:
        NotRecorded: the store says nothing of it.
    """
    node = _node(iri)
    if store.contains_named_graph(node):
        yield from (quad.triple for quad in store.quads_for_pattern(None, None, None, node))
        return
    found = False
    for subject in _subjects(store, node):
        found = True
        yield from _closure(store, subject)
    if not found:
        raise NotRecorded(iri)


def view(store: ox.Store, iri: str) -> View:
    """Return a node as it is shown to a person.

    Raises:
        NotRecorded: the store says nothing of it.
    """
    node = _node(iri)
    held = _held(store, node)
    subjects = list(islice(_subjects(store, node), 1))
    if not held and not subjects:
        raise NotRecorded(iri)
    shown = View(iri, _label(store, node) or short(iri), _first(store, node, DEFINITIONS), _rows(store, node, DEEPEST))
    shown.held, shown.more = [_value(store, one, 0) for one in held[:MOST_HELD]], max(0, len(held) - MOST_HELD)
    for quad in islice(store.quads_for_pattern(None, None, node), MOST_POINTING):
        if isinstance(quad.subject, ox.NamedNode):
            shown.pointing.append((_value(store, quad.subject, 0), _value(store, quad.predicate, 0)))
    return shown


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as fault:
        raise NotRecorded(iri) from fault


def _subjects(store: ox.Store, node: ox.NamedNode):
    """The node itself where it is described, else the terms that are named by a fragment of it."""
    if next(store.quads_for_pattern(node, None, None), None):
        yield node
    yield from _named_within(store, node)


def _named_within(store: ox.Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    if "#" in node.value or not any(start.startswith(node.value + "#") for start in PREFIXES.values()):
        return []
    typed = store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None)
    names = {q.subject.value for q in typed if isinstance(q.subject, ox.NamedNode)}
    return [ox.NamedNode(name) for name in sorted(names) if name.startswith(node.value + "#")]


def _held(store: ox.Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    """What a graph describes, or the terms within a vocabulary."""
    if store.contains_named_graph(node):
        inside = {quad.subject.value for quad in store.quads_for_pattern(None, None, None, node)
                  if isinstance(quad.subject, ox.NamedNode)}
        return [ox.NamedNode(name) for name in sorted(inside)]
    return _named_within(store, node)


def _closure(store: ox.Store, subject):
    """The triples of a node, each once, and those of the nameless nodes it leads to."""
    waiting, seen = [subject], {subject}
    while waiting:
        told = {quad.triple: None for quad in store.quads_for_pattern(waiting.pop(), None, None)}
        for triple in told:
            yield triple
            if isinstance(triple.object, ox.BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                waiting.append(triple.object)


def _rows(store: ox.Store, subject, deep: int) -> tuple[tuple[Value, tuple[Value, ...]], ...]:
    found: dict[str, dict] = {}
    for quad in store.quads_for_pattern(subject, None, None):
        found.setdefault(quad.predicate.value, {})[quad.object] = None
    return tuple(
        (_value(store, ox.NamedNode(predicate), 0), tuple(_value(store, value, deep - 1) for value in values))
        for predicate, values in sorted(found.items(), key=lambda item: (item[0] != RDF_TYPE, item[0]))
    )


def _value(store: ox.Store, term, deep: int) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(_label(store, term) or short(term.value), term.value, short(term.value))
    if isinstance(term, ox.BlankNode):
        return Value("…", rows=_rows(store, term, deep) if deep > 0 else ())
    if isinstance(term, ox.Triple):
        return Value(str(term))
    kind = short(term.datatype.value)
    return Value(term.value, note=term.language or ("" if kind == "xsd:string" else kind),
                 iri=term.value if kind == "xsd:anyURI" else "")


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    return _first(store, node, LABELS)


def _first(store: ox.Store, node: ox.NamedNode, properties: list) -> str:
    """The first value of the first property that has one, one in English where there is one."""
    for predicate in properties:
        found = (quad.object for quad in store.quads_for_pattern(node, predicate, None))
        values = [value for value in found if isinstance(value, ox.Literal)]
        if values:
            return min(values, key=lambda value: (not (value.language or "en").startswith("en"), value.value)).value
    return ""

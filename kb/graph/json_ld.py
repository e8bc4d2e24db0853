"""Triples as JSON-LD under the published context: one object for each named node, blank nodes inside their holders."""

import json
from collections import Counter, defaultdict

import pyoxigraph as ox

from kb.graph.records import PREFIXES, RDF_TYPE, XSD, short

# How a literal is written as plain JSON, where nothing of it is lost by that.
NATIVE = {
    XSD + "string": lambda text: text,
    XSD + "boolean": lambda text: {"true": True, "false": False}[text],
    XSD + "integer": int,
}


class _Writer:
    """What the writing of one node needs to know of the others."""

    def __init__(self, found: list[ox.Triple], context: dict):
        self.terms = {spec["@id"]: (name, spec) for name, spec in context.items()
                      if isinstance(spec, dict) and "@id" in spec}
        self.values: dict = defaultdict(lambda: defaultdict(list))
        for triple in found:
            self.values[triple.subject][triple.predicate.value].append(triple.object)
        held = Counter(triple.object for triple in found if isinstance(triple.object, ox.BlankNode))
        self.inside = {node for node, times in held.items() if times == 1 and node in self.values}

    def graph(self) -> list[dict]:
        nodes = sorted((node for node in self.values if node not in self.inside), key=str)
        return [{"id": self._name(node)} | self._node(node) for node in nodes]

    def _node(self, subject) -> dict:
        """The properties of a node, each under its plain name; a value of another kind stands under the prefixed name."""
        written: dict = {}
        for prop, values in sorted(self.values[subject].items()):
            if prop == RDF_TYPE:
                found = [self.terms.get(short(value.value), (self._name(value),))[0] for value in values]
                written["type"] = found if len(found) > 1 else found[0]
                continue
            name, spec = self.terms.get(short(prop), (short(prop), {}))
            for value in values:
                self._put(written, name, short(prop), spec, value)
        return written

    def _put(self, written: dict, name: str, prefixed: str, spec: dict, value) -> None:
        kind, container = spec.get("@type"), spec.get("@container")
        if container == "@language" and isinstance(value, ox.Literal) and value.language:
            _add(written.setdefault(name, {}), value.language, value.value)
            return
        if not isinstance(value, ox.Literal):
            node = self._node(value) if value in self.inside else {"id": self._name(value)}
            fits, plain = kind == "@id", node["id"] if kind == "@id" and list(node) == ["id"] else node
        elif kind and kind == short(value.datatype.value):
            fits, plain = True, value.value
        else:
            fits, plain = not kind and container != "@language", _literal(value)
        _add(written, name if fits else prefixed, plain, always=fits and container == "@set")

    def _name(self, node) -> str:
        """The short form of an IRI: a prefix of the context and the rest; a jurisdiction's own terms are `j:uz/name`."""
        if isinstance(node, ox.BlankNode):
            return str(node)
        for prefix, start in PREFIXES.items():
            if node.value.startswith(start):
                return f"{prefix}:{node.value[len(start):]}"
        return node.value


def _literal(value: ox.Literal):
    if value.language:
        return {"@value": value.value, "@language": value.language}
    plain = NATIVE.get(value.datatype.value)
    try:
        if plain and (isinstance(plain(value.value), bool) or str(plain(value.value)) == value.value):
            return plain(value.value)
    except (KeyError, ValueError):
        pass
    return {"@value": value.value, "@type": value.datatype.value}


def _add(written: dict, name: str, value, always: bool = False) -> None:
    """One value stands alone, unless the property is always a list; more than one stand in a list."""
    if name not in written:
        written[name] = [value] if always else value
    elif isinstance(written[name], list):
        written[name].append(value)
    else:
        written[name] = [written[name], value]


def json_ld(found: list[ox.Triple], context: dict) -> bytes:
    """Return triples as JSON-LD with the context in it, one named node after another in the order of their IRIs.

    Args:
        found: the triples.
        context: the context that `json_ld_context` returns.
    """
    written = context | {"@graph": _Writer(found, context["@context"]).graph()}
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()

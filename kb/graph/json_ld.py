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

    def __init__(self, found: list[ox.Triple], context: dict, own: dict[str, str]):
        self.own = own
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
        if isinstance(value, ox.Literal) and value.language and spec.get("@container") == "@language":
            _add(written.setdefault(name, {}), value.language, value.value)
        elif not isinstance(value, ox.Literal):
            node = self._node(value) if value in self.inside else {"id": self._name(value)}
            named = spec.get("@type") == "@id"
            _add(written, name if named else prefixed, node["id"] if named and list(node) == ["id"] else node)
        elif "@type" in spec and spec["@type"] == short(value.datatype.value):
            _add(written, name, value.value)
        else:
            _add(written, prefixed if spec.keys() > {"@id"} else name, _literal(value))

    def _name(self, node) -> str:
        """The short form of an IRI, where its prefix and the rest of it give the same IRI again."""
        if isinstance(node, ox.BlankNode):
            return str(node)
        for prefix, start in (self.own | PREFIXES).items():
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


def _add(written: dict, name: str, value) -> None:
    """One value stands alone, more than one in a list."""
    if name not in written:
        written[name] = value
    elif isinstance(written[name], list):
        written[name].append(value)
    else:
        written[name] = [written[name], value]


def json_ld(found: list[ox.Triple], context: dict, own: dict[str, str]) -> bytes:
    """Return triples as JSON-LD with the context in it, one named node after another in the order of their IRIs.

    Args:
        found: the triples.
        context: the context that `json_ld_context` returns.
        own: prefixes beside those of the context, with the beginnings of IRIs they stand for.
    """
    whole = context["@context"] | own
    written = {"@context": whole, "@graph": _Writer(found, whole, own).graph()}
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()

"""Nameless nodes under IRIs that a server keeps, and nameless again on reading; truths in their usual letters."""

import pyoxigraph as ox

from kb.graph.records import XSD

GENID = "https://w3id.org/.well-known/genid/cyberlaw/"
BOOLEAN = XSD + "boolean"
TRUTHS = {"1": "true", "0": "false"}


def kept(term):
    """Return a term as a server keeps it: a nameless node by its IRI."""
    return ox.NamedNode(GENID + term.value) if isinstance(term, ox.BlankNode) else term


def restored(term):
    """Return a term of a server as it stands in the files: a nameless node without its IRI, a truth in its usual letters."""
    if isinstance(term, ox.NamedNode):
        return ox.BlankNode(term.value[len(GENID):]) if term.value.startswith(GENID) else term
    if isinstance(term, ox.Literal) and term.value in TRUTHS and term.datatype.value == BOOLEAN:
        return ox.Literal(TRUTHS[term.value], datatype=term.datatype)
    return term


def restored_json(value: dict) -> dict:
    """Return a value of SPARQL's JSON results with the same done to it."""
    if value["type"] == "uri" and value["value"].startswith(GENID):
        return {"type": "bnode", "value": value["value"][len(GENID):]}
    if value.get("datatype") == BOOLEAN:
        return value | {"value": TRUTHS.get(value["value"], value["value"])}
    return value

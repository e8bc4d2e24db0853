"""The JSON-LD context: a plain name for each property and class, with what kind of value it takes.

The names come from the ontology, the kinds of values from the shapes that the records are held to. A property whose plain
name is taken, by a prefix or by a property of the ontology, keeps its prefix: `kb:facet`, `dct:source`.
"""

from collections import Counter
from pathlib import Path

from rdflib import OWL, RDF, SH, XSD, Graph, URIRef

from kb.graph.paths import turtle_files
from kb.graph.records import PREFIXES, short

# Prefixes of words that describe an ontology or a shape, not law; their terms keep the prefix.
KEPT = ("rdf:", "owl:", "sh:")


def json_ld_context(folder: Path) -> dict:
    """Return the context, in a fixed order.

    Args:
        folder: where `ontology/` lies.
    """
    graph = Graph()
    for file in turtle_files(folder / "ontology"):
        graph.parse(file)
    context: dict = {"@version": 1.1} | dict(sorted(PREFIXES.items())) | {"id": "@id", "type": "@type"}
    context |= {_local(iri): {"@id": short(str(iri))} for iri in sorted(graph.subjects(RDF.type, OWL.Class))}
    declared = set(graph.subjects(RDF.type, OWL.ObjectProperty)) | set(graph.subjects(RDF.type, OWL.DatatypeProperty))
    properties = sorted(declared | {path for path in graph.objects(None, SH.path) if not short(str(path)).startswith(KEPT)})
    shared = Counter(_local(iri) for iri in properties)
    for iri in properties:
        plain = (iri in declared or shared[_local(iri)] == 1) and _local(iri) not in PREFIXES
        context[_local(iri) if plain else short(str(iri))] = {"@id": short(str(iri))} | _kind(graph, iri)
    return {"@context": context}


def _local(iri: URIRef) -> str:
    return short(str(iri)).partition(":")[2]


def _kind(graph: Graph, path: URIRef) -> dict:
    """How the values of a property are written: names of nodes, words by language, a typed value, or as they are.

    A property that a shape lets have more values than one is always a list, so that a reader need not look.
    """
    shapes = list(graph.subjects(SH.path, path))
    datatypes = {kind for shape in shapes for kind in graph.objects(shape, SH.datatype)}
    if RDF.langString in datatypes:
        return {"@container": "@language"}
    kind: dict = {}
    if (path, RDF.type, OWL.ObjectProperty) in graph or any(_takes_nodes(graph, shape) for shape in shapes):
        kind["@type"] = "@id"
    elif len(datatypes) == 1 and datatypes <= {XSD.date, XSD.anyURI}:
        kind["@type"] = short(str(datatypes.pop()))
    if any((shape, SH.maxCount, None) not in graph for shape in shapes):
        kind["@container"] = "@set"
    return kind


def _takes_nodes(graph: Graph, shape) -> bool:
    return (shape, SH["class"], None) in graph or (shape, SH.nodeKind, SH.IRI) in graph

"""The data set as catalogues take it in: DCAT, with each file as a distribution, and VoID for the number of triples."""

import hashlib

from rdflib import DCTERMS, FOAF, RDF, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from kb.graph.about import About
from kb.graph.records import PREFIXES

DCAT = Namespace(PREFIXES["dcat"])
SPDX = Namespace("http://spdx.org/rdf/terms#")
ENGLISH = URIRef("http://publications.europa.eu/resource/authority/language/ENG")
MEDIA = "https://www.iana.org/assignments/media-types/"


def catalogue(about: About, files: dict[str, bytes], media: dict[str, str], triples: int) -> bytes:
    """Return the description of the data set as Turtle.

    Args:
        about: what the data set is called.
        files: the files of the release, by their paths; addresses are relative to the description.
        media: the media types, by the endings of the files' names.
        triples: how many triples the data set has.
    """
    graph, dataset, maker = Graph(), URIRef(about.iri), BNode("maker")
    for prefix, start in (("dcat", DCAT), ("void", VOID), ("spdx", SPDX), ("foaf", FOAF)):
        graph.bind(prefix, start)
    facts = [
        (RDF.type, DCAT.Dataset), (RDF.type, VOID.Dataset),
        (DCTERMS.title, Literal(about.title, lang="en")), (DCTERMS.description, Literal(about.description, lang="en")),
        (DCTERMS.creator, maker), (DCTERMS.publisher, maker),
        (DCTERMS.license, URIRef(about.licence)), (DCTERMS.language, ENGLISH),
        (DCTERMS.identifier, Literal(about.iri)), (DCTERMS.identifier, Literal(about.mark)),
        (DCTERMS.modified, Literal(about.newest)), (DCAT.version, Literal(about.version)), (VOID.triples, Literal(triples)),
        *((DCAT.keyword, Literal(word, lang="en")) for word in about.keywords),
        *([(DCTERMS.issued, Literal(about.issued))] if about.issued else []),
    ]
    for prop, value in facts:
        graph.add((dataset, prop, value))
    graph.add((maker, RDF.type, FOAF.Organization))
    graph.add((maker, FOAF.name, Literal(about.creator)))
    for path, content in sorted(files.items()):
        _distribution(graph, dataset, URIRef(f"{about.iri}/{path}"), path, content, media, about)
    return graph.serialize(format="turtle", encoding="utf-8")


def _distribution(graph: Graph, dataset: URIRef, node: URIRef, path: str, content: bytes, media: dict, about: About) -> None:
    checksum = BNode(path.replace("/", "-"))
    for subject, prop, value in (
        (dataset, DCAT.distribution, node), (node, RDF.type, DCAT.Distribution), (node, DCTERMS.title, Literal(path)),
        (node, DCAT.downloadURL, URIRef(path)), (node, DCTERMS.license, URIRef(about.licence)),
        (node, DCAT.mediaType, URIRef(MEDIA + media[path.rpartition(".")[2]])),
        (node, DCAT.byteSize, Literal(len(content), datatype=XSD.nonNegativeInteger)), (node, SPDX.checksum, checksum),
        (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (checksum, SPDX.checksumValue, Literal(hashlib.sha256(content).hexdigest(), datatype=XSD.hexBinary)),
    ):
        graph.add((subject, prop, value))

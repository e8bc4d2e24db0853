"""The data set and the service described for machines: DCAT, VoID with counts, and the SPARQL service description."""

from pathlib import Path

import pyoxigraph as ox

from kb.graph.records import BASE, PREFIXES, RDF_TYPE

STATIC = Path(__file__).parent / "service.ttl"
WORDS = STATIC.read_text()
VOID, DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
SD = "http://www.w3.org/ns/sparql-service-description#"
NAMES = PREFIXES | {"void": VOID, "sd": SD, "dcat": DCAT}
DATASET, GRAPHS = ox.NamedNode(BASE + "dataset"), ox.NamedNode(BASE + "graphs")
DISTRIBUTION = ox.NamedNode(BASE + "distribution")
# What the records say of the data set (data/release.ttl).
RECORDED = f"SELECT DISTINCT ?p ?o {{ {DATASET} ?p ?o FILTER(?p != <{RDF_TYPE}>) }} ORDER BY ?p ?o"
LICENCE, IDENTIFIER = (ox.NamedNode(PREFIXES["dct"] + name) for name in ("license", "identifier"))
VERSION_INFO, VERSION = ox.NamedNode(PREFIXES["owl"] + "versionInfo"), ox.NamedNode(DCAT + "version")
COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "entities": f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c FILTER(STRSTARTS(STR(?s), '{BASE}')) }}",
}
# Of each partition: its property, what a part is told by, what is counted, and the query.
PARTITIONS = [
    ("classPartition", "class", "entities", "SELECT ?part (COUNT(DISTINCT ?s) AS ?n) { ?s a ?part } GROUP BY ?part"),
    ("propertyPartition", "property", "triples", "SELECT ?part (COUNT(*) AS ?n) { ?s ?part ?o } GROUP BY ?part"),
]
PER_GRAPH = "SELECT ?part (COUNT(*) AS ?n) { GRAPH ?part { ?s ?p ?o } } GROUP BY ?part ORDER BY ?part"


def description(store: ox.Store, address: str, version: str) -> list[ox.Triple]:
    """Return the description of the data set and of the service that answers queries on it.

    Args:
        store: what is described.
        address: where the server is reached, ending in a slash.
        version: the mark of the data.
    """
    told = list(ox.parse(WORDS, format=ox.RdfFormat.TURTLE, base_iri=address))
    found = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in told]
    found += _recorded(store)
    found.append(ox.Triple(DATASET, IDENTIFIER, ox.Literal(version)))
    for name, query in COUNTS.items():
        found.append(ox.Triple(DATASET, ox.NamedNode(VOID + name), next(_rows(store, query))["n"]))
    for name, told_by, counted, query in PARTITIONS:
        for row in _rows(store, query):
            part = ox.BlankNode()
            found += [ox.Triple(DATASET, ox.NamedNode(VOID + name), part),
                      ox.Triple(part, ox.NamedNode(VOID + told_by), row["part"]),
                      ox.Triple(part, ox.NamedNode(VOID + counted), row["n"])]
    return found + _graphs(store, address)


def _recorded(store: ox.Store) -> list[ox.Triple]:
    """What the data set is called, its makers, version and licence as recorded; its distribution has that licence, too."""
    found = []
    for row in _rows(store, RECORDED):
        found.append(ox.Triple(DATASET, row["p"], row["o"]))
        if row["p"] == LICENCE:
            found.append(ox.Triple(DISTRIBUTION, LICENCE, row["o"]))
        if row["p"] == VERSION_INFO:
            found.append(ox.Triple(DATASET, VERSION, row["o"]))
    return found


def _graphs(store: ox.Store, address: str) -> list[ox.Triple]:
    """Each named graph as a part of the data set that can be fetched, and as what GRAPH and FROM reach."""
    found = []
    for row in _rows(store, PER_GRAPH):
        graph, named = row["part"], ox.BlankNode()
        found += [
            ox.Triple(DATASET, ox.NamedNode(VOID + "subset"), graph),
            ox.Triple(graph, ox.NamedNode(RDF_TYPE), ox.NamedNode(VOID + "Dataset")),
            ox.Triple(graph, ox.NamedNode(RDF_TYPE), ox.NamedNode(SD + "Graph")),
            ox.Triple(graph, ox.NamedNode(VOID + "triples"), row["n"]),
            ox.Triple(graph, ox.NamedNode(VOID + "dataDump"), ox.NamedNode(address + graph.value.removeprefix(BASE))),
            ox.Triple(GRAPHS, ox.NamedNode(SD + "namedGraph"), named),
            ox.Triple(named, ox.NamedNode(RDF_TYPE), ox.NamedNode(SD + "NamedGraph")),
            ox.Triple(named, ox.NamedNode(SD + "name"), graph),
            ox.Triple(named, ox.NamedNode(SD + "graph"), graph),
        ]
    return found


def _rows(store: ox.Store, query: str):
    return store.query(query, use_default_graph_as_union=True)

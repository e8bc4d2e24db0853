"""The protocol tests of the W3C for SPARQL 1.1, sent over HTTP to `kb serve`, which serves the graphs of the suite.

The endpoint names its graphs itself: the names that the suite gives them are replaced throughout, in data and requests.
"""

import http.client
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from rdflib import Graph, Namespace
from rdflib.collection import Collection

from benchmarks.w3c_suite import MF, TABLES, Trial, read_table
from kb.graph.paths import root
from kb.graph.records import BASE, PREFIXES

CNT = Namespace("http://www.w3.org/2011/content#")
HT = Namespace("http://www.w3.org/2011/http#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
THEIRS, OURS = "http://kasei.us/2009/09/sparql/data/{}.rdf", BASE + "graph/data/{}.ttl"
GRAPHS = ("data0", "data1", "data2", "data3")
PATIENCE = 30
BOOLEAN = (TABLES[".srj"], TABLES[".srx"])
FORMATS = {"tabular": tuple(TABLES.values()), "boolean": BOOLEAN,
           "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")}


def write_graphs(suite: Path, folder: Path) -> None:
    """Write the graphs that the requests ask, as records of the project's layout.

    Args:
        suite: the folder of SPARQL 1.1 of the suite.
        folder: where to.
    """
    (folder / "data").mkdir(parents=True)
    os.symlink(root() / "ontology", folder / "ontology")
    for name in GRAPHS:
        file = suite / "protocol" / f"{name}.nt"
        text = file.read_text() if file.exists() else f"<{THEIRS.format(name)}> a <{PREFIXES['rdfs']}Resource> ."
        (folder / "data" / f"{name}.ttl").write_text(_renamed(text))


def protocol_fault(suite: Path, test: Trial, port: int) -> str:
    """Send the requests of a test, one after another; return what is wrong, empty where it passes."""
    file = suite / "protocol" / "manifest.ttl"
    graph = Graph().parse(file, publicID=file.as_uri())
    node = next(one for one in graph.subjects(MF.action) if str(one).endswith(f"#{test.name}"))
    faults = (_request_fault(graph, request, port) for request in _requests(graph, node))
    return next((fault for fault in faults if fault), "")


def description_fault(test: Trial, port: int) -> str:
    """Ask the endpoint to describe itself; return what is wrong, empty where the test passes."""
    status, kind, body = _sent(port, "GET", "/sparql", b"", {"Accept": "application/n-triples"})
    if (status, kind) != (200, "application/n-triples"):
        return f"status {status}, {kind}"
    if test.name == "returns-rdf":
        return ""
    found = Graph().parse(data=body, format="nt")
    address = f"http://127.0.0.1:{port}/sparql"
    if test.name == "has-endpoint-triple":
        return "" if address in map(str, found.objects(None, SD.endpoint)) else f"no sd:endpoint {address}"
    services = set(found.subjects(SD.endpoint))
    return "" if services and all((s, None, SD.Service) in found for s in services) else "an sd:endpoint without sd:Service"


def _requests(graph: Graph, node) -> Iterator:
    return iter(Collection(graph, graph.value(graph.value(node, MF.action), HT.requests)))


def _request_fault(graph: Graph, request, port: int) -> str:
    path = _renamed(str(graph.value(request, HT.absolutePath))).replace("/sparql/", "/sparql", 1)
    body = graph.value(request, HT.body)
    content = _renamed(str(graph.value(body, CNT.chars))) if body else ""
    encoding = str(graph.value(body, CNT.characterEncoding)) if body else "utf-8"
    list_of_headers = graph.value(request, HT.headers)
    headers = {str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue))
               for h in Collection(graph, list_of_headers)} if list_of_headers else {}
    method = str(graph.value(request, HT.methodName))
    answer, wanted = _sent(port, method, path, content.encode(encoding), headers), graph.value(request, HT.resp)
    statuses = {str(status)[-3] for status in graph.objects(wanted, MF.expectedStatus)}
    return _answer_fault(answer, statuses, str(graph.value(wanted, MF.expectedFormat) or ""),
                         graph.value(wanted, MF.expectedBoolean))


def _answer_fault(answer: tuple[int, str, bytes], statuses: set[str], form: str, truth) -> str:
    status, kind, body = answer
    if str(status)[0] not in statuses:
        return f"status {status} where {', '.join(f'{first}xx' for first in sorted(statuses))} is expected"
    if form and kind not in FORMATS[form]:
        return f"{kind} where {form} is expected"
    if truth is None:
        return ""
    ending = next(ending for ending, known in TABLES.items() if known == kind)
    return "" if read_table(body, ending).truth == truth.toPython() else f"not {truth} but the other"


def _sent(port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body or None, headers)
        found = connection.getresponse()
        return found.status, found.getheader("Content-Type", "").partition(";")[0], found.read()
    finally:
        connection.close()


def _renamed(text: str) -> str:
    for name in GRAPHS:
        theirs, ours = THEIRS.format(name), OURS.format(name)
        text = text.replace(theirs, ours).replace(quote(theirs, safe=""), quote(ours, safe=""))
    return text

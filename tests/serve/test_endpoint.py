"""The endpoint on loopback: the SPARQL 1.1 Protocol, formats, limits that say when they cut, IRIs that resolve."""

import csv
import gzip
import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kb.cli.main import main
from kb.graph.about import read_about
from kb.graph.paths import root
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import ask, open_store
from kb.serve.files import ADDRESS
from kb.serve.settings import Settings
from tests.serve.server import ROOT, free_port, started

STATES = "SELECT ?code ?name { ?j a kb:Jurisdiction ; kb:code ?code ; rdfs:label ?name } ORDER BY ?code"
TRIPLES = "CONSTRUCT { ?j kb:code ?code } WHERE { ?j a kb:Jurisdiction ; kb:code ?code }"
ROWS, MEMORY_MIB, RESULT_MIB, SLOW = 40_000, 300, 4, 1
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM = "application/x-www-form-urlencoded"
DCAT = Namespace(PREFIXES["dcat"])


@pytest.fixture(scope="module")
def server():
    with started("--seconds", "5", "--rows", str(ROWS), "--memory", str(MEMORY_MIB), "--result-bytes", str(RESULT_MIB),
                 "--slow", str(SLOW), "--rate", "10000", "--burst", "10000", "--public", "https://law.example") as found:
        yield found


@pytest.fixture(scope="module")
def store():
    return open_store(root())


@pytest.fixture(scope="module")
def states(store):
    return [(row["code"].value, row["name"].value) for row in ask(store, STATES)]


def get(server, query: str, more: str = "", **headers: str):
    return server.ask(target=f"/sparql?query={quote(query)}{more}", **headers)


def test_a_query_is_answered_the_same_by_get_by_form_and_by_its_own_media_type(server, states):
    ways = [get(server, STATES, Accept="text/csv"), server.query(STATES, Accept="text/csv"),
            server.ask("POST", body=urlencode({"query": STATES}).encode(), Content_Type=FORM, Accept="text/csv")]
    for answer in ways:
        assert answer.status == 200
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert rows[0] == ["code", "name"] and [tuple(row) for row in rows[1:]] == states
        assert answer.headers["kb-rows"] == str(len(states)) and "kb-cut" not in answer.headers


@pytest.mark.parametrize("accept, media_type", [
    ("", "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"),
    ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values; charset=utf-8"),
    ("text/*;q=0.3, application/sparql-results+json;q=0.2", "text/csv; charset=utf-8"),
    ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
    ("application/json", "application/json"),
    ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
])
def test_the_form_of_a_table_is_the_one_accepted_most(server, accept, media_type):
    answer = server.query(STATES, **({"Accept": accept} if accept else {}))
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("media_type, read", [
    ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
])
def test_another_reader_finds_in_a_table_what_the_store_has(server, store, media_type, read):
    query = """SELECT ?t ?u {
    { VALUES (?t ?u) { ("a\\t\\"<&>\\n\\\\" UNDEF) ("x"@en <urn:x?a=1&b=2>) (1.5 true) ("" "é\\r𝄞") } }
    UNION { ?t a kb:Jurisdiction BIND(STRDT("2026-01-01", xsd:date) AS ?u) } }"""
    found = list(ox.parse_query_results(server.query(query, Accept=media_type).body, format=read))
    assert [tuple(row) for row in found] == [tuple(row) for row in ask(store, query)]


@pytest.mark.parametrize("media_type, name", [
    ("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld"),
    ("application/rdf+xml", "xml"),
])
def test_another_reader_finds_the_triples_constructed(server, states, media_type, name):
    answer = server.query(TRIPLES, Accept=media_type)
    assert answer.headers["content-type"].startswith(media_type)
    found = Graph().parse(data=answer.body, format=name)
    assert {str(value) for value in found.objects()} == {code for code, _ in states}


@pytest.mark.parametrize("media_type, yes", [
    ("application/sparql-results+json", '"boolean": true'), ("application/sparql-results+xml", "<boolean>true</boolean>"),
    ("text/csv", "true"),
])
def test_a_question_that_is_asked_is_answered_with_a_truth(server, media_type, yes):
    assert yes in server.query("ASK { ?j a kb:Jurisdiction }", Accept=media_type).text


def test_a_format_can_be_asked_for_in_the_address(server):
    assert get(server, STATES, "&format=csv", Accept="text/html").headers["content-type"].startswith("text/csv")
    assert get(server, TRIPLES, "&format=ttl").headers["content-type"].startswith("text/turtle")


def test_other_engines_ask_it_as_a_remote_endpoint(server, states):
    where = f"http://127.0.0.1:{server.port}/sparql"
    asked = f"PREFIX kb: <{BASE}ontology#> SELECT ?code {{ ?j a kb:Jurisdiction ; kb:code ?code }}"
    rows = Graph(SPARQLStore(where)).query(asked)
    assert {str(row.code) for row in rows} == {code for code, _ in states}
    joined = f"SELECT ?code {{ SERVICE <{where}> {{ ?j a <{BASE}ontology#Jurisdiction> ; <{BASE}ontology#code> ?code }} }}"
    assert {row["code"].value for row in ox.Store().query(joined)} == {code for code, _ in states}


def test_the_graphs_asked_are_all_or_those_named_in_the_query_or_beside_it(server, store, states):
    code = states[0][0]
    one = f"{BASE}graph/data/jurisdictions/{code}.ttl"
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    size = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(one)))

    def number(answer) -> int:
        return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])

    assert number(get(server, count.format(""))) > size
    assert number(get(server, count.format(f"FROM <{one}>"))) == size
    assert number(get(server, count.format(""), f"&default-graph-uri={quote(one)}")) == size
    assert number(get(server, count.format(f"FROM <{BASE}graph/inferred>"), f"&default-graph-uri={quote(one)}")) == size
    assert number(get(server, count.format(""), f"&named-graph-uri={quote(one)}")) == 0
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(get(server, named, f"&named-graph-uri={quote(one)}")) == size
    assert number(get(server, named, f"&default-graph-uri={quote(one)}")) == 0
    assert number(get(server, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{one}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")) == size


def test_an_answer_has_a_tag_and_a_client_that_has_it_is_told_so(server):
    first = get(server, STATES)
    tag = first.headers["etag"]
    again = get(server, STATES, If_None_Match=f'"other", {tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert get(server, STATES, If_None_Match='W/"other"').status == 200
    assert get(server, STATES, Accept="text/csv").headers["etag"] != tag
    assert get(server, STATES + " LIMIT 1").headers["etag"] != tag
    assert json.loads(server.ask(target="/health").body)["data"] in tag


def test_an_answer_that_is_another_each_time_is_not_kept(server):
    answer = get(server, "SELECT (RAND() AS ?r) {}")
    assert "etag" not in answer.headers and answer.headers["cache-control"] == "no-store"


def test_a_small_answer_is_sent_at_once_on_a_connection_that_stays(server):
    """An answer held back until the last packet was acknowledged takes forty milliseconds more."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    times = []
    for _ in range(20):
        began = time.monotonic()
        connection.request("POST", "/sparql", b"ASK {}", {"Content-Type": "application/sparql-query"})
        assert connection.getresponse().read()
        times.append(time.monotonic() - began)
    connection.close()
    assert min(times) < 0.03


def test_an_answer_is_packed_for_who_accepts_it(server):
    packed, plain = get(server, STATES, Accept_Encoding="gzip"), get(server, STATES, Accept_Encoding="gzip;q=0")
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert "Accept-Encoding" in packed.headers["vary"]


def test_the_files_of_the_pages_are_packed_and_kept_until_they_change(server):
    page = server.ask(target="/", Accept_Encoding="gzip")
    assert gzip.decompress(page.body) == server.ask(target="/").body and "Accept-Encoding" in page.headers["vary"]
    script = re.search(rf'"({ADDRESS}/[\w./]+yasr.min.js)"', server.ask(target="/").text)[1]
    plain, packed = server.ask(target=script), server.ask(target=script, Accept_Encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in plain.headers["cache-control"] and "immutable" in packed.headers["cache-control"]
    assert "Accept-Encoding" in plain.headers["vary"] and "Accept-Encoding" in packed.headers["vary"]
    tag = plain.headers["etag"]
    again = server.ask(target=script, If_None_Match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert server.ask(target=script, If_None_Match='"other"').status == 200
    unmarked = server.ask(target=script.replace(ADDRESS, "/static"))
    assert unmarked.body == plain.body and "no-cache" in unmarked.headers["cache-control"]
    assert "immutable" not in unmarked.headers["cache-control"]


@pytest.mark.parametrize("path", [
    "/static/", ADDRESS, f"{ADDRESS}/", f"{ADDRESS}/../worker.py", f"{ADDRESS}/%2e%2e/worker.py", "/static//etc/passwd",
    "/static/0123456789abcdef/query.js",
])
def test_no_other_file_is_sent(server, path):
    assert server.ask(target=path).status == 404


def test_any_origin_may_ask_but_not_with_credentials(server):
    answer = get(server, STATES, Origin="https://page.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    before = server.ask("OPTIONS", Origin="https://page.example", Access_Control_Request_Method="POST",
                        Access_Control_Request_Headers="content-type")
    assert before.status == 200 and "POST" in before.headers["access-control-allow-methods"]


def test_head_has_the_headers_of_get_and_no_body(server):
    head, whole = server.ask("HEAD", f"/sparql?query={quote(STATES)}"), get(server, STATES)
    assert head.body == b"" and head.headers["content-length"] == str(len(whole.body))


def test_rows_past_the_limit_are_cut_and_the_answer_says_so_and_is_whole_in_itself(server):
    answer = get(server, "SELECT ?a { ?a ?b ?c }")
    assert answer.headers["kb-cut"] == f"rows; at={ROWS}"
    assert len(json.loads(answer.body)["results"]["bindings"]) == ROWS


def test_bytes_past_the_limit_are_cut_and_the_answer_says_so_and_is_whole_in_itself(server):
    for query in ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"):
        answer = server.query(query, Accept="application/json")
        assert answer.headers["kb-cut"] == f"bytes; at={RESULT_MIB * 2**20}"
        assert 0 < len(answer.body) <= RESULT_MIB * 2**20 + 100
        assert json.loads(answer.body)


def test_a_query_over_time_is_ended_and_counted_and_its_worker_replaced(server):
    before = server.number('kb_workers_replaced_total{reason="over time"}')
    answer = get(server, ENDLESS)
    assert answer.status == 503 and answer.headers["kb-limit"] == "seconds; at=5"
    assert server.number('kb_workers_replaced_total{reason="over time"}') == before + 1
    deadline = time.monotonic() + 10
    while server.number("kb_workers") != Settings().workers and time.monotonic() < deadline:
        time.sleep(0.1)
    assert server.number("kb_workers") == Settings().workers


def test_a_query_out_of_memory_is_told_so(server):
    doubled = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(34))
    answer = server.query(f'SELECT (STRLEN(?a34) AS ?n) {{ BIND("0123456789" AS ?a0) {doubled} }}')
    assert answer.status == 503 and answer.headers["kb-limit"] == f"memory; at={MEMORY_MIB * 2**20}"


def test_a_client_that_does_not_read_its_answer_is_cut_off(server):
    query = b"SELECT * { ?a ?b ?c . ?d ?e ?f }"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                           b"Content-Length: %d\r\n\r\n%s" % (len(query), query))
        head = connection.recv(4096).lower()
        assert b" 200 " in head
        length = int(head.partition(b"content-length: ")[2].split()[0])
        time.sleep(5 * SLOW)
        taken = len(head)
        try:
            while piece := connection.recv(2**20):
                taken += len(piece)
        except ConnectionResetError:
            pass
    assert taken < length


def test_the_service_is_described_where_no_query_is_asked(server):
    answer = server.ask(Accept="text/turtle")
    service = Graph().parse(data=answer.body, format="turtle")
    query = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    SELECT ?n { ?s a sd:Service ; sd:endpoint <https://law.example/sparql> ; sd:supportedLanguage sd:SPARQL11Query ;
      sd:defaultDataset/sd:defaultGraph/void:triples ?n ; sd:defaultDataset/sd:namedGraph/sd:name ?g ;
      dcat:servesDataset ?d . ?d dcat:version ?v ; void:classPartition/void:class ?c ; void:subset ?g }"""
    found = {int(row.n) for row in service.query(query)}
    assert found == {int(server.number(f'kb_triples{{version="{json.loads(server.ask(target="/health").body)["data"]}"}}'))}


@pytest.mark.parametrize("path", ["/dataset", "/.well-known/void"])
def test_the_data_set_is_described_as_the_records_have_it(server, path):
    answer = server.ask(target=path, Accept="application/n-triples")
    assert answer.status == 200 and "<http://rdfs.org/ns/void#Dataset>" in answer.text
    graph, about = Graph().parse(data=answer.body, format="nt"), read_about(root())
    dataset, mark = URIRef(about.iri), json.loads(server.ask(target="/health").body)["data"]
    for node, prop, values in (
        (dataset, DCTERMS.title, [about.title]), (dataset, DCTERMS.description, [about.description]),
        (dataset, DCTERMS.creator, [about.creator]), (dataset, DCTERMS.license, [about.licence]),
        (dataset, DCAT.version, [about.version]), (dataset, DCAT.keyword, about.keywords),
        (dataset, DCTERMS.identifier, [mark]),
        (graph.value(dataset, DCAT.distribution), DCTERMS.license, [about.licence]),
    ):
        assert {str(value) for value in graph.objects(node, prop)} == set(values), prop


def test_an_iri_of_ours_resolves_to_its_record(server, store, states):
    code, name = states[0]
    for iri in (f"{BASE}id/{code}", next(ask(store, "SELECT ?o { ?o a kb:Offence }"))["o"].value):
        path = "/" + iri.removeprefix(BASE)
        data = Graph().parse(data=server.ask(target=path, Accept="text/turtle").body, format="turtle")
        assert {str(node) for node in data.subjects() if "://" in str(node)} == {iri}
        page = server.ask(target=path, Accept="text/html,application/xml;q=0.9,*/*;q=0.8")
        assert page.headers["content-type"].startswith("text/html") and iri in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
    assert name in server.ask(target=f"/id/{code}", Accept="text/html").text


def test_a_term_with_a_fragment_and_a_graph_resolve_too(server, states):
    terms = server.ask(target="/ontology", Accept="text/html").text
    assert 'id="Offence"' in terms and "/ontology?term=Offence" in terms
    term = Graph().parse(data=server.ask(target="/ontology?term=Offence", Accept="text/turtle").body, format="turtle")
    assert set(term.subjects()) == {URIRef(BASE + "ontology#Offence")}
    graph = server.ask(target=f"/graph/data/jurisdictions/{states[0][0]}.ttl", Accept="application/n-triples")
    assert int(graph.headers["kb-rows"]) > 100


def test_the_page_of_the_server_shows_a_query_given_to_it_as_text(server):
    page = server.ask(target="/?query=" + quote("</textarea><script>alert(1)</script>"), Accept="text/html")
    assert page.status == 200 and "<script>alert" not in page.text and "&lt;script&gt;alert(1)" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_what_is_not_recorded_is_not_found(server):
    answer = server.ask(target="/id/nowhere", Accept="text/turtle")
    assert answer.status == 404 and BASE + "id/nowhere" in answer.text
    assert server.ask(target="/id/%3Cscript%3E", Accept="text/html").status == 404


def test_a_client_that_asks_too_often_is_told_when_to_come_back():
    with started("--rate", "0.5", "--burst", "3", "--workers", "1") as server:
        statuses = [server.query("ASK {}").status for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        refused = server.query("ASK {}")
        assert refused.status == 429 and 1 <= int(refused.headers["retry-after"]) <= 2
        assert server.ask(target="/health").status == 200
        time.sleep(2.2)
        assert server.query("ASK {}").status == 200


def test_the_header_that_names_a_client_is_believed_from_a_trusted_proxy_alone():
    for options, statuses in (((), {200, 429}), (("--behind", "127.0.0.1"), {200})):
        with started("--rate", "0.1", "--burst", "2", "--workers", "1", *options) as server:
            assert {server.query("ASK {}", X_Forwarded_For=f"192.0.2.{n}").status for n in range(4)} == statuses


def test_the_server_ends_in_good_order_when_told():
    with started("--workers", "1") as server:
        assert server.query("ASK {}").status == 200
        server.process.terminate()
        assert server.process.wait(10) in (0, -signal.SIGTERM)


def test_a_query_whose_client_left_while_it_waited_is_not_begun():
    with started("--workers", "1", "--seconds", "3") as server:
        busy = threading.Thread(target=server.query, args=(ENDLESS,), daemon=True)
        busy.start()
        until(lambda: server.number("kb_workers_busy") == 1)
        with socket.create_connection(("127.0.0.1", server.port)) as leaving:
            leaving.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            until(lambda: server.number("kb_queue_waiting") == 1)
        busy.join()
        assert server.query(STATES).status == 200
        assert server.number('kb_queries_total{outcome="gone"}') == 1
        assert server.number('kb_queries_total{outcome="over time"}') == 1


def until(come_true) -> None:
    deadline = time.monotonic() + 20
    while not come_true() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert come_true()


def test_a_server_that_is_killed_leaves_no_worker_behind():
    with started("--workers", "2", "--seconds", "3") as server:
        busy = threading.Thread(target=lambda: pytest.raises(OSError, server.query, ENDLESS), daemon=True)
        busy.start()
        time.sleep(0.5)
        family = descendants(server.process.pid)
        assert len(family) >= 3
        server.process.kill()
        deadline = time.monotonic() + 20
        while any(alive(pid) for pid in family) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert not any(alive(pid) for pid in family)


def test_the_service_goes_on_though_the_process_that_forks_the_workers_is_killed():
    with started("--workers", "1", "--seconds", "1") as server:
        for pid in descendants(server.process.pid):
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while (answer := server.query(STATES)).status != 200 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert answer.status == 200


def descendants(pid: int) -> list[int]:
    found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [other for child in found for other in descendants(child)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("options, words", [
    (["--rows", "0"], "--rows 0"), (["--seconds", "-1"], "--seconds -1"), (["--port", "0"], "port"),
    (["--host", "192.0.2.1"], "--host or --port"), (["--memory", "much"], "--memory"),
])
def test_a_setting_that_cannot_be_is_told_in_one_line(capsys, options, words):
    try:
        status = main(["serve", *options])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr().err
    assert status == 2 and words in said and len(said.splitlines()) == 1


def test_records_that_cannot_be_read_are_told_in_one_line(tmp_path):
    for part in ("ontology", "data"):
        (tmp_path / part).mkdir()
    (tmp_path / "data" / "broken.ttl").write_text("this is not Turtle")
    command = [sys.executable, "-m", "kb.cli.main", "serve", "--port", str(free_port())]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60,
                          env=os.environ | {"KB_ROOT": str(tmp_path)})
    assert said.returncode == 2 and "broken.ttl" in said.stderr and len(said.stderr.splitlines()) == 1


def test_the_engine_is_asked_from_inside_a_query_and_a_word_that_names_nothing_is_told(server, real):
    act = next(iter(real.scenarios))
    query = f"""SELECT ?code (kbf:criminal("{act}", ?j, "2026-11-01") AS ?v)
    (kbf:extraditable("{act}", ?j, ?k, "2026-11-01", ?k) AS ?w)
    {{ ?j a kb:Jurisdiction ; kb:code ?code . ?k a kb:Jurisdiction FILTER(?j != ?k) }}"""
    answer = server.query(query, Accept="text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    asked = date(2026, 11, 1)
    assert {row["code"]: row["v"] for row in rows} == {
        code: real.criminal(real.act(act), [code], asked).verdict.value for code in real.codes}
    assert {row["w"] for row in rows} <= {"yes", "no", "depends", "unknown"} and "kb-note" not in answer.headers
    wrong = server.query('SELECT (kbf:criminal("é", "x", "y") AS ?v) {}')
    assert wrong.status == 200 and "no scenario is called" in wrong.headers["kb-note"]

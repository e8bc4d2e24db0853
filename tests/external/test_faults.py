"""What is said where a server is away, slow, full, closed, empty or of another version: one line that names the remedy."""

import json
import re
import subprocess
import sys
import threading
from base64 import b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote_plus

import pyoxigraph as ox
import pytest

import kb
from kb.cli.main import main
from kb.errors import BadQuestion
from kb.graph import remote as module
from kb.graph.external import Server
from kb.graph.external_store import ExternalStore
from kb.graph.manifest import LAYOUT, LAYOUT_NOW, MANIFEST, TRIPLES, VERSION, fingerprint
from kb.graph.paths import root
from kb.graph.remote import Remote, StoreFault
from kb.graph.skolem import GENID, kept, restored, restored_json
from kb.graph.version import data_version
from kb.graph.writers import KNOWN, GraphStore, writer_for
from tests.serve.server import free_port, started

EMPTY = {"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": []}}
GRAPH = "https://w3id.org/cyberlaw/graph/data/one.ttl"


class Scripted(BaseHTTPRequestHandler):
    """Answers by the script of its server: a list of (status, headers, body), the last one again and again."""

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        script = self.server.script
        status, headers, said = script.pop(0) if len(script) > 1 else script[0]
        if callable(said):
            said = said()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_) -> None:
        return


@contextmanager
def scripted(*script):
    """A server on loopback that follows a script; gives its address and what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.script, server.asked, server.daemon_threads = list(script), [], True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", server.asked
    finally:
        server.shutdown()
        server.server_close()


def table(*found: tuple) -> tuple:
    """An answer of a server with some triples as a table."""
    kinds = {True: "uri", False: "literal"}
    bindings = [{name: {"type": kinds[":" in value], "value": value} for name, value in zip("spo", row, strict=True)}
                for row in found]
    return 200, {"Content-Type": "application/sparql-results+json"}, json.dumps(
        EMPTY | {"results": {"bindings": bindings}}).encode()


def holding(version: str, layout: str = LAYOUT_NOW, size: int = 1) -> tuple:
    return table((MANIFEST, VERSION, version), (MANIFEST, LAYOUT, layout), (GRAPH, TRIPLES, str(size)))


def in_order(*objects: str) -> tuple:
    """What the manifest says of a graph with these objects of one subject and predicate."""
    triples = (ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(one)) for one in objects)
    found = {"g": {"type": "uri", "value": GRAPH}, "o": {"type": "literal", "value": "".join(map(fingerprint, triples))}}
    return 200, {}, json.dumps({"head": {"vars": ["g", "o"]}, "results": {"bindings": [found]}}).encode()


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in ("KB_STORE", "KB_STORE_USER", "KB_STORE_PASSWORD", "KB_STORE_SECONDS", "KB_STORE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0))


@pytest.mark.parametrize("command", ["criminal --act ransomware --in uz", "sparql -q ASK{}", "list treaties", "show uz"])
def test_every_command_says_in_one_line_that_no_server_is_there(command, monkeypatch, capsys):
    monkeypatch.setenv("KB_STORE", f"http://127.0.0.1:{free_port()}/sparql")
    assert main(command.split()) == 2
    said = capsys.readouterr()
    assert not said.out and said.err.count("\n") == 1
    assert "cannot be reached (Connection refused)" in said.err and "KB_STORE" in said.err


@pytest.mark.parametrize("address, why", [
    ("uz.ttl", "is not the address of a SPARQL server"),
    ("ftp://127.0.0.1/sparql", "is not the address of a SPARQL server"),
    ("http://", "is not the address of a SPARQL server"),
    ("http://dba:secret@127.0.0.1/sparql", "KB_STORE_PASSWORD"),
])
def test_an_address_that_is_none_is_refused_and_no_password_repeated(address, why):
    with pytest.raises(BadQuestion, match=why) as fault:
        kb.open(address)
    assert "secret" not in str(fault.value)


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan"])
def test_a_time_that_is_none_is_refused(seconds, monkeypatch):
    monkeypatch.setenv("KB_STORE_SECONDS", seconds)
    with pytest.raises(BadQuestion, match="KB_STORE_SECONDS"):
        Remote("http://127.0.0.1/sparql")


def test_a_server_that_does_not_answer_is_left_after_its_time(monkeypatch):
    monkeypatch.setenv("KB_STORE_SECONDS", "0.2")
    wait = threading.Event()
    with scripted((200, {}, lambda: bytes(wait.wait(5)))) as (url, asked):
        with pytest.raises(StoreFault, match="no answer within 0.2 s"):
            Remote(url).query("ASK {}")
        wait.set()
    assert len(asked) == 1, "what took its whole time is not tried again"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_is_busy_for_a_moment_is_asked_again(status):
    with scripted((status, {}, b"busy"), (status, {}, b"busy"), holding("v")) as (url, asked):
        assert Server(url).version == "v" and len(asked) == 3
    with scripted((status, {}, b"busy\nfor  long")) as (url, asked):
        with pytest.raises(StoreFault, match=f"answers {status} .*busy for long"):
            Server(url)
        assert len(asked) == 3


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_fault_that_stays_is_told_at_once(status):
    wordy = (status, {}, b"no such query " * 1000)
    with scripted(wordy) as (url, asked), pytest.raises(StoreFault, match=f"answers {status}") as fault:
        Server(url)
    assert len(asked) == 1 and len(str(fault.value)) < 600


@pytest.mark.parametrize("told, why", [
    (table(), "holds no data of ours, or is being loaded: run `kb load"),
    (holding("v", layout="0"), "was loaded by another version of this program"),
    (holding("another"), "holds version another of the data, and .* is expected: run `kb load"),
])
def test_a_server_with_other_data_is_refused(told, why):
    with scripted(told) as (url, _), pytest.raises(StoreFault, match=why):
        kb.open(url)


def test_the_version_that_is_meant_can_be_named(monkeypatch):
    with scripted(holding("another")) as (url, _):
        monkeypatch.setenv("KB_STORE_VERSION", "another")
        assert kb.open(url).data_version == "another"
        monkeypatch.setenv("KB_STORE_VERSION", "a third")
        with pytest.raises(StoreFault, match="holds version another"):
            kb.open(url)


def test_a_server_that_was_loaded_anew_is_not_read_on():
    with scripted(holding("v"), holding("w")) as (url, _):
        server = Server(url)
        with pytest.raises(StoreFault, match="was loaded anew: it held version v and holds w"):
            list(server.read(server.files("data")))
    with scripted(holding("v"), holding("w")) as (url, _):
        store = ExternalStore(Server(url))
        with pytest.raises(StoreFault, match="loaded anew"):
            store.query("ASK { }")


@pytest.mark.parametrize("held", ["", "<urn:s> <urn:p> 'other' .", "<urn:s> <urn:p> 'o' , 'more' ."])
def test_a_graph_that_is_not_what_was_loaded_is_refused(held):
    triples = 200, {"Content-Type": "text/turtle"}, held.encode()
    with scripted(holding("v"), holding("v"), in_order("o"), triples) as (url, asked):
        server = Server(url)
        with pytest.raises(StoreFault, match=f"does not hold what was loaded in <{GRAPH}>: run `kb load"):
            list(server.read(server.files("data")))
        assert len(asked) == 4


def test_pages_in_another_order_each_time_are_read_until_all_has_come():
    first, second = ((200, {"Content-Type": "text/turtle"}, b"<urn:s> <urn:p> '%s' ." % said) for said in (b"one", b"other"))
    answers = holding("v", size=2), holding("v", size=2), in_order("one", "other"), first, first, second, first
    with scripted(*answers) as (url, _):
        server = Server(url, page=1)
        [(_, triples)] = server.read(server.files("data"))
        assert [triple[2].value for triple in triples] == ["one", "other"]


def test_each_round_of_pages_has_other_bounds_than_the_last():
    words = [f"{number:02}" for number in range(10)]
    some = 200, {"Content-Type": "text/turtle"}, b"<urn:s> <urn:p> '00' ."
    every = 200, some[1], b"".join(b"<urn:s> <urn:p> '%s' .\n" % word.encode() for word in words)
    answers = holding("v", size=10), holding("v", size=10), in_order(*words), some, some, every, every
    with scripted(*answers) as (url, asked):
        server = Server(url, page=8)
        assert len(next(server.read(server.files("data")))[1]) == 10
    sent = [unquote_plus(path + body.decode()) for _, path, _, body in asked[3:]]
    bounds = [re.search(r"LIMIT (\d+) OFFSET (\d+)", text).groups() for text in sent]
    assert bounds == [("8", "0"), ("8", "8"), ("7", "0"), ("7", "7")]


@pytest.mark.parametrize("said", [b"<html>", b"", b"[]", b"{}", b'{"head": {}, "results": []}'])
def test_an_address_where_no_endpoint_is_is_told_of(said):
    page = 200, {"Content-Type": "text/html"}, said
    with scripted(page) as (url, _), pytest.raises(StoreFault, match="answers in text/html where SPARQL's JSON results"):
        kb.open(url)


def test_broken_triples_are_refused():
    with scripted(holding("v"), holding("v"), (200, {"Content-Type": "text/turtle"}, b"<urn:s> <urn:p>")) as (url, _):
        store = ExternalStore(Server(url))
        with pytest.raises(StoreFault, match="broken text/turtle"):
            store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")


def test_triples_in_a_form_that_was_not_asked_for_are_refused():
    with scripted(holding("v"), holding("v"), (200, {"Content-Type": "text/html"}, b"<p>hello</p>")) as (url, _):
        store = ExternalStore(Server(url))
        with pytest.raises(StoreFault, match="answers in text/html"):
            store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")


def test_the_endpoint_says_that_its_server_is_away_and_not_where_that_is():
    with scripted(holding(data_version(root())), (500, {}, b"broken")) as (url, _), started("--store", url) as server:
        answer = server.query("ASK { }")
        assert answer.status == 503 and "cannot be reached or refuses" in answer.text
        assert url not in answer.text and int(answer.headers["retry-after"]) > 0
        assert server.number('kb_queries_total{outcome="store unavailable"}') == 1


def test_the_endpoint_does_not_start_over_a_server_that_holds_nothing():
    with scripted(table()) as (url, _):
        command = [sys.executable, "-m", "kb.cli.main", "serve", "--port", str(free_port()), "--store", url]
        ended = subprocess.run(command, cwd=root(), capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2 and "holds no data of ours" in ended.stderr and ended.stderr.count("\n") == 1


# ---- credentials


def test_a_password_is_shown_by_basic_to_the_server_alone_that_asks_for_it(monkeypatch):
    monkeypatch.setenv("KB_STORE_USER", "ann")
    monkeypatch.setenv("KB_STORE_PASSWORD", "key")
    with scripted((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), holding("v")) as (url, asked):
        assert Server(url).version == "v"
        assert [headers.get("Authorization") for _, _, headers, _ in asked] == [
            None, "Basic " + b64encode(b"ann:key").decode()]
        with scripted((401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")) as (elsewhere, strangers):
            with pytest.raises(StoreFault, match="401"):
                Remote(url).send("GET", elsewhere)
            assert not any("Authorization" in headers for _, _, headers, _ in strangers)


def test_a_password_is_proved_by_digest_before_a_graph_is_sent(monkeypatch):
    monkeypatch.setenv("KB_STORE_USER", "ann")
    monkeypatch.setenv("KB_STORE_PASSWORD", "key")
    challenge = {"WWW-Authenticate": 'Digest realm="x", nonce="n", qop="auth", algorithm="MD5"'}
    with scripted((401, challenge, b""), (201, {}, b"")) as (url, asked):
        writer = GraphStore(Remote(url), url)
        writer.put("urn:g", [ox.Triple(ox.BlankNode("b"), ox.NamedNode("urn:p"), ox.Literal("o"))])
    (_, _, _, nothing), (method, path, headers, body) = asked
    assert nothing == b"" and (method, path) == ("PUT", "/sparql?graph=urn%3Ag")
    assert 'username="ann"' in headers["Authorization"] and "key" not in headers["Authorization"]
    assert body == f'<{GENID}b> <urn:p> "o" .\n'.encode()


# ---- where graphs are put


@pytest.mark.parametrize("kind, path, graphs", [
    ("Virtuoso/07.20.3229 (Linux)", "/sparql", "/sparql-graph-crud-auth"),
    ("Oxigraph/0.5.13", "/query", "/store"),
    ("Apache Jena Fuseki (5.6.0)", "/law/sparql", "/law/data"),
    ("GraphDB/11.0 RDF4J", "/repositories/law", "/repositories/law/rdf-graphs/service"),
])
def test_where_a_known_server_takes_graphs_is_found(kind, path, graphs):
    assert any(word in kind.lower() for word in KNOWN)
    with scripted((200, {"Server": kind}, b"{}")) as (url, _):
        address = url.replace("/sparql", path)
        assert writer_for(Remote(address)).address == address.replace(path, graphs)


def test_an_unknown_server_must_be_told_where_it_takes_graphs():
    with scripted((200, {}, b"{}")) as (url, _):
        with pytest.raises(BadQuestion, match="name its graph store with --graph-store, or its update endpoint"):
            writer_for(Remote(url))
        assert writer_for(Remote(url), graph_store=url).address == url
        with pytest.raises(BadQuestion, match="not both"):
            writer_for(Remote(url), url, url)


# ---- terms


@pytest.mark.parametrize("sent, back", [
    (ox.NamedNode(GENID + "data.one.n1"), ox.BlankNode("data.one.n1")),
    (ox.NamedNode("urn:x"), ox.NamedNode("urn:x")),
    (ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")), ox.Literal(True)),
    (ox.Literal("0", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")), ox.Literal(False)),
    (ox.Literal(1), ox.Literal(1)),
    (ox.Literal("1"), ox.Literal("1")),
])
def test_a_term_of_a_server_is_read_as_it_stands_in_the_files(sent, back):
    assert restored(sent) == back
    value = {"type": "uri" if isinstance(sent, ox.NamedNode) else "literal", "value": sent.value}
    if isinstance(sent, ox.Literal):
        value["datatype"] = sent.datatype.value
    assert restored_json(value)["value"] == back.value
    assert restored_json(value)["type"] == ("bnode" if isinstance(back, ox.BlankNode) else value["type"])
    assert restored(kept(back)) == back

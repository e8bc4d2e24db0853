"""The parts of the endpoint, each alone: negotiation, protocol, turns, rates, the dataset of a query, cutting, pages."""

import asyncio
import socket
import subprocess
import sys

import pyoxigraph as ox
import pytest

from kb.errors import BadQuestion
from kb.graph.dataset import Dataset, dataset_of, is_update
from kb.graph.lookup import NotRecorded, Value, View, record, view
from kb.graph.records import BASE
from kb.graph.results import GRAPHS, TABLES, Limits, WrongForm, write
from kb.graph.store import ask
from kb.serve.clients import Clients, has_left, network_of
from kb.serve.line import Full, Line
from kb.serve.messages import AT_ONCE, Channel, Ended, Message, pack, receive
from kb.serve.negotiate import accepts_gzip, best
from kb.serve.pages import node_page
from kb.serve.protocol import question_of
from kb.serve.refusals import Refused

OURS, OTHER = BASE + "graph/ours", "https://else.example/g"
WIDE = Limits(1000, 10**6)


@pytest.fixture
def store():
    found = ox.Store()
    found.load(f"""@prefix : <{BASE}id/x/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    :a rdfs:label "<script>alert(1)</script>"@en ; :part [ :of [ :deep "down" ] ] ; :see <javascript:alert(2)>, :b .
    :b rdfs:label "b" .""".encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(OURS))
    return found


@pytest.mark.parametrize("accept, found", [
    ("", "a/a"), ("*/*", "a/a"), ("b/*", "b/b"), ("a/*;q=0.1, b/b;q=0.2", "b/b"), ("c/c", None), ("a/a;q=0", None),
    ("*/*;q=0.5, a/a;q=0", "b/b"), ("A/A", "a/a"), ("nonsense", "a/a"), ("a/a;q=7", "a/a"), ("b/b, a/a", "a/a"),
    ("a/a;level=1;q=0.3, b/b;q=0.4", "b/b"),
])
def test_the_offer_accepted_most_is_taken(accept, found):
    assert best(accept, ("a/a", "b/b")) == found


@pytest.mark.parametrize("header, accepted", [
    ("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("*, gzip;q=0", False), ("", False),
    ("identity", False), ("xgzip", False),
])
def test_gzip_is_used_where_it_is_accepted(header, accepted):
    assert accepts_gzip(header) is accepted


def test_a_question_holds_the_query_and_the_graphs_named_beside_it():
    search = b"query=ASK%7B%7D&default-graph-uri=urn:a&named-graph-uri=urn:b&default-graph-uri=urn:c"
    found = question_of("GET", search, "", b"")
    assert (found.query, found.default, found.named) == ("ASK{}", ("urn:a", "urn:c"), ("urn:b",))
    sent = question_of("POST", b"default-graph-uri=urn:a", "application/sparql-query; charset=UTF-8", "ASK{}#é".encode())
    assert (sent.query, sent.default) == ("ASK{}#é", ("urn:a",))
    assert question_of("GET", b"", "", b"") is None


@pytest.mark.parametrize("method, search, kind, body, status, words", [
    ("GET", b"query=a&query=b", "", b"", 400, "2 queries"),
    ("GET", b"query=", "", b"", 400, "empty"),
    ("GET", b"query=%ff", "", b"", 400, "UTF-8"),
    ("GET", b"update=x", "", b"", 400, "read only"),
    ("GET", b"query=a&format=doc", "", b"", 400, "csv"),
    ("POST", b"", "text/plain", b"ASK{}", 415, "text/plain"),
    ("POST", b"", "", b"ASK{}", 415, "none named"),
    ("POST", b"", "application/sparql-query", b"\xff", 400, "byte 0"),
    ("POST", b"", "application/x-www-form-urlencoded", b"a=b", 400, "no query"),
])
def test_what_cannot_be_understood_is_refused_with_its_reason(method, search, kind, body, status, words):
    with pytest.raises(Refused, match=words) as fault:
        question_of(method, search, kind, body)
    assert fault.value.status == status


def test_a_client_has_its_burst_and_then_its_rate():
    clients = Clients(rate=2, burst=3)
    assert [clients.wait_for("a", 0.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert clients.wait_for("b", 0.0) == 0
    assert clients.wait_for("a", 0.5) == 0 and clients.wait_for("a", 0.5) > 0
    assert [clients.wait_for("a", 100.0) for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_client_is_an_address_or_a_network_of_ipv6():
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:0:1::1")
    assert network_of("::ffff:192.0.2.1") == "192.0.2.1"


def test_a_client_is_asked_whether_it_left_without_waiting_for_it():
    async def run():
        came, message = asyncio.Event(), {}

        async def receive():
            await came.wait()
            return message

        assert not has_left(receive)
        message["type"] = "http.request"
        came.set()
        assert not has_left(receive)
        message["type"] = "http.disconnect"
        assert has_left(receive)

    asyncio.run(run())


def test_clients_take_turns_and_no_more_may_wait_than_is_set():
    async def run():
        line, served = Line(longest=4, patience=5), []

        async def wait(client):
            served.append((client, await line.take(client)))

        waiting = []
        for client in ("a", "a", "a", "b"):
            waiting.append(asyncio.create_task(wait(client)))
            await asyncio.sleep(0)
        with pytest.raises(Full):
            await line.take("a")
        for number in range(4):
            line.give(number)
        await asyncio.gather(*waiting)
        return served, line.waiting

    served, waiting = asyncio.run(run())
    assert served == [("a", 0), ("b", 1), ("a", 2), ("a", 3)] and waiting == 0


def test_a_client_that_fills_the_room_makes_place_for_another():
    async def run():
        line = Line(longest=3, patience=5)
        crowd = [asyncio.create_task(line.take("a")) for _ in range(3)]
        await asyncio.sleep(0)
        other = asyncio.create_task(line.take("b"))
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await line.take("a")
        for number in range(3):
            line.give(number)
        return await asyncio.gather(*crowd, other, return_exceptions=True), line.waiting

    (first, second, third, other), waiting = asyncio.run(run())
    assert (first, other, second, waiting) == (0, 1, 2, 0) and isinstance(third, Full)


def test_who_waits_too_long_or_leaves_takes_nothing():
    async def run():
        line = Line(longest=4, patience=0.05)
        with pytest.raises(Full):
            await line.take("a")
        leaving = asyncio.create_task(line.take("a"))
        await asyncio.sleep(0)
        line.give("worker")
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        return await line.take("b")

    assert asyncio.run(run()) == "worker"


def test_of_several_idle_the_one_used_last_is_taken():
    async def run():
        line = Line(longest=1, patience=1)
        assert not line.idle
        line.give("cold")
        line.give("warm")
        return await line.take("a"), line.idle

    assert asyncio.run(run()) == ("warm", True)


@pytest.mark.parametrize("body", [b"", b"body", bytes(3 * AT_ONCE)])
def test_a_message_is_read_however_it_is_cut_into_pieces(body):
    sent = pack({"é": [1]}, body)
    for size in (1, 7, 8, 9, len(sent)) if len(sent) < AT_ONCE else (AT_ONCE, len(sent)):
        message = Message()
        for start in range(0, len(sent), size):
            assert message.missing > 0
            message.take(sent[start:start + size])
        assert message.missing == 0 and message.read() == ({"é": [1]}, body)


def test_server_and_worker_speak_in_turn_and_the_server_is_told_when_the_worker_is_gone():
    async def run():
        ours, theirs = socket.socketpair()
        with theirs:
            _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=ours)
            theirs.sendall(pack({"hello": 1}))
            hello = await channel.received()
            channel.send({"job": 1}, b"ASK {}")
            job = await asyncio.to_thread(receive, theirs)
            waiting = asyncio.create_task(channel.received())
            await asyncio.sleep(0)
            theirs.sendall(pack({"answer": 1}, bytes(AT_ONCE + 1)))
            answer = await waiting
            leaving = asyncio.create_task(channel.received())
            await asyncio.sleep(0)
        for gone in (leaving, channel.received()):
            with pytest.raises(Ended):
                await gone
        return hello, job, answer

    assert asyncio.run(run()) == (({"hello": 1}, b""), ({"job": 1}, b"ASK {}"), ({"answer": 1}, bytes(AT_ONCE + 1)))


def test_a_worker_ends_quietly_where_the_server_is_gone():
    script = """import socket, sys
from kb.serve.settings import Settings
from kb.serve.worker import work
ours, theirs = socket.socketpair()
if sys.argv[1] == "asked": ours.sendall(b"\\0\\0\\0\\x02")
ours.close()
work(theirs, Settings())"""
    for when in ("at once", "asked"):
        found = subprocess.run([sys.executable, "-c", script, when], capture_output=True, text=True, timeout=60)
        assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("query, found", [
    ("SELECT * { ?s ?p ?o }", Dataset()),
    ('SELECT * { ?s ?p "from" }', Dataset()),
    ("SELECT * { ?from kb:inForceFrom $service }", Dataset()),
    (f"SELECT * FROM <{OURS}> {{ ?s ?p ?o }}", Dataset((OURS,), ())),
    (f"select * from named <{OURS}> {{ ?s ?p ?o }}", Dataset((), (OURS,))),
    (f"PREFIX g: <{BASE}graph/> SELECT * FROM g:ours {{ ?s ?p ?o }}", Dataset((OURS,), ())),
    (f"PREFIX : <{OURS}> SELECT * FROM : {{ ?s ?p ?o }}", Dataset((OURS,), ())),
    (f"BASE <{BASE}graph/> SELECT * FROM <ours> {{ ?s ?p ?o }}", Dataset((OURS,), ())),
])
def test_the_graphs_of_a_query_are_read_from_its_syntax(store, query, found):
    assert [dataset_of(query, store, Dataset()) for _ in range(2)] == [found, found]


def test_a_query_that_calls_out_is_refused_each_time(store):
    for _ in range(2):
        with pytest.raises(BadQuestion, match="SERVICE"):
            dataset_of("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", store, Dataset())


@pytest.mark.parametrize("default, named", [((OTHER,), ()), ((), (OTHER,)), ((OURS, OTHER), ()), (("<",), ())])
def test_a_graph_that_is_not_in_the_store_is_refused(store, default, named):
    with pytest.raises(BadQuestion, match="no graph of ours"):
        dataset_of("ASK {}", store, Dataset(default, named))


@pytest.mark.parametrize("text, update", [
    ("DROP ALL", True), ("INSERT DATA { <urn:a> <urn:b> 1 }", True), ("ASK {}", False), ("", False), ("DROP", False),
])
def test_an_update_is_told_from_a_query(text, update):
    assert is_update(text) is update


def test_the_kernel_keeps_a_worker_from_calling_out_whatever_the_query_says():
    """The second lock: without it the same query reaches the listener."""
    script = """import sys, pyoxigraph as ox
from kb.serve.worker import bound
if sys.argv[2] == "bound": bound(2**40)
try: list(ox.Store().query("SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[1]))
except OSError as fault: print(fault)"""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = str(listener.getsockname()[1])
        said = subprocess.run([sys.executable, "-c", script, port, "bound"], capture_output=True, text=True, timeout=30)
        assert "Too many open files" in said.stdout, said.stderr
        with pytest.raises(TimeoutError):
            listener.accept()
        open_one = subprocess.Popen([sys.executable, "-c", script, port, "free"], stdout=subprocess.DEVNULL)
        listener.settimeout(30)
        listener.accept()[0].close()
        open_one.kill()
        open_one.wait()


def test_a_result_is_cut_after_a_row_or_before_a_byte_too_many(store):
    query = "SELECT * { VALUES ?x { 1 2 3 } }"
    whole = write(ask(store, query), "text/csv", None, WIDE)
    assert (whole.body, whole.rows, whole.cut) == (b"x\r\n1\r\n2\r\n3\r\n", 3, "")
    assert write(ask(store, query), "text/csv", None, Limits(3, 10**6)).cut == ""
    by_rows = write(ask(store, query), "text/csv", None, Limits(2, 10**6))
    assert (by_rows.body, by_rows.rows, by_rows.cut) == (b"x\r\n1\r\n2\r\n", 2, "rows")
    by_bytes = write(ask(store, query), "text/csv", None, Limits(1000, 8))
    assert (by_bytes.body, by_bytes.rows, by_bytes.cut) == (b"x\r\n1\r\n", 1, "bytes")
    triples = write(ask(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"), None, "text/turtle", Limits(2, 10**6))
    assert (triples.rows, triples.cut) == (2, "rows")


def test_a_form_that_is_not_accepted_is_told(store):
    with pytest.raises(WrongForm, match="gives a table"):
        write(ask(store, "ASK {}"), None, "text/turtle", WIDE)
    with pytest.raises(WrongForm, match="gives RDF"):
        write(ask(store, "DESCRIBE <urn:x>"), "text/csv", None, WIDE)


@pytest.mark.parametrize("table", TABLES)
def test_a_control_character_leaves_every_table_readable(store, table):
    body = write(ask(store, r'SELECT ("a\u0001b" AS ?x) {}'), table, None, WIDE).body
    read = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
            "tab-separated-values": ox.QueryResultsFormat.TSV}
    for ending, form in read.items():
        if table.endswith(ending):
            found = list(ox.parse_query_results(body, format=form))
            assert found[0]["x"].value in ("a\x01b", "a\ufffdb")
    assert body


def test_a_record_holds_its_nameless_parts_and_no_other_record(store):
    found = list(record(store, BASE + "id/x/a"))
    assert len(found) == 6 and any(isinstance(t.object, ox.Literal) and t.object.value == "down" for t in found)
    assert sum(1 for _ in record(store, OURS)) == len(store)
    for iri in (BASE + "id/x/none", "not an iri"):
        with pytest.raises(NotRecorded):
            list(record(store, iri))
        with pytest.raises(NotRecorded):
            view(store, iri)


def test_a_page_escapes_what_is_recorded_and_links_to_no_script(store):
    page = node_page(view(store, BASE + "id/x/a"))
    assert "<script>" not in page and "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page and "javascript:alert(2)" in page
    assert 'href="/id/x/b"' in page and "down" in page
    assert 'href="/id/x/a"' in node_page(view(store, BASE + "id/x/b")), "what points to it is shown"
    evil = node_page(View(BASE + '"><b>', "x", "", ((Value("p"), (Value("t", 'https://a/"><b>'),)),)))
    assert "<b>" not in evil


def test_every_format_offered_can_be_written(store):
    for graph in GRAPHS:
        assert write(ask(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"), None, graph, WIDE).rows == len(store)

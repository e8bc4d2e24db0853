"""Hostile requests, from a file: each is refused clearly or answered within limits, and the next client notices nothing."""

import asyncio
import socket
import statistics
import threading
import time
import tomllib
from pathlib import Path

import pytest

from tests.serve.server import Answer, started

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text())["attack"]
SECONDS, ROWS, SLOW, QUEUE = 1, 1000, 2, 20
NORMAL = "SELECT (COUNT(*) AS ?n) { ?o a kb:Offence ; kb:penalty/kb:maximumMonths ?m }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
# A query that has just been ended leaves one worker in place; this much slower may the next answer be.
SLOWER, AT_LEAST = 10, 0.5


@pytest.fixture(scope="module")
def server():
    with started("--seconds", str(SECONDS), "--memory", "256", "--rows", str(ROWS), "--slow", str(SLOW), "--rate", "10000",
                 "--burst", "10000", "--queue", str(QUEUE)) as found:
        yield found


@pytest.fixture(scope="module")
def trap():
    """A server that must not be called; it counts who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        callers = []

        def listen():
            while True:
                try:
                    caller, _ = listener.accept()
                except OSError:
                    return
                callers.append(caller)
                caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}", callers


@pytest.fixture(scope="module")
def usual(server):
    """The answer to a normal query, and how long it takes, in seconds."""
    times = []
    for _ in range(5):
        began = time.monotonic()
        answer = server.query(NORMAL, Accept="text/csv")
        times.append(time.monotonic() - began)
        assert answer.status == 200
    return answer.body, statistics.median(times)


def assert_all_is_normal(server, usual):
    body, seconds = usual
    began = time.monotonic()
    answer = server.query(NORMAL, Accept="text/csv")
    taken = time.monotonic() - began
    assert (answer.status, answer.body) == (200, body)
    assert taken < max(AT_LEAST, SLOWER * seconds), f"the next client waited {taken:.2f} s"
    assert server.process.poll() is None


def written_out(attack: dict, text: str, trap: str) -> str:
    for word, (part, times) in attack.get("repeat", {}).items():
        text = text.replace(word, part * times)
    doubled = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(attack.get("double", 0)))
    return text.replace("DOUBLE", doubled).replace("TRAP", trap)


def sent(server, attack: dict, trap: str) -> Answer | None:
    """The answer to an attack; None where the connection was closed without one."""
    if "raw" in attack:
        return sent_raw(server, written_out(attack, attack["raw"], trap).encode("latin-1"), attack.get("closed", False))
    if "query" in attack:
        return server.query(written_out(attack, attack["query"], trap))
    target, body = (written_out(attack, attack.get(part, ""), trap) for part in ("target", "body"))
    content = bytes.fromhex(attack["body_hex"]) if "body_hex" in attack else body.encode()
    headers = {name.replace("-", "_"): written_out(attack, value, trap) for name, value in attack.get("headers", {}).items()}
    try:
        return server.ask(attack["method"], target, content or None, **headers)
    except (BrokenPipeError, ConnectionResetError):
        return None


def sent_raw(server, data: bytes, until_closed: bool) -> Answer | None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=4 * SLOW) as connection:
        try:
            connection.sendall(data)
            found = connection.recv(65536)
            while until_closed and connection.recv(65536):
                pass
        except (BrokenPipeError, ConnectionResetError):
            found = b""
    head = found.partition(b"\r\n")[0].split()
    return Answer(int(head[1]), {}, found) if len(head) > 1 else None


def test_the_file_holds_many_attacks_each_named_once():
    assert len(ATTACKS) >= 60
    assert len({attack["name"] for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["name"])
def test_an_attack_is_refused_or_bounded_and_the_next_client_notices_nothing(server, trap, usual, attack):
    where, callers = trap
    began = time.monotonic()
    answer = sent(server, attack, where)
    assert time.monotonic() - began < SECONDS + SLOW + 6
    assert callers == [], "the server called out"
    if answer is None:
        assert attack.get("closed") or 413 in attack["status"], "the connection was closed without an answer"
    else:
        assert answer.status in attack["status"], answer.text[:500]
        assert attack.get("says", "") in answer.text
        assert "Traceback" not in answer.text and "/work/" not in answer.text
        if "cut" in attack:
            assert answer.headers["kb-cut"].startswith(attack["cut"])
    assert_all_is_normal(server, usual)


def test_two_hundred_at_once_are_answered_or_turned_away_and_the_server_stays_up(server, usual):
    statuses = asyncio.run(all_at_once(server.port, ENDLESS, 200))
    assert len(statuses) == 200 and set(statuses) <= {200, 503}
    assert statuses.count(503) >= 200 - QUEUE - 20, "the queue is not bounded"
    assert_all_is_normal(server, usual)


def test_of_two_hundred_short_queries_at_once_as_many_are_answered_as_may_wait(server, usual):
    statuses = asyncio.run(all_at_once(server.port, NORMAL, 200))
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= QUEUE
    assert_all_is_normal(server, usual)


def test_a_client_that_fills_the_queue_keeps_another_waiting_for_one_turn_at_most(server, usual):
    crowd = threading.Thread(target=lambda: asyncio.run(all_at_once(server.port, ENDLESS, 2 * QUEUE, "127.0.0.2")))
    crowd.start()
    time.sleep(SECONDS / 2)
    began = time.monotonic()
    answer = server.query(NORMAL, Accept="text/csv")
    taken = time.monotonic() - began
    assert crowd.is_alive() and server.number("kb_queue_waiting") > 1, "the queue was not full"
    assert (answer.status, answer.body) == (200, usual[0])
    assert taken < 2 * SECONDS + 1
    crowd.join()
    assert_all_is_normal(server, usual)


async def all_at_once(port: int, query: str, times: int, source: str = "127.0.0.1") -> list[int]:
    async def one() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
        body = query.encode()
        writer.write(b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
                     b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        answer = await asyncio.wait_for(reader.read(), 60)
        writer.close()
        if b" 503 " in answer.partition(b"\r\n")[0]:
            assert b"retry-after" in answer.lower() or b"kb-limit" in answer.lower()
        return int(answer.split()[1])

    return await asyncio.gather(*(one() for _ in range(times)))


def test_a_client_that_does_not_read_is_cut_off(server, usual):
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        query = b"SELECT * { ?a ?b ?c . ?d ?e ?f }"
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                           b"Content-Length: %d\r\n\r\n%s" % (len(query), query))
        assert connection.recv(100)
        assert_all_is_normal(server, usual)


def test_hundreds_of_idle_connections_do_not_stop_the_service(server, usual):
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(400)]
    assert_all_is_normal(server, usual)
    for connection in idle:
        connection.close()

"""`kb serve` under load: requests a second, median and 99th percentile at 1, 8 and 32 clients, beside bare Oxigraph.

Three figures stand beside each query: bare Oxigraph in this process (the query and its answer written as JSON), the same
bytes sent ready-made by a bare server of the same make (the protocol alone), and the endpoint. The endpoint may take at
most one and a half times bare Oxigraph, the protocol apart. `--url` measures another SPARQL server the same way.
"""

import argparse
import http.client
import json
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox
import uvicorn

import kb
from benchmarks.queries import five_queries
from benchmarks.server import awaited, free_port, serving
from kb.graph.paths import root
from kb.graph.records import PREFIXES
from kb.inferences import open_inferred_store

CLIENTS, SECONDS, RUNS, AIM = (1, 8, 32), 4.0, 50, 1.5
PATIENCE, WARM_UP = 60, 3
JSON = "application/sparql-results+json"
SENT = {"Content-Type": "application/x-www-form-urlencoded", "Accept": JSON}
UNBOUNDED = ("--rate", "1000000", "--burst", "1000000", "--queue", "1000")
FORK = multiprocessing.get_context("fork")
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@dataclass(frozen=True)
class Figures:
    """What a number of clients met together; times in milliseconds."""

    clients: int
    rate: float
    median: float
    last: float
    failed: int

    @classmethod
    def of(cls, clients: int, times: list[float], seconds: float, failed: int) -> "Figures":
        """The figures of single times in seconds; a request that failed has none."""
        ordered = sorted(times) or [float("nan")]
        nearest = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        return cls(clients, len(times) / seconds, statistics.median(ordered) * 1000, nearest * 1000, failed)


def bare(store: ox.Store, query: str) -> tuple[float, bytes]:
    """The median time of bare Oxigraph for a query and its answer as JSON, in milliseconds, and that answer."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        body = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True).serialize(
            format=ox.QueryResultsFormat.JSON)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, body


def pressed(url: str, query: str, clients: int, seconds: float) -> Figures:
    """Let some clients, each a process of its own, send one query again and again for some seconds.

    Args:
        url: of the endpoint.
        query: with its prefixes.
        clients: how many.
        seconds: how long.
    """
    begin = time.monotonic() + 0.2 + clients * 0.02
    with FORK.Pool(clients) as pool:
        found = pool.starmap(_client, [(url, query, begin, begin + seconds)] * clients, chunksize=1)
    return Figures.of(clients, [one for times, _ in found for one in times], seconds, sum(failed for _, failed in found))


def _client(url: str, query: str, begin: float, end: float) -> tuple[list[float], int]:
    parts, times, failed = urlsplit(url), [], 0
    connection, form = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE), _form(query)
    time.sleep(max(0.0, begin - time.monotonic()))
    while not (times or failed) or time.monotonic() < end:
        start = time.perf_counter()
        connection.request("POST", parts.path, form, SENT)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            times.append(time.perf_counter() - start)
        else:
            failed += 1
    connection.close()
    return times, failed


def _form(query: str) -> bytes:
    """A query as the field of a form: every server takes that."""
    return urlencode({"query": query}).encode()


def _rows(body: bytes) -> int:
    return len(json.loads(body)["results"]["bindings"])


def other_rows(url: str, query: str, expected: bytes) -> str:
    """What to note where an endpoint answers a query with another number of rows than expected; empty where not."""
    with urlopen(Request(url, _form(query), SENT), timeout=PATIENCE) as answer:
        found, wanted = _rows(answer.read()), _rows(expected)
    return "" if found == wanted else f" ({found} rows, not {wanted})"


@contextmanager
def ready_made(body: bytes) -> Iterator[str]:
    """A bare server that sends the same bytes to whoever asks; gives its address."""
    port = free_port()
    process = FORK.Process(target=_send, args=(port, body), daemon=True)
    process.start()
    try:
        awaited(port, process.is_alive)
        yield f"http://127.0.0.1:{port}/sparql"
    finally:
        process.kill()
        process.join()


def _send(port: int, body: bytes) -> None:
    uvicorn.run(partial(_application, body), port=port, interface="asgi3", http="h11", loop="asyncio",
                lifespan="off", log_level="error")


async def _application(body: bytes, _scope, receive, send) -> None:
    """Read the request to its end, as any server must, and send the bytes."""
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", JSON.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def measure(name: str, query: str, store: ox.Store, endpoints: dict[str, str], press: Callable) -> list[str]:
    """The lines of the tables for one query.

    Args:
        name: of the query.
        query: its text.
        store: what bare Oxigraph is asked of.
        endpoints: addresses by name, ours first.
        press: `pressed`, with its time.
    """
    alone, body = bare(store, query)
    with ready_made(body) as url:
        protocol = press(url, PROLOGUE + query, 1).median
    lines = []
    for where, url in endpoints.items():
        note = other_rows(url, PROLOGUE + query, body)
        for clients in CLIENTS:
            found = press(url, PROLOGUE + query, clients)
            factor = f"{(found.median - protocol) / alone:.2f}" if clients == 1 else ""
            failed = f" ({found.failed} failed)" if found.failed else ""
            cells = (name, f"{alone:.2f}", f"{protocol:.2f}", where + note, clients, f"{found.rate:,.0f}{failed}",
                     f"{found.median:.2f}", f"{found.last:.2f}", factor)
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def pair_of(library) -> tuple[str, str]:
    """Two jurisdictions that a treaty of two binds."""
    treaty = next(t for t in library.treaties if len({p.code for p in t.participations} & set(library.codes)) == 2)
    one, other = sorted({party.code for party in treaty.participations} & set(library.codes))
    return one, other


HEADER = """| query | bare Oxigraph, ms | protocol, ms | asked | clients | requests/s | median, ms | 99th, ms | times bare |
|---|---|---|---|---|---|---|---|---|"""


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=root(),
                        help="where ontology/ and data/ lie; the recorded law if left out")
    parser.add_argument("--url", action="append", default=[],
                        help="another SPARQL endpoint with the same data, as Virtuoso's")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each measurement takes")
    parser.add_argument("--workers", default="2", help="of kb serve")
    asked = parser.parse_args()
    library = kb.open(asked.folder)
    one, other = pair_of(library)
    store = open_inferred_store(library, date.today())
    print(f"{len(store):,} quads; the states are {one} and {other}; kb serve has {asked.workers} workers\n\n{HEADER}")
    with serving(asked.folder, "--workers", asked.workers, *UNBOUNDED) as port:
        endpoints = {"kb serve": f"http://127.0.0.1:{port}/sparql"} | {urlsplit(url).netloc: url for url in asked.url}
        for name, query in five_queries(one, other).items():
            for line in measure(name, query, store, endpoints, partial(pressed, seconds=asked.seconds)):
                print(line, flush=True)


if __name__ == "__main__":
    main()

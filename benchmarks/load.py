"""`kb serve` under load: times, 99th percentile and requests a second at 1, 8 and 32 clients, beside bare Oxigraph.

Four times are taken for each query and number of clients, all in the same way, by as many processes that ask again and
again: bare Oxigraph in the asking process itself (the query, and its answer written as JSON), the protocol alone (the HTTP
server of `kb serve` with that answer ready behind it), the endpoint asked nothing (`ASK {}`: the protocol and the way to a
process that can be ended), and the endpoint. The endpoint may take at most one and a half times bare Oxigraph, the protocol
apart: those are the last columns, (answer - protocol) / bare and (answer - nothing) / bare. Each time is the mean, since
processes that share a processor take turns, and most answers of a turn know nothing of the wait before it; and each figure
is the middle one of three rounds in which all are measured one after the other, since other work comes and goes. What is
printed is Markdown. `--url` measures another SPARQL server the same way.
"""

import argparse
import http.client
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox

import kb
from benchmarks.queries import five_queries
from benchmarks.ready import FORK, JSON, ready_made
from benchmarks.server import serving
from kb.graph.paths import root
from kb.graph.records import PREFIXES
from kb.inferences import open_inferred_store

NOTHING = "ASK {}"
CLIENTS, SECONDS, ROUNDS = (1, 8, 32), 4.0, 3
PATIENCE = 60
SENT = {"Content-Type": "application/x-www-form-urlencoded", "Accept": JSON}
UNBOUNDED = ("--rate", "1000000", "--burst", "1000000", "--queue", "1000")
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@dataclass(frozen=True)
class Figures:
    """What a number of clients met together; times in milliseconds."""

    clients: int
    rate: float
    mean: float
    last: float
    failed: int

    @classmethod
    def of(cls, clients: int, times: list[float], seconds: float, failed: int) -> "Figures":
        """The figures of single times in seconds; a request that failed has none."""
        ordered = sorted(times) or [float("nan")]
        nearest = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        return cls(clients, len(times) / seconds, statistics.fmean(ordered) * 1000, nearest * 1000, failed)

    @classmethod
    def middle(cls, rounds: Sequence["Figures"]) -> "Figures":
        """The middle one of each figure over some rounds; what failed in any is counted."""
        rate, mean, last = (statistics.median(getattr(one, name) for one in rounds) for name in ("rate", "mean", "last"))
        return cls(rounds[0].clients, rate, mean, last, sum(one.failed for one in rounds))


def bare(store: ox.Store, query: str) -> bytes:
    """What bare Oxigraph answers: the query evaluated, and its answer written as JSON."""
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return found.serialize(format=ox.QueryResultsFormat.JSON)


def pressed(client: Callable, clients: int, seconds: float) -> Figures:
    """Let some clients, each a process of its own, ask one thing again and again for some seconds.

    Args:
        client: what each does until its time is over: `_bare` or `asking`, all but the time given.
        clients: how many.
        seconds: how long.
    """
    begin = time.monotonic() + 0.2 + clients * 0.02
    heads, processes = [], []
    for _ in range(clients):
        head, tail = FORK.Pipe(duplex=False)
        process = FORK.Process(target=_run, args=(client, begin, begin + seconds, tail), daemon=True)
        process.start()
        heads.append(head)
        processes.append(process)
    found = [head.recv() for head in heads]
    for process in processes:
        process.join()
    return Figures.of(clients, [one for times, _ in found for one in times], seconds, sum(failed for _, failed in found))


def _run(client: Callable, begin: float, end: float, tail) -> None:
    tail.send(client(begin, end))


def _bare(store: ox.Store, query: str, begin: float, end: float) -> tuple[list[float], int]:
    times = []
    time.sleep(max(0.0, begin - time.monotonic()))
    while not times or time.monotonic() < end:
        start = time.perf_counter()
        bare(store, query)
        times.append(time.perf_counter() - start)
    return times, 0


def asking(url: str, query: str, begin: float, end: float) -> tuple[list[float], int]:
    """Ask an endpoint between two moments; return the single times in seconds, and how many requests failed."""
    parts, times, failed = urlsplit(url), [], 0
    target = urlunsplit(("", "", parts.path, parts.query, ""))
    connection, form = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE), _form(query)
    time.sleep(max(0.0, begin - time.monotonic()))
    while not (times or failed) or time.monotonic() < end:
        start = time.perf_counter()
        connection.request("POST", target, form, SENT)
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


def measure(name: str, query: str, store: ox.Store, endpoints: dict[str, str], seconds: float) -> Iterator[str]:
    """The lines of the table for one query, as they are measured.

    Args:
        name: of the query.
        query: its text.
        store: what bare Oxigraph is asked of.
        endpoints: addresses by name, ours first.
        seconds: how long each measurement takes, all rounds together.
    """
    body, full = bare(store, query), PROLOGUE + query
    notes = {where: other_rows(url, full, body) for where, url in endpoints.items()}
    with ready_made(body) as ready:
        asked = [partial(_bare, store, query), partial(asking, ready, full),
                 *(partial(asking, url, text) for url in endpoints.values() for text in (NOTHING, full))]
        for clients in CLIENTS:
            rounds = [[pressed(client, clients, seconds / ROUNDS) for client in asked] for _ in range(ROUNDS)]
            alone, protocol, *found = (Figures.middle(of_one) for of_one in zip(*rounds, strict=True))
            for where, nothing, one in zip(endpoints, found[::2], found[1::2], strict=True):
                beyond = (f"{(one.mean - less.mean) / alone.mean:.2f}" for less in (protocol, nothing))
                failed = f" ({one.failed} failed)" if one.failed else ""
                cells = (name, clients, where + notes[where], f"{alone.mean:.2f}", f"{protocol.mean:.2f}",
                         f"{nothing.mean:.2f}", f"{one.mean:.2f}", f"{one.last:.2f}", f"{one.rate:,.0f}{failed}", *beyond)
                yield f"| {' | '.join(map(str, cells))} |"


def pair_of(library) -> tuple[str, str]:
    """Two jurisdictions that a treaty of two binds."""
    treaty = next(t for t in library.treaties if len({p.code for p in t.participations} & set(library.codes)) == 2)
    one, other = sorted({party.code for party in treaty.participations} & set(library.codes))
    return one, other


HEADINGS = ("query", "clients", "asked", "bare Oxigraph, ms", "protocol, ms", "asked nothing, ms", "answer, ms",
            "99th, ms", "requests/s", "(answer - protocol) / bare", "(answer - nothing) / bare")
HEADER = f"| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|"


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=root(),
                        help="where ontology/ and data/ lie; the recorded law if left out")
    parser.add_argument("--url", action="append", default=[],
                        help="another SPARQL endpoint with the same data, as Virtuoso's after kb load: its address with "
                        "?default-graph-uri= and the graph of all")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each measurement takes")
    parser.add_argument("--workers", default="2", help="of kb serve")
    asked = parser.parse_args()
    library = kb.open(asked.folder)
    one, other = pair_of(library)
    store = open_inferred_store(library, date.today())
    print(f"{len(store):,} quads; the states are {one} and {other}; `kb serve` has {asked.workers} workers, the machine "
          f"{os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f} when it began.\n\n{HEADER}")
    with serving(asked.folder, "--workers", asked.workers, *UNBOUNDED) as port:
        endpoints = {"kb serve": f"http://127.0.0.1:{port}/sparql"} | {urlsplit(url).netloc: url for url in asked.url}
        for name, query in five_queries(one, other).items():
            for line in measure(name, query, store, endpoints, asked.seconds):
                print(line, flush=True)


if __name__ == "__main__":
    main()

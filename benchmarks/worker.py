"""A worker of `kb serve` asked over its socket, beside bare Oxigraph: what it costs that a query can be ended at any moment.

The five queries are evaluated and written as JSON in a loop (bare Oxigraph), and asked of one worker as the server asks it,
without any HTTP: from the same processor, and from another one, as happens where the machine has several. *The way* is the
time of `ASK {}`, which is nearly nothing else. Times are medians in milliseconds. What is printed is Markdown.
"""

import argparse
import os
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

import kb
from benchmarks.load import NOTHING, bare, pair_of
from benchmarks.queries import five_queries
from benchmarks.ready import FORK, JSON
from kb.graph.paths import root
from kb.inferences import open_inferred_store
from kb.serve.messages import pack, receive
from kb.serve.pool import WORKER
from kb.serve.settings import Settings

ASKED = 1000
COLUMNS = ("query", "bare Oxigraph", "worker, same processor", "worker, other processor")
JOB = {"kind": "query", "default": [], "named": [], "table": JSON, "graph": None, "gzip": False}


def middle(action: Callable, times: int = ASKED) -> float:
    """The median time of something done again and again, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return statistics.median(found) * 1000


@contextmanager
def working(processor: int) -> Iterator[Callable[[str], dict]]:
    """A worker on one processor; gives a function that asks it a query and waits for the answer."""
    ours, theirs = socket.socketpair()
    process = FORK.Process(target=_work, args=(theirs, processor), daemon=True)
    process.start()
    theirs.close()
    receive(ours)

    def ask(query: str) -> dict:
        ours.sendall(pack(JOB, query.encode()))
        return receive(ours)[0]

    try:
        yield ask
    finally:
        process.kill()
        process.join()


def _work(channel: socket.socket, processor: int) -> None:
    os.sched_setaffinity(0, {processor})
    import_module(WORKER).work(channel, Settings())


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=root(),
                        help="where ontology/ and data/ lie; the recorded law if left out")
    parser.add_argument("--times", type=int, default=ASKED, help="how often each is asked")
    asked = parser.parse_args()
    os.environ["KB_ROOT"] = str(asked.folder)
    library = kb.open(asked.folder)
    store = open_inferred_store(library, date.today())
    ours, *others = sorted(os.sched_getaffinity(0))
    queries = {"the way (`ASK {}`)": NOTHING} | five_queries(*pair_of(library))
    os.sched_setaffinity(0, {ours})
    print(f"{len(store):,} quads; {len(others) + 1} processors with a load of {os.getloadavg()[0]:.1f} when it began.\n\n"
          f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
    with working(ours) as beside, working(others[-1] if others else ours) as apart:
        for name, query in queries.items():
            asked_of = (partial(bare, store, query), partial(beside, query), partial(apart, query))
            found = [f"{middle(action, asked.times):.2f}" for action in asked_of]
            print(f"| {' | '.join((name, *found))} |", flush=True)


if __name__ == "__main__":
    main()

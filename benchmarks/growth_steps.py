"""The single measurements of how things grow, each run in a process of its own so that its peak of memory is its own.

Times are processor time, of all threads together, so that what else the machine does changes them little.
"""

import gc
import json
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox

import kb
from benchmarks.queries import five_queries
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import open_store
from kb.inferences import open_inferred_store

ON = date(2026, 1, 1)
ACT, SAMPLE, RUNS = "ransomware", 10, 5
INFERRED = BASE + "graph/inferred"


def timed(function: Callable, *arguments) -> tuple[float, object]:
    """The seconds of processor time that a call takes, and what it gives."""
    start = time.process_time()
    answer = function(*arguments)
    return time.process_time() - start, answer


def median(function: Callable, *arguments) -> float:
    """The median of a few calls, in seconds."""
    return statistics.median(timed(function, *arguments)[0] for _ in range(RUNS))


def in_memory(folder: Path) -> dict[str, float]:
    """Load everything into the store as the project does, and ask the five queries."""
    seconds, store = timed(open_store, folder)
    inferred = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED)))
    found = {"load into memory, s": seconds, "quads": len(store), "inferred by rules, quads": inferred,
             "peak memory of loading, MB": peak()}
    return found | _asked(store, folder, "in memory")


def on_disk(folder: Path) -> dict[str, float]:
    """Load the same quads, written down beforehand, into a store on disk, open it anew, and ask the five queries."""
    quads, place = folder / "quads.nq", folder / "on-disk"
    open_store(folder).dump(str(quads), format=ox.RdfFormat.N_QUADS)
    gc.collect()
    shutil.rmtree(place, ignore_errors=True)
    store = ox.Store(str(place))
    loading, _ = timed(lambda: store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS))
    tidying, _ = timed(store.optimize)  # without it queries take up to ten times as long at first
    del store
    quads.unlink()
    opening, store = timed(ox.Store, str(place))
    size = sum(file.stat().st_size for file in place.rglob("*")) / 2**20
    found = {"load onto disk, s": loading + tidying, "size on disk, MB": size, "open from disk, s": opening}
    return found | _asked(store, folder, "on disk")


def _asked(store: ox.Store, folder: Path, where: str) -> dict[str, float]:
    one, other = kb.open(folder).codes[:2]

    def answered(query: str) -> int:
        return len(store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True).serialize(
            format=ox.QueryResultsFormat.JSON))

    return {f"{name}, {where}, ms": median(answered, query) * 1000 for name, query in five_queries(one, other).items()}


def questions(folder: Path) -> dict[str, float]:
    """Ask the engine: two states first and again, the roads between them, all requests among a sample of states."""
    library = kb.open(folder)
    pair, act = library.codes[:2], library.act(ACT)
    first, _ = timed(library.criminal, act, pair, ON)
    again = median(library.criminal, act, pair, ON)
    treaties, _ = timed(lambda: library.treaties)
    sample = library.codes[:SAMPLE]
    for code in sample:
        library.book(code)
    sweep, answer = timed(library.obstacles, sample, [], ON)
    anew = kb.open(folder)
    all_laws, _ = timed(lambda: [anew.book(code) for code in anew.codes])
    return {"criminal in two states, first time, ms": first * 1000, "criminal in two states, again, ms": again * 1000,
            "all treaties read, s": treaties, f"obstacles among {SAMPLE} states, s": sweep,
            f"requests among {SAMPLE} states": len(answer.found), "all laws read and compiled, s": all_laws,
            "peak memory of all laws, MB": peak()}


def conclusions(folder: Path) -> dict[str, float]:
    """Everything that `kb serve` holds: the facts and what the engine concludes of them for a day."""
    seconds, store = timed(open_inferred_store, kb.open(folder), ON)
    concluded = sum(1 for quad in store if quad.graph_name.value.startswith(INFERRED))
    return {"load with the engine's conclusions, s": seconds, "conclusions, quads": concluded,
            "peak memory with conclusions, MB": peak()}


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


STEPS = {step.__name__: step for step in (in_memory, on_disk, questions, conclusions)}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))

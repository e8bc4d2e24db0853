"""The single measurements of how things grow, each run in a process of its own so that its peak of memory is its own.

Times are processor time, of all threads together, so that what else the machine does changes them little; with a server
of others they are of the clock.
"""

import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox

import kb
from benchmarks.engines import virtuoso, virtuoso_loads
from benchmarks.queries import five_queries
from kb.graph.external import Server
from kb.graph.external_store import ExternalStore
from kb.graph.paths import PACKAGE
from kb.graph.records import BASE, PREFIXES
from kb.graph.store import ask, open_store
from kb.inferences import open_inferred_store

ON = date(2026, 1, 1)
ACT, SAMPLE, RUNS, STARTS = "ransomware", 10, 5, 3
# Pages of 8 kB that Virtuoso may keep: 2.7 GB.
BUFFERS = 340_000
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


def on_virtuoso(folder: Path) -> dict[str, float]:
    """Write the facts for Virtuoso's own loader and let it load them; then, from a start anew, ask queries and the engine.

    Times are of the clock, since the work is done by two programs.
    """
    place, environment = folder / "virtuoso", os.environ | {"KB_ROOT": str(folder)}
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    writing, _ = by_clock(_kb, environment, "load", str(place / "law.nq"), "--facts-only")
    with virtuoso(place, BUFFERS) as engine:
        loading, _ = by_clock(virtuoso_loads, engine, "law.nq")
        held = _most_held(engine.pid)
    size = (place / "virtuoso.db").stat().st_size / 2**20
    (place / "law.nq").unlink()
    found = {"written for Virtuoso, s": writing, "load into Virtuoso, s": loading, "size in Virtuoso, MB": size,
             "peak memory of Virtuoso loading, MB": held}
    starting = time.perf_counter()
    with virtuoso(place, BUFFERS) as engine:
        found["start of Virtuoso, s"] = time.perf_counter() - starting
        environment |= {"KB_STORE": engine.query, "KB_STORE_SECONDS": "600"}
        one, other = kb.open(folder).codes[:2]
        asked = {"criminal": ["--in", one, "--in", other], "extradite": ["--from", one, "--to", other]}
        for name, words in asked.items():
            seconds = [by_clock(_kb, environment, name, "--act", ACT, *words, "--json")[0] for _ in range(STARTS)]
            found[f"kb {name} through Virtuoso, cold, s"] = statistics.median(seconds)
        store = ExternalStore(Server(engine.query))
        for name, query in five_queries(one, other).items():
            seconds = [by_clock(lambda text=query: list(ask(store, text)))[0] for _ in range(RUNS)]
            found[f"{name}, on Virtuoso, ms"] = statistics.median(seconds) * 1000
    return found


def by_clock(function: Callable, *arguments) -> tuple[float, object]:
    """The seconds of the clock that a call takes, and what it gives."""
    start = time.perf_counter()
    answer = function(*arguments)
    return time.perf_counter() - start, answer


def _kb(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "kb.cli.main", *words], env=environment, cwd=PACKAGE.parent, check=True,
                   capture_output=True)


def _most_held(pid: int) -> float:
    """The most memory that a process has held, in MB, as Linux tells it."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


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


STEPS = {step.__name__: step for step in (in_memory, on_disk, questions, conclusions, on_virtuoso)}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))

"""How loading, memory, cold start, questions and queries grow with the world: a table, and a chart with log axes.

The worlds are those of `benchmarks/synthetic_world.py`; they are kept where `--folder` names a place for them.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.chart import Series, chart
from benchmarks.growth_steps import ACT, STEPS
from benchmarks.synthetic_world import Size, write_world
from kb.graph.paths import PACKAGE

SIZES, QUICK, STARTS = (20, 200, 2000), (5, 20), 5
# Steps that leave memory, and the second of which needs Virtuoso.
ELSEWHERE = ("on_disk", "on_virtuoso")
# The engine concludes something of every pair of states: past this many the square is too large.
MOST_CONCLUDED = 200
TIMES = {
    "load into memory": ("load into memory, s", 1), "load onto disk": ("load onto disk, s", 1),
    "all laws read": ("all laws read and compiled, s", 1),
    "conclusions for kb serve": ("load with the engine's conclusions, s", 1),
    "obstacles among ten states": ("obstacles among 10 states, s", 1), "kb extradite, cold": ("kb extradite, cold, s", 1),
    "kb criminal, cold": ("kb criminal, cold, s", 1),
    "load into Virtuoso (clock)": ("load into Virtuoso, s", 1),
    "kb criminal through Virtuoso, cold (clock)": ("kb criminal through Virtuoso, cold, s", 1),
    "query over all states, Virtuoso (clock)": ("gravest penalty in each state, on Virtuoso, ms", 0.001),
    "query over all states": ("gravest penalty in each state, in memory, ms", 0.001),
    "query on one state": ("offences of one state in force, in memory, ms", 0.001),
    "criminal, asked again": ("criminal in two states, again, ms", 0.001),
}
MEMORY = {"store in memory": ("peak memory of loading, MB", 1), "all laws": ("peak memory of all laws, MB", 1),
          "store on disk": ("size on disk, MB", 1),
          "Virtuoso's file": ("size in Virtuoso, MB", 1), "Turtle files": ("Turtle files, MB", 1)}


def measured(size: int, folder: Path, steps: list[str]) -> dict[str, float]:
    """The figures of a world.

    Args:
        size: how many jurisdictions; ten wordings of each offence.
        folder: where the world is, or is written.
        steps: names of `benchmarks.growth_steps.STEPS`.
    """
    if not (folder / "data").exists():
        write_world(folder, Size(size))
    files = [file.stat().st_size for file in (folder / "data").rglob("*.ttl")]
    found = {"jurisdictions": size, "files": len(files), "Turtle files, MB": sum(files) / 2**20}
    found |= {f"kb {name}, cold, s": _cold(folder, words) for name, words in _commands().items()}
    for step in steps:
        if step != "conclusions" or size <= MOST_CONCLUDED:
            done = subprocess.run([sys.executable, "-m", "benchmarks.growth_steps", step, str(folder)], cwd=PACKAGE.parent,
                                  check=True, stdout=subprocess.PIPE, text=True)
            found |= json.loads(done.stdout)
        print(f"{size} jurisdictions: {step} done", file=sys.stderr, flush=True)
    return found


def _commands() -> dict[str, list[str]]:
    one, other = Size(2).codes
    return {"criminal": ["criminal", "--act", ACT, "--in", one, "--in", other, "--json"],
            "extradite": ["extradite", "--act", ACT, "--from", one, "--to", other, "--json"]}


def _cold(folder: Path, words: list[str]) -> float:
    """The median of the processor time of a command in a new process, in seconds."""
    times = []
    for _ in range(STARTS):
        before = _used()
        subprocess.run([sys.executable, "-m", "kb.cli.main", *words], env=os.environ | {"KB_ROOT": str(folder)},
                       cwd=PACKAGE.parent, check=True, capture_output=True)
        times.append(_used() - before)
    return statistics.median(times)


def _used() -> float:
    """The seconds of processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(found: list[dict[str, float]]) -> str:
    """The figures as a table in Markdown, one column for each size; the last says how often it grew from the first."""
    names = list(dict.fromkeys(name for row in found for name in row))
    head = [f"{row['jurisdictions']:,} jurisdictions" for row in found]
    lines = [f"| | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
    return "\n".join(lines + [f"| {name} | {' | '.join(_cell(row.get(name)) for row in found)} |" for name in names[1:]])


def _cell(value: float | None) -> str:
    if value is None:
        return "not done"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def drawn(found: list[dict[str, float]]) -> str:
    """The chart: seconds in one panel, megabytes in the other."""
    panels = []
    for title, lines in (("seconds of processor time", TIMES), ("megabytes", MEMORY)):
        panels.append((title, [
            Series(label, [(row["jurisdictions"], row[name] * unit) for row in found if name in row])
            for label, (name, unit) in lines.items()]))
    return chart("How it grows with the number of jurisdictions (ten wordings of each offence)", "jurisdictions", panels)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the worlds are written and kept; nowhere if left out")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="how many jurisdictions")
    parser.add_argument("--quick", action="store_true", help=f"sizes of {QUICK} and nothing on disk: half a minute")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS), help="what to measure; all if left out")
    parser.add_argument("--svg", type=Path, help="where to write the chart")
    parser.add_argument("--figures", type=Path, help="where to write the figures as JSON")
    asked = parser.parse_args()
    sizes = QUICK if asked.quick else asked.sizes
    steps = [step for step in asked.steps if not (asked.quick and step in ELSEWHERE)]
    with tempfile.TemporaryDirectory() as passing:
        found = [measured(size, (asked.folder or Path(passing)) / str(size), steps) for size in sizes]
    print(table(found))
    if asked.figures:
        asked.figures.write_text(json.dumps(found, indent=1) + "\n")
    if asked.svg:
        asked.svg.write_text(drawn(found))


if __name__ == "__main__":
    main()

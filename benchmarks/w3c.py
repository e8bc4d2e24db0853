"""The test suite of the W3C for SPARQL 1.1 against the endpoint: passed of how many, and what fails or is unsuited, and why.

The suite is not part of the project. `git clone https://github.com/w3c/rdf-tests` brings it; then
`python -m benchmarks.w3c rdf-tests/sparql/sparql11 --write docs/w3c.md`.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.server import serving
from benchmarks.w3c_protocol import description_fault, protocol_fault, write_graphs
from benchmarks.w3c_suite import Trial, endpoint, engine, fault_of, read_tests

QUERIES = ("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation",
           "project-expression", "property-path", "subquery", "syntax-query", "csv-tsv-res", "json-res")
PROTOCOL, DESCRIPTION = "protocol", "service-description"
READ_ONLY = "update: the endpoint is read only"
UNSUITED = {
    READ_ONLY: ("add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop",
                "move", "syntax-update-1", "syntax-update-2", "update-silent"),
    "graph store protocol: the endpoint is read only, and its graphs are fetched at their own addresses":
        ("graph-store-protocol",),
    "federation: a query with SERVICE calls out, which is refused": ("service", "syntax-fed"),
    "entailment regimes: none is offered; what follows from the records is computed when they are loaded": ("entailment",),
}
WHY = {
    "test_4": "parsed, but a function that nobody knows is refused and not left as an error of one row",
    "test_42": "parsed, but FROM names a graph that is not in the store: refused with intent, nothing is fetched",
    "agg-groupconcat-04": "texts of one language are joined into a text of that language, as a draft of SPARQL 1.2 has it",
    "agg-groupconcat-06": "texts of one language are joined into a text of that language, as a draft of SPARQL 1.2 has it",
    "agg-empty-group-count-graph": "the variable of GRAPH is not bound around a sub-query",
    "graph": "the variable of GRAPH is not bound by a group without a triple pattern",
    "graph-minus": "MINUS inside GRAPH shares the variable of GRAPH",
    "bnode01": "BNODE of one text gives one blank node in all rows",
    "csv03": "numbers are kept as values: 1.0E6 is written 1000000",
    "tsv03": "numbers are kept as values: a negativeInteger is written as an integer",
} | dict.fromkeys(("zero_or_more_set_start", "zero_or_more_set_end", "zero_or_one_set_start", "zero_or_one_set_end"),
                  "a path of no step does not hold for a node that is nowhere in the graphs")


@dataclass(frozen=True)
class Ran:
    """A test with its outcome: what is wrong, whether bare Oxigraph does the same, or why it is unsuited."""

    test: Trial
    fault: str = ""
    engine_too: bool = False
    unsuited: str = ""


def run(suite: Path) -> Iterator[Ran]:
    """Run the suite.

    Args:
        suite: its folder `sparql/sparql11`.
    """
    for group in QUERIES:
        for test in read_tests(suite, group):
            fault = fault_of(test, endpoint)
            yield Ran(test, fault, bool(fault and fault_of(test, engine)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "graphs"
        write_graphs(suite, folder)
        with serving(folder) as port:
            for test in read_tests(suite, PROTOCOL):
                update = "update" in test.name
                yield Ran(test, "" if update else protocol_fault(suite, test, port), unsuited=READ_ONLY if update else "")
            for test in read_tests(suite, DESCRIPTION):
                yield Ran(test, description_fault(test, port))
    for why, groups in UNSUITED.items():
        for group in groups:
            yield from (Ran(test, unsuited=why) for test in read_tests(suite, group))


def report(found: list[Ran], about: str) -> str:
    """Return the outcome as a page in Markdown.

    Args:
        found: the tests that ran, and those unsuited.
        about: one sentence on what was run, where and when.
    """
    asked = [ran for ran in found if not ran.unsuited]
    passed = sum(not ran.fault for ran in asked)
    lines = ["# The test suite of the W3C for SPARQL 1.1", "", about, "",
             f"**{passed} of {len(asked)} tests passed**; {len(found) - len(asked)} are unsuited to an endpoint that is "
             "read only and calls nobody.", "", *HOW, "", "| group | passed | of |", "|---|---|---|"]
    for group in dict.fromkeys(ran.test.group for ran in asked):
        mine = [ran for ran in asked if ran.test.group == group]
        lines.append(f"| {group} | {sum(not ran.fault for ran in mine)} | {len(mine)} |")
    lines += ["", "## Failing", "", "| group | test | why | bare Oxigraph fails too |", "|---|---|---|---|"]
    lines += [f"| {ran.test.group} | {ran.test.name} | {WHY.get(ran.test.name, ran.fault)} | "
              f"{'yes' if ran.engine_too else 'no'} |" for ran in asked if ran.fault]
    lines += ["", "## Unsuited", ""]
    for why in dict.fromkeys(ran.unsuited for ran in found if ran.unsuited):
        names: dict[str, list[str]] = {}
        for ran in found:
            if ran.unsuited == why:
                names.setdefault(ran.test.group, []).append(ran.test.name)
        lines += [f"**{why[0].upper()}{why[1:]}** ({sum(map(len, names.values()))} tests).", ""]
        lines += [f"- {group}: {', '.join(tests)}" for group, tests in names.items()] + [""]
    return "\n".join(lines)


HOW = (
    "To run it again, in a checkout of this project:",
    "",
    "```sh",
    "git clone https://github.com/w3c/rdf-tests /tmp/rdf-tests",
    "python -m benchmarks.w3c /tmp/rdf-tests/sparql/sparql11 --write docs/w3c.md",
    "```",
    "",
    "A query is put through the code of a worker of `kb serve` (request, graphs named beside the query, store, writer of",
    "the answer), and the answer is read back; the tests of the protocol go over HTTP to a server of their own. Rows are",
    "compared as the suite has it: blank nodes stand for one another, numbers count by their value, the order counts where",
    "the query orders. The names of the protocol's graphs are replaced by ours throughout, since the endpoint names its",
    "graphs itself.",
)


def _about(suite: Path, commit: str) -> str:
    """What was run; the commit is asked of git where it is not told."""
    asked = subprocess.run(["git", "-C", str(suite), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    commit = commit or asked.stdout.strip()
    return (f"Run on {date.today()} with the suite of github.com/w3c/rdf-tests (`sparql/sparql11`"
            f"{', commit ' * bool(commit)}{commit}) and Oxigraph {version('pyoxigraph')}. This page is written by "
            "`benchmarks/w3c.py`.")


def main() -> None:
    """Run the suite from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path, help="the folder sparql/sparql11 of a checkout of w3c/rdf-tests")
    parser.add_argument("--write", type=Path, metavar="FILE", help="where to write the page; else it is printed")
    parser.add_argument("--commit", default="", help="the commit of the suite, where its folder is no checkout of git")
    asked = parser.parse_args()
    suite = asked.suite.resolve()
    if not (suite / PROTOCOL / "manifest.ttl").is_file():
        sys.exit(f"w3c: {suite} holds no tests of SPARQL 1.1: name the folder sparql/sparql11 of a checkout of "
                 "https://github.com/w3c/rdf-tests.")
    text = report(list(run(suite)), _about(suite, asked.commit))
    if asked.write:
        asked.write.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()

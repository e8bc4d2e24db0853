"""Put ontology, data and inferences on a SPARQL 1.1 server, in place of an earlier load; or into a file for its loader."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kb.cli.common import day, print_json
from kb.errors import BadQuestion
from kb.graph.load import as_nquads, contents, load
from kb.graph.paths import root
from kb.graph.remote import Remote
from kb.graph.version import data_version
from kb.graph.writers import writer_for
from kb.inferences import inferred_graphs
from kb.library import open_library

EPILOG = """examples:
  KB_STORE_USER=dba KB_STORE_PASSWORD=... kb load http://127.0.0.1:8890/sparql
  kb load http://127.0.0.1:3030/law/sparql --graph-store http://127.0.0.1:3030/law/data
  kb load law.nq
then every command asks that server: KB_STORE=http://127.0.0.1:8890/sparql kb criminal --act ransomware --in uz"""
FILE_ENDING = ".nq"


def add_arguments(parser) -> None:
    parser.add_argument("url", metavar="URL", help="the address of the server's SPARQL query endpoint; or a file ending in "
                        f"{FILE_ENDING}, written for the server's own loader")
    parser.add_argument("--graph-store", default="", metavar="URL", help="the address of its graph store (Graph Store "
                        "Protocol); known of Virtuoso, Oxigraph, Fuseki and GraphDB")
    parser.add_argument("--update", default="", metavar="URL", help="the address of its update endpoint, to be used instead")
    parser.add_argument("--facts-only", action="store_true", help="leave out what the engine concludes: it grows with the "
                        "square of the states")
    parser.add_argument("--on", metavar="DATE", help="the day of the conclusions, year-month-day; today if left out")
    parser.keep_apart("--facts-only", "--on", since="which loads no conclusions")
    parser.add_argument("--json", action="store_true", help="what was loaded as JSON, graph by graph")


def run(arguments) -> None:
    """Load, and say what was loaded.

    Raises:
        BadQuestion: the address is none, the file cannot be written, or is told what only a server can do.
        StoreFault: the server cannot be reached, refuses, or does not give back what it was sent.
    """
    if arguments.url.endswith(FILE_ENDING):
        _see_no_server_meant(arguments)
        _write(Path(arguments.url), day(arguments.on), arguments.facts_only)
        return
    remote = Remote(arguments.url)
    writer = writer_for(remote, arguments.graph_store, arguments.update)
    found = load(dict(everything(day(arguments.on), arguments.facts_only)), data_version(root()), arguments.url, writer)
    if arguments.json:
        print_json({"version": found.version, "graphs": found.graphs, "removed": found.removed, "triples": found.triples,
                    "seconds": round(found.seconds, 1)})
        return
    print(f"{found.triples:,} triples in {len(found.graphs)} graphs in {found.seconds:.1f} s, version {found.version}")
    for iri in found.removed:
        print(f"removed, since nothing is recorded there now: {iri}")


def _see_no_server_meant(arguments) -> None:
    """Complain of what is said of a server where a file is written."""
    given = (("--graph-store", arguments.graph_store), ("--update", arguments.update), ("--json", arguments.json))
    for option, value in given:
        if value:
            raise BadQuestion(f"{option} is about a server, and {arguments.url} is a file to be written: leave {option} "
                              "out, or name the server's query endpoint.")


def everything(on: date, facts_only: bool = False) -> Iterator[tuple[str, list]]:
    """Yield each graph with its triples: the facts, what follows by the rules, and what the engine concludes for a day.

    Args:
        on: the day of the conclusions.
        facts_only: leave out what the engine concludes.
    """
    yield from contents(root())
    if not facts_only:
        yield from inferred_graphs(open_library(root()), on).items()


def _write(file: Path, on: date, facts_only: bool) -> None:
    """Write the file graph by graph beside its place, and put it there once it is whole."""
    version, counts, passing = data_version(root()), {}, file.with_name(file.name + ".part")

    def counted():
        for iri, triples in everything(on, facts_only):
            counts[iri] = len(triples)
            yield iri, triples

    try:
        with passing.open("wb") as out:
            out.writelines(as_nquads(counted(), version))
        passing.replace(file)
    except OSError as fault:
        raise BadQuestion(f"{file}: the file cannot be written ({fault.strerror}).") from fault
    finally:
        passing.unlink(missing_ok=True)
    print(f"{sum(counts.values()):,} triples in {len(counts)} graphs, version {version}: {file}")

"""A SPARQL query over facts and inferences; the usual prefixes need not be written."""

import sys
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kb.cli.common import day, print_table
from kb.errors import BadQuestion
from kb.functions import LawFunctions
from kb.graph.functions import Custom, used_in
from kb.graph.records import short
from kb.graph.store import ask
from kb.graph.stores import runs_functions, store_of
from kb.inferences import days_concluded, open_inferred_store
from kb.library import open_library

EPILOG = """examples:
  kb sparql queries/drafter/access-offences-that-need-a-result.rq
  kb sparql -q 'SELECT ?o ?label { ?o a kb:Offence ; rdfs:label ?label } LIMIT 5' --format csv
  kb sparql -q 'SELECT ?j { ?j a kb:Jurisdiction FILTER(kbf:criminal("ransomware", ?j, "2026-11-01") = "yes") }'"""
RESULTS = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON}
NOT_A_TABLE = "the query gives no table: take --format ttl for a CONSTRUCT or DESCRIBE query."


def add_arguments(parser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="a file with the query")
    parser.add_argument("-q", "--query", help="the query itself")
    parser.add_argument("--on", metavar="DATE", help="the day of the inferences, year-month-day; today if left out. A "
                        "server (KB_STORE) has those of one day only")
    parser.add_argument("--facts-only", action="store_true", help="leave out what the engine concludes, which takes longer")
    parser.add_argument("--format", choices=["table", "csv", "json", "ttl"], default="table")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def run(arguments) -> None:
    query, library = _text(arguments), open_library()
    embedded = runs_functions(library.source)
    on = day(arguments.on)
    if not embedded and arguments.facts_only:
        raise BadQuestion("the server holds the conclusions beside the facts: leave out --facts-only.")
    concluded = embedded and not arguments.facts_only
    store = open_inferred_store(library, on) if concluded else store_of(library.source)
    other = "" if embedded else _of_another_day(store, on)
    if other and arguments.on:
        raise BadQuestion(f"{other}, not of {on}: load it for that day (kb load URL --on {on}), or ask the embedded "
                          "data, with KB_STORE empty.")
    custom = Custom(LawFunctions(library).by_name() if embedded and used_in(query) else {})
    _print(ask(store, query, custom=custom), arguments)
    for fault in custom.faults + ([f"{other}, not of today."] if other else []):
        print(f"kb: {fault}", file=sys.stderr)


def _of_another_day(store, on: date) -> str:
    """What to say of the conclusions that a server holds where they are not those of a day; empty where they are."""
    held = days_concluded(store)
    if held == [on]:
        return ""
    return f"the server holds the engine's conclusions of {' and '.join(map(str, held)) or 'no day'}"


def _print(answer, arguments) -> None:
    if arguments.format == "ttl":
        if not isinstance(answer, ox.QueryTriples):
            raise BadQuestion("the query gives a table: take --format table, csv or json for SELECT and ASK.")
        print(answer.serialize(format=ox.RdfFormat.TURTLE).decode())
    elif isinstance(answer, ox.QueryTriples):
        raise BadQuestion(NOT_A_TABLE)
    elif arguments.format in RESULTS:
        sys.stdout.write(answer.serialize(format=RESULTS[arguments.format]).decode())
    elif isinstance(answer, ox.QueryBoolean):
        print("yes" if answer else "no")
    else:
        header = [variable.value for variable in answer.variables]
        rows = [[shown(value) for value in solution] for solution in answer]
        print_table(rows, header)
        print(f"\n{len(rows)} row{'s' * (len(rows) != 1)}")


def shown(value) -> str:
    return short(value.value) if isinstance(value, ox.NamedNode) else getattr(value, "value", "")


def _text(arguments) -> str:
    if bool(arguments.query) == bool(arguments.file):
        raise BadQuestion("give either a query with -q or a file with one.")
    if arguments.query:
        return arguments.query
    try:
        return Path(arguments.file).read_text()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadQuestion(f"{arguments.file}: the file cannot be read as text ({fault}).") from fault

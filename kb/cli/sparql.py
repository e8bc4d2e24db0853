"""A SPARQL query over facts and inferences; the usual prefixes need not be written."""

import sys
from pathlib import Path

import pyoxigraph as ox

from kb.cli.common import day, print_table
from kb.errors import BadQuestion
from kb.graph.records import short
from kb.sparql import open_library

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
    parser.keep_apart("--facts-only", "--on", since="which leaves out all that depends on the day")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--format", choices=["table", "csv", "json", "ttl"], default="table")
    form.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def run(arguments) -> None:
    on = day(arguments.on) if arguments.on else None
    answer, custom = open_library().ask(_text(arguments), on, arguments.facts_only)
    _print(answer, arguments)
    for fault in custom.faults:
        print(f"kb: {fault}", file=sys.stderr)


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

"""Serve the records as a read-only SPARQL 1.1 endpoint, every query bounded."""

import sys
from dataclasses import fields

from kb.cli.common import add_store_argument, take_store
from kb.cli.parser import finite, port
from kb.errors import BadQuestion, KbError
from kb.serve.run import serve
from kb.serve.settings import KIB, MIB, Settings

USUAL = Settings()
EPILOG = """examples:
  kb serve
  kb serve --host 0.0.0.0 --port 80 --public https://law.example/ --workers 8 --behind 10.0.0.1
  curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 5' http://127.0.0.1:7878/sparql"""


def add_arguments(parser) -> None:
    parser.add_argument("--host", default=USUAL.host, help=f"the address to listen at ({USUAL.host})")
    parser.add_argument("--port", type=port, default=USUAL.port, metavar="PORT",
                        help=f"the port to listen at, 1 to 65535 ({USUAL.port})")
    parser.add_argument("--public", default="", metavar="URL",
                        help="the address by which others reach the server, where it differs")
    parser.add_argument("--behind", default="", dest="trusted_proxy", metavar="ADDRESS",
                        help="a reverse proxy whose X-Forwarded-For tells the client")
    add_store_argument(parser)
    for name, unit, words in OPTIONS:
        usual = getattr(USUAL, name) / unit
        parser.add_argument(f"--{name.replace('_', '-')}", type=finite if unit > 1 else KINDS[type(getattr(USUAL, name))],
                            default=usual if unit > 1 else getattr(USUAL, name), metavar="N", help=f"{words} ({usual:g})")


KINDS = {int: int, float: finite}
# Of each limit: its name, what one of its units on the command line is, and what it limits.
OPTIONS = [
    ("workers", 1, "processes that answer queries"),
    ("seconds", 1, "seconds that a query may take before its process is ended"),
    ("memory", MIB, "MiB of memory that a query may take before its process is ended"),
    ("rows", 1, "rows or triples of a result before it is cut"),
    ("result_bytes", MIB, "MiB of a result before it is cut"),
    ("body_bytes", KIB, "KiB of the body of a request"),
    ("queue", 1, "queries that may wait for a worker, all clients together"),
    ("patience", 1, "seconds that a query waits for a worker before it is turned away"),
    ("rate", 1, "requests a second that one client may go on sending"),
    ("burst", 1, "requests that one client may send at once"),
    ("connections", 1, "connections that are held at once"),
    ("slow", 1, "seconds for the head of a request, for its body, and for taking a piece of the answer"),
    ("outgoing_bytes", MIB, "MiB of answers that may wait to be taken by slow clients"),
]


def run(arguments) -> None:
    """Serve until told to end.

    Raises:
        BadQuestion: a limit is not above nought.
        KbError: the records cannot be loaded, nothing can listen there, or the system cannot bound a process as is needed.
    """
    if sys.platform != "linux":
        raise KbError("kb serve bounds its queries by means of Linux: run it there, or in a container.")
    given = {field.name: getattr(arguments, field.name) for field in fields(Settings)}
    for name, unit, _ in OPTIONS:
        if given[name] <= 0:
            raise BadQuestion(f"--{name.replace('_', '-')} {given[name]:g}: the limit must be above 0.")
        given[name] = type(getattr(USUAL, name))(given[name] * unit)
    take_store(arguments)
    serve(Settings(**given))

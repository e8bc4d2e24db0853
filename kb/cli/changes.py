"""What changed between two releases, or two folders of records, told as law: offences, penalties, treaties, verification."""

import json
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

EPILOG = """examples:
  kb changes release-1.0 release-1.1
  kb changes release-1.0/rdf/cyberlaw.nq . --markdown
  kb changes old/data new/data --json

A place is an exported file (.ttl, .nq), the folder of an export, or a folder of records."""


def add_arguments(parser) -> None:
    parser.add_argument("old", metavar="OLD", help="the older state")
    parser.add_argument("new", metavar="NEW", help="the newer state")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the whole list as JSON")
    form.add_argument("--markdown", action="store_true", help="the list as Markdown, for the notes of a release")


def run(arguments) -> None:
    found = import_module("kb.release.changes").changes(Path(arguments.old), Path(arguments.new))
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        print(import_module("kb.release.told").told(found, arguments.markdown), end="")

"""What is recorded of a jurisdiction (by its code), a scenario, a treaty or a concept (by its name)."""

from datetime import date

from kb.cli.common import add_answer_arguments, day, print_json, print_table
from kb.errors import UnknownName
from kb.library import Library, open_library
from kb.questions.records import (
    concept_record,
    scenario_record,
    treaty_record,
)

EPILOG = """examples:
  kb show uz
  kb show ransomware
  kb show OvercomingSecurity --json"""


def add_arguments(parser) -> None:
    parser.add_argument("name", metavar="CODE", help="a jurisdiction's code, or the name of a scenario, treaty or concept")
    parser.add_argument("--all", action="store_true", help="former wordings as well as what is in force on the day")
    add_answer_arguments(parser)


def run(arguments) -> None:
    library = open_library()
    on = day(arguments.on) if arguments.on or not arguments.all else None
    record = _record(library, arguments.name, None if arguments.json and not arguments.on else on)
    if arguments.json:
        print_json(record)
    elif "offences" in record:
        _print_jurisdiction(record)
    else:
        _print_fields(record)


def _record(library: Library, name: str, on: date | None) -> dict:
    treaties = {treaty.name: treaty for treaty in library.treaties}
    concepts = {concept.name.lower(): concept for concept in library.vocabulary.concepts.values()}
    if name.lower() in library.codes:
        return library.show(name, on)
    if name in library.scenarios:
        return scenario_record(library.scenarios[name], library.vocabulary)
    if name in treaties:
        return treaty_record(treaties[name])
    if name.lower() in concepts:
        return concept_record(concepts[name.lower()], library.vocabulary)
    known = [*library.codes, *library.scenarios, *treaties, *(c.name for c in concepts.values())]
    raise UnknownName("jurisdiction, scenario, treaty or concept", name, known, "kb list")


def _print_fields(record: dict) -> None:
    for key, value in record.items():
        shown = "; ".join(str(item) for item in value) if isinstance(value, list) else value
        print(f"{key:15} {shown}")


def _print_jurisdiction(record: dict) -> None:
    print(f"{record['name']} ({record['code']}), {record['legal_family']}\n")
    rows = [
        [o["family"], o["provision"], o["label"], "basic" if o["basic"] else "form", o["maximum_months"],
         o["in_force_from"] or "", o["verification"]]
        for o in record["offences"]
    ]
    print_table(rows, ["family", "provision", "offence", "form", "max months", "since", "verification"])
    complete = [family for family, done in record["complete"].items() if done]
    print(f"\ncomplete: {', '.join(complete) or 'nothing'}")
    print(f"not complete: {', '.join(f for f in record['complete'] if f not in complete) or 'nothing'}")
    for title in ("silences", "powers", "extradition", "authorities", "rules"):
        print(f"\n{title}:")
        for item in record[title]:
            print(f"  {item.get('subject', '')}: {item.get('summary') or item.get('label') or item.get('looked_for')}"
                  f"  [{item.get('provision', '')}]")

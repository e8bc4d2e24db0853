"""What is recorded of a jurisdiction (by its code), a scenario, a treaty or a concept (by its name)."""

from collections.abc import Callable
from datetime import date

from kb.cli.common import add_answer_arguments, add_sparql_argument, day, print_json, print_table
from kb.errors import BadQuestion, UnknownName
from kb.facts import facts_query, node_query
from kb.law.concepts import Concept
from kb.law.jurisdictions import Jurisdiction
from kb.law.scenarios import Act
from kb.law.sources import READ
from kb.law.treaties import Treaty
from kb.library import Library, open_library
from kb.questions.records import begun, concept_record, recorded_treaty, scenario_record, treaty_record

EPILOG = """examples:
  kb show uz
  kb show ransomware
  kb show OvercomingSecurity --json"""


def add_arguments(parser) -> None:
    parser.add_argument("name", metavar="CODE", help="a jurisdiction's code, or the name of a scenario, treaty or concept")
    parser.add_argument("--all", action="store_true", help="former wordings as well as what is in force on the day")
    add_answer_arguments(parser)
    add_sparql_argument(parser)
    parser.keep_apart("--on", "--all", since="which asks for what is in force on one day")


def run(arguments) -> None:
    library = open_library()
    on = day(arguments.on) if arguments.on or not arguments.all else None
    on = None if arguments.json and not arguments.on else on
    named = _named(library, arguments.name)
    if arguments.all and not isinstance(named, Jurisdiction):
        raise BadQuestion(f"--all is about the offences of a jurisdiction, and {arguments.name} is none: leave it out.")
    if arguments.sparql:
        print(_query(library, named, on), end="")
        return
    record = _record(library, named, on)

    def told(names: str) -> str:
        return library.vocabulary.in_words(names.split(", "))

    if arguments.json:
        print_json(record)
    elif isinstance(named, Jurisdiction):
        _print_jurisdiction(record, told)
    elif isinstance(named, Treaty):
        _print_treaty(record, told)
    else:
        _print_fields(record)


def _named(library: Library, name: str) -> Jurisdiction | Act | Treaty | Concept:
    """What goes by a name."""
    treaties = {treaty.name: treaty for treaty in library.treaties}
    concepts = {concept.name.lower(): concept for concept in library.vocabulary.concepts.values()}
    if name.lower() in library.codes:
        return library.jurisdiction(name)
    for found in (library.scenarios.get(name), treaties.get(name), concepts.get(name.lower())):
        if found:
            return found
    known = [*library.codes, *library.scenarios, *treaties, *(c.name for c in concepts.values())]
    raise UnknownName("jurisdiction, scenario, treaty or concept", name, known, "kb list")


def _record(library: Library, named, on: date | None) -> dict:
    match named:
        case Jurisdiction():
            return library.show(named.code, on)
        case Act():
            return scenario_record(named, library.vocabulary)
        case Treaty():
            return treaty_record(named)
    return concept_record(named, library.vocabulary)


def _query(library: Library, named, on: date | None) -> str:
    match named:
        case Jurisdiction():
            return facts_query(library.recorded(named.code, on))
        case Treaty():
            return facts_query(recorded_treaty(named))
    return node_query(named.label, named.iri)


def _print_fields(record: dict) -> None:
    for key, value in record.items():
        shown = "; ".join(str(item) for item in value) if isinstance(value, list) else value
        if shown not in (None, ""):
            print(f"{key:15} {shown}")


def _print_jurisdiction(record: dict, told: Callable[[str], str]) -> None:
    print(f"{record['name']} ({record['code']}), {record['legal_family']}\n")
    rows = [
        [told(o["family"]), o["provision"], o["label"], "basic" if o["basic"] else "form", o["maximum_months"],
         begun(o["in_force_from"], o["in_force_from_known"]), READ[o["verification"]]]
        for o in record["offences"]
    ]
    print_table(rows, ["family", "provision", "offence", "form", "max months", "since", "verification"])
    for title, wanted in (("complete", True), ("not complete", False)):
        print(f"\n{title}: {', '.join(told(f) for f, done in record['complete'].items() if done is wanted) or 'nothing'}")
    for title in ("silences", "powers", "extradition", "authorities", "rules"):
        _print_items(title, record[title], told)
    print("\nparticipation:")
    _print_participation(record["participation"], "treaty", "title", told)


def _print_treaty(record: dict, told: Callable[[str], str]) -> None:
    print(f"{record['title']} ({record['name']}), {record['kind']}: {', '.join(map(told, record['subjects']))}")
    if record["reference"]:
        print(record["reference"])
    print("\nparties:")
    _print_participation(record["parties"], "state", "code", told)
    _print_items("extradition", record["grounds"], told)


def _print_participation(found: list[dict], heading: str, key: str, told: Callable[[str], str]) -> None:
    rows = [[p[key], told(p["status"]), p["signed"], p["ratified"], begun(p["in_force"], p["in_force_known"]), p["until"],
             READ[p["verification"]]] for p in found]
    print_table(rows, [heading, "status", "signed", "ratified", "in force", "until", "verification"])


def _print_items(title: str, found: list[dict], told: Callable[[str], str]) -> None:
    print(f"\n{title}:")
    for item in found:
        effect = f" ({told(item['effect'])})" if "effect" in item else ""
        provision = f"  [{item['provision']}]" if item.get("provision") else ""
        words = item.get("summary") or item.get("label") or item["looked_for"]
        print(f"  {told(item['subject'])}{effect}: {words}{provision}")

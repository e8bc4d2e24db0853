"""What is recorded of a jurisdiction (by its code), a scenario, a treaty or a concept (by its name)."""

from datetime import date

from kb.cli.common import add_answer_arguments, add_sparql_argument, day, print_json, print_table
from kb.errors import BadQuestion, UnknownName
from kb.facts import facts_query, node_query
from kb.law.concepts import Concept, Vocabulary
from kb.law.jurisdictions import Jurisdiction
from kb.law.scenarios import Act
from kb.law.treaties import Treaty
from kb.library import Library, open_library
from kb.questions.records import concept_record, recorded_treaty, scenario_record, treaty_record

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
    if arguments.json:
        print_json(record)
    elif "offences" in record:
        _print_jurisdiction(record, library.vocabulary)
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
        print(f"{key:15} {shown}")


def _print_jurisdiction(record: dict, vocabulary: Vocabulary) -> None:
    def told(names: str) -> str:
        return vocabulary.in_words(names.split(", "))

    print(f"{record['name']} ({record['code']}), {record['legal_family']}\n")
    rows = [
        [told(o["family"]), o["provision"], o["label"], "basic" if o["basic"] else "form", o["maximum_months"],
         o["in_force_from"] or "", o["verification"]]
        for o in record["offences"]
    ]
    print_table(rows, ["family", "provision", "offence", "form", "max months", "since", "verification"])
    complete = [family for family, done in record["complete"].items() if done]
    print(f"\ncomplete: {vocabulary.in_words(complete) or 'nothing'}")
    print(f"not complete: {vocabulary.in_words(f for f in record['complete'] if f not in complete) or 'nothing'}")
    for title in ("silences", "powers", "extradition", "authorities", "rules"):
        print(f"\n{title}:")
        for item in record[title]:
            provision = f"  [{item['provision']}]" if item.get("provision") else ""
            print(f"  {told(item.get('subject', ''))}: {item.get('summary') or item.get('label') or item.get('looked_for')}"
                  f"{provision}")

"""What is recorded: jurisdictions, treaties, offences, scenarios or concepts."""

from kb.cli.common import add_answer_arguments, day, print_json, print_table
from kb.errors import BadQuestion, UnknownName
from kb.law.sources import READ
from kb.library import Library, open_library
from kb.questions.records import concept_record, jurisdiction_row, offence_record, scenario_record, treaty_record

EPILOG = """examples:
  kb list jurisdictions
  kb list concepts --facet means
  kb list offences --in uz
  kb list offences --on 2010-01-01 --json"""


def add_arguments(parser) -> None:
    parser.add_argument("what", choices=list(LISTS), help="what to list")
    parser.add_argument("--facet", help="concepts: only those of one facet")
    parser.add_argument("--in", dest="law", metavar="CODE", help="offences: only those of one jurisdiction or instrument")
    add_answer_arguments(parser)


def run(arguments) -> None:
    library = open_library()
    facets = list(library.vocabulary.facet_mask)
    for option, value, what in (("--facet", arguments.facet, "concepts"), ("--in", arguments.law, "offences")):
        if value is not None and arguments.what != what:
            raise BadQuestion(f"{option} is about {what}, not {arguments.what}: leave it out, or ask `kb list {what}`.")
    if arguments.facet is not None and arguments.facet not in facets:
        raise UnknownName("facet", arguments.facet, facets, "kb list concepts")
    day(arguments.on)
    rows, header, cells = LISTS[arguments.what](library, arguments)
    if arguments.json:
        print_json(rows)
    else:
        print_table([cells(row) for row in rows], header)


def _jurisdictions(library: Library, arguments):
    rows = [jurisdiction_row(library.jurisdiction(code), library.families) for code in library.codes]
    return rows, ["code", "name", "offences", "families complete", "provisions by verification"], lambda r: [
        r["code"], r["name"], r["offences"], f"{sum(r['complete'].values())} of {len(r['complete'])}",
        ", ".join(f"{READ[name]} {number}" for name, number in sorted(r["verification"].items()))]


def _treaties(library: Library, arguments):
    rows = [treaty_record(treaty) for treaty in library.treaties]
    return rows, ["name", "kind", "subjects", "parties recorded", "title"], lambda r: [
        r["name"], r["kind"], library.vocabulary.in_words(r["subjects"]),
        " ".join(p["code"] for p in r["parties"] if p["status"] == "Party"), r["title"]]


def _offences(library: Library, arguments):
    on = day(arguments.on)
    books = map(library.law_or_instrument, [arguments.law] if arguments.law else library.codes)
    rows = [
        {"jurisdiction": book.jurisdiction.code, "name": f"{book.jurisdiction.code}:{name}"} | offence_record(norm.norm)
        for book in books for name, norm in book.by_name.items() if norm.norm.in_force(on)
    ]
    return rows, ["name", "family", "provision", "max months", "offence"], lambda r: [
        r["name"], library.vocabulary.in_words(r["family"].split(", ")), r["provision"], r["maximum_months"], r["label"]]


def _scenarios(library: Library, arguments):
    rows = [scenario_record(act, library.vocabulary) for act in library.scenarios.values()]
    return rows, ["name", "what is done"], lambda r: [r["name"], r["summary"]]


def _concepts(library: Library, arguments):
    for code in library.codes:
        library.book(code)
    concepts = library.vocabulary.concepts.values()
    rows = [concept_record(c, library.vocabulary) for c in concepts if arguments.facet in (None, c.facet)]
    return rows, ["name", "facet", "label", "broader"], lambda r: [r["name"], r["facet"], r["label"], " ".join(r["broader"])]


LISTS = {"jurisdictions": _jurisdictions, "treaties": _treaties, "offences": _offences, "scenarios": _scenarios,
         "concepts": _concepts}

"""What does a law need to give one article: its elements, its options, how states do it, and a checklist?"""

from kb.cli.common import (
    add_paper_arguments,
    add_sparql_argument,
    answered,
    colour,
    day,
    print_reasons,
    print_table,
    printed_for_programs,
    word,
)
from kb.library import Library
from kb.questions.definitions import Compared, told
from kb.questions.guide import NOT_RECORDED, GuideAnswer

EPILOG = """examples:
  kb guide budapest 2
  kb guide budapest 6 --in de --in gb --save article-6.docx
  kb guide uncc 7 --json
Articles: those that `kb gaps CODE --against INSTRUMENT` lists."""


def add_arguments(parser) -> None:
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the instrument, by a name of `kb list treaties`")
    parser.add_argument("number", metavar="ARTICLE", help="the number of the article")
    parser.add_argument("--in", dest="codes", action="append", default=[], metavar="CODE",
                        help="a jurisdiction that serves as an example; all if none is named")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> GuideAnswer:
    return library.guide(arguments.instrument, arguments.number, day(arguments.on), arguments.codes)


def run(arguments) -> None:
    library, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    article = answer.article
    print(f"{article.title}, article {article.number}, {article.label}: what a law needs, on {answer.on}")
    print(f"A recorded law gives it: {word(answer.verdict)}")
    if answer.unrecorded:
        print(f"\n{NOT_RECORDED}")
    for structure in answer.structures:
        print(colour(f"\n{structure.norm.label}", "1"))
        print_table([[element.facet, element.words] for element in structure.elements], ["facet", "any of"])
    for option in article.options:
        used = ", ".join(answer.used_by(option)) or "none recorded"
        print(f"\noption: {option.label}; used by: {used}")
    print(colour("\nHow states do it", "1"))
    rows = [[family, practice.name, practice.answer.words, practice.longest or "",
             practice.answer.given, "; ".join(practice.asks_besides)]
            for family, practices in answer.by_family.items() for practice in practices]
    print_table(rows, ["family", "state", "coverage", "months", "given by", "asks besides"])
    for compared in answer.definitions:
        print_definitions(compared)
    print(colour("\nChecklist", "1"))
    for item in answer.checklist:
        print(f"[ ] {item}")
    if arguments.why:
        print()
        print_reasons(answer.step, 9)
    if article.fact.verification not in ("OfficialText", "Reproduction"):
        print("\nThe article was not read in the text itself.")


def print_definitions(compared: Compared) -> None:
    """Print what texts take into a term, feature by feature, then their own words."""
    print(colour(f"\nDefinitions of {compared.term.label}", "1"))
    columns = compared.columns
    if not columns:
        print("No definition is recorded.")
        return
    rows = [[feature.label, *(told(definition, feature) for definition in columns.values())]
            for feature in compared.term.features]
    print_table(rows, ["takes in", *columns])
    for title, definition in columns.items():
        print(f"  {title}: {' / '.join(definition.words)}: {definition.summary}")
    if compared.silent:
        print(f"  looked for and not found: {'; '.join(f'{code}: {what}' for code, what in compared.silent.items())}")

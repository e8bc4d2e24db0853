"""What does an instrument, another law or a draft demand that this law does not give?"""

from datetime import date

from kb.cli.common import (
    add_paper_arguments,
    add_sparql_argument,
    colour,
    day,
    leave_paper,
    print_facts,
    print_json,
    print_reasons,
    print_table,
    prison,
    see_paper,
)
from kb.library import Library, open_library
from kb.questions.closing import Closing
from kb.questions.gaps import COVERED, MISSING, PARTLY, UNKNOWN, ArticleAnswer, GapsAnswer
from kb.questions.witnesses import OUTCOME, Witness

COLOURS = {COVERED: "32", PARTLY: "33", MISSING: "31", UNKNOWN: "35"}
EPILOG = """examples:
  kb gaps uz --against budapest
  kb gaps de --against gb --why
  kb gaps de --against budapest --propose
  kb gaps uz --against draft.ttl --json
  kb gaps uncc --against budapest
Instruments: those of `kb list treaties` whose articles are recorded. A witness is a smallest act that is demanded and
not punished; `kb criminal --only` asks about it again."""


def add_arguments(parser) -> None:
    parser.add_argument("code", metavar="CODE", help="the jurisdiction that is examined, or an instrument read as a law")
    parser.add_argument("--against", required=True, metavar="NAME",
                        help="an instrument, another jurisdiction, or a Turtle file with a draft")
    parser.add_argument("--propose", action="store_true",
                        help="the fewest edits that close each gap, and whose present wording would")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> GapsAnswer:
    return library.gaps(arguments.code, arguments.against, day(arguments.on))


def _closing(answer: GapsAnswer, library: Library) -> Closing:
    return Closing(answer, library.proposals(answer), library.examples(answer))


def run(arguments) -> None:
    see_paper(arguments)
    library = open_library()
    answer = ask(arguments, library)
    closing = _closing(answer, library) if arguments.propose else Closing(answer, {}, {})
    leave_paper(arguments, library, closing)
    if arguments.sparql:
        print_facts(answer)
        return
    if arguments.json:
        print_json((closing if arguments.propose else answer).to_json())
        return
    print(f"{answer.name} against {answer.against}, on {answer.on}\n")
    rows = [[a.article.number, a.words, a.article.label, a.given] for a in answer.articles]
    print_table(rows, ["article", "coverage", "about", "given by"])
    for article in answer.articles:
        _print_witnesses(answer, article, answer.code in library.codes)
    _print_reserved(answer)
    numbers = {article.article.name: article.article.number for article in answer.articles}
    _print_found(closing.proposals, numbers, "the fewest edits of recorded offences that close it")
    _print_found(closing.examples, numbers, "whose present wording would close it")
    for article in answer.articles:
        for low in article.below_floor:
            print(colour(f"\n{article.article.number}, {low.norm.label}: {low.penalty.words}", "1"))
            for offence in low.penalty.below:
                print(f"  {offence.citation}, {offence.label}: {prison(offence.penalty)}")
    if closing.caution:
        print(f"\n{closing.caution}")
    _print_beyond(answer)
    if arguments.why:
        print()
        print_reasons(answer.step, 9)
    unread = [a.article.number for a in answer.articles if a.unread]
    if unread:
        print(f"\nNot read in the text itself: articles {', '.join(unread)} of {answer.against}.")
    if weak := [a.article.number for a in answer.articles if a.rests_on_unread]:
        print(f"\nWhat {answer.name} gives was in part not read in the text itself: {', '.join(weak)}.")


def _print_witnesses(answer: GapsAnswer, article: ArticleAnswer, can_be_asked: bool) -> None:
    if article.witnesses:
        print(colour(f"\n{article.article.number}, {article.article.label}: what is demanded and not punished", "1"))
    for witness in article.witnesses:
        print(f"  {article.told(witness)}: {OUTCOME[witness.verdict]}")
        if witness.turns_on:
            print(f"    turns on: {', '.join(concept.label for concept in witness.turns_on)}")
        for near in witness.near:
            print(f"    near: {near.words}")
        for option in witness.allowed_by:
            used = "allowed by an option the state uses" if option in witness.excused_by else "an option would allow it"
            print(f"    {used}: {option.label}")
        if can_be_asked:
            print(f"    ask again: {_command(answer.code, answer.on, witness)}")


def _print_reserved(answer: GapsAnswer) -> None:
    if answer.reserved:
        print(colour("\nNarrowed by what the state has reserved or declared (whether its law gives that too was not "
                     "looked for)", "1"))
    for article, measure, option in answer.reserved:
        print(f"  {article.number}, {measure.label}: left out: {option.left_out}\n    option: {option.label}")


def _print_found(found: dict[str, tuple], numbers: dict[str, str], title: str) -> None:
    for name, some in found.items():
        print(colour(f"\n{numbers[name]}: {title}", "1"))
        for each in some:
            print(f"  {each.demand.label}: {each.words}")
            for note in each.notes:
                print(f"    {note}")


def _command(code: str, on: date, witness: Witness) -> str:
    present = " ".join(f"--present {concept.name}" for concept in dict.fromkeys(witness.concepts))
    return f"kb criminal --in {code} --on {on} --only {present}"


def _print_beyond(answer: GapsAnswer) -> None:
    if answer.beyond:
        print(colour("\nPunished beyond what is demanded (in the same families of conduct)", "1"))
        for offence in answer.beyond:
            print(f"  {offence.citation}: {offence.label}")

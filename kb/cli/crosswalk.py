"""What does each article of an instrument find in another, and what does a law lack of both?"""

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
from kb.questions.crosswalk import CrosswalkAnswer

EPILOG = """examples:
  kb crosswalk budapest uncc
  kb crosswalk budapest malabo --state bw --save to-do.docx
  kb crosswalk uncc budapest --why
Of two articles the second is the same, wider or narrower by the smallest acts that each demands. Instruments: those of
`kb list treaties` whose articles are recorded."""

TO_DO = ["of the first", "of the second", "what escapes or is missing"]


def add_arguments(parser) -> None:
    parser.add_argument("one", metavar="INSTRUMENT", help="the instrument whose articles are gone through")
    parser.add_argument("other", metavar="OTHER", help="the instrument in which they are looked for")
    parser.add_argument("--state", default="", metavar="CODE", help="also what the law of this jurisdiction lacks of both")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> CrosswalkAnswer:
    return library.crosswalk(arguments.one, arguments.other, day(arguments.on), arguments.state)


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    print(f"{answer.one} beside {answer.other}, as recorded; the same throughout? {word(answer.verdict)}\n")
    rows = [[row.article.number, row.article.label, row.acts or "", row.words] for row in answer.rows]
    print_table(rows, ["article", "about", "smallest acts", "finds there"])
    if answer.rest:
        print(colour(f"\n{answer.rest_words}", "1"))
        for article in answer.rest:
            print(f"  {article.number}: {article.label}")
    if answer.state:
        title = f"What the law of {answer.state} does not give, leaves open, or is not known to give, on {answer.on}"
        print(colour(f"\n{title}", "1"))
        print_table([list(item.cells) for item in answer.to_do], TO_DO)
    for title, numbers in answer.unread.items():
        print(f"\nNot read in the text itself: {title}, {', '.join(numbers)}.")
    if arguments.why:
        print()
        print_reasons(answer.step, 9)

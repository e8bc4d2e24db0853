"""What would make requests for extradition fail between some states, for each typical act: one cause each?"""

from kb.cli.common import (
    add_paper_arguments,
    add_sparql_argument,
    answered,
    colour,
    day,
    print_table,
    printed_for_programs,
)
from kb.library import Library
from kb.questions.obstacles import WORDS, ObstaclesAnswer

EPILOG = """examples:
  kb obstacles
  kb obstacles uz de --act ransomware --act break-in
  kb obstacles uz de us --save obstacles.xlsx
It is taken that no fact of the case stands in the way and that conditions, such as reciprocity, are met; what remains
is the law's. Rows are requested states."""


def add_arguments(parser) -> None:
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the jurisdictions, two or more; all if left out")
    parser.add_argument("--act", action="append", default=[], metavar="SCENARIO", help="a typical act; all if left out")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> ObstaclesAnswer:
    return library.obstacles(arguments.codes, arguments.act, day(arguments.on))


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    print(f"{len(answer.found)} requests between {len(answer.codes)} states for {len(answer.acts)} acts, on {answer.on}\n")
    counts = [[number, WORDS[cause]] for cause, number in answer.counts.most_common()]
    print_table(counts, ["requests", "what stands in the way"])
    print(colour("\nRequests that meet no obstacle; in brackets those where own nationals are handed over too", "1"))
    print_table([[one, *(answer.tally(one, other) for other in answer.codes)] for one in answer.codes],
                ["from \\ to", *answer.codes])
    if len(answer.codes) == 2 or len(answer.acts) == 1:
        print()
        print_table([[o.requested, o.requesting, o.act, o.nationals.value, o.words] for o in answer.found],
                    ["from", "to", "act", "own nationals", "what stands in the way"])

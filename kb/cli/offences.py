"""Do two offences punish the same acts: the elements of both side by side, and what only one of them punishes?"""

from kb.cli.common import (
    add_paper_arguments,
    add_sparql_argument,
    answered,
    colour,
    day,
    print_reasons,
    print_table,
    printed_for_programs,
    prison,
    unverified,
    word,
)
from kb.library import Library
from kb.questions.offences import OffencesAnswer
from kb.questions.sides import APART_WORDS, Side
from kb.reasons.steps import cited

EPILOG = """examples:
  kb offences uz:access de:access
  kb offences gb:access budapest:art-2-access --why
An offence is named by its law (the code of a jurisdiction, or an instrument), a colon, and its name there:
`kb list offences --in uz`. Wordings of different days can be set side by side as well."""


def add_arguments(parser) -> None:
    parser.add_argument("one", metavar="OFFENCE", help="an offence")
    parser.add_argument("other", metavar="OTHER", help="the offence that it is held against")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> OffencesAnswer:
    return library.offences(arguments.one, arguments.other, day(arguments.on))


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    sides = (answer.one, answer.other)
    print(f"{answer.one.name} and {answer.other.name}: do they punish the same acts? {word(answer.verdict)}\n")
    print_table([[side.name, side.law, side.title, side.offence.liability.lower(), side.penalty and prison(side.penalty),
                  "yes" if side.in_force else "no"] for side in sides],
                ["offence", "law", "provision", "liability", "prison", f"in force on {answer.on}"])
    print(f"\n{answer.relation_words}\n")
    print_table([[row.about, row.one, row.other] for row in answer.rows], ["element", *(side.name for side in sides)])
    print(APART_WORDS)
    for side, against in answer.sides:
        _print_alone(side, against)
    if answer.both:
        print(colour("\nPunished by both, as little as can be", "1") + f"\n  {answer.both_words}")
    print(unverified(cited(answer.step)))
    if arguments.why:
        print_reasons(answer.step, 9)


def _print_alone(side: Side, against: Side) -> None:
    if side.alone:
        print(colour(f"\nPunished by {side.name}, not by {against.name}", "1"))
    for alone in side.alone:
        print(f"  {alone.words}")
        if alone.turns_on:
            print(f"    turns on: {', '.join(concept.label for concept in alone.turns_on)}")
        print(f"    {against.name} {alone.because}")
        if alone.elsewhere_words:
            print(f"    in {against.law} as a whole {alone.elsewhere_words}")

"""Is the act criminal in each of some jurisdictions, and in all of them?"""

from kb.cli.common import (
    act_of,
    add_act_arguments,
    add_paper_arguments,
    add_sparql_argument,
    answered,
    day,
    print_questions,
    print_reasons,
    print_table,
    printed_for_programs,
    prison,
    unverified,
    word,
)
from kb.library import Library
from kb.questions.criminal import CriminalAnswer
from kb.reasons.steps import cited
from kb.reasons.verdicts import Verdict

MOST_OPEN = 5
EPILOG = """examples:
  kb criminal --act break-in --in de --in gb
  kb criminal --present AccessingSystem --present WithoutRight --absent OvercomingSecurity --in de --json
  kb criminal --act ransomware --in uz --on 2010-06-01 --why"""


def add_arguments(parser) -> None:
    add_act_arguments(parser)
    parser.add_argument("--in", dest="codes", action="append", default=[], metavar="CODE",
                        help="a jurisdiction by its ISO code; repeat for more")
    parser.add_argument("--all", action="store_true", help="every open offence, not only the closest")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> CriminalAnswer:
    for code in arguments.codes:
        library.book(code)
    return library.criminal(act_of(arguments, library), [c.lower() for c in arguments.codes], day(arguments.on))


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    print(f"{answer.act.label}, on {answer.on}: criminal in all of them? {word(answer.verdict)}\n")
    for part in answer.jurisdictions:
        print(f"{part.name}: {word(part.verdict)}")
    found = [(part, a) for part in answer.jurisdictions for a in _shown(part, arguments.all)]
    rows = [
        [part.code, a.verdict.value, prison(a.offence.penalty), a.offence.citation,
         a.offence.label + ("" if a.offence.criminal else " (administrative)")]
        for part, a in found
    ]
    if rows:
        print()
        print_table(rows, ["in", "met", "prison", "provision", "offence"])
        left_out = sum(len(_shown(part, True)) for part in answer.jurisdictions) - len(rows)
        if left_out:
            print(f"and {left_out} more that are open: --all shows them")
    print_questions(answer.questions)
    if arguments.why:
        print()
        print_reasons(answer.step, 9)
    if weak := unverified([c for part in answer.jurisdictions for c in cited(part.step)]):
        print(weak)


def _shown(part, everything: bool) -> list:
    """The offences met, and of those that are open the closest."""
    met = [a for a in part.offences if a.verdict is Verdict.YES]
    still_open = [a for a in part.offences if a.verdict in (Verdict.DEPENDS, Verdict.UNKNOWN)]
    return met + (still_open if everything else still_open[:MOST_OPEN])

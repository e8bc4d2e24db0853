"""Is the act criminal in each of some jurisdictions, and in all of them?"""

from kb.cli.common import (
    act_of,
    add_act_arguments,
    add_answer_arguments,
    day,
    print_json,
    print_questions,
    print_reasons,
    print_table,
    unverified,
    word,
)
from kb.library import open_library
from kb.reasons.steps import cited

EPILOG = """examples:
  kb criminal --act break-in --in de --in gb
  kb criminal --present AccessingSystem --present WithoutRight --absent OvercomingSecurity --in de --json
  kb criminal --act ransomware --in uz --on 2010-06-01 --why"""


def add_arguments(parser) -> None:
    add_act_arguments(parser)
    parser.add_argument("--in", dest="codes", action="append", default=[], metavar="CODE",
                        help="a jurisdiction by its ISO code; repeat for more")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_answer_arguments(parser)


def run(arguments) -> None:
    library = open_library()
    for code in arguments.codes:
        library.book(code)
    answer = library.criminal(act_of(arguments, library), [c.lower() for c in arguments.codes], day(arguments.on))
    if arguments.json:
        print_json(answer.to_json())
        return
    print(f"{answer.act.label}, on {answer.on}: criminal in all of them? {word(answer.verdict)}\n")
    for part in answer.jurisdictions:
        print(f"{part.name}: {word(part.verdict)}")
    rows = [
        [part.code, a.verdict.value, _penalty(a.offence.penalty), a.offence.citation,
         a.offence.label + ("" if a.offence.criminal else " (administrative)")]
        for part in answer.jurisdictions for a in part.offences if a.verdict.value != "no"
    ]
    if rows:
        print()
        print_table(rows, ["in", "met", "prison", "provision", "offence"])
    print_questions(answer.questions)
    if arguments.why:
        print()
        print_reasons(answer.step, 9)
    print(unverified([c for part in answer.jurisdictions for c in cited(part.step)]).strip() or "", end="\n")


def _penalty(penalty) -> str:
    grave = ["life"] * penalty.life + ["death"] * penalty.death
    return "/".join([f"{penalty.maximum_months} months"] * bool(penalty.maximum_months) + grave) or "none"

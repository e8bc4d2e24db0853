"""Can the suspect found in one state (the requested state) be extradited to another (the requesting state)?"""

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
    word,
)
from kb.errors import BadQuestion
from kb.library import Library
from kb.questions.extradite import ExtraditeAnswer, Request
from kb.reasons.verdicts import Verdict

OUTCOMES = {Verdict.YES: "no obstacle", Verdict.NO: "bars", Verdict.DEPENDS: "open", Verdict.UNKNOWN: "unknown"}
EPILOG = """examples:
  kb extradite --act ransomware --from uz --to de --nationality ru
  kb extradite --act carding --from de --to us --absent PoliticalOffence --no-bars
The facts of the person and the case are concepts of the facet `case` (kb list concepts)."""


def add_arguments(parser) -> None:
    add_act_arguments(parser)
    parser.add_argument("--from", dest="requested", metavar="CODE", help="the requested state: where the suspect is")
    parser.add_argument("--to", dest="requesting", metavar="CODE", help="the requesting state")
    parser.add_argument("--nationality", action="append", default=[], metavar="CODE", help="of the suspect; repeat for more")
    parser.add_argument("--act-on", metavar="DATE", help="the day of the act; the day of the request if left out")
    parser.add_argument("--no-bars", action="store_true",
                        help="take it that no fact of the case that is not stated stands in the way")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> ExtraditeAnswer:
    if not (arguments.requested and arguments.requesting):
        raise BadQuestion("name the requested state with --from and the requesting state with --to.")
    on = day(arguments.on)
    return library.extradite(Request(
        act=act_of(arguments, library),
        requested=arguments.requested.lower(),
        requesting=arguments.requesting.lower(),
        nationality=frozenset(code.lower() for code in arguments.nationality),
        on=on,
        act_on=on if arguments.act_on is None else day(arguments.act_on),
        no_bars=arguments.no_bars,
    ))


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    asking, asked = answer.jurisdictions
    request = answer.request
    print(f"{request.act.label}: extradition from {asked.name} to {asking.name} on {request.on}? {word(answer.verdict)}")
    if arguments.no_bars:
        print("assumed on your word: no bar that is not stated, and the conditions of the texts are met")
    print(f"double criminality: {word(answer.double_criminality)} "
          f"({asking.name} {asking.verdict.value}, {asked.name} {asked.verdict.value})")
    if not answer.routes:
        print("no road is recorded")
    for route in answer.routes:
        print(f"\n{route.route.basis}: {word(route.verdict)}")
        if not route.grounds:
            print(f"  {route.route.opening.claim}")
        rows = [["", g.label, OUTCOMES[g.verdict], _refuse(g), g.note] for g in route.grounds]
        if rows:
            print_table(rows, ["", "ground", "outcome", "refuse", "note"])
    if answer.alternatives:
        print("\nIf nationality bars:")
    for step in answer.alternatives:
        print(f"  {step.claim}  [{'; '.join(c.label for c in step.cites)}]")
    for step in answer.differs_if:
        print(f"\nDiffers: {step.claim}")
    print_questions(answer.questions)
    if arguments.why:
        print()
        print_reasons(answer.step, 9)


def _refuse(ground) -> str:
    """Whether the requested state must or may refuse where the ground applies; nothing where the text says no bar."""
    return "" if ground.source.effect == "NoBar" else "must" if ground.mandatory else "may"

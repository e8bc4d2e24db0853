"""Which single step, a participation or an edit of one offence, opens most requests between two states?"""

from kb.cli.common import add_paper_arguments, add_sparql_argument, answered, day, printed_for_programs
from kb.library import Library
from kb.questions.openings import OpeningsAnswer

EPILOG = """examples:
  kb openings uz de
  kb openings ru us --by uncc --json
Each step is tried by the engine on all typical acts, both ways. Edits come from the gaps against --by."""


def add_arguments(parser) -> None:
    parser.add_argument("codes", nargs=2, metavar="CODE", help="the two jurisdictions")
    parser.add_argument("--by", default="", metavar="INSTRUMENT",
                        help="whose gaps give the edits to try; if left out, the one most recorded states are bound by")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> OpeningsAnswer:
    return library.openings(*arguments.codes, day(arguments.on), arguments.by)


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if printed_for_programs(arguments, answer):
        return
    print(f"{' and '.join(answer.names)}, on {answer.on}: {answer.open_now} of {answer.asked} requests are open\n")
    if not answer.steps:
        print("No single step that was tried opens another.")
        return
    for step in answer.steps:
        print(f"{len(step.opens)}  {step.words}")
        print(f"   {', '.join(f'{requested} to {requesting}: {act}' for requested, requesting, act in step.opens)}")

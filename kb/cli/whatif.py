"""What would a change of law change: one question before and after, or everything it moves?"""

import importlib
from pathlib import Path

from kb.cli.common import (
    add_paper_arguments,
    add_sparql_argument,
    colour,
    day,
    leave_paper,
    print_facts,
    print_json,
    print_table,
    see_paper,
)
from kb.cli.parser import OneLineParser
from kb.errors import BadQuestion
from kb.library import open_library
from kb.questions.whatif import TITLES, Moved, Sweep
from kb.reasons.steps import Step

EPILOG = """examples:
  kb whatif change.ttl
  kb whatif change.ttl -- criminal --act break-in --in uz
  kb whatif change.ttl --json -- gaps uz --against budapest
A change is a Turtle file. Each node takes the place of the recorded node of the same name; a new one is added; a node
of class kb:Repealed takes the recorded one away. Check it with `kb check change.ttl`. --sparql shows what the answers
without the change rest on, and what is recorded under the names in the file."""
QUESTIONS = ("criminal", "extradite", "gaps", "compare")


def add_arguments(parser) -> None:
    parser.add_argument("change", metavar="CHANGE.ttl", help="the change of law")
    parser.usage = ("kb whatif CHANGE.ttl [--on DATE] [--json | --sparql] [-- QUESTION …], a question being "
                    f"{', '.join(QUESTIONS)}")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def run(arguments) -> None:
    before = open_library()
    if arguments.question:
        _one_question(arguments, arguments.question, before)
        return
    see_paper(arguments)
    found = before.whatif(Path(arguments.change), day(arguments.on))
    leave_paper(arguments, before, found)
    if arguments.sparql:
        print_facts(found)
    elif arguments.json:
        print_json(found.to_json())
    else:
        _print_sweep(found)


def _one_question(arguments, words: list[str], before) -> None:
    if words[0] not in QUESTIONS:
        raise BadQuestion(f"{words[0]!r} is no question to ask before and after: take {', '.join(QUESTIONS)}.")
    module = importlib.import_module(f"kb.cli.{words[0]}")
    parser = OneLineParser(prog=f"kb {words[0]}", allow_abbrev=False)
    module.add_arguments(parser)
    asked = parser.parse_args(words[1:])
    _see_said_once(arguments, asked)
    asked.on = asked.on or arguments.on
    arguments.save, arguments.full = arguments.save or asked.save, arguments.full or asked.full
    see_paper(arguments)
    after = before.with_change(Path(arguments.change))
    first, second = module.ask(asked, before), module.ask(asked, after)
    leave_paper(arguments, before, first, second)
    if arguments.sparql or asked.sparql:
        print_facts(first, before.named_by(Path(arguments.change)))
        return
    if arguments.json or asked.json:
        print_json({"question": {"name": "whatif", "asked": words[0]}, "before": first.to_json(), "after": second.to_json()})
        return
    print(f"{first.verdict.value.upper()} → {second.verdict.value.upper()}: {first.step.claim}\n")
    _print_difference(first.step, second.step)


def _see_said_once(arguments, asked) -> None:
    """Complain of an option with one value before the two dashes and another behind them, and of two forms of answer."""
    for option in ("on", "save"):
        first, second = getattr(arguments, option), getattr(asked, option)
        if first and second and first != second:
            raise BadQuestion(f"--{option}: given twice, {first!r} and {second!r}, before and after the two dashes: leave "
                              "one out.")
    if (arguments.sparql or asked.sparql) and (arguments.json or asked.json):
        raise BadQuestion("--json has no effect beside --sparql, which prints a query instead of the answer: leave one of "
                          "them out.")


def _print_difference(before: Step, after: Step) -> None:
    """The lines of the argument that only one of the two has."""
    first, second = before.lines(), after.lines()
    gone, come = [line for line in first if line not in second], [line for line in second if line not in first]
    if not gone and not come:
        print("The change moves nothing in this answer.")
    for title, lines, shade in (("before", gone, "31"), ("after", come, "32")):
        if lines:
            print(colour(title, "1"))
        for line in lines:
            print(colour(line, shade))


def _print_sweep(found: Sweep) -> None:
    moved = False
    for name, title in TITLES.items():
        rows: tuple[Moved, ...] = getattr(found, name)
        if rows:
            moved = True
            print(colour(f"\n{title}: {len(rows)} moved", "1"))
            print_table([["-".join(row.codes), row.before, row.after, row.subject] for row in rows],
                        ["in", "before", "after", "about"])
    if not moved:
        print(f"The change moves nothing on {found.on}: no typical act, road or article has another answer.")

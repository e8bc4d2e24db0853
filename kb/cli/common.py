"""What the answering commands share: the act, the day, and the printing of answers."""

import argparse
import json
import os
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from kb.cli.parser import OneLineParser
from kb.errors import BadDate, BadQuestion
from kb.facts import facts_query
from kb.graph.source import SETTING
from kb.law.scenarios import Act
from kb.law.sources import Citation
from kb.library import Library, open_library
from kb.limits import EARLIEST, LATEST
from kb.questions.asking import shown
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

COLOURS = {Verdict.YES: "32", Verdict.NO: "31", Verdict.DEPENDS: "33", Verdict.UNKNOWN: "35"}


def add_answer_arguments(parser: argparse.ArgumentParser) -> None:
    """The day and the form of the answer: every answering command has them."""
    parser.add_argument("--on", metavar="DATE", help="the day whose law is asked, year-month-day; today if left out")
    parser.add_argument("--json", action="store_true", help="the whole answer as JSON")


def add_paper_arguments(parser: argparse.ArgumentParser) -> None:
    """The day, the form of the answer, and the file to leave it in."""
    add_answer_arguments(parser)
    parser.add_argument("--save", metavar="FILE", help="also leave the answer as a paper (.docx, .pdf) or as tables (.xlsx, "
                        ".csv, .zip of CSV)")
    add_full_argument(parser)


def add_full_argument(parser: argparse.ArgumentParser) -> None:
    """Whether the paper prints what it leaves out otherwise."""
    parser.add_argument("--full", action="store_true", help="with --save: a paper with every detail, however long it is")


def add_sparql_argument(parser: OneLineParser) -> None:
    """The facts behind the answer as a query, in its place."""
    parser.keep_apart("--sparql", "--json", "--why", "--cluster",
                      since="which prints a query instead of the answer")
    parser.add_argument("--sparql", action="store_true",
                        help="instead of the answer a query for `kb sparql -q` that shows the facts it rests on")


def add_act_arguments(parser: argparse.ArgumentParser) -> None:
    """The act: a scenario or file, and facts."""
    parser.add_argument("--act", default="", metavar="ACT", help="a scenario (kb list scenarios) or a Turtle file")
    parser.add_argument("--present", action="append", default=[], metavar="CONCEPT", help="a fact that is present")
    parser.add_argument("--absent", action="append", default=[], metavar="CONCEPT", help="a fact that is absent")
    parser.add_argument("--nothing-else-in", action="append", default=[], metavar="FACET", dest="closed",
                        help="a facet in which nothing but what is present is the case, for example conduct")
    parser.add_argument("--only", action="store_true", help="nothing but what is present was done, and nothing narrower")


def add_store_argument(parser: argparse.ArgumentParser) -> None:
    """Where the records are, for commands that run on; the others have the variable alone."""
    parser.add_argument("--store", metavar="URL", help="a SPARQL server that holds the records (`kb load`), in place of the "
                        f"variable {SETTING}")


def take_store(arguments) -> None:
    """Set what --store names for this process and those that it starts."""
    if arguments.store is not None:
        os.environ[SETTING] = arguments.store


def day(word: str | None) -> date:
    """Return the day a word names; today where nothing is said.

    Raises:
        BadDate: the word is no day.
        BadQuestion: the day lies before or after those of which law can be asked.
    """
    if word is None:
        return date.today()
    try:
        found = date.fromisoformat(word)
    except ValueError as fault:
        raise BadDate(word) from fault
    if found.isoformat() != word:
        raise BadDate(word)
    if not EARLIEST <= found <= LATEST:
        raise BadQuestion(f"{word}: law can be asked of days from {EARLIEST} to {LATEST}; look at the year.")
    return found


def answered(arguments, ask) -> tuple[Library, Any]:
    """Open the library, ask, and leave the answer as a paper where --save names a file."""
    see_paper(arguments)
    library = open_library()
    answer = ask(arguments, library)
    leave_paper(arguments, library, answer)
    return library, answer


def see_paper(arguments) -> None:
    """See, before anything is asked, that the paper that --save names can be left there; --full needs one."""
    if arguments.save:
        import_module("kb.papers.place").see_place(Path(arguments.save))
    elif arguments.full:
        raise BadQuestion("--full is about the paper: name its file with --save, or leave --full out.")


def leave_paper(arguments, library: Library, *answers) -> None:
    """Write the answers to the file that --save names, each behind the other, and say so on standard error."""
    if not arguments.save:
        return
    make, keep = import_module("kb.papers.of_answers"), import_module("kb.papers.save")
    first, *others = (make.paper_of(answer, make.about_data(library.data_version)) for answer in answers)
    for other in others:
        first = first.beside(other)
    for file in keep.save(first.in_full() if arguments.full else first, Path(arguments.save)):
        print(f"saved: {file}", file=sys.stderr)


def act_of(arguments, library: Library) -> Act:
    present, absent, closed = tuple(arguments.present), tuple(arguments.absent), tuple(arguments.closed)
    return library.act(arguments.act, present, absent, closed, arguments.only)


def print_json(data) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def colour(text: str, code: str) -> str:
    """Colour for a person's terminal; plain where output goes elsewhere or NO_COLOR is set."""
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\033[{code}m{text}\033[0m"


def word(verdict: Verdict) -> str:
    return colour(verdict.value.upper(), f"1;{COLOURS[verdict]}")


def print_facts(answer, changed: frozenset[str] = frozenset()) -> None:
    """Print the query that shows what an answer rests on, and what is recorded under the names of a change."""
    print(facts_query(answer, changed), end="")


def printed_for_programs(arguments, answer) -> bool:
    """Print the facts behind an answer as a query, or the answer as JSON, where that is asked for; whether it was."""
    if arguments.sparql:
        print_facts(answer)
    elif arguments.json:
        print_json(answer.to_json())
    return arguments.sparql or arguments.json


def print_table(rows: list[list], header: list[str]) -> None:
    """Print rows as a table with aligned columns; the last column is left as long as it is."""
    cells = [header] + [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for number, row in enumerate(cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        print(colour(line, "1") if number == 0 else line)


def prison(penalty) -> str:
    """The longest imprisonment of a penalty in months, life and death; `none` where there is none."""
    grave = ["life"] * penalty.life + ["death"] * penalty.death
    return "/".join([f"{penalty.maximum_months} months"] * bool(penalty.maximum_months) + grave) or "none"


def print_reasons(step: Step, deepest: int) -> None:
    for line in step.lines(deepest=deepest):
        mark = line.lstrip()[:1]
        found = {"+": Verdict.YES, "-": Verdict.NO, "?": Verdict.DEPENDS, "…": Verdict.UNKNOWN}.get(mark)
        print(line.replace(mark, colour(mark, COLOURS[found]), 1) if found else line)


def print_questions(questions) -> None:
    if questions:
        print("\nWhat would decide it:")
    for question in shown(questions):
        facts = " and ".join(f"{'' if f.present else 'not '}{f.concept.label} ({f.concept.name})" for f in question.facts)
        otherwise = f", otherwise {question.otherwise.value}" if question.otherwise else ""
        print(f"  {facts}: {question.verdict.value if question.verdict else 'contradicts the act'}{otherwise}")


def unverified(cites: list[Citation]) -> str:
    """A sentence that names how many citations rest on less than a text that was read."""
    weak = [cite.label for cite in cites if cite.verification in ("Unverified", "SecondarySource")]
    return f"\nNot read in the text itself: {'; '.join(weak)}." if weak else ""

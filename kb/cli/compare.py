"""Where do these laws part, on what a convention demands?"""

from dataclasses import replace
from datetime import date

from kb.cli.common import (
    add_paper_arguments,
    add_sparql_argument,
    answered,
    colour,
    day,
    print_facts,
    print_json,
    print_reasons,
    print_table,
    prison,
    word,
)
from kb.cli.parser import year
from kb.errors import BadQuestion
from kb.library import Library
from kb.limits import EARLIEST
from kb.questions.clusters import clusters
from kb.questions.compare import CompareAnswer, Difference
from kb.questions.gaps import WORDS

EPILOG = """examples:
  kb compare uz de cn
  kb compare de gb --by uncc --why
  kb compare ru uz --since 2005
  kb compare --cluster
Two single offences are set side by side by `kb offences`.
Alike: of the smallest acts that at least one of two laws punishes, the share that both do; between: what it can be at
least and at most, whatever the answers are that are not known. Common: the share of all that both punish. Every article
has the same weight."""


def add_arguments(parser) -> None:
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the jurisdictions, two or more; all, if none is named")
    parser.add_argument("--by", default="", metavar="INSTRUMENT",
                        help="whose demands are the measure; if left out, the one most recorded states are bound by")
    parser.add_argument("--since", type=year, metavar="YEAR",
                        help="also how the likeness changed, on 1 January of each year")
    parser.add_argument("--cluster", action="store_true", help="also which laws are nearest to each other, group by group")
    parser.add_argument("--why", action="store_true", help="print the whole tree of reasons")
    add_paper_arguments(parser)
    add_sparql_argument(parser)


def ask(arguments, library: Library) -> CompareAnswer:
    on = day(arguments.on)
    arguments.by = arguments.by or library.usual_instrument(on)
    answer = library.compare(arguments.codes, arguments.by, on)
    if arguments.since is None:
        return answer
    return replace(answer, history=library.likeness_by_year(arguments.codes, arguments.by, _years(arguments.since, on)))


def run(arguments) -> None:
    _, answer = answered(arguments, ask)
    if arguments.sparql:
        print_facts(answer)
        return
    if arguments.json:
        groups = {"clusters": clusters(answer.likeness).to_json()} if arguments.cluster else {}
        print_json(answer.to_json() | groups)
        return
    print(f"{', '.join(law.name for law in answer.laws)}, by {answer.by}, on {answer.on}: the same throughout? "
          f"{word(answer.verdict)}\nOptions and reservations are left aside: what is compared is the laws.\n")
    _print_matrix(answer)
    if answer.unread:
        print(f"\nLeft out, since not read in the text: articles {', '.join(answer.unread)}.")
    print()
    print_table([[*pair.codes, *pair.words] for pair in answer.likeness],
                ["one", "other", "alike", "between", "common", "known"])
    for difference in answer.differences:
        _print_difference(difference)
    if arguments.cluster:
        print("\nNearest to each other, by the middle of what alike can be")
        for depth, words in clusters(answer.likeness).lines({law.code: law.name for law in answer.laws}):
            print(f"{'  ' * (depth + 1)}{words}")
    if answer.history:
        _print_history(answer.history)
    if arguments.why:
        print()
        print_reasons(answer.step, 9)


def _years(since: int, on: date) -> list[date]:
    if not EARLIEST.year <= since <= on.year:
        raise BadQuestion(f"--since {since}: give a year from {EARLIEST.year} to {on.year}.")
    return [date(year, 1, 1) for year in range(since, on.year + 1)]


def _print_matrix(answer: CompareAnswer) -> None:
    header = ["article", *(law.code for law in answer.laws), "about"]
    rows = [
        [row[0].article.number, *(WORDS[article.coverage] for article in row), row[0].article.label]
        for row in (answer.row(number) for number in range(len(answer.laws[0].articles)))
    ]
    print_table(rows, header)
    ladder = {
        (row.article.number, law.code, prison(offence.penalty), offence.citation): None
        for number in range(len(rows))
        for law, row in zip(answer.laws, answer.row(number), strict=True) for offence in row.by
    }
    print()
    print_table([list(step) for step in ladder], ["article", "in", "prison", "provision"])


def _print_difference(found: Difference) -> None:
    title = f"{found.article.number}, {found.demand.label}: punished in {found.punished_in}, not in {found.not_in}"
    print(colour(f"\n{title}", "1"))
    print(f"  {found.words}")
    if found.turns_on:
        print(f"    turns on: {', '.join(concept.label for concept in found.turns_on)}")
    print(f"    {found.punished_in}: {'; '.join(dict.fromkeys(offence.citation for offence in found.by))}")
    for near in found.near:
        print(f"    {found.not_in}: {near.words}")


def _print_history(years: dict) -> None:
    print()
    pairs = [pair.codes for pair in next(iter(years.values()))]
    rows = [
        [day.year, *(f"{pair.words[0]} of {pair.words[3]} known" for pair in found)]
        for day, found in years.items()
    ]
    print_table(rows, ["alike on 1 January", *("-".join(codes) for codes in pairs)])

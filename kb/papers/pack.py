"""The negotiation pack: for some states, what stands in the way, what would open it, where laws part, and what to do."""

from datetime import date
from itertools import combinations

from kb.errors import BadQuestion
from kb.papers.of_answers import about_data, paper_of
from kb.papers.paper import Heading, Paper, Table, Text
from kb.questions.gaps import COVERED, WORDS


def pack(library, codes: list[str], instruments: list[str], on: date) -> Paper:
    """Bind everything a negotiator takes to the table into one paper.

    Args:
        library: the recorded law.
        codes: two jurisdictions or more.
        instruments: the conventions the laws are held against and compared on.
        on: the day of the law.

    Raises:
        UnknownName: a jurisdiction or an instrument is not recorded.
        BadQuestion: fewer than two jurisdictions, or no instrument.
    """
    codes = list(dict.fromkeys(code.lower() for code in codes))
    if len(codes) < 2 or not instruments:
        raise BadQuestion("a negotiation pack needs two jurisdictions or more, and a convention to measure them by.")
    names = ", ".join(library.jurisdiction(code).name for code in codes)
    data = about_data(library.data_version)
    found = library.obstacles(codes, [], on)
    first = Paper(f"Negotiation pack: {names}", f"{len(found.found)} requests for typical acts were asked both ways",
                  (f"Law in force on {on}", data), (Heading("What is to be done"), *_to_do(library, codes, instruments, on)))
    papers = [paper_of(found, data)]
    papers += [paper_of(library.openings(one, other, on, instruments[0]), data) for one, other in combinations(codes, 2)]
    papers += [paper_of(library.compare(codes, instrument, on), data) for instrument in instruments]
    for paper in papers:
        first = first.beside(paper)
    return first


def _to_do(library, codes: list[str], instruments: list[str], on: date):
    """The articles that each law does not cover, convention by convention, with the acts that escape."""
    for code in codes:
        answers = [library.gaps(code, instrument, on) for instrument in instruments]
        rows = tuple(
            (answer.against, a.article.number, a.article.label, WORDS[a.coverage], "; ".join(a.told(w) for w in a.witnesses))
            for answer in answers for a in answer.articles if a.coverage != COVERED
        )
        yield Heading(library.jurisdiction(code).name, 2)
        yield Text(f"{len(rows)} articles are not covered, or not known to be.")
        yield Table(f"to do {code}", ("Convention", "Article", "About", "Coverage", "Smallest acts that escape"), rows)

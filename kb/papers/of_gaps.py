"""What an answer on gaps says on paper: the articles, what escapes, ways to close it, and penalties below the floors."""

from kb.law.sources import READ
from kb.papers.paper import Block, Heading, Paper, Table, Text, reasons
from kb.questions.closing import Closing
from kb.questions.gaps import WORDS, GapsAnswer
from kb.questions.witnesses import OUTCOME


def gaps_paper(answer: GapsAnswer, data: str) -> Paper:
    """Return what an answer on gaps says, without ways to close them."""
    return closing_paper(Closing(answer, {}, {}), data)


def closing_paper(closing: Closing, data: str) -> Paper:
    """Return what an answer on gaps says, with the ways to close them that were found."""
    answer = closing.answer
    table = Table("articles", ("Article", "About", "Coverage", "Given by", "Article read in"),
                  tuple((a.article.number, a.article.label, a.words, a.given, READ[a.article.fact.verification])
                        for a in answer.articles))
    witnesses = tuple(
        (a.article.number, a.told(w), OUTCOME[w.verdict], ", ".join(c.label for c in w.turns_on),
         "; ".join(near.words for near in w.near), "; ".join(option.label for option in w.allowed_by),
         "; ".join(option.label for option in w.excused_by))
        for a in answer.articles for w in a.witnesses
    )
    header = ("Article", "Smallest act", "Outcome", "Turns on", "Nearest", "Option that allows it", "Option used")
    beyond = Table("beyond", ("Provision", "Offence"), tuple((o.citation, o.label) for o in answer.beyond))
    counts = ", ".join(f"{words} {sum(a.coverage == state for a in answer.articles)}" for state, words in WORDS.items())
    return Paper(f"{answer.name} against {answer.against}", f"Articles: {counts}", (f"Law in force on {answer.on}", data),
                 (Heading("Article by article"), table, Heading("What is demanded and not punished"),
                  Table("witnesses", header, witnesses), *_ways(closing), *_reserved(answer), *_floors(answer),
                  Heading("Punished beyond what is demanded"), beyond, *reasons(answer.step)))


def _reserved(answer: GapsAnswer) -> tuple[Block, ...]:
    """What the state has reserved of the measures that are asked for."""
    rows = tuple((article.number, measure.label, option.left_out, option.label)
                 for article, measure, option in answer.reserved)
    told = Text("Whether the law gives all the same what is left out was not looked for.")
    table = Table("reserved", ("Article", "Measure", "Left out", "Option used"), rows)
    return (Heading("Narrowed by what the state has reserved or declared"), told, table) if rows else ()


def _floors(answer: GapsAnswer) -> tuple[Block, ...]:
    """The penalties that stay below the floors of the instrument."""
    rows = tuple((a.article.number, low.norm.label, low.penalty.words, o.citation, o.penalty.maximum_months)
                 for a in answer.articles for low in a.below_floor for o in low.penalty.below)
    table = Table("penalties below", ("Article", "For", "Asked", "Provision", "Longest imprisonment, months"), rows)
    return (Heading("Penalties below what is asked"), table) if rows else ()


def _ways(closing: Closing) -> tuple[Block, ...]:
    """The edits that close each gap, with what they mean for a drafter, and the laws whose wording would."""
    numbers = [(a.article.number, a.article.name) for a in closing.answer.articles]
    edits = tuple((number, p.demand.label, p.words, "; ".join(p.notes))
                  for number, name in numbers for p in closing.proposals.get(name, ()))
    laws = tuple((number, e.demand.label, e.words) for number, name in numbers for e in closing.examples.get(name, ()))
    blocks: tuple[Block, ...] = ()
    if edits:
        blocks += (Heading("The fewest edits of recorded offences that would close it"),
                   Text("Each was tried by the engine. A place to start drafting, not advice."),
                   *((Text(closing.caution),) if closing.caution else ()),
                   Table("proposals", ("Article", "For", "Edits", "What this means"), edits))
    if laws:
        blocks += (Heading("Whose present wording would close it"), Table("examples", ("Article", "For", "Law"), laws))
    return blocks

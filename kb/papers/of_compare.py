"""What a comparison says on paper: the matrix and how alike first, then each act on which laws part, then the penalties."""

from kb.law.offences import Offence
from kb.limits import PRINTED_REASONS
from kb.papers.cells import OFFENCE_HEADER, offence_cells
from kb.papers.paper import Block, Heading, Lines, Paper, Table, Text, chain, cited_cells
from kb.questions.clusters import clusters
from kb.questions.compare import CompareAnswer, Parting
from kb.questions.gaps import WORDS
from kb.questions.witnesses import OUTCOME, Near

MEASURE = ("Alike: of the smallest acts that at least one of the two punishes, the share that both do. Common: the share of "
           "all that both punish. Known: the share of which both answers are known. Between: what alike can be, whatever "
           "the answers are that are not known.")
PARTS = ("Each smallest act on which two of the laws part for certain, with what each law says of it: the provisions that "
         "punish it, or else the one that comes nearest.")


def compare_paper(answer: CompareAnswer, data: str) -> Paper:
    """Return what a comparison says; where its reasons are long, they and the differences pair by pair are detail."""
    names = {law.code: law.name for law in answer.laws}
    rows = [answer.row(number) for number in range(len(answer.laws[0].articles))]
    matrix = Table("matrix", ("Article", "About", *names.values()),
                   tuple((r[0].article.number, r[0].article.label, *(WORDS[a.coverage] for a in r)) for r in rows))
    alike = Table("likeness", ("One", "Other", "Alike", "Between", "Common", "Known"), tuple(
        (names[p.codes[0]], names[p.codes[1]], *p.words) for p in answer.likeness))
    ladder = Table("penalties", ("Article", *OFFENCE_HEADER[:1], *OFFENCE_HEADER[2:]), tuple(
        (row[0].article.number, law.name, *offence_cells(offence))
        for row in rows for law, article in zip(answer.laws, row, strict=True) for offence in article.by))
    told = PARTS if answer.partings else "Nowhere for certain, as far as the record goes."
    blocks = (Heading("Article by state"), matrix,
              Text(f"Left out, since not read in the text: articles {', '.join(answer.unread) or 'none'}."),
              Heading("How alike"), alike, Text(MEASURE),
              *_history(answer, names),
              Heading("Nearest to each other"), Lines(tuple(clusters(answer.likeness).lines(names))),
              Heading("Where they part"), Text(told), _acts(answer, names),
              Heading("Penalties"), ladder, *_sources(answer, names))
    detail = (*_pairs(answer, names), *chain(answer.step))
    paper = Paper(f"{', '.join(names.values())}: where the laws part on {answer.by}",
                  f"The same answers throughout: {answer.verdict.words}", (f"Law in force on {answer.on}", data),
                  blocks, detail)
    return paper if len(answer.step.lines()) > PRINTED_REASONS else paper.in_full()


def _history(answer: CompareAnswer, names: dict[str, str]) -> tuple[Block, ...]:
    """How alike each two were on other days, where that was asked."""
    rows = tuple((day.isoformat(), *(names[code] for code in pair.codes), *pair.words)
                 for day, pairs in answer.history.items() for pair in pairs)
    header = ("Day", "One", "Other", "Alike", "Between", "Common", "Known")
    return (Heading("How alike they were"), Table("history", header, rows)) if rows else ()


def _acts(answer: CompareAnswer, names: dict[str, str]) -> Table:
    """One row for each act on which laws part."""
    return Table("acts", ("Article", "What is demanded", "Act", "Punished in", "Not in", "Not known in"), tuple(
        (parting.article.number, parting.demand.label, parting.words,
         "\n".join(f"{names[code]}: {'; '.join(dict.fromkeys(o.citation for o in by))}" for code, by in parting.punished),
         "\n".join(f"{names[code]}: {_nearest(parting, code)}" for code in parting.escapes),
         ", ".join(names[code] for code in parting.unknown)) for parting in answer.partings))


def _nearest(parting: Parting, code: str) -> str:
    """What becomes of an act in a law that does not punish it: by the provision that comes nearest, if there is one."""
    verdict, near = parting.escapes[code]
    return near[0].words if near else OUTCOME[verdict]


def _sources(answer: CompareAnswer, names: dict[str, str]) -> tuple[Block, ...]:
    """What is cited of each law, state by state: provisions of several states can have the same name."""
    told = [(code, o) for d in answer.differences for code, offences in ((d.punished_in, d.by), (d.not_in, _near(d.near)))
            for o in offences]
    told += [(code, o) for p in answer.partings for code, by in p.punished for o in by]
    told += [(code, o) for p in answer.partings for code, (_, near) in p.escapes.items() for o in _near(near)]
    found = dict.fromkeys((code, cite) for code, offence in told for cite in offence.cites)
    rows = tuple((name, *cited_cells(cite)) for code, name in names.items() for of, cite in found if of == code)
    return Heading("Sources"), Table("sources", ("State", "Provision", "Read in", "Read on"), rows)


def _near(near: tuple[Near, ...]) -> list[Offence]:
    return [each.offence for each in near]


def _pairs(answer: CompareAnswer, names: dict[str, str]) -> tuple[Block, ...]:
    """The differences, pair by pair."""
    rows = tuple(
        (d.article.number, d.demand.label, d.words, names[d.punished_in], "; ".join(dict.fromkeys(o.citation for o in d.by)),
         names[d.not_in], "; ".join(near.words for near in d.near)) for d in answer.differences)
    header = ("Article", "What is demanded", "Act", "Punished in", "By", "Not in", "Nearest there")
    return (Heading("Where each two of them part"), Table("differences", header, rows)) if rows else ()

"""What a guide to an article says on paper: elements, options, how states do it, definitions with sources, checklist."""

from kb.papers.paper import Block, Heading, Paper, Table, Text, cited_cells, reasons
from kb.questions.definitions import Compared, told
from kb.questions.guide import NOT_RECORDED, GuideAnswer


def guide_paper(answer: GuideAnswer, data: str) -> Paper:
    """Return what a guide to an article says."""
    article = answer.article
    blocks: list[Block] = [Table("article", ("Article", "Read in", "Read on"), (cited_cells(article.fact.cite),))]
    if answer.unrecorded:
        blocks.append(Text(NOT_RECORDED))
    for number, structure in enumerate(answer.structures, 1):
        rows = tuple((element.facet, element.words) for element in structure.elements)
        blocks += [Heading(f"Elements: {structure.norm.label}"), Table(f"elements {number}", ("Facet", "Any of"), rows)]
    if article.options:
        rows = tuple((option.label, ", ".join(answer.used_by(option)) or "none recorded") for option in article.options)
        blocks += [Heading("What may be added, by declaration or reservation"),
                   Table("options", ("Option", "Used by"), rows)]
    header = ("Family", "State", "Coverage", "Given by", "Longest imprisonment, months", "Asks besides")
    practice = tuple((p.family, p.name, p.answer.words, p.answer.given, p.longest, "; ".join(p.asks_besides))
                     for found in answer.by_family.values() for p in found)
    blocks += [Heading("How states do it, by legal family"), Table("practice", header, practice)]
    for compared in answer.definitions:
        blocks += _definitions(answer, compared)
    blocks += [Heading("Checklist"), *(Text(f"☐ {item}") for item in answer.checklist)]
    return Paper(f"{article.title}, article {article.number}: what a law needs", article.label,
                 (f"Law in force on {answer.on}", data), (*blocks, *reasons(answer.step)))


def _definitions(answer: GuideAnswer, compared: Compared) -> list[Block]:
    """What texts understand by a term: in short and where it stands, then feature by feature."""
    found = answer.titled(compared)
    name = f"{compared.term.label} defined"
    texts = tuple((title, *(("", "") if number else (" / ".join(d.words), d.summary)), *cited_cells(cite)[:2])
                  for title, d in found.items() for number, cite in enumerate(d.cites))
    features = tuple((title, *(told(d, feature) for feature in compared.term.features)) for title, d in found.items())
    heads = tuple(feature.label for feature in compared.term.features)
    blocks: list[Block] = [
        Heading(f"Definitions of {compared.term.label}"),
        Table(name, ("Text", "Word", "In short", "Provision", "Read in"), texts)]
    if found:
        blocks += [Text("What each takes in (yes), leaves out (no), or is silent on:"),
                   Table(f"{name}, features", ("Text", *heads), features)]
    else:
        blocks += [Text("No definition is recorded.")]
    return blocks + [Text(f"{answer.titles.get(code, code)}: looked for and not found: {what}")
                     for code, what in compared.silent.items()]

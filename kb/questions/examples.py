"""Whose present wording would close a gap: other laws that punish everything that escapes, as examples to draft by."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct, compile_norm
from kb.elements.coverage import minimal_acts
from kb.law.offences import Norm, Offence
from kb.questions.gaps import COVERED, ArticleAnswer
from kb.reasons.verdicts import Verdict


@dataclass(frozen=True)
class Example:
    """A law that punishes every act by which a demand escapes in another, and a few of its offences that together do."""

    demand: Norm
    code: str
    name: str
    offences: tuple[Offence, ...]
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.name}: {'; '.join(dict.fromkeys(offence.citation for offence in self.offences))}"

    def to_json(self) -> dict:
        return {"demand": self.demand.label, "code": self.code,
                "provisions": list(dict.fromkeys(offence.citation for offence in self.offences)),
                "cites": [cite.to_json() for offence in self.offences for cite in offence.cites]}


def examples(article: ArticleAnswer, book: Book, others: list[Book], on: date) -> tuple[Example, ...]:
    """Return the laws whose present wording would close each gap of an article.

    Args:
        article: what the law that is examined gives of the article.
        book: that law, compiled.
        others: the compiled laws among which examples are looked for.
        on: the day whose law is asked.
    """
    found = []
    for demand in article.demands:
        if demand.coverage == COVERED:
            continue
        acts = minimal_acts(compile_norm(demand.norm, book.vocabulary), book.vocabulary)
        escaping = [act for chosen, act in acts.items()
                    if chosen not in demand.excused and book.verdict(act, on) is not Verdict.YES]
        found += [
            Example(demand.norm, other.jurisdiction.code, other.jurisdiction.name, _few(escaping, other, on))
            for other in others if all(other.verdict(act, on) is Verdict.YES for act in escaping)
        ]
    return tuple(found)


def _few(acts: list[CompiledAct], book: Book, on: date) -> tuple[Offence, ...]:
    """Offences that together punish some acts: always the one next that punishes most of what is left."""
    left = {act: {offence for offence in book.met(act, on) if offence.aggravates is None} or set(book.met(act, on))
            for act in acts}
    chosen: list[Offence] = []
    while left:
        met = [offence for offences in left.values() for offence in offences]
        best = max(sorted(set(met), key=lambda offence: offence.iri), key=met.count)
        chosen.append(best)
        left = {act: offences for act, offences in left.items() if best not in offences}
    return tuple(chosen)

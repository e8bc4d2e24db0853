"""The smallest changes of one offence that close a gap, each tried by the engine before it is proposed."""

from dataclasses import dataclass, replace
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct, CompiledNorm, compile_norm
from kb.elements.coverage import Choice, minimal_acts
from kb.law.concepts import Concept
from kb.law.offences import Norm, Offence, Requirement
from kb.questions.explain import alternatives
from kb.questions.gaps import COVERED, ArticleAnswer, DemandAnswer
from kb.reasons.verdicts import Verdict


@dataclass(frozen=True)
class Edit:
    """One change of one element: a requirement dropped, or widened by concepts; a judgement dropped."""

    element: str
    adds: tuple[Concept, ...]

    @property
    def words(self) -> str:
        if self.adds:
            return f"to “{self.element}” add {', '.join(concept.label for concept in self.adds)}"
        return f"drop “{self.element}”"

    def to_json(self) -> dict:
        return {"element": self.element, "adds": [concept.name for concept in self.adds], "words": self.words}


@dataclass(frozen=True)
class Proposal:
    """An offence with the edits after which everything that one demand asks for is punished."""

    demand: Norm
    offence: Offence
    edits: tuple[Edit, ...]
    changed: Offence

    def to_json(self) -> dict:
        return {"demand": self.demand.label, "provision": self.offence.citation, "label": self.offence.label,
                "edits": [edit.to_json() for edit in self.edits]}


def proposals(article: ArticleAnswer, book: Book, on: date) -> tuple[Proposal, ...]:
    """Return, for each demand of an article that is not covered, the changes of one offence with the fewest edits.

    Only offences that come near are tried. One of them closes the gap only if each of its requirements is met by every
    act that escapes, so the requirements that fail for some of them are just those that must be edited: fewer edits
    of that offence cannot do. That edits of several offences together could be fewer is not looked into.
    """
    lacking = [demand for demand in article.demands if demand.coverage != COVERED]
    return tuple(found for demand in lacking for found in _for_demand(demand, book, on))


def _for_demand(demand: DemandAnswer, book: Book, on: date) -> list[Proposal]:
    acts = minimal_acts(compile_norm(demand.norm, book.vocabulary), book.vocabulary)
    escaping = {chosen: act for chosen, act in acts.items() if book.verdict(act, on) is not Verdict.YES}
    near = {near.offence.iri for witness in demand.witnesses for near in witness.near if near.offence.criminal}
    found = [_edited(demand.norm, norm, escaping, book) for norm in book.on(on) if norm.norm.iri in near]
    closing = [proposal for proposal in found if _closes(proposal, escaping, book, on)]
    fewest = min((len(proposal.edits) for proposal in closing), default=0)
    return [proposal for proposal in closing if len(proposal.edits) == fewest]


def _edited(demand: Norm, norm: CompiledNorm, escaping: dict[Choice, CompiledAct], book: Book) -> Proposal:
    """The offence with every requirement that an escaping act fails dropped, or widened by what the demand names."""
    edits, kept = [], []
    for requirement, mask in zip(norm.norm.requirements, norm.requirements, strict=True):
        failing = [chosen for chosen, act in escaping.items() if not mask & act.present]
        if not failing:
            kept.append(requirement)
            continue
        facet = book.vocabulary.named(mask)[0].facet
        named = [[concept for concept in chosen if concept.facet == facet] for chosen in failing]
        adds = tuple(dict.fromkeys(concepts[0] for concepts in named)) if all(named) else ()
        edits.append(Edit(alternatives(mask, book.vocabulary), adds))
        if adds:
            kept.append(Requirement((*requirement.any_of, *(concept.iri for concept in adds)), requirement.note))
    edits += [Edit(judgement, ()) for judgement in norm.norm.judgements]
    return Proposal(demand, norm.norm, tuple(edits), replace(norm.norm, requirements=tuple(kept), judgements=()))


def _closes(proposal: Proposal, escaping: dict[Choice, CompiledAct], book: Book, on: date) -> bool:
    """Whether the changed offence, put in the place of the old one, punishes every act that escaped."""
    others = tuple(o for o in book.jurisdiction.offences if o.iri != proposal.offence.iri)
    changed = Book(replace(book.jurisdiction, offences=(*others, proposal.changed)), book.vocabulary)
    return bool(proposal.changed.requirements) and all(changed.verdict(act, on) is Verdict.YES for act in escaping.values())

"""The smallest changes of recorded offences that close a gap, each tried by the engine before it is proposed."""

from dataclasses import dataclass, replace
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct, CompiledNorm, compile_norm
from kb.elements.coverage import Choice, minimal_acts
from kb.law.concepts import WHAT_IT_IS_ABOUT, Concept
from kb.law.instruments import Article
from kb.law.jurisdictions import Jurisdiction
from kb.law.offences import Norm, Offence, Requirement
from kb.limits import SHOWN_PROPOSALS
from kb.questions.explain import alternatives
from kb.questions.gaps import COVERED, ArticleAnswer, DemandAnswer
from kb.questions.penalties import PenaltyAnswer, penalty_answer
from kb.reasons.verdicts import Verdict

# The places of an offence that must be edited: a requirement by its number, a judgement by its words.
Places = frozenset[int | str]


@dataclass(frozen=True)
class Edit:
    """One change of one element: a requirement dropped, or widened by concepts; a judgement dropped."""

    element: str
    adds: tuple[Concept, ...]
    judgement: bool = False

    @property
    def words(self) -> str:
        if self.adds:
            return f"to “{self.element}” add {', '.join(concept.label for concept in self.adds)}"
        return f"drop “{self.element}”"

    def to_json(self) -> dict:
        return {"element": self.element, "adds": [concept.name for concept in self.adds],
                "judgement": self.judgement, "words": self.words}


@dataclass(frozen=True)
class Change:
    """An offence, the edits made to it, and what it then is.

    `loose` are the facets of which the demand names something and the offence, once an element is dropped, nothing.
    """

    offence: Offence
    edits: tuple[Edit, ...]
    changed: Offence
    loose: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.offence.citation}, {self.offence.label}: {'; '.join(edit.words for edit in self.edits)}"

    def to_json(self) -> dict:
        return {"provision": self.offence.citation, "label": self.offence.label,
                "edits": [edit.to_json() for edit in self.edits]}


@dataclass(frozen=True)
class Proposal:
    """Changes of one offence, or of several together, after which everything that one demand asks for is punished.

    `penalty` holds the penalties of the law so changed against the floor of the demand, where there is one.
    """

    demand: Norm
    changes: tuple[Change, ...]
    penalty: PenaltyAnswer | None = None

    @property
    def size(self) -> int:
        """How many edits there are."""
        return sum(len(change.edits) for change in self.changes)

    @property
    def words(self) -> str:
        return "; and ".join(change.words for change in self.changes)

    @property
    def stays_low(self) -> bool:
        """Whether some penalty of the law so changed is below the floor of the demand."""
        return self.penalty is not None and self.penalty.verdict is Verdict.NO

    @property
    def reaches_beyond(self) -> tuple[str, ...]:
        """Where a changed offence would punish far more than the demand, in words."""
        return tuple(f"{change.offence.citation} would then ask for no {' and no '.join(change.loose)} at all, and so reach "
                     "far beyond the demand: put in the place of what is dropped what the demand names"
                     for change in self.changes if change.loose)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the changes mean for a drafter beyond the edits, and what they leave as it is."""
        dropped = dict.fromkeys(edit.element for change in self.changes for edit in change.edits if edit.judgement)
        told = [f"“{element}” is left to a court today: to drop it is to settle the matter in the text, or to show that the "
                "view of courts on record no longer stands in the way" for element in dropped]
        told += self.reaches_beyond
        if self.penalty and self.stays_low:
            by = "; ".join(dict.fromkeys(offence.citation for offence in self.penalty.below))
            told.append(f"penalty: {self.penalty.words} by {by}; an edit of elements does not raise it")
        return tuple(told)

    def law(self, law: Jurisdiction) -> Jurisdiction:
        """The law with the changed offences in the place of the recorded ones."""
        changed = {change.offence.iri: change.changed for change in self.changes}
        return replace(law, offences=tuple(changed.get(offence.iri, offence) for offence in law.offences))

    def to_json(self) -> dict:
        return {"demand": self.demand.label, "changes": [change.to_json() for change in self.changes],
                "penalty": self.penalty.to_json() if self.penalty else None, "notes": list(self.notes)}


def proposals(article: ArticleAnswer, book: Book, on: date) -> tuple[Proposal, ...]:
    """Return, for each demand of an article that is not covered, the changes with the fewest edits that close it.

    Only offences that come near are changed. An act that escapes is punished by a changed offence only if each of its
    requirements that the act fails is edited, and each judgement dropped. Every way to give each escaping act to one of
    the offences is gone through, so that no smaller set of edits of these offences closes the gap.
    """
    lacking = [demand for demand in article.demands if demand.coverage != COVERED]
    found = [proposal for demand in lacking for proposal in _for_demand(demand, book, on)]
    return tuple(replace(proposal, penalty=_penalty(proposal, article.article, book, on)) for proposal in found)


def _penalty(proposal: Proposal, article: Article, book: Book, on: date) -> PenaltyAnswer | None:
    """The penalties of the changed law for what the demand asks, against the floor that the article sets."""
    floor = article.floor(proposal.demand.iri)
    if floor is None:
        return None
    acts = minimal_acts(compile_norm(proposal.demand, book.vocabulary), book.vocabulary)
    return penalty_answer(floor, list(acts.values()), Book(proposal.law(book.jurisdiction), book.vocabulary), on)


def _for_demand(demand: DemandAnswer, book: Book, on: date) -> list[Proposal]:
    acts = minimal_acts(compile_norm(demand.norm, book.vocabulary), book.vocabulary)
    escaping = {chosen: act for chosen, act in acts.items()
                if chosen not in demand.excused and book.verdict(act, on) is not Verdict.YES}
    near = {near.offence.iri for witness in demand.witnesses for near in witness.near if near.offence.criminal}
    norms = [norm for norm in book.on(on) if norm.norm.iri in near]
    given: dict[tuple[Places, ...], list[Choice]] = {}
    for chosen, act in escaping.items():
        given.setdefault(tuple(_failing(norm, act) for norm in norms), []).append(chosen)
    groups = list(given)
    most = max((len(frozenset().union(*(group[n] for group in groups))) for n in range(len(norms))), default=0)
    for size in range(1, most + 1):
        found: list[Proposal] = []
        for plan in sorted(_plans(groups, len(norms), size), key=lambda plan: len(set(plan))):
            changes = tuple(
                _edited(norm, [chosen for group, to in zip(groups, plan, strict=True) if to == n for chosen in given[group]],
                        escaping, book)
                for n, norm in enumerate(norms) if n in plan
            )
            proposal = Proposal(demand.norm, tuple(replace(change, loose=_loose(change, demand.norm, book))
                                                   for change in changes))
            if proposal not in found and _closes(proposal, escaping, book, on):
                found.append(proposal)
        if found:
            return found[:SHOWN_PROPOSALS]
    return []


def _failing(norm: CompiledNorm, act: CompiledAct) -> Places:
    """The places of an offence that must be edited for it to punish an act."""
    failing = (number for number, mask in enumerate(norm.requirements) if not mask & act.present)
    return frozenset(failing) | frozenset(norm.norm.judgements)


def _plans(groups: list[tuple[Places, ...]], norms: int, size: int) -> list[tuple[int, ...]]:
    """Every way to give each group of acts to an offence with just some number of edits in all.

    What is given to an offence adds up, so a way that already has more edits is not gone on with.
    """
    plans: list[tuple[int, ...]] = []

    def give(plan: tuple[int, ...], edited: tuple[Places, ...]) -> None:
        edits = sum(map(len, edited))
        if edits > size:
            return
        if len(plan) == len(groups):
            plans.extend([plan] * (edits == size))
            return
        for norm in range(norms):
            more = edited[norm] | groups[len(plan)][norm]
            give((*plan, norm), (*edited[:norm], more, *edited[norm + 1:]))

    give((), (frozenset(),) * norms)
    return plans


def _edited(norm: CompiledNorm, given: list[Choice], acts: dict[Choice, CompiledAct], book: Book) -> Change:
    """The offence with every requirement that an act given to it fails dropped, or widened by what those acts name."""
    edits, kept = [], []
    for requirement, mask in zip(norm.norm.requirements, norm.requirements, strict=True):
        failing = [chosen for chosen in given if not mask & acts[chosen].present]
        if not failing:
            kept.append(requirement)
            continue
        facet = book.vocabulary.named(mask)[0].facet
        named = [[concept for concept in chosen if concept.facet == facet] for chosen in failing]
        adds = tuple(dict.fromkeys(concepts[0] for concepts in named)) if all(named) else ()
        edits.append(Edit(alternatives(mask, book.vocabulary), adds))
        if adds:
            kept.append(Requirement((*requirement.any_of, *(concept.iri for concept in adds)), requirement.note))
    edits += [Edit(judgement, (), True) for judgement in norm.norm.judgements]
    return Change(norm.norm, tuple(edits), replace(norm.norm, requirements=tuple(kept), judgements=()))


def _loose(change: Change, demand: Norm, book: Book) -> tuple[str, ...]:
    """The facets of which a demand names something and an offence with an element dropped names nothing."""
    if all(edit.adds or edit.judgement for edit in change.edits):
        return ()
    named, left = ({book.vocabulary.concepts[iri].facet for requirement in norm.requirements for iri in requirement.any_of}
                   for norm in (demand, change.changed))
    return tuple(facet for facet in WHAT_IT_IS_ABOUT if facet in named - left)


def _closes(proposal: Proposal, escaping: dict[Choice, CompiledAct], book: Book, on: date) -> bool:
    """Whether the changed law punishes every act that escaped, by offences that still ask for something."""
    changed = Book(proposal.law(book.jurisdiction), book.vocabulary)
    asks = all(change.changed.requirements for change in proposal.changes)
    return asks and all(changed.verdict(act, on) is Verdict.YES for act in escaping.values())

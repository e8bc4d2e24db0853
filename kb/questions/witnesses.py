"""Witnesses: the smallest acts that a norm demands and a law does not punish, and what stands nearest to them."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import MET, CompiledAct, CompiledNorm, norm_state
from kb.elements.coverage import Choice, has, minimal_acts, turning_points
from kb.law.concepts import Concept, Vocabulary
from kb.law.instruments import Article, Option, UsedOptions
from kb.law.offences import Norm, Offence
from kb.law.sources import Citation, in_order
from kb.limits import SHOWN_NEAREST
from kb.questions.explain import alternatives
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

CONDUCT = "conduct"
OUTCOME = {Verdict.NO: "escapes", Verdict.DEPENDS: "is left to a court", Verdict.UNKNOWN: "is not known to be punished"}


@dataclass(frozen=True)
class Near:
    """An offence near to an act that escapes, and the further elements it asks for, in words."""

    offence: Offence
    lacks: tuple[str, ...]

    @property
    def words(self) -> str:
        title = f"{self.offence.citation}, {self.offence.label}"
        if not self.offence.criminal:
            return f"{title}, punishes it, but as an administrative offence"
        if self.lacks:
            return f"{title}, asks also for: {'; and '.join(self.lacks)}"
        if self.offence.judgements:
            return f"{title}, leaves to a court: {'; '.join(self.offence.judgements)}"
        return f"{title}, makes an exception"

    def to_json(self) -> dict:
        return {"provision": self.offence.citation, "label": self.offence.label, "asks_also": list(self.lacks),
                "words": self.words}


@dataclass(frozen=True)
class Witness:
    """A smallest act that is demanded and not punished, standing for all that share what it turns on.

    Of the concepts nothing narrower is present, and nothing else. All that it stands for have the same verdict, are
    punished by the same administrative offences and excused by the same options. `allowed_by` are the options of the
    article under which a state may leave all of them unpunished, `excused_by` those of them that the state uses, as told
    in `declared_in`. `certain` says that the record is complete enough to know that no offence outside it punishes them.
    """

    demand: Norm
    concepts: Choice
    turns_on: tuple[Concept, ...]
    verdict: Verdict
    certain: bool
    near: tuple[Near, ...]
    allowed_by: tuple[Option, ...]
    excused_by: tuple[Option, ...]
    declared_in: tuple[Citation, ...]

    @property
    def excused(self) -> bool:
        """Whether the state uses an option that allows it."""
        return bool(self.excused_by)

    @property
    def words(self) -> str:
        return ", ".join(concept.label for concept in self.concepts)

    @property
    def nearest_crime(self) -> Near | None:
        """The criminal offence that asks for the least more."""
        return next((near for near in self.near if near.offence.criminal), None)

    @property
    def administrative(self) -> tuple[Near, ...]:
        """The administrative offences that punish it."""
        return tuple(near for near in self.near if not near.offence.criminal)

    @property
    def step(self) -> Step:
        options = "".join(f"; the option “{option.label}”{', which the state uses,' * (option in self.excused_by)} allows it"
                          for option in self.allowed_by)
        turning = f" (it turns on: {', '.join(c.label for c in self.turns_on)})" if self.turns_on else ""
        near = tuple(Step(near.words, Verdict.NO, near.offence.cites) for near in self.near)
        return Step(f"{self.words}: {OUTCOME[self.verdict]}{turning}{options}", self.verdict, self.declared_in, near,
                    given="no offence in force is met by this act and nothing more")

    def to_json(self) -> dict:
        return {
            "demand": self.demand.label,
            "words": self.words,
            "present": [concept.name for concept in dict.fromkeys(self.concepts)],
            "turns_on": [concept.name for concept in self.turns_on],
            "verdict": self.verdict.value,
            "near": [near.to_json() for near in self.near],
            "allowed_by": [option.label for option in self.allowed_by],
            "excused_by": [option.label for option in self.excused_by],
            "excused": self.excused,
        }


def find_witnesses(norm: CompiledNorm, article: Article, book: Book, used: UsedOptions, on: date) -> tuple[Witness, ...]:
    """Return the witnesses against a law on one demanded norm, one for each thing that escaping in the same way turns on.

    Args:
        norm: what is demanded.
        article: the article that demands it, with the options it leaves.
        book: the compiled law.
        used: the options that the state uses.
        on: the day whose law is asked.
    """
    acts = minimal_acts(norm, book.vocabulary)
    alike: dict[tuple[Verdict, bool, tuple[Offence, ...], tuple[Option, ...]], set[Choice]] = {}
    for chosen, act in acts.items():
        if (verdict := book.verdict(act, on)) is not Verdict.YES:
            excused_by = tuple(option for option in article.options
                               if option.iri in used and _allows(option, chosen, act, book, on))
            certain = verdict is Verdict.NO or (verdict is Verdict.DEPENDS and book.complete(act, on))
            alike.setdefault((verdict, certain, _administrative(act, book, on), excused_by), set()).add(chosen)
    witnesses = []
    for (verdict, certain, _, excused_by), escaping in alike.items():
        for point in turning_points(escaping, set(acts)):
            same = [chosen for chosen in acts if has(chosen, point)]
            allowed = tuple(option for option in article.options
                            if all(_allows(option, chosen, acts[chosen], book, on) for chosen in same))
            witnesses.append(Witness(norm.norm, same[0], tuple(concept for _, concept in point), verdict, certain,
                                     nearest(acts[same[0]], norm.norm, article, book, on), allowed, excused_by,
                                     tuple(dict.fromkeys(used[option.iri] for option in excused_by))))
    return tuple(witnesses)


def excused_acts(norm: CompiledNorm, article: Article, book: Book, used: UsedOptions, on: date) -> frozenset[Choice]:
    """Return the smallest acts of a demanded norm that escape a law and that an option which the state uses allows."""
    options = [option for option in article.options if option.iri in used]
    return frozenset(
        chosen for chosen, act in minimal_acts(norm, book.vocabulary).items()
        if options and book.verdict(act, on) is not Verdict.YES
        and any(_allows(option, chosen, act, book, on) for option in options)
    )


def reaches(norm: CompiledNorm, act: CompiledAct, vocabulary: Vocabulary) -> bool:
    """Whether an offence asks for a conduct that is present in the act."""
    conduct = vocabulary.facet_mask.get(CONDUCT, 0)
    return any(mask & conduct & act.present for mask in norm.requirements)


def _allows(option: Option, chosen: Choice, act: CompiledAct, book: Book, on: date) -> bool:
    """Whether an option permits that the act escapes: it leaves a part of it out, or with what it adds it is punished."""
    vocabulary = book.vocabulary
    if any(vocabulary.bit(iri) & vocabulary.up[concept.iri] for iri in option.leaves_out for concept in chosen):
        return True
    added = [vocabulary.up[iri] for alternatives_added in option.adds for iri in alternatives_added]
    return any(book.verdict(CompiledAct(act.present | more, act.absent & ~more), on) is Verdict.YES for more in added)


def nearest(act: CompiledAct, norm: Norm, article: Article, book: Book, on: date) -> tuple[Near, ...]:
    """The offences of the demand's families that reach the act's conduct, or are recorded as implementing the article.

    A form is left out where the offence it aggravates is among them.
    Administrative offences that the act meets come first, then those that ask for the least more.
    """
    found = {}
    for other in book.on(on):
        own = set(norm.families) & set(other.norm.families)
        if own and (article.name in other.norm.implements or reaches(other, act, book.vocabulary)):
            missing = tuple(alternatives(mask, book.vocabulary) for mask in other.requirements if not mask & act.present)
            found[other.norm.iri] = Near(other.norm, missing)
    basic = {(n.offence.citation, n.lacks): n for n in found.values() if n.offence.aggravates not in found}
    closest = sorted(basic.values(), key=lambda near: (len(near.lacks), in_order(near.offence.citation)))
    administrative = (Near(offence, ()) for offence in _administrative(act, book, on))
    return (*administrative, *closest[:SHOWN_NEAREST])


def _administrative(act: CompiledAct, book: Book, on: date) -> tuple[Offence, ...]:
    """The administrative offences of a day that punish an act."""
    return tuple(norm.norm for norm in book.norms
                 if not norm.norm.criminal and norm.norm.in_force(on) and norm_state(norm, act) == MET)

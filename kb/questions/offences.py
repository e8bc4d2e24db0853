"""Two offences side by side: the elements that each asks for, and the acts that one punishes and the other does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledNorm
from kb.elements.coverage import Choice, act_of
from kb.elements.parting import act_excepted, act_of_both, act_without, always_met, ways_without
from kb.law.concepts import FACETS, Vocabulary
from kb.questions.crosswalk import NARROWER, OVERLAPPING, SAME, WIDER, relation_of
from kb.questions.explain import alternatives
from kb.questions.sides import Alone, Asked, Side
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, least

# What the other offence is beside the one, in words.
RELATIONS = {
    SAME: "{one} and {other} have the same elements, and the same exceptions as far as elements describe them.",
    WIDER: "{other} takes in every act that {one} punishes, and more.",
    NARROWER: "{one} takes in every act that {other} punishes, and more.",
    OVERLAPPING: "Each punishes acts that the other does not.",
}
NOT_ASKED = "–"


@dataclass(frozen=True)
class ElementRow:
    """One facet, or what stands beside the elements, with what each offence says of it in words."""

    about: str
    one: str
    other: str


@dataclass(frozen=True)
class OffencesAnswer:
    """Two offences side by side; `both` is an act that has the elements of the two, `relation` what the other is."""

    on: date
    verdict: Verdict
    one: Side
    other: Side
    relation: str
    both: Choice
    step: Step

    @property
    def sides(self) -> tuple[tuple[Side, Side], ...]:
        """Each offence with the one it is held against."""
        return (self.one, self.other), (self.other, self.one)

    @property
    def relation_words(self) -> str:
        """What the other offence is beside the one, in words."""
        return RELATIONS[self.relation].format(one=self.one.name, other=self.other.name)

    @property
    def both_words(self) -> str:
        return ", ".join(concept.label for concept in self.both)

    @property
    def rows(self) -> tuple[ElementRow, ...]:
        """The elements facet by facet, in the order in which a lawyer tells an offence; then exceptions and judgements."""
        both = (self.one, self.other)
        told = [(facet, *(side.asked_in(facet) for side in both)) for facet in FACETS]
        told += [("not if", *("; ".join(side.exceptions) for side in both)),
                 ("left to a court", *("; ".join(side.offence.judgements) for side in both))]
        return tuple(ElementRow(about, *(words or NOT_ASKED for words in found)) for about, *found in told if any(found))

    def to_json(self) -> dict:
        return {
            "question": {"name": "offences", "one": self.one.name, "other": self.other.name},
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "reasons": self.step.to_json(),
            "ask_next": [],
            "relation": self.relation,
            "one": self.one.to_json(),
            "other": self.other.to_json(),
            "both": [concept.name for concept in self.both],
        }


def offences(one: tuple[Book, CompiledNorm], other: tuple[Book, CompiledNorm], on: date) -> OffencesAnswer:
    """Set two offences side by side: do they punish the same acts?

    Yes where each takes in every act that the other punishes; no where an act is certainly punished by one and not by the
    other; it depends where that turns on what is left to a court, or on exceptions that are recorded in words alone.

    Args:
        one: an offence with the law it stands in.
        other: another, with its law.
        on: the day on which the laws as a whole are asked about the acts that part the two.
    """
    sides = _side(one, other, on), _side(other, one, on)
    found = relation_of(not sides[0].alone, not sides[1].alone)
    same = f"{sides[0].title}, and {sides[1].title} punish the same acts"
    alone = (step for side, against in (sides, sides[::-1]) for step in _alone_steps(side, against))
    left_open = (step for side in sides for step in _open_steps(side) if _in_words(sides[0]) != _in_words(sides[1]))
    because = (*alone, *left_open)
    verdict = least([Verdict.YES, *(step.verdict for step in because)])
    cites = tuple(cite for side in sides for cite in side.offence.cites)
    step = Step(same, verdict, cites, because, given="the acts with the fewest elements of one were held against the other")
    return OffencesAnswer(on, verdict, *sides, found, act_of_both(one[1], other[1], one[0].vocabulary), step)


def _side(own: tuple[Book, CompiledNorm], other: tuple[Book, CompiledNorm], on: date) -> Side:
    book, norm = own
    asks = tuple(Asked(_facet(mask, book.vocabulary), alternatives(mask, book.vocabulary),
                       always_met(mask, other[1], book.vocabulary)) for mask in norm.requirements)
    name = next(name for name, found in book.by_name.items() if found is norm)
    return Side(f"{book.jurisdiction.code}:{name}", book.jurisdiction.name, norm.norm, norm.norm.in_force(on), asks,
                tuple(_alone(own, other, on)))


def _facet(mask: int, vocabulary: Vocabulary) -> str:
    return vocabulary.named(mask)[0].facet


def _alone(own: tuple[Book, CompiledNorm], other: tuple[Book, CompiledNorm], on: date) -> Iterator[Alone]:
    """The acts that one offence punishes and the other does not, by the elements and the exceptions of the other."""
    (book, norm), (there, against) = own, other
    vocabulary = book.vocabulary
    turning: dict[Choice, Choice] = {}
    for mask in against.requirements:
        if not always_met(mask, norm, vocabulary):
            chosen = act_without(mask, norm, against, vocabulary)
            turning[chosen] = turning.get(chosen, ()) + tuple(ways_without(mask, norm, vocabulary))
    turning.pop((), None)
    for chosen, found in turning.items():
        present = act_of(chosen, vocabulary).present
        lacks = tuple(alternatives(mask, vocabulary) for mask in against.requirements if not mask & present)
        yield _found(chosen, lacks, "", tuple(dict.fromkeys(found)), own, there, on)
    described = (exemption for exemption in against.norm.exemptions if exemption.all_of)
    for exemption, mask in zip(described, against.exemptions, strict=True):
        if chosen := act_excepted(mask, norm, against, vocabulary):
            yield _found(chosen, (), exemption.label, (), own, there, on)


def _found(chosen: Choice, lacks: tuple[str, ...], excepted: str, turns_on: Choice, own: tuple[Book, CompiledNorm],
           there: Book, on: date) -> Alone:
    book, norm = own
    act = act_of(chosen, book.vocabulary)
    verdict = Verdict.DEPENDS if norm.norm.judgements else Verdict.NO
    one_law = book.jurisdiction.code == there.jurisdiction.code
    return Alone(chosen, lacks, excepted, turns_on, verdict, None if one_law else there.verdict(act, on),
                 () if one_law else tuple(there.met(act, on)))


def _alone_steps(side: Side, against: Side) -> Iterator[Step]:
    """One step for each act that an offence alone punishes."""
    for alone in side.alone:
        cites = (*side.offence.cites, *against.offence.cites)
        by, not_by = side.offence.citation, against.offence.citation
        yield Step(f"{alone.words}: punished by {by}, not by {not_by}, which {alone.because}", alone.verdict, cites,
                   given="this act and nothing more was held against both")


def _in_words(side: Side) -> tuple[frozenset[str], frozenset[str]]:
    """What an offence leaves to a court, and the exceptions that are recorded in words alone."""
    return frozenset(side.offence.judgements), frozenset(e.label for e in side.offence.exemptions if not e.all_of)


def _open_steps(side: Side) -> Iterator[Step]:
    judgements, exceptions = _in_words(side)
    for words in sorted(judgements):
        yield Step(f"{side.title} leaves to a court: {words}", Verdict.DEPENDS, side.offence.cites)
    for words in sorted(exceptions):
        yield Step(f"{side.title} is not committed in the case of: {words}", Verdict.DEPENDS, side.offence.cites)

"""The vocabulary: concepts of each facet, their hierarchy, and each concept's place as one bit of an integer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kb.errors import BadRecord, UnknownName
from kb.graph.records import Records, name_of
from kb.limits import MOST_REMEMBERED

# The facets in the order in which a lawyer tells an offence.
FACETS = ("conduct", "object", "authority", "means", "mental", "purpose", "result", "circumstance", "actor", "victim")
# Those that say what it is of: an offence that asks for other ones is of another matter, not stricter in the same.
WHAT_IT_IS_ABOUT = ("conduct", "object")
# Facts of the person and the case have a facet of their own: they are no part of what was done.
CASE_FACET = "case"
# What records name beside concepts, with a label in the ontology; of two with one name the label of the later kind is told.
LABELLED = ("Family", "Measure", "Topic", "DefinedTerm", "Role", "GroundKind", "Effect", "Assessment", "ReferenceDay",
            "Status", "Subject")


@dataclass(frozen=True)
class Concept:
    """A value of one facet."""

    iri: str
    name: str
    label: str
    definition: str
    facet: str
    broader: tuple[str, ...]
    entails: tuple[str, ...]
    families: tuple[str, ...]
    bit: int
    divided_into: tuple[str, ...] = ()


@dataclass
class Vocabulary:
    """All concepts, with closures upward (what a present concept makes present) and downward (absent).

    A division is a concept with the mask of the parts that exhaust it: what falls under it falls under one of them.
    """

    concepts: dict[str, Concept] = field(default_factory=dict)
    up: dict[str, int] = field(default_factory=dict)
    down: dict[str, int] = field(default_factory=dict)
    facet_mask: dict[str, int] = field(default_factory=dict)
    family_mask: dict[str, int] = field(default_factory=dict)
    by_bit: dict[int, Concept] = field(default_factory=dict)
    divisions: list[tuple[Concept, int]] = field(default_factory=list)
    of_families: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    _named: dict[int, tuple[Concept, ...]] = field(default_factory=dict)
    _awaited: set[str] = field(default_factory=set)

    def add(self, records: Records) -> None:
        """Take in the concepts of some records, with the labels of what is named beside them, and renew the closures."""
        named = [record for kind in LABELLED for record in records.of(kind)]
        self.labels |= {name_of(record.iri): record.text("skos:prefLabel") for record in named}
        new = [record for record in records.of("Concept") if record.iri not in self.concepts]
        for record in new:
            self.concepts[record.iri] = Concept(
                iri=record.iri,
                name=name_of(record.iri),
                label=record.text("skos:prefLabel"),
                definition=record.text("skos:definition"),
                facet=name_of(record.text("kb:facet")),
                broader=tuple(record.many("skos:broader")),
                entails=tuple(record.many("kb:entails")),
                families=tuple(name_of(iri) for iri in record.many("kb:concerns")),
                bit=1 << len(self.concepts),
                divided_into=tuple(record.many("kb:dividedInto")),
            )
        awaited = any(record.iri in self._awaited for record in new)
        self._close(None if awaited else [self.concepts[record.iri] for record in new])

    def _close(self, new: list[Concept] | None = None) -> None:
        """Put new concepts into the closures, in which what was there before them stays as it is; all anew if left out."""
        if new is None:
            self.up, self.down, self.facet_mask, self.family_mask, self.divisions = {}, {}, {}, {}, []
            self._named.clear()
            new = list(self.concepts.values())
        self.by_bit |= {concept.bit: concept for concept in new}
        for concept in new:
            self._awaited.update(iri for iri in concept.broader + concept.entails + concept.divided_into
                                 if iri not in self.concepts)
            self._upward(concept.iri, ())
            self.down.setdefault(concept.iri, 0)
            self.facet_mask[concept.facet] = self.facet_mask.get(concept.facet, 0) | concept.bit
            for family in concept.families:
                self.family_mask[family] = self.family_mask.get(family, 0) | concept.bit
                self.of_families |= concept.bit
        for concept in new:
            for above in self.named(self.up[concept.iri]):
                self.down[above.iri] |= concept.bit
        self.divisions += [(concept, sum(self.bit(part) for part in concept.divided_into))
                           for concept in new if concept.divided_into]

    def _upward(self, iri: str, path: tuple[str, ...]) -> int:
        if iri in self.up:
            return self.up[iri]
        if iri in path:
            raise BadRecord("the concepts", f"the hierarchy runs in a circle at {name_of(iri)}",
                            "A concept cannot be narrower than itself: take one skos:broader away.")
        concept = self.concepts[iri]
        mask = concept.bit
        for above in concept.broader + concept.entails:
            if above in self.concepts:
                mask |= self._upward(above, (*path, iri))
        self.up[iri] = mask
        return mask

    @property
    def everything(self) -> int:
        """Every concept: the bits are given out one after the other."""
        return (1 << len(self.concepts)) - 1

    @property
    def of_acts(self) -> int:
        """Every concept that can be part of an act."""
        return sum(mask for facet, mask in self.facet_mask.items() if facet != CASE_FACET)

    def named(self, mask: int) -> tuple[Concept, ...]:
        """Return the concepts whose bits are set in a mask; the answers are remembered, up to a limit."""
        if mask not in self._named:
            if len(self._named) >= MOST_REMEMBERED:
                self._named.clear()
            found, left = [], mask
            while left:
                lowest = left & -left
                found.append(self.by_bit[lowest])
                left ^= lowest
            self._named[mask] = tuple(found)
        return self._named[mask]

    def in_words(self, names: Iterable[str]) -> str:
        """Families, grounds, measures, topics and offices in the words of the ontology, separated by commas.

        Args:
            names: as records have them; one that has no label is told as it stands.
        """
        return ", ".join(self.labels.get(name, name) for name in names)

    def bit(self, iri: str) -> int:
        return self.concepts[iri].bit

    def find(self, word: str) -> Concept:
        """Return the concept a person means by a word: its name or IRI, in any letter case.

        Raises:
            UnknownName: no concept has that name; the message gives the nearest names.
        """
        wanted = name_of(word) if "://" in word else word.removeprefix("c:")
        for concept in self.concepts.values():
            if concept.name.lower() == wanted.lower():
                return concept
        raise UnknownName("concept", wanted, [concept.name for concept in self.concepts.values()], "kb list concepts")

"""Many acts compared with a law at once: each concept is a column, an integer whose bits are the acts."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import CONCRETE, Book, Manner
from kb.elements.compiled import CompiledAct, CompiledNorm
from kb.law.concepts import Vocabulary
from kb.reasons.verdicts import Verdict


class Requirements(dict):
    """What a requirement says of all acts, by its mask: the acts that meet it, and those that do not fail it.

    Computed when a mask is first asked for, and remembered, since many offences share a requirement.
    """

    def __init__(self, present: dict[int, int], possible: dict[int, int]):
        super().__init__()
        self.present, self.possible = present, possible

    def __missing__(self, mask: int) -> tuple[int, int]:
        met = possible = 0
        rest = mask
        while rest:
            lowest = rest & -rest
            met |= self.present[lowest]
            possible |= self.possible[lowest]
            rest ^= lowest
        self[mask] = met, possible
        return met, possible


class Columns:
    """Some acts turned on their side: for each concept the acts in which it is present, and those it may be present in."""

    def __init__(self, acts: list[CompiledAct], vocabulary: Vocabulary):
        self.everyone = (1 << len(acts)) - 1
        self.present = dict.fromkeys(vocabulary.by_bit, 0)
        possible = dict.fromkeys(vocabulary.by_bit, 0)
        everything = sum(vocabulary.by_bit)
        for number, act in enumerate(acts):
            for table, mask in ((self.present, act.present), (possible, everything & ~act.absent)):
                while mask:
                    lowest = mask & -mask
                    table[lowest] |= 1 << number
                    mask ^= lowest
        self.requirements = Requirements(self.present, possible)

    def all_present(self, mask: int) -> int:
        """The acts in which every concept of a mask is present."""
        acts = self.everyone
        while mask:
            lowest = mask & -mask
            acts &= self.present[lowest]
            mask ^= lowest
        return acts


@dataclass(frozen=True)
class Judged:
    """What one law says of each act: for each verdict the acts that have it, every act in just one of the four."""

    yes: int
    depends: int
    no: int
    unknown: int

    def of(self, number: int) -> Verdict:
        """The verdict on one act, by its place."""
        bit = 1 << number
        if self.yes & bit:
            return Verdict.YES
        if self.depends & bit:
            return Verdict.DEPENDS
        return Verdict.NO if self.no & bit else Verdict.UNKNOWN


def judged(book: Book, acts: Columns, day: date, manner: Manner = CONCRETE) -> Judged:
    """Say of every act whether it is criminal on a day: the verdicts that the law gives one by one, all at once."""
    yes = not_failed = 0
    for norm in book.distinct(day, manner):
        met, possible = _state(norm, acts)
        not_failed |= possible
        if not manner.concrete:
            yes |= possible
        elif not norm.norm.judgements:
            yes |= met
    rest = acts.everyone & ~not_failed
    no = rest & recorded_whole(book, acts, day)
    return Judged(yes, not_failed & ~yes, no, rest & ~no)


def recorded_whole(book: Book, acts: Columns, day: date) -> int:
    """The acts of which the record is complete on a day, as `Book.complete` says of one."""
    reviewed, others = book.reviewed(day)
    return acts.requirements[reviewed][0] & ~acts.requirements[others][0]


def _state(norm: CompiledNorm, acts: Columns) -> tuple[int, int]:
    """The acts that meet a norm, and those that do not fail it; judgements are left aside."""
    met = possible = acts.everyone
    requirements = acts.requirements
    for mask in norm.requirements:
        meeting, not_failing = requirements[mask]
        possible &= not_failing
        if not possible:
            return 0, 0
        met &= meeting
    for mask in norm.exemptions:
        possible &= ~acts.all_present(mask)
    return met & possible, possible


def decided(one: Judged, other: Judged) -> Judged:
    """Double criminality of every act between two laws: the least favourable of their two verdicts."""
    yes = one.yes & other.yes
    no = one.no | other.no
    unknown = (one.unknown | other.unknown) & ~no
    return Judged(yes, (one.depends | one.yes) & (other.depends | other.yes) & ~yes, no, unknown)


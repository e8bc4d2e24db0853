"""The offences of one jurisdiction compiled: what it says of an act on a day, as one verdict, without reasons."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from kb.elements.compiled import FAILED, MET, CompiledAct, CompiledNorm, compile_norm, norm_state
from kb.law.concepts import Vocabulary
from kb.law.jurisdictions import Jurisdiction
from kb.law.offences import Offence
from kb.limits import MOST_REMEMBERED
from kb.reasons.verdicts import Verdict

# In the abstract only what is done, and to what, is compared: is there such an offence at all.
ABSTRACT_FACETS = ("conduct", "object")


class Manner(NamedTuple):
    """How double criminality is assessed: in the concrete or the abstract, with or without exceptions."""

    concrete: bool = True
    defences: bool = True


CONCRETE = Manner()


@dataclass
class Book:
    """A jurisdiction with its offences compiled once, in the manners and for the days that are asked."""

    jurisdiction: Jurisdiction
    vocabulary: Vocabulary
    norms: tuple[CompiledNorm, ...] = ()
    _days: dict[tuple[date, Manner], tuple[CompiledNorm, ...]] = field(default_factory=dict)
    _distinct: dict[tuple[date, Manner], tuple[CompiledNorm, ...]] = field(default_factory=dict)
    _reviewed: dict[date, frozenset[str]] = field(default_factory=dict)
    _verdicts: dict[tuple[CompiledAct, date, Manner], Verdict] = field(default_factory=dict)

    def __post_init__(self):
        self.norms = tuple(compile_norm(offence, self.vocabulary) for offence in self.jurisdiction.offences)

    @cached_property
    def by_name(self) -> dict[str, CompiledNorm]:
        """The offences by the name that each has within its law, or its instrument."""
        code = self.jurisdiction.code
        return {norm.norm.name.removeprefix(f"{code}:").removeprefix(f"{code}-"): norm for norm in self.norms}

    def on(self, day: date, manner: Manner = CONCRETE) -> tuple[CompiledNorm, ...]:
        """The criminal offences in force on a day, as the manner compares them."""
        key = (day, manner)
        if key not in self._days:
            in_force = (n for n in self.norms if n.norm.criminal and n.norm.in_force(day))
            self._days[key] = tuple(self._in_manner(norm, manner) for norm in in_force)
        return self._days[key]

    def distinct(self, day: date, manner: Manner = CONCRETE) -> tuple[CompiledNorm, ...]:
        """The offences of a day that the verdict can turn on.

        A form that asks for all that the offence it aggravates asks for is met or open only where that one is; and of
        offences that ask for the same, one is enough.
        """
        key = (day, manner)
        if key not in self._distinct:
            norms = self.on(day, manner)
            there = {norm.norm.iri: norm for norm in norms}
            basic = (norm for norm in norms if not _asks_for_all_of(there.get(norm.norm.aggravates), norm))
            same = {(frozenset(n.requirements), frozenset(n.exemptions), bool(n.norm.judgements)): n for n in basic}
            self._distinct[key] = tuple(same.values())
        return self._distinct[key]

    def _in_manner(self, norm: CompiledNorm, manner: Manner) -> CompiledNorm:
        if manner == CONCRETE:
            return norm
        kept = norm.requirements
        if not manner.concrete:
            masks = [self.vocabulary.facet_mask.get(facet, 0) for facet in ABSTRACT_FACETS]
            kept = tuple(req for req in kept if any(req & mask for mask in masks))
        return CompiledNorm(norm.norm, kept, norm.exemptions if manner.defences and manner.concrete else ())

    @property
    def relevant(self) -> int:
        """The concepts that can bear on what the law says of an act: named by an offence, or marking a family."""
        return self._named_by_offences | self.vocabulary.of_families

    @cached_property
    def _named_by_offences(self) -> int:
        return reduce(or_, (mask for norm in self.norms for mask in (*norm.requirements, *norm.exemptions)), 0)

    def families(self, act: CompiledAct) -> tuple[str, ...]:
        """The families of conduct that an act falls in, by what is present in it."""
        return tuple(sorted(family for family, mask in self.vocabulary.family_mask.items() if mask & act.present))

    def complete_families(self, day: date) -> frozenset[str]:
        """The families whose record is complete on a day: none where the parts of a state legislate, unrecorded."""
        if day not in self._reviewed:
            law = self.jurisdiction
            named = () if law.parts_legislate else (family for review in law.reviews for family in review.families)
            self._reviewed[day] = frozenset(family for family in named if law.review_of(family, day))
        return self._reviewed[day]

    def reviewed(self, day: date) -> tuple[int, int]:
        """The concepts of the families whose record is complete on a day, and those of the other families.

        They are not remembered, since a law that is read later can bring concepts that mark a family.
        """
        complete, masks = self.complete_families(day), [0, 0]
        for family, mask in self.vocabulary.family_mask.items():
            masks[family not in complete] |= mask
        return tuple(masks)

    def complete(self, act: CompiledAct, day: date) -> bool:
        """Whether the record is complete on a day for every family the act falls in, and it falls in one."""
        reviewed, others = self.reviewed(day)
        return bool(act.present & reviewed) and not act.present & others

    def verdict(self, act: CompiledAct, day: date, manner: Manner = CONCRETE) -> Verdict:
        """Say whether the act is criminal on a day.

        Yes if an offence is met; depends if none is met and some are open, or only a judgement is left; no if all
        fail and the record is complete for every family of the act; else unknown. In the abstract an open offence
        is enough for yes, and judgements are left to the trial. Verdicts are remembered, since a sweep over pairs
        asks each law about each act many times.
        """
        key = (act, day, manner)
        if key not in self._verdicts:
            if len(self._verdicts) >= MOST_REMEMBERED:
                self._verdicts.clear()
            self._verdicts[key] = self._decide(act, day, manner)
        return self._verdicts[key]

    def met(self, act: CompiledAct, day: date) -> list[Offence]:
        """The criminal offences of a day that an act meets outright, with no judgement left."""
        return [n.norm for n in self.on(day) if not n.norm.judgements and norm_state(n, act) == MET]

    def _decide(self, act: CompiledAct, day: date, manner: Manner) -> Verdict:
        open_offence = False
        for norm in self.distinct(day, manner):
            state = norm_state(norm, act)
            if state == FAILED:
                continue
            if not manner.concrete or (state == MET and not norm.norm.judgements):
                return Verdict.YES
            open_offence = True
        if open_offence:
            return Verdict.DEPENDS
        return Verdict.NO if self.complete(act, day) else Verdict.UNKNOWN


def _asks_for_all_of(base: CompiledNorm | None, form: CompiledNorm) -> bool:
    """Whether a form has every requirement, exception and judgement of the offence that it aggravates."""
    return base is not None and (
        set(base.requirements) <= set(form.requirements) and set(base.exemptions) <= set(form.exemptions)
        and set(base.norm.judgements) <= set(form.norm.judgements))

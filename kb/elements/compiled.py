"""Acts and norms compiled to integers once, and the comparison of them that every answer rests on."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kb.errors import Contradiction
from kb.law.concepts import Vocabulary
from kb.law.offences import Norm
from kb.law.scenarios import Act

MET, OPEN, FAILED = "met", "open", "failed"


class CompiledAct(NamedTuple):
    """What is present and what is absent, closed under the hierarchy, as two disjoint masks."""

    present: int
    absent: int


@dataclass(frozen=True)
class CompiledNorm:
    """A norm as masks: one for each requirement, one for each exception that concepts describe."""

    norm: Norm
    requirements: tuple[int, ...]
    exemptions: tuple[int, ...]

    @cached_property
    def required(self) -> int:
        """Every concept that some requirement names."""
        mask = 0
        for requirement in self.requirements:
            mask |= requirement
        return mask


def compile_act(act: Act, vocabulary: Vocabulary) -> CompiledAct:
    """Close an act under the hierarchy.

    What is present makes its broader concepts present, and what it entails; what is absent makes its narrower
    concepts absent. In a facet of which the act says that there is nothing else in it, every concept is absent
    that is neither present nor narrower than a present one. Where the act is said to be only what is stated, all
    else is absent, facts of the case left aside. Then follows what divisions say.

    Raises:
        Contradiction: a concept would be present and absent.
    """
    present = absent = stated = 0
    for iri in act.present:
        present |= vocabulary.up[iri]
        stated |= vocabulary.down[iri]
    for iri in act.absent:
        absent |= vocabulary.down[iri]
    for facet in act.nothing_else_in:
        for concept in vocabulary.named(vocabulary.facet_mask.get(facet, 0) & ~present & ~stated):
            absent |= vocabulary.down[concept.iri]
    if act.only:
        absent |= vocabulary.of_acts & ~present
    present, absent = _divided(present, absent, vocabulary)
    if clash := present & absent:
        raise Contradiction([concept.name for concept in vocabulary.named(clash)])
    return CompiledAct(present, absent)


def _divided(present: int, absent: int, vocabulary: Vocabulary) -> tuple[int, int]:
    """Draw what follows from divisions: with all parts absent the whole is, with all but one the last part is present."""
    for concept, parts in vocabulary.divisions:
        left = vocabulary.named(parts & ~absent)
        if not left:
            absent |= vocabulary.down[concept.iri]
        elif len(left) == 1 and present & concept.bit:
            present |= vocabulary.up[left[0].iri]
    return present, absent


def compile_norm(norm: Norm, vocabulary: Vocabulary) -> CompiledNorm:
    """Turn the requirements and exceptions of a norm into masks."""
    return CompiledNorm(
        norm,
        tuple(_whole(_mask(requirement.any_of, vocabulary), vocabulary) for requirement in norm.requirements),
        tuple(_mask(exemption.all_of, vocabulary) for exemption in norm.exemptions if exemption.all_of),
    )


def _mask(iris: tuple[str, ...], vocabulary: Vocabulary) -> int:
    mask = 0
    for iri in iris:
        mask |= vocabulary.bit(iri)
    return mask


def _whole(mask: int, vocabulary: Vocabulary) -> int:
    """A requirement that takes every part of a division takes the whole."""
    for concept, parts in vocabulary.divisions:
        if not parts & ~mask:
            mask |= concept.bit
    return mask


def requirement_state(mask: int, act: CompiledAct) -> str:
    """A requirement is met if one of its concepts is present, failed if all are absent, else open."""
    if mask & act.present:
        return MET
    return FAILED if not mask & ~act.absent else OPEN


def exemption_state(mask: int, act: CompiledAct) -> str:
    """An exception holds (met) if all its concepts are present, is out (failed) if one is absent, else open."""
    if not mask & ~act.present:
        return MET
    return FAILED if mask & act.absent else OPEN


def norm_state(norm: CompiledNorm, act: CompiledAct) -> str:
    """The state of a norm without regard to judgements: failed, open or met as its requirements and exceptions are."""
    present, absent = act.present, act.absent
    state = MET
    for mask in norm.requirements:
        if not mask & present:
            if not mask & ~absent:
                return FAILED
            state = OPEN
    for mask in norm.exemptions:
        if not mask & ~present:
            return FAILED
    return state

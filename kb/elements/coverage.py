"""What a law punishes of what a norm demands: the minimal acts of the demand, and what those that escape turn on."""

from itertools import combinations, product
from math import prod

from kb.elements.compiled import CompiledAct, CompiledNorm
from kb.errors import BadQuestion
from kb.law.concepts import Concept, Vocabulary
from kb.limits import MOST_SMALLEST_ACTS

# The concept chosen for each requirement in turn, and the choice for some of them: place and concept.
Choice = tuple[Concept, ...]
Point = tuple[tuple[int, Concept], ...]


def minimal_acts(demand: CompiledNorm, vocabulary: Vocabulary) -> dict[Choice, CompiledAct]:
    """Return every minimal act of a demand: one concept for each requirement, and nothing else present.

    A concept that is divided stands for each of its parts: it cannot be present alone.

    Raises:
        BadQuestion: there are too many of them to go through.
    """
    choices = choices_of(demand, vocabulary)
    if (number := prod(map(len, choices))) > MOST_SMALLEST_ACTS:
        raise BadQuestion(f"{demand.norm.label or demand.norm.iri} can be met in {number:,} smallest ways, more than "
                          f"{MOST_SMALLEST_ACTS:,}: describe it as several offences.")
    return {chosen: act_of(chosen, vocabulary) for chosen in product(*choices)}


def choices_of(norm: CompiledNorm, vocabulary: Vocabulary) -> list[Choice]:
    """Return the concepts by which each requirement of a norm can be met."""
    return [ways(mask, vocabulary) for mask in norm.requirements]


def ways(mask: int, vocabulary: Vocabulary) -> Choice:
    """Return the concepts of a mask that can be present alone: of a divided one its parts."""
    return vocabulary.named(_undivided(mask, vocabulary))


def act_of(chosen: Choice, vocabulary: Vocabulary) -> CompiledAct:
    """Return the act that has some concepts, and what they make present, and nothing else."""
    present = 0
    for concept in chosen:
        present |= vocabulary.up[concept.iri]
    return CompiledAct(present, vocabulary.everything & ~present)


def _undivided(mask: int, vocabulary: Vocabulary) -> int:
    """A mask with the parts of each divided concept in its place."""
    for concept, parts in vocabulary.divisions:
        if concept.bit & mask:
            mask = mask & ~concept.bit | parts
    return mask


def turning_points(escaping: set[Choice], every: set[Choice]) -> list[Point]:
    """Return the fewest choices that decide which minimal acts escape.

    Args:
        escaping: the minimal acts that are not punished.
        every: all minimal acts of the demand, the escaping ones included.

    Returns:
        points such that every minimal act that has what they choose escapes, none of them holding another, and
        every escaping act has one; the empty point where every minimal act escapes.
    """
    found: list[Point] = []
    # A place at which every act makes the same choice decides nothing.
    places = [place for place, chosen in enumerate(zip(*every, strict=True)) if len(set(chosen)) > 1]
    for size in range(len(places) + 1):
        tried = {tuple((place, act[place]) for place in some) for some in combinations(places, size) for act in escaping}
        for point in sorted(tried, key=lambda point: [(place, concept.bit) for place, concept in point]):
            decides = all(act in escaping for act in every if has(act, point))
            if decides and not any(set(smaller) <= set(point) for smaller in found):
                found.append(point)
    return found


def has(act: Choice, point: Point) -> bool:
    """Whether a minimal act makes the choices of a point."""
    return all(act[place] is concept for place, concept in point)

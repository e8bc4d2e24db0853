"""Where two norms part: an act that one punishes and the other does not, and one that both punish."""

from collections.abc import Iterator

from kb.elements.compiled import MET, CompiledNorm, exemption_state, norm_state
from kb.elements.coverage import Choice, act_of, choices_of, ways
from kb.errors import BadQuestion
from kb.law.concepts import Concept, Vocabulary
from kb.limits import MOST_SMALLEST_ACTS


def always_met(mask: int, norm: CompiledNorm, vocabulary: Vocabulary) -> bool:
    """Whether every act with the elements of a norm meets a requirement.

    It does if some requirement of the norm cannot be met without it: were there for each of them a way that does without,
    the act that goes all these ways would not meet it.
    """
    return any(all(vocabulary.up[concept.iri] & mask for concept in found) for found in choices_of(norm, vocabulary))


def ways_without(mask: int, norm: CompiledNorm, vocabulary: Vocabulary) -> Iterator[Concept]:
    """Of the ways in which a norm can be committed, where some meet a requirement and some do not, those that do not."""
    for found in choices_of(norm, vocabulary):
        without = [concept for concept in found if not vocabulary.up[concept.iri] & mask]
        if len(without) < len(found):
            yield from without


def act_without(mask: int, norm: CompiledNorm, against: CompiledNorm, vocabulary: Vocabulary) -> Choice:
    """An act that a norm punishes and that does not meet a requirement of another; empty, if there is none.

    It has nothing more than it takes, and where that leaves a choice it meets what it can of the other norm.
    """
    return _smallest(_nearest(norm, against, vocabulary, mask), (norm,), vocabulary)


def act_excepted(mask: int, norm: CompiledNorm, against: CompiledNorm, vocabulary: Vocabulary) -> Choice:
    """An act that a norm punishes, with the elements of another, that an exception of the other takes out; or nothing."""
    parts = tuple(concept.bit for concept in vocabulary.named(mask))
    found = [*_both_ways(norm, against, vocabulary), *(list(ways(part, vocabulary)) for part in parts)]
    but_for_it = CompiledNorm(against.norm, (*against.requirements, *parts), ())
    return _smallest(found, (norm, but_for_it), vocabulary)


def act_of_both(one: CompiledNorm, other: CompiledNorm, vocabulary: Vocabulary) -> Choice:
    """An act that two norms punish; empty, where the exceptions of one of them leave none."""
    return _smallest(_both_ways(one, other, vocabulary), (one, other), vocabulary)


def _both_ways(one: CompiledNorm, other: CompiledNorm, vocabulary: Vocabulary) -> list[list[Concept]]:
    return [*_nearest(one, other, vocabulary), *_nearest(other, one, vocabulary)]


def _nearest(norm: CompiledNorm, beside: CompiledNorm, vocabulary: Vocabulary, without: int = 0) -> list[list[Concept]]:
    """The ways in which each requirement of a norm can be met, narrower concepts among them, the nearest to another first.

    Args:
        norm: the norm.
        beside: the other norm: nearest to it is what meets most of its requirements.
        vocabulary: the words that both are told in.
        without: concepts that no way may make present.
    """
    def met(concept: Concept) -> int:
        return sum(bool(vocabulary.up[concept.iri] & mask) for mask in beside.requirements)

    found = []
    for choice in choices_of(norm, vocabulary):
        narrower = dict.fromkeys((*choice, *(c for way in choice for c in ways(vocabulary.down[way.iri], vocabulary))))
        kept = (concept for concept in narrower if not vocabulary.up[concept.iri] & without)
        found.append(sorted(kept, key=met, reverse=True))
    return found


def _smallest(found: list[list[Concept]], norms: tuple[CompiledNorm, ...], vocabulary: Vocabulary) -> Choice:
    """The first act that goes one of the ways for each requirement and that all norms punish; empty, if there is none.

    What it can do without is left out of it.

    Raises:
        BadQuestion: too many acts were tried, and the exceptions took each of them out.
    """
    tried = iter(range(MOST_SMALLEST_ACTS))

    def punished(chosen: Choice) -> bool:
        act = act_of(chosen, vocabulary)
        return all(norm_state(norm, act) == MET for norm in norms)

    def extended(place: int, chosen: Choice) -> Choice | None:
        """What has been chosen with a way for each further requirement: none, if every one falls under an exception."""
        act = act_of(chosen, vocabulary)
        if any(exemption_state(mask, act) == MET for norm in norms for mask in norm.exemptions):
            return None
        if place == len(found):
            return chosen
        if next(tried, None) is None:
            raise BadQuestion(f"{norms[0].norm.label or norms[0].norm.iri}: the first {MOST_SMALLEST_ACTS:,} acts that were "
                              "tried fall under an exception; describe it as several offences.")
        present = [concept for concept in found[place] if concept.bit & act.present]
        tries = (extended(place + 1, (*chosen, concept)) for concept in present[:1] or found[place])
        return next((one for one in tries if one is not None), None)

    kept = tuple(dict.fromkeys(extended(0, ()) or ()))
    for concept in reversed(kept):
        fewer = tuple(other for other in kept if other is not concept)
        kept = fewer if punished(fewer) else kept
    return kept

"""What a law punishes of what a norm demands: every minimal act of the demand is tried, those that escape are witnesses."""

from dataclasses import dataclass
from datetime import date
from itertools import product

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct, CompiledNorm, compile_norm
from kb.law.concepts import Vocabulary
from kb.law.offences import Norm
from kb.reasons.verdicts import Verdict

COVERED, PARTLY, MISSING = "covered", "partly", "missing"


@dataclass(frozen=True)
class Coverage:
    """How far a demand is covered, and the minimal acts that are not punished."""

    state: str
    witnesses: tuple[CompiledAct, ...]


def minimal_acts(demand: CompiledNorm, vocabulary: Vocabulary) -> list[CompiledAct]:
    """Return every minimal act of a demand: one concept for each requirement, and nothing else present.

    A concept that is divided stands for each of its parts: it cannot be present alone.
    """
    everything = sum(concept.bit for concept in vocabulary.concepts.values())
    choices = [vocabulary.named(_undivided(mask, vocabulary)) for mask in demand.requirements]
    found = {}
    for chosen in product(*choices):
        present = 0
        for concept in chosen:
            present |= vocabulary.up[concept.iri]
        found[present] = CompiledAct(present, everything & ~present)
    return list(found.values())


def _undivided(mask: int, vocabulary: Vocabulary) -> int:
    """A mask with the parts of each divided concept in its place."""
    for concept, parts in vocabulary.divisions:
        if concept.bit & mask:
            mask = mask & ~concept.bit | parts
    return mask


def coverage(demand: Norm, book: Book, on: date) -> Coverage:
    """Say how far a law punishes what a norm demands.

    Args:
        demand: what a convention article, a model law or another offence asks for.
        book: the compiled law.
        on: the day whose law is asked.

    Returns:
        covered when every minimal act is punished, missing when none is, else partly; with the acts that escape.
    """
    acts = minimal_acts(compile_norm(demand, book.vocabulary), book.vocabulary)
    escaping = tuple(act for act in acts if book.verdict(act, on) is not Verdict.YES)
    state = COVERED if not escaping else MISSING if len(escaping) == len(acts) else PARTLY
    return Coverage(state, escaping)

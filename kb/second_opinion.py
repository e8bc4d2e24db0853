"""The set comparison checked against a description-logic reasoner, one jurisdiction at a time."""

from collections.abc import Sequence

from kb.elements.compiled import CompiledNorm, compile_act, compile_norm, norm_state
from kb.graph.reasoner import Problem, classify
from kb.law.concepts import Vocabulary
from kb.law.offences import Norm
from kb.law.scenarios import Act
from kb.library import Library

# The time of classification grows faster than the number of norms, and a norm has no part in what is said of another.
AT_ONCE = 80


def second_opinion(library: Library, code: str, further: Sequence[Act] = ()) -> list[str]:
    """Return where reasoner and set comparison differ on a jurisdiction's offences, over all scenarios.

    Exceptions and judgements are left out on both sides: what is compared is the conjunction of requirements.

    Args:
        library: the recorded law.
        code: the jurisdiction.
        further: acts beside the scenarios, each with a name of its own.

    Raises:
        Inconsistent: the reasoner finds a class that can have no member.
    """
    book = library.book(code)
    return disagreements([norm.norm for norm in book.norms], [*library.scenarios.values(), *further], library.vocabulary)


def disagreements(norms: list[Norm], acts: list[Act], vocabulary: Vocabulary) -> list[str]:
    """Return, for each act and norm on which the two differ, one line that says how."""
    bare = {norm.iri: _bare(compile_norm(norm, vocabulary)) for norm in norms}
    compiled = {act.name: compile_act(act, vocabulary) for act in acts}
    found, lines = {}, []
    for start in range(0, len(norms) or 1, AT_ONCE):
        found |= classify(problem_of(norms[start:start + AT_ONCE], acts, vocabulary))
    for (act, norm), opinion in found.items():
        own = norm_state(bare[norm], compiled[act])
        if own != opinion:
            lines.append(f"{act} and {norm}: sets say {own}, reasoner says {opinion}")
    return lines


def _bare(norm: CompiledNorm) -> CompiledNorm:
    return CompiledNorm(norm.norm, norm.requirements, ())


def problem_of(norms: list[Norm], acts: list[Act], vocabulary: Vocabulary) -> Problem:
    """Acts and norms with the concepts they name, and every concept broader than those or entailed by them."""
    problem = Problem()
    named = 0
    for act in acts:
        compiled = compile_act(act, vocabulary)
        absent = vocabulary.named(compiled.absent)
        highest = [c.iri for c in absent if not any(vocabulary.bit(above) & compiled.absent for above in c.broader)]
        problem.acts[act.name] = (sorted(act.present), highest)
    for norm in norms:
        problem.norms[norm.iri] = [requirement.any_of for requirement in norm.requirements]
        for requirement in norm.requirements:
            for iri in requirement.any_of:
                named |= vocabulary.up[iri]
    relevant = named
    for sides in problem.acts.values():
        for iri in sides[0]:
            relevant |= vocabulary.up[iri]
    for concept, parts in vocabulary.divisions:
        if concept.bit & relevant:
            relevant |= parts
            problem.divided[concept.iri] = list(concept.divided_into)
    for concept in vocabulary.named(relevant):
        problem.parents[concept.iri] = [iri for iri in concept.broader if vocabulary.bit(iri) & relevant]
        problem.facet_of[concept.iri] = concept.facet
        problem.entails += [(concept.iri, iri) for iri in concept.entails if vocabulary.bit(iri) & relevant]
    for name, (present, absent) in problem.acts.items():
        problem.acts[name] = (present, [iri for iri in absent if iri in problem.parents])
    return problem

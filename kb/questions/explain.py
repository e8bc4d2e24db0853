"""Steps that explain how an act compares with one offence: each requirement met, failed or open."""

from kb.elements.compiled import FAILED, MET, OPEN, CompiledAct, CompiledNorm, exemption_state, requirement_state
from kb.law.concepts import Vocabulary
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

VERDICT_OF = {MET: Verdict.YES, FAILED: Verdict.NO, OPEN: Verdict.DEPENDS}


def alternatives(mask: int, vocabulary: Vocabulary) -> str:
    """The concepts of a mask in words: `a, b or c`."""
    labels = [concept.label for concept in vocabulary.named(mask)]
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " or " + labels[-1]


def requirement_step(mask: int, act: CompiledAct, vocabulary: Vocabulary) -> Step:
    """Explain one requirement."""
    wanted = alternatives(mask, vocabulary)
    state = requirement_state(mask, act)
    if state == MET:
        found = alternatives(mask & act.present, vocabulary)
        return Step(f"requires {wanted}: present", Verdict.YES, given=f"the act has: {found}")
    if state == FAILED:
        return Step(f"requires {wanted}: absent", Verdict.NO, given=f"the act has not: {wanted}")
    return Step(f"requires {wanted}: not stated", Verdict.DEPENDS)


def exemption_steps(norm: CompiledNorm, act: CompiledAct, vocabulary: Vocabulary) -> list[Step]:
    """Explain the exceptions: one that holds excludes the offence, one that is open is a caveat."""
    steps = []
    for exemption in norm.norm.exemptions:
        if not exemption.all_of:
            steps.append(Step(f"caveat: not committed in the case of {exemption.label}", Verdict.DEPENDS))
            continue
        mask = 0
        for iri in exemption.all_of:
            mask |= vocabulary.bit(iri)
        state = exemption_state(mask, act)
        if state == MET:
            steps.append(Step(f"exception holds: {exemption.label}", Verdict.NO, given="the act has all of it"))
        elif state == FAILED:
            steps.append(Step(f"exception does not hold: {exemption.label}", Verdict.YES, given="a part of it is absent"))
        else:
            steps.append(Step(f"caveat, not stated: {exemption.label}", Verdict.DEPENDS))
    return steps

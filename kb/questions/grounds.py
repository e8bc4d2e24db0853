"""One ground for refusing, or condition of, extradition applied to a case."""

from dataclasses import dataclass, replace
from datetime import date

from kb.elements.compiled import MET, OPEN, CompiledAct, compile_norm, norm_state
from kb.law.concepts import Concept, Vocabulary
from kb.law.grounds import Ground
from kb.law.instruments import Article
from kb.law.offences import Offence
from kb.questions.asking import Fact
from kb.questions.criminal import JurisdictionAnswer
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, best, least

MANDATORY = "Mandatory"
NO_BAR = "NoBar"


@dataclass(frozen=True)
class Case:
    """All that grounds look at: the facts, what each law says of the act, and the articles of instruments."""

    facts: CompiledAct
    vocabulary: Vocabulary
    families: frozenset[str]
    requested: JurisdictionAnswer
    requesting: JurisdictionAnswer
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class GroundAnswer:
    """What a ground does to a route: `yes` no obstacle, `no` bars it, `depends` open or in a discretion."""

    ground: str
    label: str
    verdict: Verdict
    mandatory: bool
    note: str
    source: Ground | None
    step: Step
    asks: tuple[Fact, ...] = ()

    def to_json(self) -> dict:
        return {"ground": self.ground, "label": self.label, "verdict": self.verdict.value, "mandatory": self.mandatory,
                "note": self.note, "cites": [cite.to_json() for cite in self.step.cites]}


def apply_ground(ground: Ground, case: Case) -> GroundAnswer:
    """Apply one ground to a case.

    A bar that is met refuses if it is mandatory, and leaves the answer to the requested state if it is discretionary.
    A fact that is not stated leaves it open: it is never guessed.
    """
    if ground.effect == NO_BAR:
        claim = f"{ground.kind.label}: no obstacle under this text"
        return _answer(ground, Verdict.YES, ground.summary, Step(claim, Verdict.YES, ground.cites, given="the text"))
    if ground.kind.name in MEASURED:
        verdict, because = MEASURED[ground.kind.name](ground, case)
        return _concluded(ground, verdict, because, ())
    verdict, because, asks = _facts(ground, case)
    return _concluded(ground, verdict, because, asks)


def dated(answer: GroundAnswer, on: date) -> GroundAnswer:
    """A bar of which it is not recorded whether it already applied on the day leaves the answer unknown."""
    if answer.verdict is not Verdict.NO or answer.source.in_force(on):
        return answer
    claim = f"{answer.label}: would bar, but whether the rule applied already on {on} is not recorded"
    return replace(answer, verdict=Verdict.UNKNOWN, step=replace(answer.step, claim=claim, verdict=Verdict.UNKNOWN))


def _concluded(ground: Ground, verdict: Verdict, because: tuple[Step, ...], asks: tuple[Fact, ...]) -> GroundAnswer:
    note = ground.summary
    if verdict is Verdict.NO and ground.effect != MANDATORY:
        verdict = Verdict.DEPENDS
        note = f"the requested state may refuse; {note}".rstrip("; ")
    words = {Verdict.YES: "no obstacle", Verdict.NO: "bars extradition", Verdict.DEPENDS: "open or in a discretion",
             Verdict.UNKNOWN: "cannot be told"}
    step = Step(f"{ground.kind.label}: {words[verdict]}", verdict, ground.cites, because, given=note or ground.kind.label)
    return _answer(ground, verdict, note, step, asks)


def _answer(ground: Ground, verdict: Verdict, note: str, step: Step, asks: tuple[Fact, ...] = ()) -> GroundAnswer:
    return GroundAnswer(ground.kind.name, ground.kind.label, verdict, ground.effect == MANDATORY, note, ground, step, asks)


def _double_criminality(ground: Ground, case: Case) -> tuple[Verdict, tuple[Step, ...]]:
    """Whether the act is criminal in both laws; in the requesting law alone where the text's list dispenses with it."""
    dispensed = _dispensed(ground, case)
    if dispensed:
        return case.requesting.verdict, (brief(case.requesting), dispensed)
    answers = (case.requesting, case.requested)
    return least(a.verdict for a in answers), tuple(brief(a) for a in answers)


def _dispensed(ground: Ground, case: Case) -> Step | None:
    """The step by which a list of offences makes double criminality needless, at a penalty in the requesting law."""
    common = sorted(case.families & set(ground.listed_families))
    grave = ground.months is not None and any(_reaches(ground, offence) for offence in case.requesting.of(Verdict.YES))
    if not (common and grave):
        return None
    claim = f"the text's list covers {case.vocabulary.in_words(common)}: the law of {case.requested.name} is not compared"
    return Step(claim, Verdict.YES, ground.cites, given="the list of the text")


def brief(answer: JurisdictionAnswer) -> Step:
    """What one law says of the act in one line; the whole argument stands once, at the top of the answer."""
    found = answer.of(answer.verdict) if answer.verdict in (Verdict.YES, Verdict.DEPENDS) else []
    cites = dict.fromkeys(cite for offence in found for cite in offence.cites)
    return Step(answer.step.claim, answer.verdict, tuple(cites), given="shown above")


def _threshold(ground: Ground, case: Case) -> tuple[Verdict, tuple[Step, ...]]:
    laws = {"BothLaws": (case.requesting, case.requested), "RequestingLaw": (case.requesting,),
            "RequestedLaw": (case.requested,)}[ground.under_law]
    steps = tuple(_measure(ground, answer) for answer in laws)
    return least(step.verdict for step in steps), steps


def _measure(ground: Ground, answer: JurisdictionAnswer) -> Step:
    """Compare the penalty of the offences met, and of those still open, with the threshold, where it is asked of them."""
    wanted = f"{'at least' if ground.comparison == 'AtLeast' else 'more than'} {ground.months} months"
    for state in (Verdict.YES, Verdict.DEPENDS):
        condition = "" if state is Verdict.YES else ", if that offence is met"
        for offence in answer.of(state):
            if _not_asked(ground, offence):
                claim = f"{answer.name}: {offence.citation} is extraditable whatever it carries{condition}"
                return Step(claim, state, ground.cites + offence.cites)
            if _reaches(ground, offence):
                claim = f"{answer.name}: {offence.citation} carries {_months(ground, offence)}; {wanted} asked{condition}"
                return Step(claim, state, offence.cites)
    heaviest = answer.of(Verdict.YES)[:1]
    if heaviest:
        claim = f"{answer.name}: {heaviest[0].citation} carries {_months(ground, heaviest[0])}; {wanted} asked"
        return Step(claim, Verdict.NO, heaviest[0].cites)
    return Step(f"{answer.name}: no offence is met whose penalty could be measured", answer.verdict,
                given="shown above")


def _not_asked(ground: Ground, offence: Offence) -> bool:
    """Whether an offence stands in a text for whose offences the threshold is lifted."""
    texts = {source.iri for provision in offence.provisions for source in provision.sources}
    return not texts.isdisjoint(ground.not_asked_of)


def _reaches(ground: Ground, offence: Offence) -> bool:
    penalty = offence.penalty
    if ground.measured_by == "MinimumPenalty":
        months = penalty.minimum_months
    elif penalty.life or penalty.death:
        return True
    else:
        months = penalty.maximum_months
    return months >= ground.months if ground.comparison == "AtLeast" else months > ground.months


def _months(ground: Ground, offence: Offence) -> str:
    penalty = offence.penalty
    if ground.measured_by == "MinimumPenalty":
        return f"a minimum of {penalty.minimum_months} months"
    parts = [f"up to {penalty.maximum_months} months"] * bool(penalty.maximum_months)
    parts += ["life"] * penalty.life + ["death"] * penalty.death
    return " or ".join(parts) or "no imprisonment"


def _listed(ground: Ground, case: Case) -> tuple[Verdict, tuple[Step, ...]]:
    """Whether the act is of a kind the text covers: by family, or by the offences of an instrument."""
    verdicts, steps = [], []
    if ground.listed_families:
        common = sorted(case.families & set(ground.listed_families))
        verdict = Verdict.YES if common else Verdict.NO
        steps.append(Step(f"families the text covers: {case.vocabulary.in_words(common) or 'none of this act'}", verdict,
                          ground.cites, given="the list of the text"))
        verdicts.append(verdict)
    for article in case.articles:
        for norm in article.demands if article.instrument in ground.offences_of else ():
            state = norm_state(compile_norm(norm, case.vocabulary), case.facts)
            verdict = {MET: Verdict.YES, OPEN: Verdict.DEPENDS}.get(state, Verdict.NO)
            verdicts.append(verdict)
            if verdict is not Verdict.NO:
                steps.append(Step(f"art. {article.number}, {norm.label}: {state}", verdict, (article.fact.cite,)))
    if not verdicts:
        return Verdict.UNKNOWN, ()
    return best(verdicts), tuple(steps) or (Step("no offence the text covers is met", Verdict.NO, ground.cites,
                                                 given="the offences of the text"),)


MEASURED = {"DoubleCriminality": _double_criminality, "PenaltyThreshold": _threshold, "ListedOffence": _listed}


def _facts(ground: Ground, case: Case) -> tuple[Verdict, tuple[Step, ...], tuple[Fact, ...]]:
    """Apply a ground that turns on facts of the case; also the facts it asks for, stated as they would help."""
    if ground.kind.only_when:
        arises, why, _ = _any_fact(ground.kind.only_when, case, wanted=False)
        if arises is Verdict.YES:
            return Verdict.YES, why, ()
    if ground.requires_fact:
        verdict, steps, asks = _any_fact(ground.requires_fact, case, wanted=True)
        return verdict, steps, asks
    if not ground.barred_when:
        return Verdict.DEPENDS, (Step("turns on facts that the vocabulary does not hold", Verdict.DEPENDS),), ()
    verdict, steps, asks = _any_fact(ground.barred_when, case, wanted=False)
    if verdict is Verdict.YES or not ground.unless:
        return verdict, steps, asks
    lifted, more, more_asks = _any_fact(ground.unless, case, wanted=True)
    if lifted is Verdict.YES:
        return Verdict.YES, steps + more, ()
    settled = Verdict.NO if verdict is Verdict.NO and lifted is Verdict.NO else Verdict.DEPENDS
    return settled, steps + more, asks + more_asks


def _any_fact(iris: tuple[str, ...], case: Case, wanted: bool) -> tuple[Verdict, tuple[Step, ...], tuple[Fact, ...]]:
    """Whether any of some facts is present; `yes` when that is as wanted."""
    concepts = [case.vocabulary.concepts[iri] for iri in iris]
    steps = tuple(_fact_step(concept, case, wanted) for concept in concepts)
    pairs = zip(concepts, steps, strict=True)
    asks = tuple(Fact(concept, wanted) for concept, step in pairs if step.verdict is Verdict.DEPENDS)
    combine = best if wanted else least
    return combine(step.verdict for step in steps), steps, asks


def _fact_step(concept: Concept, case: Case, wanted: bool) -> Step:
    if concept.bit & case.facts.present:
        return Step(concept.label, Verdict.YES if wanted else Verdict.NO, given="stated or follows from the question")
    if concept.bit & case.facts.absent:
        claim = f"not: {concept.label}"
        return Step(claim, Verdict.NO if wanted else Verdict.YES, given="stated or follows from the question")
    return Step(f"not stated: {concept.label}", Verdict.DEPENDS)

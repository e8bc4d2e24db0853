"""Is the act criminal: in each jurisdiction, and in all of them, on a day; under which provisions, with what penalty."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import CONCRETE, Book, Manner
from kb.elements.compiled import FAILED, MET, OPEN, CompiledAct, CompiledNorm, compile_act, norm_state
from kb.law.offences import Offence
from kb.law.scenarios import Act
from kb.law.sources import in_order
from kb.limits import MOST_JOINED_SETS, MOST_SETS
from kb.questions.asking import Fact, Question, ask_next, facts
from kb.questions.explain import exemption_steps, requirement_step
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, least


@dataclass(frozen=True)
class OffenceAnswer:
    """How the act compares with one offence; `yes` met, `depends` open, `no` failed."""

    offence: Offence
    verdict: Verdict
    step: Step

    def to_json(self) -> dict:
        penalty = self.offence.penalty
        return {
            "iri": self.offence.iri,
            "label": self.offence.label,
            "provision": self.offence.citation,
            "verdict": self.verdict.value,
            "maximum_months": penalty.maximum_months,
            "minimum_months": penalty.minimum_months,
            "life": penalty.life,
            "death": penalty.death,
            "basic": self.offence.aggravates is None,
            "liability": self.offence.liability,
        }


@dataclass(frozen=True)
class JurisdictionAnswer:
    """What one jurisdiction says of the act on a day."""

    code: str
    name: str
    verdict: Verdict
    offences: tuple[OffenceAnswer, ...]
    step: Step

    def of(self, verdict: Verdict) -> list[Offence]:
        """The criminal offences with a verdict, the gravest first."""
        found = [a.offence for a in self.offences if a.verdict is verdict and a.offence.criminal]
        return sorted(found, key=lambda offence: offence.penalty.gravity, reverse=True)

    def to_json(self) -> dict:
        at_stake, possible = self.of(Verdict.YES), self.of(Verdict.YES) + self.of(Verdict.DEPENDS)
        return {
            "verdict": self.verdict.value,
            "maximum_months": at_stake[0].penalty.maximum_months if at_stake else None,
            "life": any(offence.penalty.life for offence in at_stake),
            "death": any(offence.penalty.death for offence in at_stake),
            "maximum_months_if_open_met": max((o.penalty.maximum_months for o in possible), default=None),
            "offences": [answer.to_json() for answer in self.offences],
        }


@dataclass(frozen=True)
class CriminalAnswer:
    """The answer for all jurisdictions asked: the least favourable of their verdicts."""

    act: Act
    on: date
    verdict: Verdict
    jurisdictions: tuple[JurisdictionAnswer, ...]
    step: Step
    questions: tuple[Question, ...]

    def of(self, code: str) -> JurisdictionAnswer:
        return next(answer for answer in self.jurisdictions if answer.code == code)

    def to_json(self) -> dict:
        return {
            "question": {"name": "criminal", "act": self.act.name, "in": [j.code for j in self.jurisdictions]},
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "reasons": self.step.to_json(),
            "ask_next": [question.to_json() for question in self.questions],
            "jurisdictions": {j.code: j.to_json() for j in self.jurisdictions},
        }


def criminal(act: Act, books: list[Book], on: date, manner: Manner = CONCRETE) -> CriminalAnswer:
    """Answer for some jurisdictions; the order they are named in does not matter to the verdict.

    Args:
        act: what was done, as stated.
        books: the compiled law of each jurisdiction.
        on: the day whose law is asked.
        manner: in the concrete unless a doctrine says otherwise.

    Raises:
        Contradiction: the act states a concept present and absent.
    """
    compiled = compile_act(act, books[0].vocabulary)
    answers = tuple(in_jurisdiction(compiled, book, on, manner) for book in books)
    verdict = least(answer.verdict for answer in answers)
    names = ", ".join(answer.name for answer in answers)
    step = Step(f"{act.label}: criminal in {names} on {on}", verdict, because=tuple(a.step for a in answers))

    def ask(changed: Act) -> Verdict:
        again = compile_act(changed, books[0].vocabulary)
        return least(book.verdict(again, on, manner) for book in books)

    questions = ()
    if verdict is Verdict.DEPENDS:
        singles = open_facts(compiled, books, on, manner)
        questions = ask_next(act, singles, open_groups(compiled, books, on, manner), ask)
    return CriminalAnswer(act, on, verdict, answers, step, questions)


def in_jurisdiction(compiled: CompiledAct, book: Book, on: date, manner: Manner = CONCRETE) -> JurisdictionAnswer:
    """Answer for one jurisdiction, with the offences that bear on the act."""
    families = set(book.families(compiled))
    answers, passed_over = [], 0
    administrative = [n for n in book.norms if not n.norm.criminal and n.norm.in_force(on)]
    for norm in (*book.on(on, manner), *administrative):
        state = norm_state(norm, compiled)
        if state == FAILED and not families & set(norm.norm.families):
            passed_over += 1
            continue
        answers.append(_offence(norm, state, compiled, book, on, manner))
    answers.sort(key=lambda answer: _closest_first(answer, families))
    verdict = book.verdict(compiled, on, manner)
    step = _explain(book, verdict, answers, families, passed_over, on)
    return JurisdictionAnswer(book.jurisdiction.code, book.jurisdiction.name, verdict, tuple(answers), step)


def _closest_first(answer: OffenceAnswer, families: set[str]) -> tuple:
    """Met before open before failed, crimes first, the act's own families first, then by how few elements are missing."""
    missing = sum(step.verdict is not Verdict.YES for step in answer.step.because)
    elsewhere = not families & set(answer.offence.families)
    offence = answer.offence
    return -answer.verdict.rank, not offence.criminal, elsewhere, missing, in_order(offence.citation), offence.iri


def open_facts(compiled: CompiledAct, books: list[Book], on: date, manner: Manner = CONCRETE) -> list[Fact]:
    """The concepts that open offences still ask for."""
    mask = 0
    for book in books:
        for norm in _worth_asking(compiled, book, on, manner):
            mask |= norm.required & ~compiled.present & ~compiled.absent
    return facts(mask, True, books[0].vocabulary)


def open_groups(
    compiled: CompiledAct, books: list[Book], on: date, manner: Manner = CONCRETE
) -> list[frozenset[Fact]]:
    """Sets of facts, one choice for each open requirement, that meet an open offence in every book that needs one."""
    chosen: list[frozenset[Fact]] = [frozenset()]
    for book in books:
        if book.verdict(compiled, on, manner) is Verdict.YES:
            continue
        sets = {_missing(norm, compiled, book) for norm in _worth_asking(compiled, book, on, manner)}
        smallest = sorted(sets, key=_fewest)[:MOST_SETS]
        chosen = [one | other for one in chosen for other in smallest]
    return sorted(set(chosen), key=_fewest)[:MOST_JOINED_SETS]


def _worth_asking(compiled: CompiledAct, book: Book, on: date, manner: Manner) -> list[CompiledNorm]:
    """The open offences of the act's own families; those of others only where there is none of these."""
    families = set(book.families(compiled))
    found = [norm for norm in book.on(on, manner) if norm_state(norm, compiled) == OPEN]
    return [norm for norm in found if families & set(norm.norm.families)] or found


def _fewest(group: frozenset[Fact]) -> tuple:
    return len(group), sorted(fact.concept.name for fact in group)


def _missing(norm: CompiledNorm, act: CompiledAct, book: Book) -> frozenset[Fact]:
    """For each open requirement of a norm its first concept that is not absent."""
    masks = [mask & ~act.absent for mask in norm.requirements if not mask & act.present]
    return frozenset(facts(mask, True, book.vocabulary)[0] for mask in masks)


def _offence(norm: CompiledNorm, state: str, act: CompiledAct, book: Book, on: date, manner: Manner) -> OffenceAnswer:
    offence = norm.norm
    verdict = {MET: Verdict.YES, FAILED: Verdict.NO, OPEN: Verdict.DEPENDS}[state]
    steps = [requirement_step(mask, act, book.vocabulary) for mask in norm.requirements]
    if manner.defences and manner.concrete:
        steps += exemption_steps(norm, act, book.vocabulary)
    if offence.judgements and verdict is Verdict.YES and manner.concrete:
        verdict = Verdict.DEPENDS
    steps += [Step(f"left to the court: {judgement}", Verdict.DEPENDS) for judgement in offence.judgements]
    steps += [Step(f"that {p.citation} had this wording already on {on} is inferred", Verdict.YES, given=p.note)
              for p in offence.provisions if p.inferred(on)]
    word = {Verdict.YES: "met", Verdict.NO: "not met", Verdict.DEPENDS: "open"}[verdict]
    kind = "" if offence.criminal else " (administrative)"
    cites = tuple(provision.cite_on(on) for provision in offence.provisions)
    step = Step(f"{offence.citation}, {offence.label}{kind}: {word}", verdict, cites, tuple(steps))
    return OffenceAnswer(offence, verdict, step)


def _explain(book: Book, verdict: Verdict, answers: list[OffenceAnswer], families: set, passed_over: int, on: date) -> Step:
    law = book.jurisdiction
    steps = [answer.step for answer in answers]
    for family in sorted(families):
        review, named = law.review_of(family, on), book.vocabulary.in_words([family])
        if review:
            text = review.text_of
            later = f", as the texts stood on {text}: later amendments were not looked for" if text and text < on else ""
            claim = f"the record of {named} is complete from {review.complete_from}{later}"
            steps.append(Step(claim, Verdict.YES, review.cites))
        else:
            steps.append(Step(f"the record of {named} is not complete on {on}", Verdict.UNKNOWN))
    if law.parts_legislate:
        steps.append(Step("the law of its parts counts too, and is not recorded", Verdict.UNKNOWN))
    if not families:
        steps.append(Step("nothing stated of the act falls in a family of conduct that is reviewed", Verdict.UNKNOWN))
    if passed_over:
        steps.append(Step(f"{passed_over} offences of other families compared: none met", Verdict.NO,
                          given="each has a requirement that the act has not"))
    claim = {
        Verdict.YES: "an offence is met",
        Verdict.DEPENDS: "no offence is met yet, some are open",
        Verdict.NO: "no offence is met and the record is complete",
        Verdict.UNKNOWN: "no recorded offence is met, but the record is not complete",
    }[verdict]
    return Step(f"{law.name}: {claim}", verdict, because=tuple(steps))

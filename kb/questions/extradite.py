"""Can a suspect be extradited: by which road, past which grounds; if nationality bars, who must prosecute instead."""

from dataclasses import dataclass, field, replace
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import compile_act
from kb.law.concepts import Vocabulary
from kb.law.instruments import Article
from kb.law.scenarios import Act
from kb.law.treaties import NoTreaty, Treaty
from kb.questions.asking import Fact, Question, ask_next
from kb.questions.criminal import JurisdictionAnswer, open_facts, open_groups
from kb.questions.doctrine import Judgements, differs_if
from kb.questions.grounds import Case, GroundAnswer, apply_ground, brief, dated
from kb.questions.prosecution import prosecution_instead
from kb.questions.routes import Route, no_treaty_steps, routes
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, best, least

NATIONALITY = "NationalOfRequested"
DEATH = "DeathPenaltyPossible"
LIFE = "LifeSentencePossible"
SENTENCED = "SentencedAlready"
SCOPE = "Scope"


@dataclass(frozen=True)
class Request:
    """The question: who asks whom for whom, when, for what.

    Args:
        act: what was done, with what is stated of the person and the case.
        requested: ISO code of the state where the person is.
        requesting: ISO code of the state that asks.
        nationality: ISO codes of the person's nationalities; empty where not stated.
        on: the day of the request.
        act_on: the day of the act.
        no_bars: take it that no fact not stated stands in the way, and that conditions are met.
    """

    act: Act
    requested: str
    requesting: str
    nationality: frozenset[str]
    on: date
    act_on: date
    no_bars: bool = False


@dataclass(frozen=True)
class World:
    """The recorded law that the question is asked of; what its laws say of acts is remembered as long as it, or a
    world made of it with other treaties or laws, lives."""

    books: dict[str, Book]
    vocabulary: Vocabulary
    treaties: tuple[Treaty, ...]
    no_treaty: tuple[NoTreaty, ...]
    articles: tuple[Article, ...]
    judgements: Judgements = field(default_factory=Judgements, compare=False, repr=False)


@dataclass(frozen=True)
class RouteAnswer:
    """One road: whether it is open, and each ground."""

    route: Route
    verdict: Verdict
    grounds: tuple[GroundAnswer, ...]
    step: Step

    def to_json(self) -> dict:
        return {"basis": self.route.basis, "kind": self.route.kind, "verdict": self.verdict.value,
                "opening": self.route.opening.to_json(), "grounds": [ground.to_json() for ground in self.grounds]}


@dataclass(frozen=True)
class ExtraditeAnswer:
    """The answer: the best of the roads, with the alternatives where own nationals are in play."""

    request: Request
    verdict: Verdict
    double_criminality: Verdict
    jurisdictions: tuple[JurisdictionAnswer, JurisdictionAnswer]
    routes: tuple[RouteAnswer, ...]
    alternatives: tuple[Step, ...]
    differs_if: tuple[Step, ...]
    step: Step
    questions: tuple[Question, ...]

    def to_json(self) -> dict:
        request = self.request
        return {
            "question": {"name": "extradite", "act": request.act.name, "from": request.requested,
                         "to": request.requesting, "nationality": sorted(request.nationality),
                         "act_on": request.act_on.isoformat(), "no_bars": request.no_bars},
            "on": request.on.isoformat(),
            "verdict": self.verdict.value,
            "double_criminality": self.double_criminality.value,
            "reasons": self.step.to_json(),
            "ask_next": [question.to_json() for question in self.questions],
            "jurisdictions": {j.code: j.to_json() for j in self.jurisdictions},
            "routes": [route.to_json() for route in self.routes],
            "alternatives": [step.to_json() for step in self.alternatives],
            "differs_if": [step.to_json() for step in self.differs_if],
        }


def extradite(request: Request, world: World) -> ExtraditeAnswer:
    """Answer whether the suspect can be extradited.

    The verdict is the best of the roads; a road is as open as its least favourable ground. A mandatory ground that
    is met closes it, a discretionary one leaves it to the requested state, a fact not stated leaves it open.

    Raises:
        Contradiction: the facts contradict each other.
    """
    answer = answer_only(request, world)
    if answer.verdict is not Verdict.DEPENDS:
        return answer

    def ask(act: Act) -> Verdict:
        return answer_only(replace(request, act=act), world).verdict

    books = [world.books[request.requesting], world.books[request.requested]]
    compiled = compile_act(request.act, world.vocabulary)
    singles = list(dict.fromkeys(fact for route in answer.routes for ground in route.grounds for fact in ground.asks))
    singles += open_facts(compiled, books, request.act_on)
    groups = [act | case for act in open_groups(compiled, books, request.act_on) for case in _case_groups(answer)]
    return replace(answer, questions=ask_next(request.act, singles, groups, ask))


def _case_groups(answer: ExtraditeAnswer) -> list[frozenset[Fact]]:
    """For each open road, every case fact it leaves open, stated so that it helps."""
    roads = [route for route in answer.routes if route.verdict is Verdict.DEPENDS]
    return [frozenset(fact for ground in road.grounds for fact in ground.asks) for road in roads]


def answer_only(request: Request, world: World) -> ExtraditeAnswer:
    """Answer without looking for the facts that would decide it, which takes most of the time."""
    requested, requesting = world.books[request.requested], world.books[request.requesting]
    asked = world.judgements.by_doctrine(request.act, requested, request.act_on, request.on)
    asking = world.judgements.judge(request.act, requesting, request.act_on)
    case = _case(request, world, asked, asking)
    found = routes(requested.jurisdiction, requesting.jurisdiction, world.treaties, request.on)
    answers = tuple(_route(route, case, request) for route in found)
    answers = tuple(sorted(answers, key=lambda a: (-a.verdict.rank, a.route.basis)))
    missing = no_treaty_steps(world.no_treaty, (request.requested, request.requesting), request.on)
    double = least((asked.verdict, asking.verdict))
    verdict = best(a.verdict for a in answers) if answers else Verdict.UNKNOWN
    if verdict is Verdict.NO and not missing and double is not Verdict.NO and not _any_road(answers):
        missing = [Step("whether another extradition treaty binds the two is not recorded", Verdict.UNKNOWN)]
        verdict = Verdict.UNKNOWN
    steps = (asking.step, asked.step, *(a.step for a in answers), *missing)
    names = f"from {requested.jurisdiction.name} to {requesting.jurisdiction.name}"
    step = Step(f"{request.act.label}: extradition {names} on request of {request.on}", verdict, because=steps)
    grounds = [ground for answer in answers for ground in answer.grounds]
    instead = prosecution_instead(grounds, requested.jurisdiction)
    differs = differs_if(request.act, requested, request.act_on, request.on, asked.verdict)
    return ExtraditeAnswer(request, verdict, double, (asking, asked), answers, instead, differs, step, ())


def _any_road(answers: tuple[RouteAnswer, ...]) -> bool:
    """Whether some road is open as such, or may be, so that it was the grounds that closed it."""
    return any(answer.route.opening.verdict is not Verdict.NO for answer in answers)


def _case(request: Request, world: World, asked: JurisdictionAnswer, asking: JurisdictionAnswer) -> Case:
    """The facts of the case with those that follow from the question itself, unless stated otherwise."""
    vocabulary = world.vocabulary
    stated = request.act.present | request.act.absent
    present, absent = set(), set()

    def follows(word: str, holds: bool | None) -> None:
        iri = vocabulary.find(word).iri
        if holds is not None and iri not in stated:
            (present if holds else absent).add(iri)

    if request.nationality:
        follows(NATIONALITY, request.requested in request.nationality)
    follows(DEATH, _possible(asking, "death"))
    follows(LIFE, _possible(asking, "life"))
    follows(SENTENCED, False)
    facts = compile_act(request.act.adding(present, absent), vocabulary)
    families = frozenset(world.books[request.requested].families(facts))
    return Case(facts, vocabulary, families, asked, asking, world.articles)


def _possible(asking: JurisdictionAnswer, penalty: str) -> bool | None:
    """Whether the requesting law threatens death or life for the act; None where that is open."""
    if any(getattr(offence.penalty, penalty) for offence in asking.of(Verdict.YES)):
        return True
    if any(getattr(offence.penalty, penalty) for offence in asking.of(Verdict.DEPENDS)):
        return None
    return None if asking.verdict is Verdict.UNKNOWN else False


def _route(route: Route, case: Case, request: Request) -> RouteAnswer:
    if route.opening.verdict is Verdict.NO:
        return RouteAnswer(route, Verdict.NO, (), route.opening)
    grounds = tuple(_assume(dated(apply_ground(ground, case), request.on), request) for ground in route.grounds)
    steps = [route.opening] + [ground.step for ground in grounds]
    if not any(ground.ground == "DoubleCriminality" for ground in grounds):
        double = least((case.requested.verdict, case.requesting.verdict))
        steps.append(Step("double criminality: the text recorded has no rule of its own, so it is asked for",
                          double, because=(brief(case.requesting), brief(case.requested))))
    verdict = least(step.verdict for step in steps)
    return RouteAnswer(route, verdict, grounds, Step(f"by {route.basis}", verdict, because=tuple(steps)))


def _assume(answer: GroundAnswer, request: Request) -> GroundAnswer:
    """With `no_bars`, a ground that only waits for facts of the case is taken as no obstacle, and says so.

    What a text covers at all is never assumed, nor an assurance against a bar that is stated to apply.
    """
    bars_open = any(not fact.present for fact in answer.asks)
    condition = answer.ground != SCOPE and not answer.source.barred_when
    if not (request.no_bars and answer.verdict is Verdict.DEPENDS and answer.asks and (bars_open or condition)):
        return answer
    claim = f"{answer.label}: taken as no obstacle, on the word of the person asking"
    step = Step(claim, Verdict.YES, answer.step.cites, answer.step.because, given="assumed in the question")
    return replace(answer, verdict=Verdict.YES, step=step, asks=())

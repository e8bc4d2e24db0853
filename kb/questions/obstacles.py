"""What would make cooperation fail between states, and why: for each pair, each way, and each typical act, one cause."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from kb.law.scenarios import Act
from kb.questions.extradite import ExtraditeAnswer, Request, RouteAnswer, World, answer_only
from kb.reasons.verdicts import Verdict

OPEN, COURT, NO_OFFENCE, NO_ROAD, RESERVATION, GROUND, UNKNOWN = (
    "open", "left open", "no offence", "no road", "reservation", "ground", "not known")
WORDS = {
    OPEN: "no obstacle in the recorded law", COURT: "left to the states or to facts not stated", NO_OFFENCE: "no offence",
    NO_ROAD: "no treaty or other road", RESERVATION: "a reservation or declaration", GROUND: "a ground of refusal",
    UNKNOWN: "not known",
}


@dataclass(frozen=True)
class Obstacle:
    """What stands between two states for one act, on the best road there is.

    `grounds` names the grounds of refusal that are met, or left open. `nationals` says whether the requested state
    would hand over one of its own (`no` bars it), given that nothing else stands in the way. `answers` are those to the
    two requests, for a suspect of no nationality stated and for such a national.
    """

    requested: str
    requesting: str
    act: str
    cause: str
    words: str
    grounds: tuple[str, ...]
    verdict: Verdict
    nationals: Verdict
    answers: tuple[ExtraditeAnswer, ...] = field(default=(), compare=False, repr=False)

    def to_json(self) -> dict:
        return {"from": self.requested, "to": self.requesting, "act": self.act, "cause": self.cause, "words": self.words,
                "grounds": list(self.grounds), "verdict": self.verdict.value, "nationals": self.nationals.value}


@dataclass(frozen=True)
class ObstaclesAnswer:
    """The map of obstacles between some states on a day."""

    codes: tuple[str, ...]
    acts: tuple[str, ...]
    on: date
    found: tuple[Obstacle, ...]

    @property
    def counts(self) -> Counter:
        """How often each cause stands in the way."""
        return Counter(obstacle.cause for obstacle in self.found)

    @property
    def claim(self) -> str:
        """What is answered, in words."""
        return f"what stands in the way of {len(self.found)} requests between {', '.join(self.codes)}, on {self.on}"

    def between(self, requested: str, requesting: str) -> tuple[Obstacle, ...]:
        return tuple(o for o in self.found if (o.requested, o.requesting) == (requested, requesting))

    def tally(self, requested: str, requesting: str) -> str:
        """How many requests meet no obstacle, and in brackets how many of these concern own nationals too."""
        found = self.between(requested, requesting)
        own = sum(o.nationals is Verdict.YES for o in found)
        return f"{sum(o.cause == OPEN for o in found)} ({own})" if found else ""

    def to_json(self) -> dict:
        return {"question": {"name": "obstacles", "in": list(self.codes), "acts": list(self.acts)},
                "on": self.on.isoformat(), "counts": dict(self.counts),
                "obstacles": [obstacle.to_json() for obstacle in self.found]}


def obstacles(acts: list[Act], codes: list[str], world: World, on: date) -> ObstaclesAnswer:
    """Find what would make each request of one state to another fail.

    It is taken that no fact of the case that is not stated stands in the way, so that what remains is the law's.

    Args:
        acts: the acts requests are for.
        codes: ISO codes of the states; each asks each other one.
        world: the recorded law.
        on: the day of the request and of the act.
    """
    found = tuple(
        obstacle(Request(act, requested, requesting, frozenset(), on, on, True), world)
        for requested in codes for requesting in codes if requested != requesting for act in acts
    )
    return ObstaclesAnswer(tuple(codes), tuple(act.name for act in acts), on, found)


def obstacle(request: Request, world: World) -> Obstacle:
    """Name the cause that stands in the way of one request, and what becomes of a national of the requested state."""
    answer = answer_only(request, world)
    own = answer_only(replace(request, nationality=frozenset({request.requested})), world)
    nationals = own.verdict if answer.verdict is not Verdict.NO else Verdict.NO
    cause, grounds = _cause(answer, world)
    words = WORDS[cause] + (f": {', '.join(grounds)}" if grounds else "")
    return Obstacle(request.requested, request.requesting, request.act.name, cause, words, grounds, answer.verdict,
                    nationals, (answer, own))


def _cause(answer: ExtraditeAnswer, world: World) -> tuple[str, tuple[str, ...]]:
    """The cause by the order in which a state would meet it: the offence, the road, the grounds on the best road."""
    if answer.verdict is Verdict.YES:
        return OPEN, ()
    if answer.double_criminality is Verdict.NO:
        asking, asked = answer.jurisdictions
        return NO_OFFENCE, tuple(f"in {part.name}" for part in (asked, asking) if part.verdict is Verdict.NO)
    roads = [route for route in answer.routes if route.route.opening.verdict is not Verdict.NO]
    if answer.verdict is Verdict.NO and not roads:
        return NO_ROAD, ()
    if answer.verdict is Verdict.UNKNOWN:
        return UNKNOWN, _unknown(answer)
    best = min(roads, key=lambda road: (-road.verdict.rank, len(_met(road, answer.verdict))))
    met = _met(best, answer.verdict)
    labels = tuple(dict.fromkeys(ground.label for ground in met))
    if answer.verdict is Verdict.DEPENDS:
        return COURT, labels or _open_offence(answer)
    own = {ground.iri for treaty in world.treaties for party in treaty.participations for ground in party.grounds}
    return (RESERVATION if any(ground.source.iri in own for ground in met) else GROUND), labels


def _met(route: RouteAnswer, verdict: Verdict) -> list:
    return [ground for ground in route.grounds if ground.verdict is verdict]


def _open_offence(answer: ExtraditeAnswer) -> tuple[str, ...]:
    return tuple(f"the offence in {part.name}" for part in answer.jurisdictions if part.verdict is Verdict.DEPENDS)


def _unknown(answer: ExtraditeAnswer) -> tuple[str, ...]:
    """What is not known: the offence, or the road."""
    offences = tuple(f"the offence in {part.name}" for part in answer.jurisdictions if part.verdict is Verdict.UNKNOWN)
    return offences or ("the road or its grounds",)

"""Which facts to ask for next: those not stated whose answer would decide the question, the most decisive first."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import Contradiction
from kb.law.concepts import Concept, Vocabulary
from kb.law.scenarios import Act
from kb.limits import MOST_ASKED, MOST_GROUPS, SHOWN_SETS, SHOWN_SINGLES
from kb.reasons.verdicts import Verdict

DECIDED = (Verdict.YES, Verdict.NO)


@dataclass(frozen=True)
class Fact:
    """A concept stated one way."""

    concept: Concept
    present: bool


@dataclass(frozen=True)
class Question:
    """Facts stated one way, the verdict they lead to, and the verdict if all are stated the other way.

    A verdict is None where the facts would contradict what is stated already.
    """

    facts: tuple[Fact, ...]
    verdict: Verdict | None
    otherwise: Verdict | None

    @property
    def decisiveness(self) -> int:
        return (self.verdict in DECIDED) + (self.otherwise in DECIDED)

    def to_json(self) -> dict:
        return {
            "facts": [
                {"concept": f.concept.name, "label": f.concept.label, "definition": f.concept.definition,
                 "facet": f.concept.facet, "stated": "present" if f.present else "absent"}
                for f in self.facts
            ],
            "verdict": self.verdict.value if self.verdict else None,
            "otherwise": self.otherwise.value if self.otherwise else None,
        }


def ask_next(
    act: Act, singles: list[Fact], groups: list[frozenset[Fact]], ask: Callable[[Act], Verdict]
) -> tuple[Question, ...]:
    """Return the facts that would decide an open question, fewest facts first, then the most decisive.

    Args:
        act: the act as stated so far.
        singles: facts worth asking for one by one.
        groups: sets of facts that may decide the question together.
        ask: the question itself, to be asked of a changed act.
    """
    stated = act.present | act.absent
    open_facts = [fact for fact in singles if fact.concept.iri not in stated]
    single = [_question((fact,), act, ask) for fact in open_facts[:MOST_ASKED]]
    found = [question for question in single if question.decisiveness]
    if not any(Verdict.YES in (question.verdict, question.otherwise) for question in found):
        sets = [_question(tuple(sorted(group, key=_order)), act, ask) for group in groups[:MOST_GROUPS] if len(group) > 1]
        yes = [question for question in sets if question.verdict is Verdict.YES]
        fewest = min((len(question.facts) for question in yes), default=0)
        found += [question for question in yes if len(question.facts) == fewest]
    found.sort(key=lambda q: (len(q.facts), -q.decisiveness, q.facts[0].concept.name))
    return tuple(found)


def shown(questions: tuple[Question, ...]) -> list[Question]:
    """The first questions to show a person: some single facts, then some facts to be stated together."""
    alone = [question for question in questions if len(question.facts) == 1]
    together = [question for question in questions if len(question.facts) > 1]
    return alone[:SHOWN_SINGLES] + together[:SHOWN_SETS]


def facts(mask: int, present: bool, vocabulary: Vocabulary) -> list[Fact]:
    """The concepts of a mask, each stated one way."""
    return [Fact(concept, present) for concept in vocabulary.named(mask)]


def _order(fact: Fact) -> str:
    return fact.concept.name


def _question(group: tuple[Fact, ...], act: Act, ask: Callable[[Act], Verdict]) -> Question:
    present = {fact.concept.iri for fact in group if fact.present}
    absent = {fact.concept.iri for fact in group if not fact.present}
    return Question(group, _try(act.adding(present, absent), ask), _try(act.adding(absent, present), ask))


def _try(act: Act, ask: Callable[[Act], Verdict]) -> Verdict | None:
    try:
        return ask(act)
    except Contradiction:
        return None

"""Double criminality as the requested state assesses it: its doctrine, and where another would decide otherwise."""

from datetime import date

from kb.elements.book import CONCRETE, Book, Manner
from kb.elements.compiled import compile_act
from kb.law.extradition import Doctrine
from kb.law.scenarios import Act
from kb.limits import MOST_JUDGEMENTS
from kb.questions.criminal import JurisdictionAnswer, in_jurisdiction
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict


def manner_of(doctrine: Doctrine | None) -> Manner:
    """The manner in which a requested state compares offences with an act: in the concrete where none is recorded."""
    if doctrine is None:
        return CONCRETE
    return Manner(concrete=doctrine.assessment != "InAbstract", defences=doctrine.defences != "Disregarded")


def _days(doctrine: Doctrine | None, act_on: date, on: date) -> tuple[date, ...]:
    """The days whose law counts in the requested state: that of the act where no doctrine is recorded."""
    day = doctrine.reference_day if doctrine else ""
    return {"DayOfRequest": (on,), "BothDays": (act_on, on)}.get(day, (act_on,))


class Judgements:
    """What laws say of acts, remembered: facts that bear on no offence of a law do not change what it says."""

    def __init__(self):
        # With each answer the law is kept, so that no other can take its place in memory, and so its key.
        self._found: dict[tuple, tuple[JurisdictionAnswer, Book]] = {}

    def judge(self, act: Act, book: Book, day: date, manner: Manner = CONCRETE) -> JurisdictionAnswer:
        """What one law says of the act on a day."""
        compiled = compile_act(act, book.vocabulary)
        key = (id(book), compiled.present & book.relevant, compiled.absent & book.relevant, day, manner)
        if key not in self._found:
            if len(self._found) >= MOST_JUDGEMENTS:
                self._found.clear()
            self._found[key] = in_jurisdiction(compiled, book, day, manner), book
        return self._found[key][0]

    def by_doctrine(self, act: Act, book: Book, act_on: date, on: date) -> JurisdictionAnswer:
        """What the requested state says of the act, in the manner and on the days of its doctrine."""
        doctrine = book.jurisdiction.doctrine
        answers = [self.judge(act, book, day, manner_of(doctrine)) for day in _days(doctrine, act_on, on)]
        return min(answers, key=lambda answer: answer.verdict.rank)


def differs_if(act: Act, book: Book, act_on: date, on: date, verdict: Verdict) -> tuple[Step, ...]:
    """Where another doctrine would give the requested state another answer on the act."""
    compiled = compile_act(act, book.vocabulary)
    others = {
        "the offence were compared in the abstract": (act_on, Manner(concrete=False)),
        "exceptions and defences were disregarded": (act_on, Manner(defences=False)),
        "the law of the day of the request counted": (on, CONCRETE),
        "the facts were compared in the concrete, on the day of the act": (act_on, CONCRETE),
    }
    steps = []
    for words, (day, manner) in others.items():
        other = book.verdict(compiled, day, manner)
        if other is not verdict:
            steps.append(Step(f"{book.jurisdiction.name}: criminality would be {other.value} if {words}", Verdict.DEPENDS))
    return tuple(steps)

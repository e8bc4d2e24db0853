"""Whether the penalties of a law reach the floor that an instrument sets."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct
from kb.law.instruments import Floor
from kb.law.offences import Offence
from kb.law.sources import Citation
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict


@dataclass(frozen=True)
class PenaltyAnswer:
    """The floor of one demanded norm, and the offences whose maximum stays below it where nothing graver punishes."""

    floor: Floor
    verdict: Verdict
    below: tuple[Offence, ...]
    cites: tuple[Citation, ...]

    @property
    def step(self) -> Step:
        return Step(f"penalty: {self.words}", self.verdict, self.cites)

    @property
    def words(self) -> str:
        months = self.floor.months
        asked = f"a maximum of at least {months} months" if months > 1 else "imprisonment of whatever length"
        told = {Verdict.YES: "reached", Verdict.NO: "not reached", Verdict.UNKNOWN: "nothing recorded punishes it"}
        return f"{asked} (article {self.floor.set_by}): {told[self.verdict]}"

    def to_json(self) -> dict:
        return {"floor_months": self.floor.months, "set_by": self.floor.set_by, "verdict": self.verdict.value,
                "below": [{"provision": o.citation, "label": o.label, "maximum_months": o.penalty.maximum_months}
                          for o in self.below], "words": self.words}


def penalty_answer(floor: Floor, acts: list[CompiledAct], book: Book, on: date) -> PenaltyAnswer:
    """Compare the gravest penalty for each punished act with the floor; imprisonment for life and death reach any.

    Acts that are not punished at all are a matter of coverage, not of the penalty.
    """
    gravest = [max(met, key=lambda o: o.penalty.gravity) for act in acts if (met := book.met(act, on))]
    below = tuple(dict.fromkeys(offence for offence in gravest if not _reaches(offence, floor)))
    verdict = Verdict.NO if below else Verdict.YES if gravest else Verdict.UNKNOWN
    cites = tuple(dict.fromkeys(cite for offence in below or gravest for cite in offence.cites))
    return PenaltyAnswer(floor, verdict, below, cites)


def _reaches(offence: Offence, floor: Floor) -> bool:
    penalty = offence.penalty
    return penalty.life or penalty.death or penalty.maximum_months >= floor.months

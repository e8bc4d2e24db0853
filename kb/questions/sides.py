"""One of two offences side by side: what it asks for, and the acts that it alone punishes."""

from dataclasses import dataclass

from kb.elements.coverage import Choice
from kb.law.offences import NO_PENALTY, Offence, Penalty
from kb.questions.witnesses import OUTCOME
from kb.reasons.verdicts import Verdict

APART = " †"
APART_WORDS = "† not asked for by the other"


@dataclass(frozen=True)
class Asked:
    """An element that an offence asks for; `shared`, if whatever has the elements of the other offence has this one too."""

    facet: str
    words: str
    shared: bool

    def to_json(self) -> dict:
        return {"facet": self.facet, "words": self.words, "shared": self.shared}


@dataclass(frozen=True)
class Alone:
    """An act that one offence punishes and the other does not, with nothing in it that this does not take.

    Args:
        concepts: what is present, and nothing narrower or else.
        lacks: the elements of the other offence that are absent; none where an exception takes the act out.
        excepted: the exception of the other offence that takes it out, or empty.
        turns_on: where the one offence can be committed in several ways, those that do without these elements.
        verdict: no, if the one offence certainly punishes it; it depends, if that is left to a court.
        elsewhere: what the law of the other offence says of the act on the day; None where both stand in one law.
        by: the offences of that law which punish it.
    """

    concepts: Choice
    lacks: tuple[str, ...]
    excepted: str
    turns_on: Choice
    verdict: Verdict
    elsewhere: Verdict | None
    by: tuple[Offence, ...]

    @property
    def words(self) -> str:
        return ", ".join(concept.label for concept in self.concepts)

    @property
    def because(self) -> str:
        """Why the other offence does not punish it."""
        return f"asks also for: {'; and '.join(self.lacks)}" if self.lacks else f"makes an exception: {self.excepted}"

    @property
    def elsewhere_words(self) -> str:
        """What the law of the other offence says of the act; empty where both stand in one law."""
        if self.elsewhere is Verdict.YES:
            return f"it is punished by {'; '.join(dict.fromkeys(offence.citation for offence in self.by))}"
        return f"it {OUTCOME[self.elsewhere]}" if self.elsewhere else ""

    def to_json(self) -> dict:
        return {"words": self.words, "present": [concept.name for concept in self.concepts], "lacks": list(self.lacks),
                "excepted": self.excepted, "turns_on": [concept.name for concept in self.turns_on],
                "verdict": self.verdict.value, "elsewhere": self.elsewhere and self.elsewhere.value,
                "by": [offence.citation for offence in self.by]}


@dataclass(frozen=True)
class Side:
    """One of the two offences: what it asks for, and the acts that it alone punishes, one for each thing they turn on."""

    name: str
    law: str
    offence: Offence
    in_force: bool
    asks: tuple[Asked, ...]
    alone: tuple[Alone, ...]

    @property
    def title(self) -> str:
        return f"{self.offence.citation}, {self.offence.label}"

    @property
    def penalty(self) -> Penalty | None:
        """What the offence carries; None for one that an instrument demands, which sets no penalty itself."""
        return None if self.offence.penalty == NO_PENALTY else self.offence.penalty

    def asked_in(self, facet: str) -> str:
        """The elements of a facet, in words; those that the other offence does not ask for are marked."""
        return "; ".join(asked.words + APART * (not asked.shared) for asked in self.asks if asked.facet == facet)

    @property
    def heading(self) -> str:
        return f"{self.name} ({self.offence.citation})"

    @property
    def exceptions(self) -> tuple[str, ...]:
        return tuple(exemption.label for exemption in self.offence.exemptions)

    def to_json(self) -> dict:
        offence = self.offence
        return {
            "name": self.name, "law": self.law, "provision": offence.citation, "label": offence.label,
            "liability": offence.liability, "in_force": self.in_force,
            "penalty": {"minimum_months": offence.penalty.minimum_months, "maximum_months": offence.penalty.maximum_months,
                        "life": offence.penalty.life, "death": offence.penalty.death},
            "asks": [asked.to_json() for asked in self.asks], "exceptions": list(self.exceptions),
            "left_to_a_court": list(offence.judgements), "alone": [alone.to_json() for alone in self.alone],
        }

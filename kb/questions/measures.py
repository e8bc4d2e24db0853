"""Whether a law gives a measure that an instrument asks for: a power, a general rule or an office."""

from dataclasses import dataclass
from datetime import date

from kb.law.instruments import Measure
from kb.law.jurisdictions import Jurisdiction, Rule
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

COVERAGE_OF = {Verdict.YES: "covered", Verdict.NO: "missing", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True)
class MeasureAnswer:
    """What is recorded of one measure: `yes` given, `no` looked for and not there, `unknown` not recorded."""

    measure: Measure
    verdict: Verdict
    step: Step

    @property
    def words(self) -> str:
        outcome = {Verdict.YES: "", Verdict.NO: " (looked for and not found)", Verdict.UNKNOWN: " (not recorded)"}
        return self.measure.label + outcome[self.verdict]

    @property
    def coverage(self) -> str:
        return COVERAGE_OF[self.verdict]

    def to_json(self) -> dict:
        return {"measure": self.measure.name, "label": self.measure.label, "verdict": self.verdict.value,
                "claim": self.step.claim, "cites": [cite.to_json() for cite in self.step.cites]}


def measure_answer(measure: Measure, law: Jurisdiction, on: date) -> MeasureAnswer:
    """Say whether a law gives a measure on a day.

    A measure that is recorded as rules or offices is given when each of those subjects has one in force.
    """
    found = [_in_force(subject, law, on) for subject in measure.recorded_as or (measure.name,)]
    if all(found):
        rules = [rule for each in found for rule in each]
        names = dict.fromkeys(rule.label or p.citation for rule in rules for p in rule.provisions)
        claim = f"{measure.label}: {'; '.join(names)}"
        cites = tuple(dict.fromkeys(cite for rule in rules for cite in rule.cites))
        return MeasureAnswer(measure, Verdict.YES, Step(claim, Verdict.YES, cites))
    silence = next((s for s in law.silences if {measure.name, *measure.recorded_as} & set(s.topics)), None)
    if silence:
        step = Step(f"{measure.label}: looked for and not found", Verdict.NO, silence.cites, given=silence.looked_for)
        return MeasureAnswer(measure, Verdict.NO, step)
    return MeasureAnswer(measure, Verdict.UNKNOWN, Step(f"{measure.label}: not recorded", Verdict.UNKNOWN))


def _in_force(subject: str, law: Jurisdiction, on: date) -> list[Rule]:
    rules = (*law.powers, *law.rules, *law.authorities)
    return [rule for rule in rules if subject in rule.subjects and any(p.in_force(on) for p in rule.provisions)]

"""Whether a law gives a measure that an instrument asks for: a power, a general rule or an office."""

from dataclasses import dataclass
from datetime import date

from kb.law.instruments import Measure
from kb.law.jurisdictions import Jurisdiction, Rule
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

NOT_RECORDED = "not recorded"
DENIED = "denied in criminal law, and whether it is given otherwise is not recorded"
COVERAGE_OF = {Verdict.YES: "covered", Verdict.NO: "missing", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True)
class MeasureAnswer:
    """What is recorded of one measure: `yes` given, `no` looked for and not there, `unknown` not recorded."""

    measure: Measure
    verdict: Verdict
    step: Step
    open: str = NOT_RECORDED

    @property
    def words(self) -> str:
        outcome = {Verdict.YES: "", Verdict.NO: "looked for and not found", Verdict.UNKNOWN: self.open}[self.verdict]
        return self.measure.label + (f" ({outcome})" if outcome else "")

    @property
    def coverage(self) -> str:
        return COVERAGE_OF[self.verdict]

    def to_json(self) -> dict:
        return {"measure": self.measure.name, "label": self.measure.label, "verdict": self.verdict.value,
                "claim": self.step.claim, "cites": [cite.to_json() for cite in self.step.cites]}


def measure_answer(measure: Measure, law: Jurisdiction, on: date) -> MeasureAnswer:
    """Say whether a law gives a measure on a day.

    A measure that is recorded as rules or offices is given when each of those subjects has one in force. A rule that
    denies it as criminal law does not give it; nor does it say that no other branch of law does.
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
    denying = [rule for rule in law.rules if rule.denied_as_criminal and set(rule.subjects) & set(measure.recorded_as)
               and any(provision.in_force(on) for provision in rule.provisions)]
    cites = tuple(cite for rule in denying for cite in rule.cites)
    claim = DENIED if denying else NOT_RECORDED
    return MeasureAnswer(measure, Verdict.UNKNOWN, Step(f"{measure.label}: {claim}", Verdict.UNKNOWN, cites), claim)


def _in_force(subject: str, law: Jurisdiction, on: date) -> list[Rule]:
    rules = (rule for rule in (*law.powers, *law.rules, *law.authorities) if not rule.denied_as_criminal)
    return [rule for rule in rules if subject in rule.subjects and any(p.in_force(on) for p in rule.provisions)]

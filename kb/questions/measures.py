"""Whether a law gives a measure that an instrument asks for: a power, a general rule or an office."""

from dataclasses import dataclass, replace
from datetime import date

from kb.law.instruments import Measure, Option, UsedOptions
from kb.law.jurisdictions import Jurisdiction, Rule
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

NOT_RECORDED = "not recorded"
DENIED = "denied in criminal law, and whether it is given otherwise is not recorded"
NONE_USED: UsedOptions = {}
COVERAGE_OF = {Verdict.YES: "covered", Verdict.NO: "missing", Verdict.UNKNOWN: "unknown"}


@dataclass(frozen=True)
class MeasureAnswer:
    """What is recorded of one measure: `yes` given, `no` looked for and not there, `unknown` not recorded.

    `narrowed_by` are the options that the state uses by which it gives the measure less far than the article asks; what
    they leave out is no gap, and is not looked for. `allowed_by` are the options of the article under which a state may do
    without the measure, `excused_by` those of them that the state uses where the measure is not known to be given.
    `outcome` says what was found where it is not given.
    """

    measure: Measure
    verdict: Verdict
    step: Step
    outcome: str = ""
    narrowed_by: tuple[Option, ...] = ()
    allowed_by: tuple[Option, ...] = ()
    excused_by: tuple[Option, ...] = ()

    @property
    def excused(self) -> bool:
        """Whether it is not known to be given, and the state uses an option that allows it to do without."""
        return bool(self.excused_by)

    @property
    def reserved(self) -> str:
        """What the state leaves out by the options that it uses, in words; nothing where it leaves out nothing."""
        if not self.narrowed_by:
            return ""
        given = "as far as the state has not " if self.verdict is Verdict.YES else ""
        return f"{given}reserved: {'; '.join(option.left_out for option in self.narrowed_by)}"

    @property
    def words(self) -> str:
        told = [self.outcome, "allowed by an option that the state uses" * self.excused, self.reserved]
        said = "; ".join(part for part in told if part)
        return self.measure.label + (f" ({said})" if said else "")

    @property
    def coverage(self) -> str:
        return COVERAGE_OF[Verdict.YES if self.excused else self.verdict]

    def to_json(self) -> dict:
        return {"measure": self.measure.name, "label": self.measure.label, "verdict": self.verdict.value,
                "claim": self.step.claim, "cites": [cite.to_json() for cite in self.step.cites],
                "narrowed_by": [{"option": option.label, "leaves_out": option.left_out} for option in self.narrowed_by],
                "allowed_by": [option.label for option in self.allowed_by],
                "excused_by": [option.label for option in self.excused_by], "excused": self.excused}


def measure_answer(measure: Measure, law: Jurisdiction, on: date, options: tuple[Option, ...] = (),
                   used: UsedOptions = NONE_USED) -> MeasureAnswer:
    """Say whether a law gives a measure on a day.

    A measure that is recorded as rules or offices is given when each of those subjects has one in force. A rule that
    denies it as criminal law does not give it; nor does it say that no other branch of law does. That it was looked for
    and not found says nothing of days before the texts that were searched. That an office was looked for and not found is
    told and leaves the measure not known, since offices are often designated where no text searched tells of it.

    Args:
        measure: what is asked for.
        law: the law that is examined.
        on: the day whose law is asked.
        options: the options of the article that asks for it.
        used: the options that the state uses.
    """
    found = _found(measure, law, on)
    narrowing = tuple(option for option in options if option.iri in used and measure.name in option.narrows)
    waiving = tuple(option for option in options if measure.name in option.waives)
    doing_without = tuple(option for option in waiving if option.iri in used and found.verdict is not Verdict.YES)
    steps = [Step(f"the state uses the option “{option.label}”, which allows it to do without", Verdict.YES,
                  (used[option.iri],)) for option in doing_without]
    steps += [Step(f"the state uses the option “{option.label}”: whether it gives all the same what that leaves out "
                   f"({option.left_out}) was not looked for", Verdict.UNKNOWN, (used[option.iri],)) for option in narrowing]
    answer = replace(found, narrowed_by=narrowing, allowed_by=waiving, excused_by=doing_without)
    claim = "; ".join(part for part in (found.step.claim, answer.reserved) if part)
    return replace(answer, step=replace(found.step, claim=claim, because=tuple(steps)))


def _found(measure: Measure, law: Jurisdiction, on: date) -> MeasureAnswer:
    """What is recorded of a measure, options aside."""
    given = [_in_force(subject, law, on) for subject in measure.recorded_as or (measure.name,)]
    if all(given):
        rules = [rule for each in given for rule in each]
        names = dict.fromkeys(rule.label or p.citation for rule in rules for p in rule.provisions)
        claim = f"{measure.label}: {'; '.join(names)}"
        cites = tuple(dict.fromkeys(cite for rule in rules for cite in rule.cites))
        return MeasureAnswer(measure, Verdict.YES, Step(claim, Verdict.YES, cites))
    silences = [s for s in law.silences if {measure.name, *measure.recorded_as} & set(s.topics)]
    silence = next((s for s in silences if s.holds(on)), None)
    if silence:
        outcome = f"looked for and not found{silence.as_of}"
        step = Step(f"{measure.label}: {outcome}", Verdict.NO, silence.cites, given=silence.looked_for)
        return MeasureAnswer(measure, Verdict.NO, step, outcome)
    denying = [rule for rule in law.rules if rule.denied_as_criminal and set(rule.subjects) & set(measure.recorded_as)
               and any(provision.in_force(on) for provision in rule.provisions)]
    cites = tuple(cite for rule in denying for cite in rule.cites)
    outcome = DENIED if denying else NOT_RECORDED
    office = next((s for s in law.silences if set(measure.recorded_as) & set(s.roles) and s.holds(on)), None)
    if office and not silences and not denying:
        outcome, cites = f"{NOT_RECORDED}: an office for it was looked for and not found{office.as_of}", office.cites
    if silences and not denying:
        first = min(silences, key=lambda s: s.since)
        outcome = f"not recorded for this day: looked for and not found only{first.as_of}"
        cites = first.cites
    return MeasureAnswer(measure, Verdict.UNKNOWN, Step(f"{measure.label}: {outcome}", Verdict.UNKNOWN, cites), outcome)


def _in_force(subject: str, law: Jurisdiction, on: date) -> list[Rule]:
    rules = (rule for rule in (*law.powers, *law.rules, *law.authorities) if not rule.denied_as_criminal)
    return [rule for rule in rules if subject in rule.subjects and any(p.in_force(on) for p in rule.provisions)]

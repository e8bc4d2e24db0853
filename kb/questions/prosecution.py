"""Who must prosecute instead, where the nationality of the person bars extradition."""

from kb.law.jurisdictions import Jurisdiction
from kb.questions.grounds import GroundAnswer
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

OWN_NATIONALS = "OwnNationals"
PROSECUTE_TOPICS = ("ProsecuteInsteadOfExtradite", "ActiveNationality")


def prosecution_instead(grounds: list[GroundAnswer], requested: Jurisdiction) -> tuple[Step, ...]:
    """Return who must or can prosecute where nationality bars or may bar, by which rule."""
    barring = [g for g in grounds if g.ground == OWN_NATIONALS and g.verdict is not Verdict.YES]
    if not barring:
        return ()
    steps = [
        Step(f"{requested.name} must submit the case for prosecution at request: {ground.source.summary}", Verdict.YES,
             ground.source.cites)
        for ground in barring
        if ground.source.prosecute_instead
    ]
    for topic in PROSECUTE_TOPICS:
        steps += [Step(f"{requested.name} can prosecute: {rule.summary}", Verdict.YES, rule.cites)
                  for rule in requested.rules_on(topic)]
    if not steps:
        steps = [Step(f"{requested.name}: no rule on prosecuting instead is recorded", Verdict.UNKNOWN)]
    return tuple(dict.fromkeys(steps))

"""One step of an argument: a claim, its verdict, what it cites, and the steps it follows from."""

from dataclasses import dataclass

from kb.errors import UncitedStep
from kb.law.sources import READ, Citation
from kb.reasons.verdicts import Verdict


@dataclass(frozen=True)
class Step:
    """A claim with its reasons.

    A step that says yes or no needs a citation, a further step, or `given`: the fact of the question it rests on.

    Raises:
        UncitedStep: a yes or no without any of the three.
    """

    claim: str
    verdict: Verdict
    cites: tuple[Citation, ...] = ()
    because: tuple["Step", ...] = ()
    given: str = ""

    def __post_init__(self):
        decided = self.verdict in (Verdict.YES, Verdict.NO)
        if decided and not (self.cites or self.because or self.given):
            raise UncitedStep(self.claim)

    def to_json(self) -> dict:
        """The step as plain data, as the answers carry it."""
        data = {"claim": self.claim, "verdict": self.verdict.value, "cites": [cite.to_json() for cite in self.cites],
                "because": [step.to_json() for step in self.because]}
        return data | ({"given": self.given} if self.given else {})

    def lines(self, depth: int = 0, deepest: int | None = None) -> list[str]:
        """The step as indented lines of text."""
        mark = {"yes": "+", "no": "-", "depends": "?", "unknown": "…"}[self.verdict.value]
        cited = "; ".join(f"{c.label} ({READ[c.verification]})" for c in self.cites)
        own = f"{'  ' * depth}{mark} {self.claim}" + (f"  [{cited}]" if cited else "")
        if deepest is not None and depth >= deepest:
            return [own]
        return [own] + [line for step in self.because for line in step.lines(depth + 1, deepest)]


def cited(step: Step) -> list[Citation]:
    """Every citation in a tree of steps, each once, in order."""
    found = dict.fromkeys(step.cites)
    for below in step.because:
        found |= dict.fromkeys(cited(below))
    return list(found)

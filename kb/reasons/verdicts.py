"""The four verdicts and how they combine: a chain is as strong as its weakest link, a choice as its best."""

from enum import StrEnum

ORDER = ("no", "unknown", "depends", "yes")


class Verdict(StrEnum):
    """The answer to a question, in the order no < unknown < depends < yes."""

    NO = "no"
    UNKNOWN = "unknown"
    DEPENDS = "depends"
    YES = "yes"

    @property
    def rank(self) -> int:
        return ORDER.index(self.value)

    @property
    def words(self) -> str:
        """The verdict as people read it."""
        return {"yes": "Yes", "no": "No", "depends": "It depends", "unknown": "Not known"}[self.value]


def least(verdicts) -> Verdict:
    """The least favourable verdict: what must all hold."""
    return min(verdicts, key=lambda verdict: verdict.rank)


def best(verdicts) -> Verdict:
    """The most favourable verdict: of which one will do."""
    return max(verdicts, key=lambda verdict: verdict.rank)

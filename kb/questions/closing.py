"""How the gaps of a law can be closed: the answer on them with edits of its own offences, and laws to take as examples."""

from dataclasses import dataclass

from kb.questions.examples import Example
from kb.questions.gaps import GapsAnswer
from kb.questions.proposals import Proposal

ELEMENTS_ONLY = "A proposal changes elements only: a penalty below what is asked stays so until it is raised."


@dataclass(frozen=True)
class Closing:
    """An answer on gaps, and by the name of each article what closes them: proposals, and laws that would."""

    answer: GapsAnswer
    proposals: dict[str, tuple[Proposal, ...]]
    examples: dict[str, tuple[Example, ...]]

    @property
    def caution(self) -> str:
        """What proposals leave as it is, where some penalty is or stays below what is asked; empty elsewhere."""
        low = any(article.below_floor for article in self.answer.articles)
        low |= any(proposal.stays_low for found in self.proposals.values() for proposal in found)
        return ELEMENTS_ONLY if self.proposals and low else ""

    def to_json(self) -> dict:
        more = {"proposals": self._by_number(self.proposals), "examples": self._by_number(self.examples)}
        return self.answer.to_json() | more

    def _by_number(self, found: dict[str, tuple]) -> dict[str, list]:
        """What was found for each article by its number; articles of one number, as drafts can be, stand together."""
        by_number: dict[str, list] = {}
        for article in self.answer.articles:
            for each in found.get(article.article.name, ()):
                by_number.setdefault(article.article.number, []).append(each.to_json())
        return by_number

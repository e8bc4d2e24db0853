"""What a law lacks of two instruments at once: one item for each article and those that ask for the like."""

from dataclasses import dataclass

from kb.questions.gaps import COVERED, MISSING, PARTLY, ArticleAnswer, GapsAnswer
from kb.questions.witnesses import OUTCOME


@dataclass(frozen=True)
class ToDo:
    """What a law gives of an article of the first instrument and of those of the second that are tied to it.

    `first` is None where the articles of the second are tied to none.
    """

    first: ArticleAnswer | None
    others: tuple[ArticleAnswer, ...]

    @property
    def certain(self) -> bool:
        """Whether something is certainly lacking, not only not known."""
        return any(answer.coverage in (PARTLY, MISSING) for answer in self.articles)

    @property
    def articles(self) -> tuple[ArticleAnswer, ...]:
        return (*([self.first] if self.first else []), *self.others)

    @property
    def escaping(self) -> tuple[str, ...]:
        """The smallest acts that escape and that no used option allows, each once, in words, with what becomes of them."""
        standing = (witness for answer in self.articles for witness in answer.witnesses if not witness.excused)
        return tuple(dict.fromkeys(f"{witness.words}: {OUTCOME[witness.verdict]}" for witness in standing))

    @property
    def missing(self) -> tuple[str, ...]:
        """The measures that are missing or not recorded, each once, in words."""
        found = (measure for answer in self.articles for measure in answer.measures if measure.coverage != COVERED)
        return tuple(dict.fromkeys(measure.words for measure in found))

    @property
    def cells(self) -> tuple[str, str, str]:
        """How far the articles of the first and of the second are covered, and what is to be done, in words."""
        first = (self.first,) if self.first else ()
        return _words(first), _words(self.others), "; ".join([*self.escaping, *self.missing])

    def to_json(self) -> dict:
        return {"first": _json(self.first) if self.first else None, "others": [_json(answer) for answer in self.others],
                "certain": self.certain, "escaping": list(self.escaping), "measures": list(self.missing)}


def what_to_do(found: dict[str, tuple[str, ...]], first: GapsAnswer, second: GapsAnswer) -> tuple[ToDo, ...]:
    """Bring together what a law lacks of two instruments, what it certainly lacks before what is not known.

    Articles that are covered throughout are left out.

    Args:
        found: for each article of the first, by IRI, the articles of the second that it is tied to, the nearest first.
        first: what the law gives of the first instrument.
        second: what it gives of the second.
    """
    of_first, of_second = ({answer.article.iri: answer for answer in law.articles} for law in (first, second))
    items, done = [], set()
    for iri, tied in found.items():
        items.append(ToDo(of_first[iri], tuple(of_second[other] for other in tied if other not in done)))
        done |= set(tied)
    items += [ToDo(None, (answer,)) for iri, answer in of_second.items() if iri not in done]
    lacking = (item for item in items if any(answer.coverage != COVERED for answer in item.articles))
    return tuple(sorted(lacking, key=lambda item: not item.certain))


def _words(answers: tuple[ArticleAnswer, ...]) -> str:
    """How far some articles are covered; where by an option that the state uses, or narrowed by one, that is said."""
    return "; ".join(f"{answer.article.number}: {answer.words}" for answer in answers)


def _json(answer: ArticleAnswer) -> dict:
    return {"article": answer.article.number, "label": answer.article.label, "coverage": answer.coverage}

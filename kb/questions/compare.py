"""Where some laws part: on the smallest acts that an instrument demands, article by article and pair by pair."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kb.elements.book import Book
from kb.elements.coverage import Choice, has, turning_points
from kb.law.concepts import Concept
from kb.law.instruments import Article, UsedOptions
from kb.law.offences import Norm, Offence
from kb.questions.gaps import ArticleAnswer, GapsAnswer, gaps
from kb.questions.likeness import Likeness, Tried, demands_tried, likeness_of, pairs_of
from kb.questions.witnesses import Near, nearest
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, least

NO_OPTIONS: UsedOptions = {}


@dataclass(frozen=True)
class Difference:
    """A smallest act that one law punishes and another certainly does not, with what it turns on."""

    article: Article
    demand: Norm
    concepts: Choice
    turns_on: tuple[Concept, ...]
    punished_in: str
    by: tuple[Offence, ...]
    not_in: str
    verdict: Verdict
    near: tuple[Near, ...]

    @property
    def words(self) -> str:
        return ", ".join(concept.label for concept in self.concepts)

    @property
    def step(self) -> Step:
        punished = tuple(Step(f"{o.citation}, {o.label}", Verdict.YES, o.cites) for o in self.by)
        other = tuple(Step(near.words, Verdict.NO, near.offence.cites) for near in self.near)
        return Step(f"{self.article.number}: {self.words}: punished in {self.punished_in}, not in {self.not_in}", Verdict.NO,
                    because=punished + other)

    def to_json(self) -> dict:
        return {
            "article": self.article.number, "demand": self.demand.label, "words": self.words,
            "present": [concept.name for concept in dict.fromkeys(self.concepts)],
            "turns_on": [concept.name for concept in self.turns_on],
            "punished_in": self.punished_in, "by": [offence.citation for offence in self.by],
            "not_in": self.not_in, "verdict": self.verdict.value, "near": [near.to_json() for near in self.near],
        }


@dataclass(frozen=True)
class Parting:
    """A smallest act on which some laws part, with what each law says of it, by code.

    `punished` names the offences that punish it; `escapes` what becomes of it where none does, and what comes nearest.
    """

    article: Article
    demand: Norm
    concepts: Choice
    punished: tuple[tuple[str, tuple[Offence, ...]], ...]
    escapes: dict[str, tuple[Verdict, tuple[Near, ...]]]
    unknown: tuple[str, ...]

    @property
    def words(self) -> str:
        return ", ".join(concept.label for concept in self.concepts)


@dataclass(frozen=True)
class CompareAnswer:
    """The matrix article by state, the likeness of each pair, and where each pair parts.

    `differences` are told for each pair, `partings` once for each act that they turn on. `unread` are the articles of the
    instrument that are left out: no offence is recorded in them, and they were not read. `history` is how alike each two
    were on other days, where that was asked.
    """

    by: str
    on: date
    verdict: Verdict
    laws: tuple[GapsAnswer, ...]
    likeness: tuple[Likeness, ...]
    differences: tuple[Difference, ...]
    step: Step
    partings: tuple[Parting, ...] = ()
    unread: tuple[str, ...] = ()
    history: dict[date, tuple[Likeness, ...]] = field(default_factory=dict)

    def row(self, number: int) -> tuple[ArticleAnswer, ...]:
        """One article in each law, in the order of the laws."""
        return tuple(law.articles[number] for law in self.laws)

    def to_json(self) -> dict:
        years = {day.isoformat(): [pair.to_json() for pair in pairs] for day, pairs in self.history.items()}
        return ({"history": years} if years else {}) | {
            "question": {"name": "compare", "in": [law.code for law in self.laws], "by": self.by},
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "reasons": self.step.to_json(),
            "ask_next": [],
            "articles": [
                {"article": article.article.number, "label": article.article.label,
                 "coverage": {law.code: law.articles[n].coverage for law in self.laws},
                 "penalties": {law.code: [_penalty(o) for o in law.articles[n].by] for law in self.laws}}
                for n, article in enumerate(self.laws[0].articles)
            ],
            "likeness": [pair.to_json() for pair in self.likeness],
            "differences": [difference.to_json() for difference in self.differences],
            "unread": list(self.unread),
        }


def _penalty(offence: Offence) -> dict:
    found = offence.penalty
    return {"provision": offence.citation, "label": offence.label, "minimum_months": found.minimum_months,
            "maximum_months": found.maximum_months, "life": found.life, "death": found.death}


def compare(books: list[Book], by: str, articles: tuple[Article, ...], on: date) -> CompareAnswer:
    """Compare some laws on what an instrument demands; yes where no two of them part, no where some certainly do.

    Args:
        books: the compiled laws, at least two.
        by: the title of the instrument.
        articles: those of its articles that demand an offence, at least one.
        on: the day whose law is compared.
    """
    laws = tuple(gaps(book, by, articles, NO_OPTIONS, on) for book in books)
    tried = [demand.on(books, on) for demand in demands_tried(articles, books[0].vocabulary)]
    likeness = likeness_of(books, tried)
    differences = tuple(
        found for one, other in pairs_of(range(len(books))) for demand in tried
        for first, second in ((one, other), (other, one)) for found in _differences(demand, books, first, second, on)
    )
    known = Verdict.YES if all(pair.known == 1 for pair in likeness) else Verdict.UNKNOWN
    verdict = least([known, *(Verdict.NO for _ in differences[:1])])
    names = ", ".join(book.jurisdiction.name for book in books)
    step = Step(f"{names} punish the same of what {by} demands, on {on}", verdict,
                because=tuple(difference.step for difference in differences), given="each smallest act was tried in each")
    partings = tuple(found for demand in tried for found in _partings(demand, differences, books, on))
    return CompareAnswer(by, on, verdict, laws, likeness, differences, step, partings)


def _differences(tried: Tried, books: list[Book], one: int, other: int, on: date) -> list[Difference]:
    """What one law punishes of a demand and another certainly does not, one for each thing it turns on."""
    parts = tried.verdicts[one].yes & (tried.verdicts[other].no | tried.verdicts[other].depends)
    parting = {chosen: number for number, (chosen, _) in enumerate(tried.acts) if parts >> number & 1}
    found = []
    for point in turning_points(set(parting), {chosen for chosen, _ in tried.acts}) if parting else ():
        chosen = next(chosen for chosen in parting if has(chosen, point))
        act = tried.acts[parting[chosen]][1]
        found.append(Difference(tried.article, tried.norm, chosen, tuple(concept for _, concept in point),
                                books[one].jurisdiction.code, tuple(books[one].met(act, on)),
                                books[other].jurisdiction.code, tried.verdicts[other].of(parting[chosen]),
                                nearest(act, tried.norm, tried.article, books[other], on)))
    return found


def _partings(tried: Tried, differences: tuple[Difference, ...], books: list[Book], on: date) -> Iterator[Parting]:
    """The acts of a demand by which differences are told, each with what every law says of it."""
    told = {d.concepts for d in differences if (d.article.iri, d.demand.iri) == (tried.article.iri, tried.norm.iri)}
    for number, (chosen, act) in enumerate(tried.acts):
        if chosen in told:
            said = [(book, judged.of(number)) for book, judged in zip(books, tried.verdicts, strict=True)]
            yield Parting(
                tried.article, tried.norm, chosen,
                tuple((b.jurisdiction.code, tuple(b.met(act, on))) for b, verdict in said if verdict is Verdict.YES),
                {b.jurisdiction.code: (verdict, nearest(act, tried.norm, tried.article, b, on))
                 for b, verdict in said if verdict in (Verdict.NO, Verdict.DEPENDS)},
                tuple(b.jurisdiction.code for b, verdict in said if verdict is Verdict.UNKNOWN))

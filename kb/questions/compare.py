"""Where some laws part: on the smallest acts that an instrument demands, article by article and pair by pair."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, groupby

from kb.elements.book import Book
from kb.elements.columns import Columns, Judged, judged
from kb.elements.compiled import CompiledAct, compile_norm
from kb.elements.coverage import Choice, has, minimal_acts, turning_points
from kb.law.concepts import Concept, Vocabulary
from kb.law.instruments import Article
from kb.law.offences import Norm, Offence
from kb.questions.gaps import ArticleAnswer, GapsAnswer, gaps
from kb.questions.witnesses import Near, nearest
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, least

NO_OPTIONS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two laws are on the acts demanded; shares from 0 to 1, each article with the same weight.

    `common` is the share of the smallest acts that both punish, `alike` the share of those that at least one punishes
    that both do (1 where neither punishes any). Acts of which one law's answer is not known are left out; `known` is
    the share that is left. Both are None where nothing is left.
    """

    codes: tuple[str, str]
    common: float | None
    alike: float | None
    known: float

    @property
    def words(self) -> tuple[str, str, str]:
        """Alike, common and known as percentages."""
        return tuple("not known" if share is None else f"{share:.0%}" for share in (self.alike, self.common, self.known))

    def to_json(self) -> dict:
        return {"codes": list(self.codes), "common": self.common, "alike": self.alike, "known": self.known}


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
class CompareAnswer:
    """The matrix article by state, the likeness of each pair, and where each pair parts."""

    by: str
    on: date
    verdict: Verdict
    laws: tuple[GapsAnswer, ...]
    likeness: tuple[Likeness, ...]
    differences: tuple[Difference, ...]
    step: Step

    def row(self, number: int) -> tuple[ArticleAnswer, ...]:
        """One article in each law, in the order of the laws."""
        return tuple(law.articles[number] for law in self.laws)

    def to_json(self) -> dict:
        return {
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
        }


def _penalty(offence: Offence) -> dict:
    found = offence.penalty
    return {"provision": offence.citation, "label": offence.label, "minimum_months": found.minimum_months,
            "maximum_months": found.maximum_months, "life": found.life, "death": found.death}


@dataclass(frozen=True)
class Tried:
    """The smallest acts that one demand asks to be punished, and what each of some laws says of them."""

    article: Article
    norm: Norm
    acts: tuple[tuple[Choice, CompiledAct], ...]
    columns: Columns
    verdicts: tuple[Judged, ...] = ()

    def on(self, books: list[Book], day: date) -> "Tried":
        """The same acts, as the laws judge them on a day."""
        return replace(self, verdicts=tuple(judged(book, self.columns, day) for book in books))


def compare(books: list[Book], by: str, articles: tuple[Article, ...], on: date) -> CompareAnswer:
    """Compare some laws on what an instrument demands; yes where no two of them part, no where some certainly do.

    Args:
        books: the compiled laws, at least two.
        by: the title of the instrument.
        articles: its articles; those that demand no offence are left out.
        on: the day whose law is compared.
    """
    demanding = tuple(article for article in articles if article.demands)
    laws = tuple(gaps(book, by, demanding, NO_OPTIONS, on) for book in books)
    tried = [demand.on(books, on) for demand in demands_tried(demanding, books[0].vocabulary)]
    likeness = likeness_of(books, tried)
    differences = tuple(
        found for one, other in combinations(range(len(books)), 2) for demand in tried
        for first, second in ((one, other), (other, one)) for found in _differences(demand, books, first, second, on)
    )
    known = Verdict.YES if all(pair.known == 1 for pair in likeness) else Verdict.UNKNOWN
    verdict = least([known, *(Verdict.NO for _ in differences[:1])])
    names = ", ".join(book.jurisdiction.name for book in books)
    step = Step(f"{names} give the same answers on what {by} demands, on {on}", verdict,
                because=tuple(difference.step for difference in differences), given="each smallest act was tried in each")
    return CompareAnswer(by, on, verdict, laws, likeness, differences, step)


def demands_tried(articles: tuple[Article, ...], vocabulary: Vocabulary) -> list[Tried]:
    """The smallest acts of each demand, ready to be held against laws."""
    found = []
    for article in articles:
        for norm in article.demands:
            acts = tuple(minimal_acts(compile_norm(norm, vocabulary), vocabulary).items())
            found.append(Tried(article, norm, acts, Columns([act for _, act in acts], vocabulary)))
    return found


def likeness_of(books: list[Book], tried: list[Tried]) -> tuple[Likeness, ...]:
    """Measure how alike each two of some laws are on the smallest acts that were tried."""
    return tuple(_likeness(books, tried, one, other) for one, other in combinations(range(len(books)), 2))


def _likeness(books: list[Book], tried: list[Tried], one: int, other: int) -> Likeness:
    common, alike, known = [], [], []
    for _, demands in groupby(tried, key=lambda demand: demand.article.iri):
        both = any_of = told = every = 0
        for demand in demands:
            a, b = demand.verdicts[one], demand.verdicts[other]
            answered = demand.columns.everyone & ~(a.unknown | b.unknown)
            both += (a.yes & b.yes & answered).bit_count()
            any_of += ((a.yes | b.yes) & answered).bit_count()
            told += answered.bit_count()
            every += len(demand.acts)
        known.append(told / every)
        if told:
            common.append(both / told)
            alike.append(both / any_of if any_of else 1.0)
    codes = (books[one].jurisdiction.code, books[other].jurisdiction.code)
    return Likeness(codes, _mean(common), _mean(alike), _mean(known) or 0.0)


def _mean(shares: list[float]) -> float | None:
    return sum(shares) / len(shares) if shares else None


def history(books: list[Book], articles: tuple[Article, ...], days: list[date]) -> dict[date, tuple[Likeness, ...]]:
    """Measure the likeness of each pair on each of some days: how the distance between laws changed."""
    tried = demands_tried(tuple(article for article in articles if article.demands), books[0].vocabulary)
    return {day: likeness_of(books, [demand.on(books, day) for demand in tried]) for day in days}


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

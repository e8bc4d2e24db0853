"""How alike laws are, as numbers: on the smallest acts that an instrument demands, on a day and year by year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from statistics import fmean

from kb.elements.book import Book
from kb.elements.columns import Columns, Judged, judged, recorded_whole
from kb.elements.compiled import CompiledAct, compile_norm
from kb.elements.coverage import Choice, minimal_acts
from kb.law.concepts import Vocabulary
from kb.law.instruments import Article
from kb.law.offences import Norm


@dataclass(frozen=True)
class Likeness:
    """How alike two laws are on the acts demanded; shares from 0 to 1, each article with the same weight.

    `common` is the share of the smallest acts that both punish, `alike` the share of those that at least one punishes
    that both do (1 where neither punishes any). Acts of which one law's answer is not known are left out; `known` is
    the share that is left. Both are None where nothing is left. Whatever the answers that are not known turn out to
    be, alike lies between `least` and `most`.
    """

    codes: tuple[str, str]
    common: float | None
    alike: float | None
    known: float
    least: float
    most: float

    @property
    def middle(self) -> float:
        """Midway between the least and the most that alike can be: all that is known, and nothing presumed of the rest."""
        return fmean((self.least, self.most))

    @property
    def words(self) -> tuple[str, str, str, str]:
        """Alike, the bounds of it, common and known as percentages."""
        alike, common, known = (
            "not known" if share is None else f"{share:.0%}" for share in (self.alike, self.common, self.known))
        low, high = f"{self.least:.0%}", f"{self.most:.0%}"
        return alike, low if low == high else f"{low} to {high}", common, known

    def to_json(self) -> dict:
        return {"codes": list(self.codes), "common": self.common, "alike": self.alike, "known": self.known,
                "least": self.least, "most": self.most}


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
        return replace(self, verdicts=tuple(self._told(book, day) for book in books))

    def _told(self, book: Book, day: date) -> Judged:
        """What a law says of each act; what it leaves to a court is not known where its record is incomplete."""
        found = judged(book, self.columns, day)
        open_still = found.depends & ~recorded_whole(book, self.columns, day)
        return replace(found, depends=found.depends & ~open_still, unknown=found.unknown | open_still)


def demands_tried(articles: tuple[Article, ...], vocabulary: Vocabulary) -> list[Tried]:
    """The smallest acts of each demand, ready to be held against laws."""
    found = []
    for article in articles:
        for norm in article.demands:
            acts = tuple(minimal_acts(compile_norm(norm, vocabulary), vocabulary).items())
            found.append(Tried(article, norm, acts, Columns([act for _, act in acts], vocabulary)))
    return found


def pairs_of(things: Sequence) -> list[tuple]:
    """Every two of some things, each pair once, in their order."""
    return [(one, other) for number, one in enumerate(things) for other in things[number + 1:]]


def likeness_of(books: list[Book], tried: list[Tried]) -> tuple[Likeness, ...]:
    """Measure how alike each two of some laws are on the smallest acts that were tried."""
    return tuple(_likeness(books, tried, one, other) for one, other in pairs_of(range(len(books))))


def _likeness(books: list[Book], tried: list[Tried], one: int, other: int) -> Likeness:
    common, alike, known, least_alike, most_alike = [], [], [], [], []
    for _, demands in groupby(tried, key=lambda demand: demand.article.iri):
        found = sum((_counted(demand, one, other) for demand in demands), Counter())
        told = found["acts"] - found["open"]
        known.append(told / found["acts"])
        if told:
            common.append(found["both"] / told)
            alike.append(_share(found["both"], found["one alone"]))
        least_alike.append(_share(found["both"], found["one alone"] + found["open"]))
        most_alike.append(_share(found["both"] + found["perhaps both"], found["one alone"]))
    codes = (books[one].jurisdiction.code, books[other].jurisdiction.code)
    return Likeness(codes, _mean(common), _mean(alike), _mean(known), _mean(least_alike), _mean(most_alike))


def _counted(demand: Tried, one: int, other: int) -> Counter:
    """How many of the acts both laws punish, one alone, and of how many an answer is not known and perhaps both do."""
    a, b = demand.verdicts[one], demand.verdicts[other]
    not_known = a.unknown | b.unknown
    masks = {"both": a.yes & b.yes, "one alone": (a.yes ^ b.yes) & ~not_known,
             "open": not_known, "perhaps both": not_known & (a.yes | a.unknown) & (b.yes | b.unknown)}
    return Counter({"acts": len(demand.acts)} | {name: mask.bit_count() for name, mask in masks.items()})


def _share(both: int, not_both: int) -> float:
    return both / (both + not_both) if both + not_both else 1.0


def _mean(shares: list[float]) -> float | None:
    return fmean(shares) if shares else None


def history(books: list[Book], articles: tuple[Article, ...], days: list[date]) -> dict[date, tuple[Likeness, ...]]:
    """Measure the likeness of each pair on each of some days: how the distance between laws changed.

    Args:
        books: the compiled laws, two or more.
        articles: what is demanded; at least one offence.
        days: the days whose law is compared.
    """
    tried = demands_tried(articles, books[0].vocabulary)
    return {day: likeness_of(books, [demand.on(books, day) for demand in tried]) for day in days}

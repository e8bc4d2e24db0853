"""What a change of law would change: the sweep over all acts, pairs of states, roads and conventions, before and after."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct, compile_act
from kb.law.concepts import Vocabulary
from kb.law.instruments import Article
from kb.law.scenarios import Act
from kb.law.treaties import Treaty
from kb.questions.gaps import gaps
from kb.questions.routes import routes
from kb.reasons.verdicts import Verdict, least

NOT_THERE = "none"
TITLES = {"criminal": "Typical acts at home", "double": "Double criminality",
          "roads": "Extradition roads, requested state first", "gaps": "Coverage of conventions"}


@dataclass(frozen=True)
class Snapshot:
    """The recorded law as a sweep sees it, with or without the change."""

    books: dict[str, Book]
    vocabulary: Vocabulary
    scenarios: dict[str, Act]
    treaties: tuple[Treaty, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Moved:
    """One answer that the change moves: what about, between whom, and the words before and after."""

    subject: str
    codes: tuple[str, ...]
    before: str
    after: str

    def to_json(self) -> dict:
        return {"subject": self.subject, "codes": list(self.codes), "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Sweep:
    """Everything that a change moves.

    `criminal`: typical acts at home. `double`: pairs of states and acts. `roads`: extradition roads, the requested
    state first. `gaps`: articles of conventions.
    """

    on: date
    criminal: tuple[Moved, ...]
    double: tuple[Moved, ...]
    roads: tuple[Moved, ...]
    gaps: tuple[Moved, ...]

    def to_json(self) -> dict:
        parts = {"criminal": self.criminal, "double": self.double, "roads": self.roads, "gaps": self.gaps}
        listed = {name: [moved.to_json() for moved in found] for name, found in parts.items()}
        return {"question": {"name": "whatif"}, "on": self.on.isoformat()} | listed


def sweep(before: Snapshot, after: Snapshot, on: date) -> Sweep:
    """Compare the law before and after a change.

    Args:
        before: the law as it is recorded.
        after: the law with the change.
        on: the day whose law is asked; a change must be in force on it to move anything.
    """
    acts = {name: compile_act(act, after.vocabulary) for name, act in after.scenarios.items()}
    home_before, home_after = (_at_home(world, acts, on) for world in (before, after))
    return Sweep(
        on,
        _moved(home_before, home_after),
        _moved(_in_both(home_before, before, acts), _in_both(home_after, after, acts)),
        _moved(_roads(before, on), _roads(after, on)),
        _moved(*(_coverages(world, _changed(before, after), on) for world in (before, after))),
    )


def _moved(before: dict, after: dict) -> tuple[Moved, ...]:
    keys = [*before, *(key for key in after if key not in before)]
    return tuple(
        Moved(*key, before.get(key, NOT_THERE), after.get(key, NOT_THERE))
        for key in keys if before.get(key, NOT_THERE) != after.get(key, NOT_THERE)
    )


def _at_home(world: Snapshot, acts: dict[str, CompiledAct], on: date) -> dict:
    return {(name, (code,)): book.verdict(act, on).value for name, act in acts.items() for code, book in world.books.items()}


def _in_both(home: dict, world: Snapshot, acts: dict[str, CompiledAct]) -> dict:
    codes = sorted(world.books)
    return {
        (name, (one, other)): least((Verdict(home[name, (one,)]), Verdict(home[name, (other,)]))).value
        for name in acts for number, one in enumerate(codes) for other in codes[number + 1:]
    }


def _roads(world: Snapshot, on: date) -> dict:
    """Every recorded road between two states: open in law or not, leaving aside the grounds of the case."""
    laws = {code: book.jurisdiction for code, book in world.books.items()}
    return {
        (route.basis, (requested, requesting)): route.opening.verdict.value
        for requested in laws for requesting in laws if requested != requesting
        for route in routes(laws[requested], laws[requesting], world.treaties, on)
    }


def _changed(before: Snapshot, after: Snapshot) -> list[str]:
    """The states whose law is not the same object before and after; all, where articles or treaties changed."""
    if before.articles != after.articles:
        return sorted(after.books)
    return [code for code in sorted(after.books) if after.books[code] is not before.books.get(code)]


def _coverages(world: Snapshot, codes: list[str], on: date) -> dict:
    """How far each law covers each article that demands offences."""
    titles = {article.instrument: article.title for article in world.articles}
    found = {}
    for instrument, title in titles.items():
        demanding = tuple(a for a in world.articles if a.instrument == instrument and a.demands)
        for code in codes if demanding else ():
            for answer in gaps(world.books[code], title, demanding, {}, on).articles:
                found[f"{title}, {answer.article.number}", (code,)] = answer.coverage
    return found

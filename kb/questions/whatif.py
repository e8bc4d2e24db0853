"""What a change of law would change: the sweep over all acts, pairs of states, roads and conventions, before and after."""

from dataclasses import dataclass, field
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledAct, compile_act
from kb.law.concepts import Vocabulary
from kb.law.instruments import Article
from kb.law.scenarios import Act
from kb.law.treaties import Treaty, options_used, parties_of
from kb.questions.criminal import JurisdictionAnswer, in_jurisdiction
from kb.questions.gaps import ArticleAnswer, gaps
from kb.questions.routes import routes
from kb.reasons.steps import Step
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
    state first. `gaps`: articles of conventions. `before` are the answers without the change: of those that it moves,
    or, where it moves none, what the laws that it touches say of each typical act. `changed` are the IRIs of what it names.
    """

    on: date
    criminal: tuple[Moved, ...]
    double: tuple[Moved, ...]
    roads: tuple[Moved, ...]
    gaps: tuple[Moved, ...]
    before: tuple[JurisdictionAnswer | Step | ArticleAnswer, ...] = field(default=(), compare=False, repr=False)
    changed: frozenset[str] = frozenset()

    @property
    def claim(self) -> str:
        """What is answered, in words."""
        return f"what a change of law moves, on {self.on}"

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
    home = _moved(home_before, home_after)
    both = _moved(_in_both(home_before, before, acts), _in_both(home_after, after, acts))
    roads_before, roads_after = _roads(before, on), _roads(after, on)
    roads_moved = _moved(_verdicts(roads_before), _verdicts(roads_after))
    given_before, given_after = (_given(world, _changed(before, after), on) for world in (before, after))
    gaps_moved = _moved(_coverages(given_before), _coverages(given_after))
    judged = dict.fromkeys((moved.subject, code) for moved in (*home, *both) for code in moved.codes)
    if not (judged or roads_moved or gaps_moved):
        judged = dict.fromkeys((act, code) for act in acts for code in _changed(before, after) if code in before.books)
    rests_on = (*(in_jurisdiction(acts[act], before.books[code], on) for act, code in judged),
                *_found(roads_before, roads_moved), *_found(given_before, gaps_moved))
    return Sweep(on, home, both, roads_moved, gaps_moved, rests_on)


def _moved(before: dict, after: dict) -> tuple[Moved, ...]:
    keys = [*before, *(key for key in after if key not in before)]
    return tuple(
        Moved(*key, before.get(key, NOT_THERE), after.get(key, NOT_THERE))
        for key in keys if before.get(key, NOT_THERE) != after.get(key, NOT_THERE)
    )


def _found(answers: dict, moved: tuple[Moved, ...]) -> list:
    """The answers of those that moved, as far as there were any before."""
    return [answers[key] for each in moved if (key := (each.subject, each.codes)) in answers]


def _at_home(world: Snapshot, acts: dict[str, CompiledAct], on: date) -> dict:
    return {(name, (code,)): book.verdict(act, on).value for name, act in acts.items() for code, book in world.books.items()}


def _in_both(home: dict, world: Snapshot, acts: dict[str, CompiledAct]) -> dict:
    codes = sorted(world.books)
    return {
        (name, (one, other)): least((Verdict(home[name, (one,)]), Verdict(home[name, (other,)]))).value
        for name in acts for number, one in enumerate(codes) for other in codes[number + 1:]
    }


def _roads(world: Snapshot, on: date) -> dict[tuple, Step]:
    """Every recorded road between two states: open in law or not, leaving aside the grounds of the case."""
    laws = {code: book.jurisdiction for code, book in world.books.items()}
    return {
        (route.basis, (requested, requesting)): route.opening
        for requested in laws for requesting in laws if requested != requesting
        for route in routes(laws[requested], laws[requesting], world.treaties, on)
    }


def _verdicts(roads: dict[tuple, Step]) -> dict[tuple, str]:
    return {key: opening.verdict.value for key, opening in roads.items()}


def _changed(before: Snapshot, after: Snapshot) -> list[str]:
    """The states whose law is not the same object before and after; all, where articles or treaties changed."""
    if before.articles != after.articles:
        return sorted(after.books)
    return [code for code in sorted(after.books) if after.books[code] is not before.books.get(code)]


def _coverages(given: dict[tuple, ArticleAnswer]) -> dict[tuple, str]:
    return {key: answer.coverage for key, answer in given.items()}


def _given(world: Snapshot, codes: list[str], on: date) -> dict[tuple, ArticleAnswer]:
    """How far each law covers each article that demands offences, after the options that its state uses."""
    titles = {article.instrument: article.title for article in world.articles}
    found = {}
    for instrument, title in titles.items():
        demanding = tuple(a for a in world.articles if a.instrument == instrument and a.demands)
        for code in codes if demanding else ():
            used = options_used(parties_of(world.treaties, {instrument}, on), code)
            for answer in gaps(world.books[code], title, demanding, used, on).articles:
                found[f"{title}, {answer.article.number}", (code,)] = answer
    return found

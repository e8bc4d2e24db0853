"""Two instruments side by side: what each article of one finds in the other, and what a law gives of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.elements.compiled import MET, CompiledAct, CompiledNorm, compile_norm, norm_state
from kb.elements.coverage import minimal_acts
from kb.law.concepts import Vocabulary
from kb.law.instruments import Article, Measure
from kb.law.sources import in_order
from kb.questions.gaps import WEAK, GapsAnswer
from kb.questions.to_do import ToDo, what_to_do
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, least

SAME, WIDER, NARROWER, OVERLAPPING, KIND = "same", "wider", "narrower", "overlapping", "kind"
AS_FAR = ", as far as compared"
NOTHING, NOT_KNOWN = "nothing", "nothing found; not known, since not every article was read"
RELATIONS = {SAME: "the same", WIDER: "wider", NARROWER: "narrower", OVERLAPPING: "partly the same",
             KIND: "a duty of the same kind, not compared"}


@dataclass(frozen=True)
class Demanded:
    """What one article asks for, compiled: its norms, their smallest acts, its measures."""

    article: Article
    norms: tuple[CompiledNorm, ...]
    acts: tuple[CompiledAct, ...]

    def takes_in(self, act: CompiledAct) -> bool:
        """Whether the article demands that an act be punished."""
        return any(norm_state(norm, act) == MET for norm in self.norms)


@dataclass(frozen=True)
class Tie:
    """What one article finds in an article of the other instrument.

    `relation` says what the other article is beside the one. `found` of the one's smallest acts the other demands too,
    `given` of the other's the one; `measures` are those that both ask for.
    """

    article: Article
    relation: str
    found: int
    acts: int
    given: int
    of: int
    measures: tuple[Measure, ...]
    whole: bool

    @property
    def number(self) -> str:
        """The number of the other article, marked where it was not read in a text."""
        return self.article.number + " (not read)" * (self.article.fact.verification in WEAK)

    @property
    def words(self) -> str:
        acts = f"it demands {self.found} of {self.acts} smallest acts; {self.given} of its own {self.of} are demanded here"
        told = [acts] * bool(self.relation != SAME and (self.found or self.given))
        shared = "; ".join([*told, *(measure.label for measure in self.measures)])
        return f"{self.number}: {RELATIONS[self.relation]}{AS_FAR * (not self.whole)}" + (f" ({shared})" if shared else "")

    def to_json(self) -> dict:
        return {"article": self.article.number, "label": self.article.label, "relation": self.relation, "whole": self.whole,
                "found": self.found, "acts": self.acts, "given": self.given, "of": self.of,
                "measures": [measure.name for measure in self.measures]}


@dataclass(frozen=True)
class Row:
    """One article of the first instrument, with what it finds in the other: the same; else what is near; else the like."""

    article: Article
    acts: int
    ties: tuple[Tie, ...]
    step: Step

    @property
    def words(self) -> str:
        return _words(self.ties) or (NOTHING if self.step.verdict is Verdict.NO else NOT_KNOWN)

    def to_json(self) -> dict:
        return {"article": self.article.number, "label": self.article.label, "acts": self.acts,
                "verdict": self.step.verdict.value, "ties": [tie.to_json() for tie in self.ties]}


@dataclass(frozen=True)
class CrosswalkAnswer:
    """The articles of one instrument with what they find in another; `rest` are those of the other that none finds."""

    one: str
    other: str
    on: date
    verdict: Verdict
    rows: tuple[Row, ...]
    rest: tuple[Article, ...]
    state: str
    to_do: tuple[ToDo, ...]
    step: Step

    @property
    def rest_is_certain(self) -> bool:
        """Whether what stands in the other alone is known to: every article of the first was read in a text."""
        return _read(*(row.article for row in self.rows))

    @property
    def rest_words(self) -> str:
        """What the articles are that none of the first finds."""
        if self.rest_is_certain:
            return f"Only in {self.other}"
        return f"Not found in {self.one}, of which not every article was read"

    @property
    def unread(self) -> dict[str, tuple[str, ...]]:
        """The numbers of the articles that were not read in a text, by the title of the instrument."""
        named = [a for row in self.rows for a in (row.article, *(tie.article for tie in row.ties))]
        weak = [a for a in dict.fromkeys([*named, *self.rest]) if a.fact.verification in WEAK]
        return {title: tuple(sorted((a.number for a in weak if a.title == title), key=in_order))
                for title in dict.fromkeys(a.title for a in weak)}

    def to_json(self) -> dict:
        return {
            "question": {"name": "crosswalk", "one": self.one, "other": self.other, "in": self.state},
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "reasons": self.step.to_json(),
            "ask_next": [],
            "rows": [row.to_json() for row in self.rows],
            "rest": [{"article": article.number, "label": article.label} for article in self.rest],
            "to_do": [item.to_json() for item in self.to_do],
            "unread": {title: list(numbers) for title, numbers in self.unread.items()},
        }


def crosswalk(one: tuple[Article, ...], other: tuple[Article, ...], vocabulary: Vocabulary, on: date,
              laws: tuple[GapsAnswer, GapsAnswer] | None = None) -> CrosswalkAnswer:
    """Set two instruments side by side; yes where each article finds the same in the other, no where some certainly do not.

    Args:
        one: the articles of an instrument, at least one.
        other: those of another.
        vocabulary: the words that both are told in.
        on: the day of the question.
        laws: what a law lacks of the one and of the other, if there is to be a to-do list.
    """
    first, second = ([_demanded(article, vocabulary) for article in articles] for articles in (one, other))
    ties = {demanded.article.iri: _ties(demanded, second) for demanded in first}
    rows = tuple(_row(demanded, ties[demanded.article.iri], _read(*other)) for demanded in first)
    tied = {tie.article.iri for some in ties.values() for tie in some}
    rest = tuple(article for article in other if article.iri not in tied)
    left = [Verdict.NO if _read(*one, article) else Verdict.UNKNOWN for article in rest]
    verdict = least([*(row.step.verdict for row in rows), *left])
    titles = one[0].title, other[0].title
    step = Step(f"each article of {titles[0]} finds the same in {titles[1]}, and nothing is left there, on {on}", verdict,
                because=tuple(row.step for row in rows), given="each smallest act that one demands was put to the other")
    found = {iri: tuple(tie.article.iri for tie in some if tie.relation != KIND) for iri, some in ties.items()}
    to_do = what_to_do(found, *laws) if laws else ()
    return CrosswalkAnswer(*titles, on, verdict, rows, rest, laws[0].name if laws else "", to_do, step)


def _read(*articles: Article) -> bool:
    """Whether all of some articles were read in a text."""
    return not any(article.fact.verification in WEAK for article in articles)


def _demanded(article: Article, vocabulary: Vocabulary) -> Demanded:
    norms = tuple(compile_norm(norm, vocabulary) for norm in article.demands)
    acts = dict.fromkeys(act for norm in norms for act in minimal_acts(norm, vocabulary).values())
    return Demanded(article, norms, tuple(acts))


def _ties(one: Demanded, others: list[Demanded]) -> list[Tie]:
    """What an article finds in the articles of the other instrument, the nearest first."""
    ties = [tie for other in others if (tie := _tie(one, other))]
    return sorted(ties, key=lambda tie: (list(RELATIONS).index(tie.relation), not tie.whole, -tie.found, -len(tie.measures)))


def _row(one: Demanded, ties: list[Tie], all_read: bool) -> Row:
    same = [tie for tie in ties if tie.relation == SAME]
    nearest = [tie for tie in same if tie.whole] or same or [tie for tie in ties if tie.relation != KIND] or ties
    read = _read(one.article, *(tie.article for tie in nearest))
    if nearest and nearest[0].relation == SAME:
        verdict = Verdict.YES if read and nearest[0].whole else Verdict.UNKNOWN
    elif nearest and nearest[0].relation == KIND:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.NO if read and all_read else Verdict.UNKNOWN
    cites = (one.article.fact.cite, *(tie.article.fact.cite for tie in nearest))
    return Row(one.article, len(one.acts), tuple(nearest),
               Step(f"{one.article.number}, {one.article.label}: finds {_words(nearest) or 'nothing'}", verdict, cites))


def _words(ties: Sequence[Tie]) -> str:
    """What is found, in words; duties that are not compared are named together."""
    alike = [tie for tie in ties if tie.relation == KIND]
    words = [tie.words for tie in ties if tie.relation != KIND]
    if alike:
        measures = dict.fromkeys(measure.label for tie in alike for measure in tie.measures)
        words.append(f"{RELATIONS[KIND]} ({', '.join(measures)}): {', '.join(tie.number for tie in alike)}")
    return "; ".join(words)


def _tie(one: Demanded, other: Demanded) -> Tie | None:
    """What an article finds in another: by the acts that both demand and the measures that both ask for."""
    found = sum(other.takes_in(act) for act in one.acts)
    given = sum(one.takes_in(act) for act in other.acts)
    own, others = one.article.measures, other.article.measures
    shared = tuple(measure for measure in own if measure in others)
    if not (found or given) and (not shared or one.acts and other.acts):
        return None
    alike, alike_there = ({m for m in measures if not m.various} for measures in (own, others))
    whole = not any(measure.various for measure in (*own, *others))
    if not (found or given) and all(measure.various for measure in shared):
        relation = KIND
    else:
        all_found, all_given = found == len(one.acts), given == len(other.acts)
        relation = relation_of(all_found and alike <= alike_there, all_given and alike_there <= alike)
    return Tie(other.article, relation, found, len(one.acts), given, len(other.acts), shared, whole)


def relation_of(all_found: bool, all_given: bool) -> str:
    """What the other is: it takes in all of the one, and the one all of it, or not."""
    if all_found:
        return SAME if all_given else WIDER
    return NARROWER if all_given else OVERLAPPING

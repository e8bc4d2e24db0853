"""What an instrument, another law or a draft demands and a law does not give: article by article, with witnesses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.elements.compiled import CompiledNorm, compile_norm
from kb.elements.coverage import Choice, minimal_acts
from kb.law.instruments import Article, Measure, Option, UsedOptions
from kb.law.offences import Norm, Offence
from kb.questions.measures import MeasureAnswer, measure_answer
from kb.questions.penalties import PenaltyAnswer, penalty_answer
from kb.questions.witnesses import CONDUCT, Witness, excused_acts, find_witnesses, reaches
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict, least

COVERED, PARTLY, MISSING, UNKNOWN = "covered", "partly", "missing", "unknown"
WEAK = ("SecondarySource", "Unverified")
WORDS = {COVERED: "covered", PARTLY: "partly covered", MISSING: "missing", UNKNOWN: "not known"}
# What qualifies an article that is covered.
BY_OPTION, NARROWED = ", by an option that the state uses", ", as far as the state has not reserved"
VERDICT_OF = {COVERED: Verdict.YES, PARTLY: Verdict.NO, MISSING: Verdict.NO, UNKNOWN: Verdict.UNKNOWN}


@dataclass(frozen=True)
class DemandAnswer:
    """How far one demanded norm is covered, by which offences, and what escapes; `excused` is what a used option allows."""

    norm: Norm
    coverage: str
    acts: int
    punished: int
    by: tuple[Offence, ...]
    witnesses: tuple[Witness, ...]
    step: Step
    excused: frozenset[Choice]
    penalty: PenaltyAnswer | None = None


@dataclass(frozen=True)
class ArticleAnswer:
    """One article: its demanded norms and the measures it asks for."""

    article: Article
    coverage: str
    demands: tuple[DemandAnswer, ...]
    measures: tuple[MeasureAnswer, ...]
    step: Step

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        return tuple(witness for demand in self.demands for witness in demand.witnesses)

    def told(self, witness: Witness) -> str:
        """A witness in words; of what it is a witness too, where another demand of the article has one in the same words."""
        of = {other.demand.label: None for other in self.witnesses if other.words == witness.words}
        return f"{witness.words} ({witness.demand.label})" if len(of) > 1 else witness.words

    @property
    def qualified(self) -> str:
        """What is to be said beside “covered”: by an option, or only as far as nothing is reserved; else nothing."""
        return _qualified(self.coverage, self.demands, self.measures)

    @property
    def words(self) -> str:
        """How far it is covered, in words."""
        return WORDS[self.coverage] + self.qualified

    @property
    def unread(self) -> bool:
        """Whether the article itself was not read in a text."""
        return self.article.fact.verification in WEAK

    @property
    def rests_on_unread(self) -> bool:
        """Whether what the law gives was, in part, not read in a text."""
        given = [cite for offence in self.by for cite in offence.cites]
        given += [cite for measure in self.measures for cite in measure.step.cites]
        return any(cite.verification in WEAK for cite in given)

    @property
    def by(self) -> tuple[Offence, ...]:
        """The offences that punish some of what is demanded."""
        return tuple(dict.fromkeys(offence for demand in self.demands for offence in demand.by))

    @property
    def below_floor(self) -> tuple[DemandAnswer, ...]:
        """The demands whose penalties stay below the floor which the instrument sets."""
        return tuple(demand for demand in self.demands if demand.penalty and demand.penalty.verdict is Verdict.NO)

    @property
    def given(self) -> str:
        """In words: the provisions that punish some of what is demanded, or come near; those that punish it as no crime;
        and what became of each measure."""
        by = [offence.citation for offence in self.by]
        crimes = [found.offence.citation for witness in self.witnesses if (found := witness.nearest_crime)]
        near = [f"near: {citation}" for citation in crimes]
        no_crimes = [found.offence.citation for witness in self.witnesses for found in witness.administrative]
        others = [f"administrative: {citation}" for citation in no_crimes]
        return "; ".join(dict.fromkeys([*(by or near), *others, *(measure.words for measure in self.measures)]))

    def to_json(self) -> dict:
        return {
            "article": self.article.number,
            "label": self.article.label,
            "coverage": self.coverage,
            "qualified": self.qualified.removeprefix(", "),
            "provisions": list(dict.fromkeys(offence.citation for offence in self.by)),
            "demands": [{"label": d.norm.label, "coverage": d.coverage, "acts": d.acts, "punished": d.punished,
                         "penalty": d.penalty.to_json() if d.penalty else None} for d in self.demands],
            "measures": [measure.to_json() for measure in self.measures],
            "witnesses": [witness.to_json() for witness in self.witnesses],
            "verification": self.article.fact.verification,
        }


@dataclass(frozen=True)
class GapsAnswer:
    """The answer for one law against one set of demands; `beyond` are offences no article asks for."""

    code: str
    name: str
    against: str
    on: date
    verdict: Verdict
    articles: tuple[ArticleAnswer, ...]
    beyond: tuple[Offence, ...]
    step: Step

    @property
    def reserved(self) -> tuple[tuple[Article, Measure, Option], ...]:
        """What the state has reserved of the measures that are asked for: article, measure and the option it uses."""
        return tuple((answer.article, found.measure, option) for answer in self.articles for found in answer.measures
                     for option in found.narrowed_by)

    def to_json(self) -> dict:
        return {
            "question": {"name": "gaps", "in": self.code, "against": self.against},
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "reasons": self.step.to_json(),
            "ask_next": [],
            "articles": [article.to_json() for article in self.articles],
            "beyond": [{"iri": o.iri, "provision": o.citation, "label": o.label} for o in self.beyond],
        }


def gaps(book: Book, against: str, articles: tuple[Article, ...], used: UsedOptions, on: date) -> GapsAnswer:
    """Answer article by article; yes where everything demanded is given, no where something certainly is not.

    Args:
        book: the compiled law that is examined.
        against: the name of what it is held against.
        articles: what is demanded, at least one.
        used: the options that the state uses by declaration or reservation; what they allow is no gap.
        on: the day whose law is asked.
    """
    law = book.jurisdiction
    answers = tuple(_article(article, book, used, on) for article in articles)
    verdict = least(answer.step.verdict for answer in answers)
    step = Step(f"{law.name} gives all that {against} demands, on {on}", verdict, because=tuple(a.step for a in answers))
    return GapsAnswer(law.code, law.name, against, on, verdict, answers, _beyond(book, articles, on), step)


def unread(articles: Iterable[Article]) -> tuple[str, ...]:
    """The numbers of the articles that were not read in a text."""
    return tuple(article.number for article in articles if article.fact.verification in WEAK)


def articles_of(law: tuple[CompiledNorm, ...], code: str) -> tuple[Article, ...]:
    """Return the basic offences of a law as articles, so that another law can be held against them."""
    return tuple(
        Article(n.norm.iri, n.norm.iri, code, "", n.norm.citation, n.norm.label, (n.norm,), (), (), n.norm.provisions[0])
        for n in law if n.norm.aggravates is None
    )


def _article(article: Article, book: Book, used: UsedOptions, on: date) -> ArticleAnswer:
    demands = tuple(_demand(norm, article, book, used, on) for norm in article.demands)
    measures = tuple(measure_answer(measure, book.jurisdiction, on, article.options, used) for measure in article.measures)
    coverage = _together({d.coverage for d in demands} | {m.coverage for m in measures})
    steps = (*(d.step for d in demands), *(m.step for m in measures))
    claim = f"{article.number}, {article.label}: {WORDS[coverage]}"
    step = Step(claim + _qualified(coverage, demands, measures), VERDICT_OF[coverage], (article.fact.cite,), steps)
    return ArticleAnswer(article, coverage, demands, measures, step)


def _qualified(coverage: str, demands: tuple[DemandAnswer, ...], measures: tuple[MeasureAnswer, ...]) -> str:
    if coverage != COVERED:
        return ""
    excused = any(each.excused for each in (*(w for demand in demands for w in demand.witnesses), *measures))
    return BY_OPTION * excused + NARROWED * any(measure.narrowed_by for measure in measures)


def _together(parts: set[str]) -> str:
    """The coverage of an article by that of its parts: a certain gap beside something given makes it partly covered."""
    if len(parts) == 1:
        return next(iter(parts))
    return PARTLY if PARTLY in parts or {COVERED, MISSING} <= parts else UNKNOWN


def _demand(norm: Norm, article: Article, book: Book, used: UsedOptions, on: date) -> DemandAnswer:
    compiled = compile_norm(norm, book.vocabulary)
    acts = minimal_acts(compiled, book.vocabulary).values()
    by = tuple(dict.fromkeys(offence for act in acts for offence in book.met(act, on)))
    punished = sum(book.verdict(act, on) is Verdict.YES for act in acts)
    witnesses = find_witnesses(compiled, article, book, used, on)
    coverage = _coverage(witnesses, punished > 0)
    floor = article.floor(norm.iri)
    penalty = penalty_answer(floor, list(acts), book, on) if floor else None
    steps = (*(Step(f"{o.citation}, {o.label}", Verdict.YES, o.cites) for o in by), *(w.step for w in witnesses),
             *([penalty.step] if penalty else []))
    step = Step(f"{norm.label}: {punished} of {len(acts)} smallest acts punished", VERDICT_OF[coverage], (), steps,
                given="each smallest act was tried")
    excused = excused_acts(compiled, article, book, used, on)
    return DemandAnswer(norm, coverage, len(acts), punished, by, witnesses, step, excused, penalty)


def _coverage(witnesses: tuple[Witness, ...], some_punished: bool) -> str:
    """How far a demand is covered by what escapes it.

    Covered: nothing escapes that no used option excuses. Partly: something certainly escapes, and something is
    punished or at least reached by a criminal offence that asks for more. Missing: nothing is. Where only the gaps of
    the record stand behind what escapes, or behind what is left to a court, it is not known.
    """
    standing = [witness for witness in witnesses if not witness.excused]
    certain = [witness for witness in standing if witness.certain]
    if not standing:
        return COVERED
    if some_punished or any(near.offence.criminal for witness in standing for near in witness.near):
        return PARTLY if certain else UNKNOWN
    return MISSING if len(certain) == len(standing) else UNKNOWN


def _beyond(book: Book, articles: tuple[Article, ...], on: date) -> tuple[Offence, ...]:
    """The basic offences of the families demanded that ask for a conduct of which no demand speaks."""
    demands = [norm for article in articles for norm in article.demands]
    families = {family for norm in demands for family in norm.families}
    acts = [act for norm in demands for act in minimal_acts(compile_norm(norm, book.vocabulary), book.vocabulary).values()]
    conduct = book.vocabulary.facet_mask.get(CONDUCT, 0)
    return tuple(
        norm.norm for norm in book.on(on)
        if norm.norm.aggravates is None and families & set(norm.norm.families)
        and any(mask & conduct for mask in norm.requirements)
        and not any(reaches(norm, act, book.vocabulary) for act in acts)
    )

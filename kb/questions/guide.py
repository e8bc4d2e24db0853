"""For whoever drafts: what a law needs to give an article, what may be added, how states do it, what to watch."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_

from kb.elements.book import Book
from kb.elements.compiled import compile_norm
from kb.law.concepts import FACETS, WHAT_IT_IS_ABOUT, Concept, Vocabulary
from kb.law.definitions import Definition, Term
from kb.law.instruments import Article, Floor, Option, UsedOptions
from kb.law.offences import Norm
from kb.law.sources import Citation
from kb.questions.definitions import Compared, compared
from kb.questions.explain import alternatives
from kb.questions.gaps import UNKNOWN, ArticleAnswer, gaps
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

NOT_RECORDED = "What this article demands is not recorded, so that nothing can be held against it."


@dataclass(frozen=True)
class Element:
    """One requirement of a demanded norm: any of its concepts will do; `reaching` are the parts that exhaust one of them."""

    facet: str
    concepts: tuple[Concept, ...]
    reaching: tuple[Concept, ...]

    @property
    def words(self) -> str:
        """The concepts in words: `a, b or c`."""
        labels = [concept.label for concept in self.concepts]
        return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"

    def to_json(self) -> dict:
        return {"facet": self.facet, "any_of": [_concept(concept) for concept in self.concepts],
                "reaching": [_concept(concept) for concept in self.reaching]}


def _concept(concept: Concept) -> dict:
    return {"name": concept.name, "label": concept.label, "definition": concept.definition}


@dataclass(frozen=True)
class Structure:
    """The elements of one demanded norm, and the floor of its penalty."""

    norm: Norm
    elements: tuple[Element, ...]
    floor: Floor | None

    def to_json(self) -> dict:
        return {"label": self.norm.label, "elements": [element.to_json() for element in self.elements],
                "floor_months": self.floor.months if self.floor else None}


@dataclass(frozen=True)
class Practice:
    """How one state does it: how far its law gives the article, by what, and which options of it the state uses."""

    code: str
    name: str
    family: str
    answer: ArticleAnswer
    asks_besides: tuple[str, ...]

    @property
    def longest(self) -> int | None:
        """The longest imprisonment of its basic offences, in months, leaving life and death aside; None without any."""
        basic = (offence for offence in self.answer.by if offence.aggravates is None)
        return max((offence.penalty.maximum_months for offence in basic), default=None)

    def to_json(self) -> dict:
        return {"code": self.code, "family": self.family, "coverage": self.answer.coverage,
                "provisions": list(dict.fromkeys(offence.citation for offence in self.answer.by)),
                "asks_besides": list(self.asks_besides), "longest_months": self.longest}


@dataclass(frozen=True)
class Use:
    """That a state uses an option: its name, and the participation by which it does."""

    name: str
    cite: Citation


@dataclass(frozen=True)
class GuideAnswer:
    """Everything a drafter needs for one article; `beside` are the articles that go with every offence,
    `titles` those of instruments and the names of states."""

    article: Article
    on: date
    structures: tuple[Structure, ...]
    practices: tuple[Practice, ...]
    definitions: tuple[Compared, ...]
    beside: tuple[Article, ...]
    checklist: tuple[str, ...]
    using: dict[str, tuple[Use, ...]]
    verdict: Verdict
    step: Step
    titles: dict[str, str]

    @property
    def unrecorded(self) -> bool:
        """Whether nothing of what the article demands is recorded, so that nothing can be held against it."""
        return not (self.article.demands or self.article.measures)

    def titled(self, compared: Compared) -> dict[str, Definition]:
        """The definitions of a term by the title of the instrument or the name of the state that has them."""
        return {key.replace(d.owner, self.titles.get(d.owner, d.owner), 1): d for key, d in compared.columns.items()}

    @property
    def by_family(self) -> dict[str, tuple[Practice, ...]]:
        """The states by their legal family."""
        ordered = sorted(self.practices, key=lambda practice: (practice.family, practice.name))
        return {family: tuple(found) for family, found in groupby(ordered, key=lambda practice: practice.family)}

    def used_by(self, option: Option) -> tuple[str, ...]:
        """The names of the recorded states that use an option, examples or not."""
        return tuple(dict.fromkeys(use.name for use in self.using.get(option.iri, ())))

    def to_json(self) -> dict:
        return {
            "question": {"name": "guide", "instrument": self.article.instrument, "article": self.article.number},
            "on": self.on.isoformat(),
            "verdict": self.verdict.value,
            "reasons": self.step.to_json(),
            "ask_next": [],
            "label": self.article.label,
            "verification": self.article.fact.verification,
            "structures": [structure.to_json() for structure in self.structures],
            "options": [{"label": option.label, "used_by": list(self.used_by(option))} for option in self.article.options],
            "practices": [practice.to_json() for practice in self.practices],
            "definitions": [compared.to_json() for compared in self.definitions],
            "beside": [{"article": article.number, "label": article.label} for article in self.beside],
            "checklist": list(self.checklist),
        }


def guide(article: Article, instrument: tuple[Article, ...], books: list[Book], using: dict[str, tuple[Use, ...]],
          used: dict[str, UsedOptions], terms: tuple[Term, ...], definitions: tuple[Definition, ...],
          on: date, titles: dict[str, str] | None = None) -> GuideAnswer:
    """Bring together what a law needs to give one article; yes where some recorded law gives it, as an example.

    A law gives it where nothing escapes but what an option that the state uses allows.

    Args:
        article: the article, with an offence that it demands or a measure that it asks for.
        instrument: all articles of its instrument.
        books: the compiled laws of the states that serve as examples, at least one.
        using: for each option, by its IRI, the recorded states that use it.
        used: for each code the options that the state uses.
        terms: the terms that texts define.
        definitions: those of the instruments.
        on: the day whose law is asked.
        titles: those of the instruments, by name.
    """
    vocabulary = books[0].vocabulary
    structures = tuple(_structure(norm, article, vocabulary) for norm in article.demands)
    practices = tuple(_practice(article, book, used[book.jurisdiction.code], on) for book in books)
    asked = {measure.name for measure in article.measures}
    asked |= {vocabulary.concepts[iri].name for norm in article.demands for r in norm.requirements for iri in r.any_of}
    told = tuple(compared(term, books, definitions, on) for term in terms if asked & set(term.used_for))
    beside = tuple(a for a in instrument if article.demands and a.iri != article.iri
                   and any(measure.with_offences for measure in a.measures))
    best = max((practice.answer.step for practice in practices), key=lambda step: step.verdict.rank)
    claim = f"a recorded law gives article {article.number} of {article.title}, on {on}"
    step = Step(claim, best.verdict, (article.fact.cite,),
                tuple(replace(practice.answer.step, claim=f"{practice.name}: {practice.answer.step.claim}")
                      for practice in practices))
    checklist = tuple(_checklist(article, structures, practices, told, beside))
    return GuideAnswer(article, on, structures, practices, told, beside, checklist, using, best.verdict, step,
                       (titles or {}) | {book.jurisdiction.code: book.jurisdiction.name for book in books})


def _structure(norm: Norm, article: Article, vocabulary: Vocabulary) -> Structure:
    elements = []
    for requirement in norm.requirements:
        concepts = tuple(vocabulary.concepts[iri] for iri in requirement.any_of)
        parts = tuple(vocabulary.concepts[iri] for concept in concepts for iri in concept.divided_into)
        elements.append(Element(concepts[0].facet, concepts, parts))
    return Structure(norm, tuple(sorted(elements, key=lambda e: FACETS.index(e.facet))), article.floor(norm.iri))


def _practice(article: Article, book: Book, used: UsedOptions, on: date) -> Practice:
    law = book.jurisdiction
    answer = gaps(book, article.title, (article,), used, on).articles[0]
    return Practice(law.code, law.name, law.legal_family or "not recorded", answer, _asked_besides(answer, book))


def _asked_besides(answer: ArticleAnswer, book: Book) -> tuple[str, ...]:
    """What the nearest crimes ask for where an act is known to escape and the article has nothing of, each once.

    Another conduct or object is no further element: such an offence is of something else.
    """
    vocabulary = book.vocabulary
    demanded = reduce(or_, (vocabulary.up[iri] | vocabulary.down[iri] for demand in answer.article.demands
                            for requirement in demand.requirements for iri in requirement.any_of), 0)
    elsewhere = reduce(or_, (vocabulary.facet_mask.get(facet, 0) for facet in WHAT_IT_IS_ABOUT))
    nearest = (w.nearest_crime for w in answer.witnesses if w.certain and w.nearest_crime)
    masks = (mask for near in nearest for mask in compile_norm(near.offence, vocabulary).requirements)
    return tuple(dict.fromkeys(alternatives(mask, vocabulary) for mask in masks if not mask & (demanded | elsewhere)))


def _checklist(article: Article, structures: tuple[Structure, ...], practices: tuple[Practice, ...],
               told: tuple[Compared, ...], beside: tuple[Article, ...]) -> Iterator[str]:
    """What to see to, each item from the article itself or from what recorded laws let escape."""
    for structure in structures:
        for element in structure.elements:
            yield f"{structure.norm.label}: {element.facet}: {element.words}"
            if element.reaching:
                yield f"{structure.norm.label}: reach {' and '.join(concept.label for concept in element.reaching)} alike"
        if structure.floor:
            months = structure.floor.months
            asked = f"at least {months} months" if months > 1 else "imprisonment of whatever length"
            yield f"{structure.norm.label}: the longest penalty must be {asked} (article {structure.floor.set_by})"
    for measure in article.measures:
        yield f"provide for {measure.label}"
    for option in article.options:
        yield f"decide whether to use the option: {option.label}"
    for words, _ in Counter(words for practice in practices for words in practice.asks_besides).most_common():
        names = ", ".join(practice.name for practice in practices if words in practice.asks_besides)
        yield f"not to be an element unless an option allows it: {words} (by this acts escape in {names})"
    for one in told:
        yield f"define {one.term.label}, or see that the definition in force reaches as far"
    for other in beside:
        yield f"provide for {', '.join(measure.label for measure in other.measures)} (article {other.number})"
    unsure = [practice.name for practice in practices if practice.answer.coverage == UNKNOWN]
    if unsure:
        yield f"no example can be taken, as far as the record goes, from {', '.join(unsure)}"


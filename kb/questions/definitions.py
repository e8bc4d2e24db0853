"""Definitions side by side: what each text takes into a term, leaves out, or is silent on."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.law.definitions import Definition, Feature, Term
from kb.law.jurisdictions import Silence


@dataclass(frozen=True)
class Compared:
    """A term on whose definition the reach of the article turns, and what texts understand by it, by code or instrument.

    `silences` are the findings, by code, that the law of the day has none.
    """

    term: Term
    definitions: tuple[Definition, ...]
    silences: dict[str, Silence]

    @property
    def silent(self) -> dict[str, str]:
        """What was looked for and not found, by code."""
        return {code: silence.looked_for for code, silence in self.silences.items()}

    @property
    def columns(self) -> dict[str, Definition]:
        """The definitions by whose they are; a second one of the same text's has a number."""
        found: dict[str, Definition] = {}
        for definition in self.definitions:
            before = sum(other.owner == definition.owner for other in found.values())
            found[definition.owner + (f" ({before + 1})" if before else "")] = definition
        return found

    def to_json(self) -> dict:
        names = {feature.iri: feature.name for feature in self.term.features}
        definitions = [
            {"of": d.owner, "words": list(d.words), "summary": d.summary,
             "takes_in": [names[iri] for iri in names if iri in d.takes_in],
             "excludes": [names[iri] for iri in names if iri in d.excludes], "cites": [cite.to_json() for cite in d.cites]}
            for d in self.definitions
        ]
        features = [{"feature": feature.name, "label": feature.label} for feature in self.term.features]
        return {"term": self.term.name, "label": self.term.label, "silent": self.silent, "features": features,
                "definitions": definitions}


def told(definition: Definition, feature: Feature) -> str:
    """What a definition says of a feature, in a word."""
    if feature.iri in definition.takes_in:
        return "yes"
    return "no" if feature.iri in definition.excludes else "silent"


def compared(term: Term, books: list[Book], of_instruments: tuple[Definition, ...], on: date) -> Compared:
    """Set side by side what instruments and some laws understand by a term.

    Args:
        term: the term.
        books: the compiled laws whose definitions in force on the day are taken.
        of_instruments: the definitions of instruments, of any term.
        on: the day.
    """
    of_states = [definition for book in books for definition in book.jurisdiction.definitions if definition.in_force(on)]
    found = tuple(definition for definition in (*of_instruments, *of_states) if definition.term == term.iri)
    silences = {book.jurisdiction.code: silence for book in books for silence in book.jurisdiction.silences
                if term.name in silence.topics and silence.holds(on)}
    return Compared(term, found, silences)

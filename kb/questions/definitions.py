"""Definitions side by side: what each text takes into a term, leaves out, or is silent on."""

from dataclasses import dataclass
from datetime import date

from kb.elements.book import Book
from kb.law.definitions import Definition, Feature, Term


@dataclass(frozen=True)
class Compared:
    """A term on whose definition the reach of the article turns, and what texts understand by it, by code or instrument."""

    term: Term
    definitions: tuple[Definition, ...]
    silent: tuple[str, ...]

    def says(self, feature: str) -> dict[str, bool]:
        """For each text that says something of a feature, by its IRI, whether it takes it in."""
        return {d.owner: feature in d.takes_in for d in self.definitions if feature in d.takes_in | d.excludes}

    def to_json(self) -> dict:
        features = [{"feature": feature.name, "label": feature.label, "takes_in": self.says(feature.iri)}
                    for feature in self.term.features]
        definitions = [{"of": d.owner, "words": list(d.words), "summary": d.summary,
                        "cites": [cite.to_json() for cite in d.cites]} for d in self.definitions]
        return {"term": self.term.name, "label": self.term.label, "silent": list(self.silent), "features": features,
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
    silent = tuple(book.jurisdiction.code for book in books
                   if any(term.name in silence.topics for silence in book.jurisdiction.silences))
    return Compared(term, found, silent)

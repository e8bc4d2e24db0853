"""What texts understand by the terms on which cooperation turns, told by features."""

from dataclasses import dataclass
from datetime import date

from kb.graph.records import Records, name_of
from kb.law.sources import Citation, Provision, provisions_of


@dataclass(frozen=True)
class Feature:
    """Something that a definition of a term can take in or leave out."""

    iri: str
    name: str
    label: str


@dataclass(frozen=True)
class Term:
    """A term that texts define; `used_for` are the names of the concepts and measures whose reach its definition decides."""

    iri: str
    name: str
    label: str
    features: tuple[Feature, ...]
    used_for: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """What one text understands by a term: IRIs of the features it takes in and excludes; of the others it is silent."""

    iri: str
    term: str
    owner: str
    words: tuple[str, ...]
    takes_in: frozenset[str]
    excludes: frozenset[str]
    summary: str
    provisions: tuple[Provision, ...]

    @property
    def cites(self) -> tuple[Citation, ...]:
        return tuple(provision.cite for provision in self.provisions)

    def in_force(self, on: date) -> bool:
        """Whether one of its provisions is in force on a day."""
        return any(provision.in_force(on) for provision in self.provisions)


def read_terms(records: Records) -> tuple[Term, ...]:
    """Return the terms that texts define, with their features, in the order of their labels."""
    features: dict[str, list[Feature]] = {}
    for record in records.of("Feature"):
        features.setdefault(record.text("kb:term"), []).append(
            Feature(record.iri, name_of(record.iri), record.text("skos:prefLabel")))
    terms = (
        Term(record.iri, name_of(record.iri), record.text("skos:prefLabel"), tuple(features.get(record.iri, ())),
             tuple(name_of(iri) for iri in record.many("kb:usedFor")))
        for record in records.of("DefinedTerm")
    )
    return tuple(sorted(terms, key=lambda term: term.label))


def read_definitions(records: Records, provisions: dict[str, Provision]) -> tuple[Definition, ...]:
    """Return the definitions of some records; `owner` is the code of the jurisdiction or the name of the instrument."""
    return tuple(
        Definition(
            iri=record.iri,
            term=record.text("kb:term"),
            owner=name_of(record.text("kb:jurisdiction") or record.text("kb:instrument")),
            words=tuple(str(word) for word in record.many("kb:word")),
            takes_in=frozenset(record.many("kb:takesIn")),
            excludes=frozenset(record.many("kb:excludes")),
            summary=record.text("kb:summary"),
            provisions=provisions_of(record, provisions),
        )
        for record in records.of("Definition")
    )

"""Norms: offences of a law, and what an article of an instrument demands, as conjunctions of requirements."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kb.graph.records import Record, Records, name_of
from kb.law.sources import Citation, Provision, in_order, provisions_of


@dataclass(frozen=True)
class Requirement:
    """Concepts of one facet (IRIs), any one of which will do."""

    any_of: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Exemption:
    """Circumstances in which the offence is not committed: concepts that must all be present, and words."""

    all_of: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Penalty:
    """What an offence carries; imprisonment in months."""

    maximum_months: int
    minimum_months: int
    life: bool
    death: bool
    fine: bool
    fine_maximum: Decimal | None
    fine_unit: str
    other: tuple[str, ...]

    @property
    def gravity(self) -> tuple[bool, bool, int]:
        """A value by which penalties can be put in order."""
        return self.death, self.life, self.maximum_months


NO_PENALTY = Penalty(0, 0, False, False, False, None, "", ())


@dataclass(frozen=True)
class Norm:
    """A conjunction of requirements, with exceptions and with tests that only a court can apply."""

    iri: str
    label: str
    families: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    exemptions: tuple[Exemption, ...]
    judgements: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name a person types for it: of an offence of a law the code, a colon, and the name there."""
        return name_of(self.iri)


@dataclass(frozen=True)
class Offence(Norm):
    """A norm of a jurisdiction with a penalty, in force as long as all its provisions are."""

    provisions: tuple[Provision, ...]
    aggravates: str | None
    implements: tuple[str, ...]
    penalty: Penalty
    liability: str
    jurisdictional_note: str
    summary: str
    note: str

    @property
    def criminal(self) -> bool:
        return self.liability == "Criminal"

    @property
    def citation(self) -> str:
        return "; ".join(provision.citation for provision in self.provisions)

    @property
    def cites(self) -> tuple[Citation, ...]:
        return tuple(provision.cite for provision in self.provisions)

    @property
    def in_force_from(self) -> date | None:
        return max((p.in_force_from for p in self.provisions if p.in_force_from), default=None)

    @property
    def in_force_until(self) -> date | None:
        return min((p.in_force_until for p in self.provisions if p.in_force_until), default=None)

    def in_force(self, on: date) -> bool:
        return all(provision.in_force(on) for provision in self.provisions)


def read_requirement(node: Record) -> Requirement:
    """Return one requirement."""
    return Requirement(tuple(node.many("kb:anyOf")), node.text("kb:note"))


def read_requirements(record: Record) -> tuple[Requirement, ...]:
    """Return the requirements written on one record, without those it inherits."""
    return tuple(read_requirement(node) for node in record.many("kb:requires"))


def _norm(record: Record, chain: list[Record]) -> dict:
    """The fields of a norm; a form takes over everything from the offence it aggravates."""
    return {
        "iri": record.iri,
        "label": record.text("rdfs:label"),
        "families": tuple(name_of(iri) for iri in record.many("kb:family")),
        "requirements": tuple(req for link in chain for req in read_requirements(link)),
        "exemptions": tuple(
            Exemption(tuple(node.many("kb:allOf")), node.text("rdfs:label"))
            for link in chain
            for node in link.many("kb:except")
        ),
        "judgements": tuple(node.text("rdfs:label") for link in chain for node in link.many("kb:judgement")),
    }


def read_norm(record: Record) -> Norm:
    """Return what an article of an instrument demands."""
    return Norm(**_norm(record, [record]))


def _chain(record: Record, records: Records) -> list[Record]:
    """The record and the offences it builds on, the most basic first."""
    chain = [record]
    while base := chain[0].one("kb:aggravates"):
        if base not in records.by_iri or records.by_iri[base] in chain:
            break
        chain.insert(0, records.by_iri[base])
    return chain


def _has_base(record: Record, records: Records) -> bool:
    """Whether the offence that a form aggravates, and whatever that builds on, is an offence of the records."""
    return all(link.is_a("kb:Offence") and not _missing_base(link, records) for link in _chain(record, records))


def _missing_base(record: Record, records: Records) -> bool:
    return bool(record.many("kb:aggravates")) and record.one("kb:aggravates") not in records.by_iri


def _penalty(record: Record | None) -> Penalty:
    node = record or Record("", None)
    return Penalty(
        maximum_months=node.one("kb:maximumMonths", 0),
        minimum_months=node.one("kb:minimumMonths", 0),
        life=node.one("kb:life", False),
        death=node.one("kb:death", False),
        fine=bool(node.one("kb:fine", False) or node.one("kb:fineMaximum")),
        fine_maximum=node.one("kb:fineMaximum"),
        fine_unit=node.text("kb:fineUnit"),
        other=tuple(str(text) for text in node.many("kb:otherMeasure")),
    )


def read_offences(records: Records, provisions: dict[str, Provision]) -> tuple[Offence, ...]:
    """Return the offences of some records, in the order of their citations.

    A form of an offence that is not there, or no longer, is left out: without its base it would say too little.
    """
    offences = [
        Offence(
            **_norm(record, _chain(record, records)),
            provisions=provisions_of(record, provisions),
            aggravates=record.one("kb:aggravates"),
            implements=tuple(name_of(iri) for iri in record.many("kb:implements")),
            penalty=_penalty(record.one("kb:penalty")),
            liability=name_of(record.text("kb:liability")),
            jurisdictional_note=record.text("kb:jurisdictionalNote"),
            summary=record.text("kb:summary"),
            note=record.text("kb:note"),
        )
        for record in records.of("Offence") if _has_base(record, records)
    ]
    return tuple(sorted(offences, key=lambda offence: (in_order(offence.citation), offence.iri)))

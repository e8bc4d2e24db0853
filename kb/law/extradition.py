"""What a state's own law says on extradition, and how it assesses double criminality when it is asked."""

from dataclasses import dataclass
from datetime import date

from kb.graph.records import Records, name_of
from kb.law.grounds import Ground, read_grounds
from kb.law.sources import Citation, Provision, provisions_of


@dataclass(frozen=True)
class ExtraditionLaw:
    """What a law says on extradition: whether a treaty is needed, and its grounds."""

    iri: str
    terms_incomplete: bool
    treaty_required: bool | None
    reciprocity_required: bool | None
    designates: tuple[str, ...]
    grounds: tuple[Ground, ...]
    provisions: tuple[Provision, ...]
    summary: str

    @property
    def cites(self) -> tuple[Citation, ...]:
        return tuple(provision.cite for provision in self.provisions)

    def concerns(self, requesting: str) -> bool:
        """Whether the law speaks of requests of a state: it names partners, or speaks of all."""
        return not self.designates or requesting in self.designates

    def in_force(self, on: date) -> bool:
        """Whether one of the wordings it rests on is known to have effect on a day."""
        return any(provision.in_force(on) for provision in self.provisions)

    def may_be_in_force(self, on: date) -> bool:
        return any(provision.may_be_in_force(on) for provision in self.provisions)


@dataclass(frozen=True)
class Doctrine:
    """How a state assesses double criminality when it is asked; an empty field is not recorded."""

    assessment: str
    reference_day: str
    defences: str
    provisions: tuple[Provision, ...]
    summary: str

    @property
    def cites(self) -> tuple[Citation, ...]:
        return tuple(provision.cite for provision in self.provisions)


def read_extradition_laws(records: Records, kinds: dict, provisions: dict) -> tuple[ExtraditionLaw, ...]:
    """Return what the records say on extradition without regard to treaties."""
    return tuple(
        ExtraditionLaw(
            iri=record.iri,
            terms_incomplete=record.one("kb:termsIncomplete", False),
            treaty_required=record.one("kb:treatyRequired"),
            reciprocity_required=record.one("kb:reciprocityRequired"),
            designates=tuple(name_of(iri) for iri in record.many("kb:designates")),
            grounds=read_grounds(record, records, kinds, provisions),
            provisions=provisions_of(record, provisions),
            summary=record.text("kb:summary"),
        )
        for record in records.of("ExtraditionLaw")
    )


def read_doctrine(records: Records, provisions: dict) -> Doctrine | None:
    """Return the doctrine of double criminality, if one is recorded."""
    for record in records.of("Doctrine"):
        return Doctrine(
            assessment=name_of(record.text("kb:assessment")),
            reference_day=name_of(record.text("kb:referenceDay")),
            defences=name_of(record.text("kb:defences")),
            provisions=provisions_of(record, provisions),
            summary=record.text("kb:summary"),
        )
    return None

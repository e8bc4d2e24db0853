"""Grounds for refusing extradition, and conditions of it: their kinds, and each as one text words it."""

from dataclasses import dataclass
from datetime import date

from kb.graph.records import Record, Records, name_of
from kb.law.sources import Citation, Provision, provisions_of


@dataclass(frozen=True)
class GroundKind:
    """A kind of ground, with the facts that make it apply where a text names none of its own (concept IRIs)."""

    name: str
    label: str
    definition: str
    barred_when: tuple[str, ...]
    unless: tuple[str, ...]
    requires_fact: tuple[str, ...]
    only_when: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """A ground for refusing, or a condition, as one text words it; thresholds in months of imprisonment."""

    iri: str
    kind: GroundKind
    effect: str
    every_route: bool
    months: int | None
    under_law: str
    measured_by: str
    comparison: str
    barred_when: tuple[str, ...]
    unless: tuple[str, ...]
    requires_fact: tuple[str, ...]
    listed_families: tuple[str, ...]
    offences_of: tuple[str, ...]
    not_asked_of: tuple[str, ...]
    except_requesting: tuple[str, ...]
    prosecute_instead: bool
    provisions: tuple[Provision, ...]
    summary: str
    note: str

    @property
    def cites(self) -> tuple[Citation, ...]:
        return tuple(provision.cite for provision in self.provisions)

    def in_force(self, on: date) -> bool:
        """Whether one of the wordings it rests on is known to have effect on a day."""
        return any(provision.in_force(on) for provision in self.provisions)

    def applies(self, requesting: str, on: date) -> bool:
        """Whether the ground applies, or may apply, to a request of a state on a day."""
        in_force = any(provision.may_be_in_force(on) for provision in self.provisions)
        return in_force and requesting not in self.except_requesting


def read_ground_kinds(records: Records) -> dict[str, GroundKind]:
    """Return the kinds of ground by IRI."""
    return {
        record.iri: GroundKind(
            name=name_of(record.iri),
            label=record.text("skos:prefLabel"),
            definition=record.text("skos:definition"),
            barred_when=tuple(record.many("kb:barredWhen")),
            unless=tuple(record.many("kb:unless")),
            requires_fact=tuple(record.many("kb:requiresFact")),
            only_when=tuple(record.many("kb:onlyWhen")),
        )
        for record in records.of("GroundKind")
    }


def _ground(record: Record, kinds: dict[str, GroundKind], provisions: dict[str, Provision]) -> Ground:
    kind = kinds[record.text("kb:ground")]
    named = bool(record.many("kb:barredWhen") or record.many("kb:requiresFact"))
    return Ground(
        iri=record.iri,
        kind=kind,
        effect=name_of(record.text("kb:effect")),
        every_route=name_of(record.text("kb:reach")) == "EveryRoute",
        months=record.one("kb:months"),
        under_law=name_of(record.text("kb:underLaw", "BothLaws")),
        measured_by=name_of(record.text("kb:measuredBy", "MaximumPenalty")),
        comparison=name_of(record.text("kb:comparison", "AtLeast")),
        barred_when=tuple(record.many("kb:barredWhen")) if named else kind.barred_when,
        unless=tuple(record.many("kb:unless")) or kind.unless,
        requires_fact=tuple(record.many("kb:requiresFact")) if named else kind.requires_fact,
        listed_families=tuple(name_of(iri) for iri in record.many("kb:listedFamily")),
        offences_of=tuple(name_of(iri) for iri in record.many("kb:offencesOf")),
        not_asked_of=tuple(record.many("kb:notAskedOf")),
        except_requesting=tuple(name_of(iri) for iri in record.many("kb:exceptRequesting")),
        prosecute_instead=record.one("kb:prosecuteInstead", False),
        provisions=provisions_of(record, provisions),
        summary=record.text("kb:summary"),
        note=record.text("kb:note"),
    )


def read_grounds(record: Record, records: Records, kinds: dict, provisions: dict) -> tuple[Ground, ...]:
    """Return the grounds a record names, by kind."""
    named = [records.by_iri[iri] for iri in record.many("kb:hasGround") if iri in records.by_iri]
    found = [ground for ground in named if ground.is_a("kb:Ground")]
    return tuple(sorted((_ground(r, kinds, provisions) for r in found), key=lambda g: (g.kind.name, g.iri)))

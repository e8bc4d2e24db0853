"""Grounds for refusing extradition, extradition laws, doctrines of double criminality, treaties and participation."""

from dataclasses import dataclass
from datetime import date

from kb.graph.records import Record, Records, name_of
from kb.law.sources import Citation, Provision, Source, provisions_of, read_provision


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


@dataclass(frozen=True)
class ExtraditionLaw:
    """What a law says on extradition: whether a treaty is needed, and its grounds."""

    iri: str
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


@dataclass(frozen=True)
class Participation:
    """The relation of one state to one treaty, with the grounds its reservations put in place of the treaty's."""

    iri: str
    code: str
    status: str
    signed_on: date | None
    ratified_on: date | None
    accepts_as_basis: bool | None
    grounds: tuple[Ground, ...]
    fact: Provision
    summary: str

    def bound(self, on: date) -> bool:
        return self.status == "Party" and self.fact.in_force(on)

    def was_bound(self, on: date) -> bool:
        """Bound on a day, whatever the status today: a state that withdrew was a party before."""
        ended = self.status in ("Withdrawn", "Suspended") and self.fact.in_force_until is not None
        return self.bound(on) or (ended and self.fact.in_force(on))


@dataclass(frozen=True)
class Treaty:
    """An agreement on cooperation, or an arrangement with the like effect."""

    iri: str
    name: str
    label: str
    kind: str
    subjects: tuple[str, ...]
    basis: str
    reference: str
    amends: tuple[str, ...]
    supersedes: tuple[str, ...]
    grounds: tuple[Ground, ...]
    participations: tuple[Participation, ...]
    fact: Provision
    summary: str

    def participation(self, code: str) -> Participation | None:
        return next((p for p in self.participations if p.code == code), None)


@dataclass(frozen=True)
class NoTreaty:
    """A finding that no treaty on a subject binds some states to each other."""

    between: frozenset[str]
    subjects: tuple[str, ...]
    looked_for: str
    cites: tuple[Citation, ...]


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
        except_requesting=tuple(name_of(iri) for iri in record.many("kb:exceptRequesting")),
        prosecute_instead=record.one("kb:prosecuteInstead", False),
        provisions=provisions_of(record, provisions),
        summary=record.text("kb:summary"),
        note=record.text("kb:note"),
    )


def _grounds(record: Record, records: Records, kinds: dict, provisions: dict) -> tuple[Ground, ...]:
    found = [records.by_iri[iri] for iri in record.many("kb:hasGround") if iri in records.by_iri]
    return tuple(sorted((_ground(r, kinds, provisions) for r in found), key=lambda g: (g.kind.name, g.iri)))


def read_extradition_laws(records: Records, kinds: dict, provisions: dict) -> tuple[ExtraditionLaw, ...]:
    """Return what the records say on extradition without regard to treaties."""
    return tuple(
        ExtraditionLaw(
            iri=record.iri,
            treaty_required=record.one("kb:treatyRequired"),
            reciprocity_required=record.one("kb:reciprocityRequired"),
            designates=tuple(name_of(iri) for iri in record.many("kb:designates")),
            grounds=_grounds(record, records, kinds, provisions),
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


def read_treaties(
    records: Records, kinds: dict, provisions: dict[str, Provision], sources: dict[str, Source]
) -> tuple[Treaty, ...]:
    """Return the treaties of some records, with all participations recorded in any of the files."""
    parties: dict[str, list[Participation]] = {}
    for record in records.of("Participation"):
        treaty = records.by_iri.get(record.text("kb:treaty"), Record("", record.file))
        code = name_of(record.text("kb:jurisdiction"))
        status = name_of(record.text("kb:status"))
        citation = f"{treaty.text('rdfs:label')}: {code}, {status}"
        parties.setdefault(treaty.iri, []).append(
            Participation(
                iri=record.iri,
                code=code,
                status=status,
                signed_on=record.one("kb:signedOn"),
                ratified_on=record.one("kb:ratifiedOn"),
                accepts_as_basis=record.one("kb:acceptsAsBasis"),
                grounds=_grounds(record, records, kinds, provisions),
                fact=read_provision(record, sources, citation),
                summary=record.text("kb:summary"),
            )
        )
    treaties = [
        Treaty(
            iri=record.iri,
            name=name_of(record.iri),
            label=record.text("rdfs:label"),
            kind=name_of(record.text("kb:kind")),
            subjects=tuple(sorted(name_of(iri) for iri in record.many("kb:subject"))),
            basis=name_of(record.text("kb:extraditionBasis")),
            reference=record.text("kb:reference"),
            amends=tuple(name_of(iri) for iri in record.many("kb:amends")),
            supersedes=tuple(name_of(iri) for iri in record.many("kb:supersedes")),
            grounds=_grounds(record, records, kinds, provisions),
            participations=tuple(sorted(parties.get(record.iri, []), key=lambda p: p.code)),
            fact=read_provision(record, sources, record.text("rdfs:label")),
            summary=record.text("kb:summary"),
        )
        for record in records.of("Treaty")
    ]
    return tuple(sorted(treaties, key=lambda treaty: treaty.name))


def read_no_treaty(records: Records, sources: dict[str, Source]) -> tuple[NoTreaty, ...]:
    """Return the findings that states have no treaty with each other."""
    return tuple(
        NoTreaty(
            between=frozenset(name_of(iri) for iri in record.many("kb:between")),
            subjects=tuple(name_of(iri) for iri in record.many("kb:subject")),
            looked_for=record.text("kb:lookedFor"),
            cites=tuple(
                Citation(sources[iri].title, sources[iri].url, "SecondarySource", record.one("kb:readOn"))
                for iri in record.many("kb:searched")
                if iri in sources
            ),
        )
        for record in records.of("Silence")
        if record.many("kb:between")
    )

"""Treaties and arrangements on cooperation, who takes part in them, and findings that there is none."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kb.graph.records import Record, Records, name_of
from kb.law.grounds import Ground, read_grounds
from kb.law.sources import Citation, Provision, Source, read_provision


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
    uses_options: tuple[str, ...]
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
    """An agreement on cooperation, or an arrangement with the like effect; `also` are other names it is asked by."""

    iri: str
    name: str
    also: tuple[str, ...]
    label: str
    kind: str
    subjects: tuple[str, ...]
    basis: str
    terms_incomplete: bool
    accession: str
    reference: str
    amends: tuple[str, ...]
    supersedes: tuple[str, ...]
    sets_reservations_aside: bool
    grounds: tuple[Ground, ...]
    participations: tuple[Participation, ...]
    fact: Provision
    summary: str

    def participation(self, code: str) -> Participation | None:
        return next((p for p in self.participations if p.code == code), None)


@dataclass(frozen=True)
class NoTreaty:
    """A finding that no treaty on a subject binds some states to each other, from a day on.

    `since` is the day of the earliest list searched, for each names all treaties of its state; that of the reading, where
    none has a day. Whether a treaty bound them before, and ended, a list of treaties in force does not tell.
    """

    between: frozenset[str]
    subjects: tuple[str, ...]
    looked_for: str
    cites: tuple[Citation, ...]
    since: date


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
                grounds=read_grounds(record, records, kinds, provisions),
                uses_options=tuple(record.many("kb:option")),
                fact=read_provision(record, sources, citation),
                summary=record.text("kb:summary"),
            )
        )
    treaties = [
        Treaty(
            iri=record.iri,
            name=name_of(record.iri),
            also=tuple(str(word) for word in record.many("skos:notation")),
            label=record.text("rdfs:label"),
            kind=name_of(record.text("kb:kind")),
            subjects=tuple(sorted(name_of(iri) for iri in record.many("kb:subject"))),
            basis=name_of(record.text("kb:extraditionBasis")),
            terms_incomplete=record.one("kb:termsIncomplete", False),
            accession=name_of(record.text("kb:accession")),
            reference=record.text("kb:reference"),
            amends=tuple(name_of(iri) for iri in record.many("kb:amends")),
            supersedes=tuple(name_of(iri) for iri in record.many("kb:supersedes")),
            sets_reservations_aside=record.one("kb:setsReservationsAside", False),
            grounds=read_grounds(record, records, kinds, provisions),
            participations=tuple(sorted(parties.get(record.iri, []), key=lambda p: p.code)),
            fact=read_provision(record, sources, record.text("rdfs:label")),
            summary=record.text("kb:summary"),
        )
        for record in records.of("Treaty")
    ]
    return tuple(sorted(treaties, key=lambda treaty: treaty.name))


def among(treaties: tuple[Treaty, ...], codes: list[str]) -> tuple[Treaty, ...]:
    """Return the treaties in which two or more of some states are recorded: no other bears on requests among them."""
    states = set(codes)
    return tuple(treaty for treaty in treaties if len(states & {party.code for party in treaty.participations}) > 1)


def by_pair(treaties: tuple[Treaty, ...]) -> dict[frozenset[str], list[Treaty]]:
    """Return for each two states the treaties in which both are recorded, in the order given."""
    found: dict[frozenset[str], list[Treaty]] = defaultdict(list)
    for treaty in treaties:
        states = {party.code for party in treaty.participations}
        for pair in ({one, other} for one in states for other in states if one < other):
            found[frozenset(pair)].append(treaty)
    return found


def read_no_treaty(records: Records, sources: dict[str, Source]) -> tuple[NoTreaty, ...]:
    """Return the findings that states have no treaty with each other."""
    return tuple(
        NoTreaty(
            between=frozenset(name_of(iri) for iri in record.many("kb:between")),
            subjects=tuple(name_of(iri) for iri in record.many("kb:subject")),
            looked_for=record.text("kb:lookedFor"),
            since=record.one("kb:completeFrom") or min(
                (day for iri in record.many("kb:searched") if iri in sources and (day := sources[iri].consolidated)),
                default=record.one("kb:readOn")),
            cites=tuple(
                Citation(sources[iri].title, sources[iri].url, name_of(record.text("kb:verification", "Unverified")),
                         record.one("kb:readOn"), iri, record.iri)
                for iri in record.many("kb:searched")
                if iri in sources
            ),
        )
        for record in records.of("Silence")
        if record.many("kb:between")
    )


def parties_of(treaties: tuple[Treaty, ...], instruments: set[str], on: date) -> tuple[Participation, ...]:
    """Return the participations in some instruments, by name, that bind on a day."""
    return tuple(party for treaty in treaties if treaty.name in instruments for party in treaty.participations
                 if party.bound(on))


def options_used(parties: tuple[Participation, ...], code: str) -> dict[str, Citation]:
    """Return the options that a state uses by declaration or reservation, each with the record that tells it."""
    return {option: party.fact.cite for party in parties if party.code == code for option in party.uses_options}

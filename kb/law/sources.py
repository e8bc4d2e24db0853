"""Provisions and the texts they were read from: what every reason cites."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from kb.graph.records import Record, Records, name_of, short

# The verifications, as people read them.
READ = {"OfficialText": "official text", "Reproduction": "faithful copy", "SecondarySource": "secondary source",
        "Unverified": "not verified"}


@dataclass(frozen=True)
class Source:
    """A text that facts were read from."""

    iri: str
    title: str
    publisher: str
    url: str
    language: tuple[str, ...]
    consolidated: date | None
    read_on: date | None
    read_in: str


@dataclass(frozen=True)
class Citation:
    """What a reason points to: label, official address, how and when it was read.

    `iri` names the record: a provision, a text that was searched, a treaty, an article, a participation, an office; `of`
    the finding for which a text was searched. Two records that read the same are cited as one.
    """

    label: str
    url: str
    verification: str
    read_on: date | None
    iri: str = field(default="", compare=False)
    of: str = field(default="", compare=False)

    def to_json(self) -> dict:
        """The citation as the answers carry it."""
        return {"label": self.label, "url": self.url, "verification": self.verification,
                "read_on": self.read_on.isoformat() if self.read_on else None}


@dataclass(frozen=True)
class Provision:
    """One wording of one paragraph, or another fact with a source, in force in a half-open interval of days."""

    iri: str
    citation: str
    sources: tuple[Source, ...]
    in_force_from: date | None
    start_known: bool
    inferred_from: date | None
    in_force_until: date | None
    verification: str
    read_on: date | None
    note: str

    def in_force(self, on: date) -> bool:
        """Say whether this wording is known, or inferred, to have effect on a day."""
        start = self.inferred_from or self.in_force_from
        started = start is None or start <= on
        return started and (self.in_force_until is None or on < self.in_force_until)

    def may_be_in_force(self, on: date) -> bool:
        """Say whether it has effect on a day or may have: its first day is not known, only a later day with effect."""
        if self.in_force_until is not None and on >= self.in_force_until:
            return False
        return not self.start_known or self.in_force(on)

    def inferred(self, on: date) -> bool:
        """Say whether that it has effect on a day is only inferred from readings before and after."""
        return self.inferred_from is not None and self.in_force_from is not None and on < self.in_force_from

    @property
    def cite(self) -> Citation:
        """The provision as a reason cites it."""
        url = self.sources[0].url if self.sources else ""
        return Citation(self.citation, url, self.verification, self.read_on, self.iri)

    def cite_on(self, on: date) -> Citation:
        """The provision as a reason cites it for a day; for a day it is only inferred for, as not verified."""
        return replace(self.cite, verification="Unverified") if self.inferred(on) else self.cite


def read_sources(records: Records) -> dict[str, Source]:
    """Return the sources of some records by IRI."""
    return {
        record.iri: Source(
            iri=record.iri,
            title=record.text("dct:title"),
            publisher=record.text("dct:publisher"),
            url=record.text("kb:url"),
            language=tuple(record.many("dct:language")),
            consolidated=record.one("kb:consolidated"),
            read_on=record.one("kb:readOn"),
            read_in=record.text("kb:readIn"),
        )
        for record in records.of("Source")
    }


def read_provision(record: Record, sources: dict[str, Source], citation: str = "") -> Provision:
    """Return a record that has a source, dates and a verification as a provision to cite."""
    start = record.one("kb:inForceFrom")
    return Provision(
        iri=record.iri,
        citation=citation or record.text("kb:citation"),
        sources=tuple(sources[iri] for iri in record.many("kb:source") if iri in sources),
        in_force_from=start or record.one("kb:inForceBy"),
        start_known=start is not None,
        inferred_from=record.one("kb:inferredFrom"),
        in_force_until=record.one("kb:inForceUntil"),
        verification=name_of(record.text("kb:verification", "Unverified")),
        read_on=record.one("kb:readOn"),
        note=record.text("kb:note"),
    )


def searched_citations(sources: tuple[Source, ...], read_on: date, of: str) -> tuple[Citation, ...]:
    """Return texts that were searched for a finding as a reason cites them: read at the official address, or in a copy."""
    return tuple(
        Citation(f"searched: {source.title}", source.url, "Reproduction" if source.read_in else "OfficialText", read_on,
                 source.iri, of)
        for source in sources
    )


def in_order(citation: str) -> list:
    """A key by which citations stand in the order of their numbers: art. 9 before art. 10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", citation) if part]


def provisions_of(record: Record, provisions: dict[str, Provision]) -> tuple[Provision, ...]:
    """Return the provisions a record rests on, in the order of their citations."""
    found = [provisions[iri] for iri in record.many("kb:provision") if iri in provisions]
    return tuple(sorted(found, key=lambda provision: short(provision.iri)))

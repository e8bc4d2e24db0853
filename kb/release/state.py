"""One state of the records, as a change list compares it: what each record says of the law, and how people call it."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kb.errors import BadQuestion
from kb.graph.paths import root, turtle_files
from kb.graph.records import PREFIXES, Record, Records, name_of
from kb.law.jurisdictions import read_provisions
from kb.law.offences import Offence, read_offences
from kb.law.sources import read_sources

EXPORTED = Path("rdf") / "cyberlaw.nq"

# Where the words by which people call a record stand, the best first; else it is called by what it is about.
CALLED = ("rdfs:label", "skos:prefLabel", "kb:citation", "kb:lookedFor", "dct:title")
ABOUT = ("kb:family", "kb:topic", "kb:measure", "kb:treaty", "kb:jurisdiction")


def record_files(place: Path) -> list[Path]:
    """Return the files that hold the records of a place.

    Args:
        place: an exported Turtle or N-Quads file, the folder of an export, or a folder of records, with `ontology/` and
            `data/` or without.

    Raises:
        BadQuestion: nothing is recorded there.
    """
    if place.is_file() and place.suffix in (".ttl", ".nq"):
        return [place]
    if (place / EXPORTED).is_file():
        return [place / EXPORTED]
    parts = [place / part for part in ("ontology", "data") if (place / part).is_dir()] or [place]
    found = [file for part in parts for file in turtle_files(part) if file.stem != "shapes"]
    if not found:
        raise BadQuestion(f"{place}: nothing is recorded there; name an exported file (.ttl, .nq), an export, or a folder "
                          "of records.")
    return found


@dataclass
class State:
    """The records of one place.

    Args:
        records: what is recorded.
        named: where the words for terms are looked up, the newest first; both of two states that are compared have the
            same, so that a term has one name.
    """

    records: Records
    named: list[Records] = field(repr=False)

    @cached_property
    def offences(self) -> dict[str, Offence]:
        """The offences as law, by IRI."""
        provisions = read_provisions(self.records, read_sources(self.records))
        return {offence.iri: offence for offence in read_offences(self.records, provisions)}

    @cached_property
    def forms(self) -> dict[str, int]:
        """How many forms build on an offence, by its IRI, those that build on forms of it included."""
        found: dict[str, int] = {}
        for offence in self.offences.values():
            base = offence.aggravates
            while base:
                found[base] = found.get(base, 0) + 1
                base = self.offences[base].aggravates if base in self.offences else None
        return found

    @cached_property
    def carries_offences(self) -> set[str]:
        """The IRIs of the provisions that an offence rests on."""
        return {provision.iri for offence in self.offences.values() for provision in offence.provisions}

    @property
    def version(self) -> str:
        """The number of the release, empty where the place says none."""
        found = self.records.by_class.get(PREFIXES["dcat"] + "Dataset", [])
        return found[0].text("owl:versionInfo") if found else ""

    def find(self, iri: str) -> Record | None:
        """Return the newest record of a term, wherever it stands."""
        return next((records.by_iri[iri] for records in self.named if iri in records.by_iri), None)

    def call(self, iri: str) -> str:
        """Return what people call a term or a record."""
        record = self.find(iri)
        if record is None:
            return name_of(iri)
        words = next((record.text(prop) for prop in CALLED if record.many(prop)), "")
        if record.is_a("kb:Article"):
            return f"{self.call(record.text('kb:instrument'))}, art. {record.text('kb:number')} ({words})"
        if record.is_a("kb:Offence") and iri in self.offences:
            return f"{words} ({self.offences[iri].citation})"
        if record.is_a("kb:Ground"):
            return f"{self.call(record.text('kb:ground'))}, {'; '.join(map(self.call, record.many('kb:provision')))}"
        if words:
            return words
        about = [", ".join(self.call(value) for value in record.many(prop)) for prop in ABOUT if record.many(prop)]
        return ": ".join(about[:2]) or name_of(iri)

    def jurisdiction(self, record: Record) -> str:
        """Return the code of the jurisdiction that a record belongs to, empty where it belongs to none."""
        if record.is_a("kb:Jurisdiction"):
            return record.text("kb:code")
        owner = name_of(record.iri).partition(":")[0] if ":" in name_of(record.iri) else ""
        return name_of(record.text("kb:jurisdiction")) if record.many("kb:jurisdiction") else owner


def read_states(old: Path, new: Path) -> tuple[State, State]:
    """Return the states of two places; where they hold no ontology, terms are named as in our own.

    Raises:
        BadQuestion: nothing is recorded in one of them.
        BadRecord: a file is not what its name says; the message names the line.
    """
    before, after = Records(record_files(old)), Records(record_files(new))
    named = [after, before]
    if not (before.of("Facet") or after.of("Facet")):
        named.append(Records([file for file in turtle_files(root() / "ontology") if file.stem != "shapes"]))
    return State(before, named), State(after, named)

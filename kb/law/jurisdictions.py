"""A jurisdiction: its offences, what was looked for, its general rules, powers, offices and extradition law."""

from dataclasses import dataclass
from datetime import date

from kb.graph.records import Record, Records, name_of
from kb.law.definitions import Definition, read_definitions
from kb.law.extradition import Doctrine, ExtraditionLaw, read_doctrine, read_extradition_laws
from kb.law.grounds import GroundKind
from kb.law.offences import Offence, read_offences
from kb.law.sources import Citation, Provision, Source, provisions_of, read_provision, read_sources, searched_citations

# What a silence can be about, beside families of offences.
TOPICS = ("kb:topic", "kb:measure", "kb:ground", "kb:term")


@dataclass(frozen=True)
class Review:
    """A statement that for some families everything in force since a day is recorded."""

    families: tuple[str, ...]
    complete_from: date
    complete_until: date | None
    searched: tuple[Source, ...]
    read_on: date
    iri: str = ""

    def covers(self, family: str, on: date) -> bool:
        """Whether the record of a family is complete on a day."""
        ended = self.complete_until is not None and on >= self.complete_until
        return family in self.families and self.complete_from <= on and not ended

    @property
    def text_of(self) -> date | None:
        """The day up to which the oldest of the texts searched includes amendments, where they say so."""
        return min((source.consolidated for source in self.searched if source.consolidated), default=None)

    @property
    def cites(self) -> tuple[Citation, ...]:
        return searched_citations(self.searched, self.read_on, self.iri)


@dataclass(frozen=True)
class Silence:
    """Something looked for and not there: a family of offences, a topic, a measure.

    `roles` are the tasks for which an office was looked for. That none was found is no absence: offices are often
    designated where no text searched tells of it.
    `complete_from` is the first day that it is known of, where the texts tell an earlier one than their own days do;
    `complete_until` the first for which newer law is known to be and was not read.
    """

    families: tuple[str, ...]
    topics: tuple[str, ...]
    looked_for: str
    searched: tuple[Source, ...]
    read_on: date
    note: str
    iri: str = ""
    complete_from: date | None = None
    complete_until: date | None = None
    roles: tuple[str, ...] = ()

    @property
    def since(self) -> date:
        """The first day that it is known of: the day of the latest text searched; that of the reading where one has none."""
        return self.complete_from or max((source.consolidated or self.read_on for source in self.searched),
                                         default=self.read_on)

    def holds(self, on: date) -> bool:
        """Whether it says something of the law of a day; later amendments were not looked for, unless one is known of."""
        return self.since <= on and (self.complete_until is None or on < self.complete_until)

    @property
    def as_of(self) -> str:
        """Of which day's law it is known, in words, or when the texts that name no day were read; nothing without texts."""
        if not self.searched:
            return ""
        dated = self.complete_from or all(source.consolidated for source in self.searched)
        return f" in the law as of {self.since}" if dated else f" in texts read on {self.since}"

    @property
    def cites(self) -> tuple[Citation, ...]:
        return searched_citations(self.searched, self.read_on, self.iri)


@dataclass(frozen=True)
class Rule:
    """A general rule, a power or an office, told by its subject: topic, measure or role.

    `denied_as_criminal` says that the law expressly has no such thing in its criminal law.
    """

    iri: str
    subjects: tuple[str, ...]
    label: str
    summary: str
    ordered_by: str
    provisions: tuple[Provision, ...]
    denied_as_criminal: bool = False

    @property
    def cites(self) -> tuple[Citation, ...]:
        return tuple(provision.cite for provision in self.provisions)


@dataclass(frozen=True)
class Jurisdiction:
    """Everything recorded of one jurisdiction."""

    code: str
    name: str
    legal_family: str
    parts_legislate: bool
    sources: tuple[Source, ...]
    provisions: tuple[Provision, ...]
    offences: tuple[Offence, ...]
    reviews: tuple[Review, ...]
    silences: tuple[Silence, ...]
    rules: tuple[Rule, ...]
    powers: tuple[Rule, ...]
    authorities: tuple[Rule, ...]
    extradition_laws: tuple[ExtraditionLaw, ...]
    doctrine: Doctrine | None
    definitions: tuple[Definition, ...] = ()

    def in_force(self, on: date) -> tuple[Offence, ...]:
        """The offences in force on a day."""
        return tuple(offence for offence in self.offences if offence.in_force(on))

    def review_of(self, family: str, on: date) -> Review | None:
        """The review by which the record of a family is complete for a day, if there is one."""
        return next((r for r in self.reviews if r.covers(family, on)), None)

    def rules_on(self, topic: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if topic in rule.subjects)


def read_provisions(records: Records, sources: dict[str, Source]) -> dict[str, Provision]:
    """Return the provisions of some records by IRI."""
    return {record.iri: read_provision(record, sources) for record in records.of("Provision")}


def _rules(records: Records, cls: str, subject: str, provisions: dict[str, Provision]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            iri=record.iri,
            subjects=tuple(name_of(iri) for iri in record.many(subject)),
            label=record.text("rdfs:label"),
            summary=record.text("kb:summary"),
            ordered_by=record.text("kb:orderedBy"),
            provisions=provisions_of(record, provisions),
            denied_as_criminal=record.one("kb:deniedAsCriminal", False),
        )
        for record in records.of(cls)
    )


def _authorities(records: Records, sources: dict[str, Source], provisions: dict[str, Provision]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            iri=record.iri,
            subjects=tuple(name_of(iri) for iri in record.many("kb:role")),
            label=record.text("rdfs:label"),
            summary=record.text("kb:summary"),
            ordered_by="",
            provisions=(read_provision(record, sources, record.text("rdfs:label")), *provisions_of(record, provisions)),
        )
        for record in records.of("Authority")
    )


def _searched(record: Record, sources: dict[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[iri] for iri in record.many("kb:searched") if iri in sources)


def _names(record: Record, prop: str) -> tuple[str, ...]:
    return tuple(sorted(name_of(iri) for iri in record.many(prop)))


def read_jurisdiction(records: Records, code: str, kinds: dict[str, GroundKind]) -> Jurisdiction:
    """Return the jurisdiction with a code from the records of its file."""
    node = next(record for record in records.of("Jurisdiction") if record.text("kb:code") == code)
    sources = read_sources(records)
    provisions = read_provisions(records, sources)
    return Jurisdiction(
        code=code,
        name=node.text("rdfs:label"),
        legal_family=node.text("kb:legalFamily"),
        parts_legislate=node.one("kb:partsLegislate", False),
        sources=tuple(sources.values()),
        provisions=tuple(provisions.values()),
        offences=read_offences(records, provisions),
        reviews=tuple(
            Review(_names(r, "kb:family"), r.one("kb:completeFrom"), r.one("kb:completeUntil"), _searched(r, sources),
                   r.one("kb:readOn"), r.iri)
            for r in records.of("Review")
        ),
        silences=tuple(
            Silence(_names(r, "kb:family"), tuple(name for prop in TOPICS for name in _names(r, prop)),
                    r.text("kb:lookedFor"), _searched(r, sources), r.one("kb:readOn"), r.text("kb:note"), r.iri,
                    r.one("kb:completeFrom"), r.one("kb:completeUntil"), _names(r, "kb:role"))
            for r in records.of("Silence")
        ),
        rules=_rules(records, "Rule", "kb:topic", provisions),
        powers=_rules(records, "Power", "kb:measure", provisions),
        authorities=_authorities(records, sources, provisions),
        extradition_laws=read_extradition_laws(records, kinds, provisions),
        doctrine=read_doctrine(records, provisions),
        definitions=read_definitions(records, provisions),
    )

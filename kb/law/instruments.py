"""Articles of instruments: the norms they demand, the measures they ask for, the options they leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.graph.records import Record, Records, name_of
from kb.law.offences import Norm, read_norm, read_requirement
from kb.law.sources import Citation, Provision, Source, in_order, read_provision

# The options that a state uses, by IRI, with the participation that tells it.
UsedOptions = Mapping[str, Citation]


@dataclass(frozen=True)
class Measure:
    """A measure that instruments ask for.

    `recorded_as` names the topics and roles that show it where powers do not; `various` that the word stands for
    duties of many kinds, so that two articles which ask for it need not ask the same; `with_offences` that it goes with
    every offence that the same instrument demands.
    """

    name: str
    label: str
    recorded_as: tuple[str, ...]
    various: bool
    with_offences: bool = False


@dataclass(frozen=True)
class Option:
    """What an article allows a state to add or to leave out; concept IRIs, any one of which will do.

    `narrows` and `waives` name measures: those it lets a state give less far than the article asks (`summary` says what is
    left out), and those it lets a state do without.
    """

    iri: str
    label: str
    adds: tuple[tuple[str, ...], ...]
    leaves_out: tuple[str, ...]
    narrows: tuple[str, ...] = ()
    waives: tuple[str, ...] = ()
    summary: str = ""

    @property
    def left_out(self) -> str:
        """What of a measure a state leaves out by it, in words."""
        return self.summary or self.label


@dataclass(frozen=True)
class Floor:
    """What the maximum penalty for a demanded norm must reach: months of imprisonment, 1 where any length will do."""

    norm: str
    months: int
    set_by: str


@dataclass(frozen=True)
class Article:
    """One article of an instrument; `title` is the instrument's. Floors are of the norms it demands, by their IRIs."""

    iri: str
    name: str
    instrument: str
    title: str
    number: str
    label: str
    demands: tuple[Norm, ...]
    measures: tuple[Measure, ...]
    options: tuple[Option, ...]
    fact: Provision
    floors: tuple[Floor, ...] = ()

    def floor(self, norm: str) -> Floor | None:
        """The floor of the penalty for one of its norms, by the norm's IRI."""
        return next((floor for floor in self.floors if floor.norm == norm), None)


def read_measures(records: Records) -> dict[str, Measure]:
    """Return the measures by IRI."""
    return {
        record.iri: Measure(name_of(record.iri), record.text("skos:prefLabel"),
                            tuple(name_of(iri) for iri in record.many("kb:recordedAs")), record.one("kb:various", False),
                            record.one("kb:withOffences", False))
        for record in records.of("Measure")
    }


def read_articles(records: Records, sources: dict[str, Source], measures: dict[str, Measure]) -> tuple[Article, ...]:
    """Return the articles of all instruments, by instrument and number."""
    articles = []
    for record in records.of("Article"):
        instrument = records.by_iri.get(record.text("kb:instrument"))
        title = instrument.text("rdfs:label") if instrument else name_of(record.text("kb:instrument"))
        number = record.text("kb:number")
        articles.append(
            Article(
                iri=record.iri,
                name=name_of(record.iri),
                instrument=name_of(record.text("kb:instrument")),
                title=title,
                number=number,
                label=record.text("rdfs:label"),
                demands=tuple(read_norm(records.by_iri[i]) for i in record.many("kb:demands") if i in records.by_iri),
                measures=tuple(measures[iri] for iri in record.many("kb:asksMeasure") if iri in measures),
                options=tuple(_option(records.by_iri[iri]) for iri in record.many("kb:option") if iri in records.by_iri),
                fact=read_provision(record, sources, f"{title}, art. {number}"),
                floors=tuple(_floors(record, records)),
            )
        )
    return tuple(sorted(articles, key=lambda a: (a.instrument, in_order(a.number))))


def _floors(article: Record, records: Records):
    for iri in article.many("kb:demands"):
        norm = records.by_iri.get(iri)
        if norm and norm.one("kb:leastMaximumMonths"):
            setter = records.by_iri.get(norm.text("kb:floorSetBy"), article)
            yield Floor(iri, norm.one("kb:leastMaximumMonths"), setter.text("kb:number"))


def read_drafts(records: Records, sources: dict[str, Source]) -> tuple[Article, ...]:
    """Return offences that stand in no article, each as an article of its own, in the order of their names."""
    found = records.of("DemandedOffence") + records.of("Offence")
    return tuple(_draft(record, sources) for record in sorted(found, key=lambda record: record.iri))


def _draft(record: Record, sources: dict[str, Source]) -> Article:
    name, label = name_of(record.iri), record.text("rdfs:label")
    fact = read_provision(record, sources, label)
    return Article(record.iri, name, "", "", name, label, (read_norm(record),), (), (), fact)


def _option(record: Record) -> Option:
    return Option(
        iri=record.iri,
        label=record.text("rdfs:label"),
        adds=tuple(read_requirement(node).any_of for node in record.many("kb:addsRequirement")),
        leaves_out=tuple(record.many("kb:leavesOut")),
        narrows=tuple(name_of(iri) for iri in record.many("kb:narrows")),
        waives=tuple(name_of(iri) for iri in record.many("kb:waives")),
        summary=record.text("kb:summary"),
    )

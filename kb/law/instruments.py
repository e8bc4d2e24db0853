"""Articles of instruments: the norms they demand, the measures they ask for, the options they leave."""

from dataclasses import dataclass

from kb.graph.records import Records, name_of
from kb.law.offences import Norm, read_norm
from kb.law.sources import Provision, Source, read_provision


@dataclass(frozen=True)
class Article:
    """One article of an instrument."""

    iri: str
    name: str
    instrument: str
    number: str
    label: str
    demands: tuple[Norm, ...]
    measures: tuple[str, ...]
    options: tuple[str, ...]
    fact: Provision


def read_articles(records: Records, sources: dict[str, Source]) -> tuple[Article, ...]:
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
                number=number,
                label=record.text("rdfs:label"),
                demands=tuple(read_norm(records.by_iri[i]) for i in record.many("kb:demands") if i in records.by_iri),
                measures=tuple(name_of(iri) for iri in record.many("kb:asksMeasure")),
                options=tuple(
                    records.by_iri[iri].text("rdfs:label") for iri in record.many("kb:option") if iri in records.by_iri
                ),
                fact=read_provision(record, sources, f"{title}, art. {number}"),
            )
        )
    return tuple(sorted(articles, key=lambda a: (a.instrument, _order(a.number))))


def _order(number: str) -> tuple:
    """Articles in the order of their numbers: 2, 10, 10 bis."""
    digits = "".join(ch for ch in number if ch.isdigit())
    return (int(digits) if digits else 0, number)

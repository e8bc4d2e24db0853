"""Acts: concepts present and absent, the rest not stated; scenarios are acts with a name."""

from dataclasses import dataclass, field, replace

from kb.graph.records import Record, Records, name_of


@dataclass(frozen=True)
class Act:
    """An act as stated: concept IRIs present and absent, and facets in which nothing else is present.

    `only` says that nothing but what is present was done at all, and nothing narrower.
    """

    name: str
    label: str
    present: frozenset[str]
    absent: frozenset[str]
    nothing_else_in: frozenset[str] = frozenset()
    summary: str = ""
    assumes: tuple[str, ...] = ()
    rsit: tuple[str, ...] = ()
    attack: tuple[str, ...] = ()
    only: bool = False
    iri: str = field(default="", compare=False)

    def adding(self, present: set[str], absent: set[str]) -> "Act":
        """Return the act with further facts; a fact stated now overrides the same fact stated before."""
        return replace(self, present=(self.present - absent) | present, absent=(self.absent - present) | absent)


def read_act(record: Record) -> Act:
    """Return the act that a record of class Act or Scenario describes."""
    return Act(
        name=record.text("skos:notation") or name_of(record.iri),
        label=record.text("rdfs:label") or record.text("skos:notation") or "the act",
        present=frozenset(record.many("kb:present")),
        absent=frozenset(record.many("kb:absent")),
        nothing_else_in=frozenset(name_of(iri) for iri in record.many("kb:nothingElseIn")),
        summary=record.text("kb:summary"),
        assumes=tuple(record.many("kb:assumes")),
        rsit=tuple(sorted(record.many("kb:rsit"))),
        attack=tuple(sorted(record.many("kb:attack"))),
        iri=record.iri,
    )


def read_acts(records: Records) -> list[Act]:
    """Return all acts of some records, in the order of their names."""
    return sorted((read_act(r) for r in records.of("Scenario") + records.of("Act")), key=lambda act: act.name)

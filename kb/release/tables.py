"""The tables of a release: one for each kind of record, with the columns that its shape allows and a few reckoned ones."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.graph.paths import turtle_files
from kb.graph.records import PREFIXES, Records, name_of, short
from kb.law.jurisdictions import read_provisions
from kb.law.offences import Offence, read_offences, read_requirements
from kb.law.sources import read_sources
from kb.release.columns import Cell, Column, column_name, joined, shape_columns

# From the weakest verification to the strongest.
VERIFICATIONS = ("Unverified", "SecondarySource", "Reproduction", "OfficialText")

# name of the table: (class, what one row is); `Tables.kinds` adds those that have no name here
KINDS = {
    "jurisdictions": ("Jurisdiction", "A jurisdiction whose law is recorded."),
    "sources": ("Source", "A text that facts were read from."),
    "provisions": ("Provision", "One wording of one paragraph, in force from a day until, at most, another."),
    "offences": ("Offence", "An offence, basic or aggravated, with its penalty; imprisonment in months."),
    "reviews": ("Review", "A statement that for some families of conduct everything in force from a day on is recorded."),
    "silences": ("Silence", "A finding that something was looked for and is not there."),
    "rules": ("Rule", "What a law says on a topic of general criminal law."),
    "powers": ("Power", "A power of a law to order a measure."),
    "authorities": ("Authority", "A competent office."),
    "extradition_laws": ("ExtraditionLaw", "What a law says on extradition without regard to treaties."),
    "doctrines": ("Doctrine", "How a state assesses double criminality when it is asked."),
    "treaties": ("Treaty", "A treaty, or an arrangement with the like effect."),
    "participations": ("Participation", "The relation of one state to one treaty."),
    "grounds": ("Ground", "A ground for refusing extradition, or a condition of it, as one text words it."),
    "articles": ("Article", "An article of an instrument."),
    "demands": ("DemandedOffence", "A norm that an article asks its parties to punish."),
    "options": ("Option", "What an article allows a party to add or to leave out."),
    "scenarios": ("Scenario", "A typical act: what is present, what is absent, the rest not stated."),
    "concepts": ("Concept", "A value of one facet, broader or narrower than others."),
}
REQUIREMENTS = {"offence_requirements": "offences", "demand_requirements": "demands"}


@dataclass(frozen=True)
class DataTable:
    """A table: its name, what one row is, the class if rows are records, the columns, the rows by their ids."""

    name: str
    about: str
    cls: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass
class Tables:
    """Everything recorded below a folder, as tables."""

    folder: Path

    @cached_property
    def words(self) -> Records:
        """The ontology."""
        return Records([file for file in turtle_files(self.folder / "ontology") if file.stem != "shapes"])

    @cached_property
    def facts(self) -> Records:
        """The ontology and the data, so that concepts of either are found."""
        words = [file for file in turtle_files(self.folder / "ontology") if file.stem != "shapes"]
        return Records(words + turtle_files(self.folder / "data"))

    @cached_property
    def shapes(self) -> Records:
        return Records([self.folder / "ontology" / "shapes.ttl"])

    @cached_property
    def offences(self) -> dict[str, Offence]:
        """The offences as law, by IRI: with their days, and with what a form takes over from its base."""
        provisions = read_provisions(self.facts, read_sources(self.facts))
        return {offence.iri: offence for offence in read_offences(self.facts, provisions)}

    @cached_property
    def kinds(self) -> dict[str, tuple[str, str]]:
        """The tables, with class and what a row is: those of `KINDS`, and one for each other class with a shape."""
        targets = [name_of(iri) for shape in self.shapes.by_class[PREFIXES["sh"] + "NodeShape"]
                   for iri in shape.many("sh:targetClass")]
        named = {cls for cls, _ in KINDS.values()}
        others = sorted(cls for cls in targets if cls not in named and self.facts.of(cls))
        return KINDS | {f"{column_name('kb:' + cls).removeprefix('_')}s":
                        (cls, self.words.by_iri[PREFIXES["kb"] + cls].text("skos:definition")) for cls in others}

    def all(self) -> list[DataTable]:
        """Return every table, in a fixed order."""
        return [self._table(name) for name in self.kinds] + [self._requirements(name) for name in REQUIREMENTS]

    def _table(self, name: str) -> DataTable:
        cls, about = self.kinds[name]
        columns = [*_names(), *shape_columns(self.shapes, self.words, cls), *self._reckoned(name)]
        records = sorted(self.facts.of(cls), key=lambda record: name_of(record.iri))
        return DataTable(name, about, cls, tuple(columns), tuple(tuple(c.value(r) for c in columns) for r in records))

    def _reckoned(self, name: str) -> list[Column]:
        """The columns of a table that no property of its records gives."""
        if name == "offences":
            return [*shape_columns(self.shapes, self.words, "Penalty", "kb:penalty"),
                    *self._of_offences(), *_in_words()]
        if name == "demands":
            return [self._held_by("article", "Article", "kb:demands", "The article that asks for it."), *_in_words()]
        return {
            "provisions": [_owner()],
            "sources": [_owner()],
            "grounds": [self._held_by("set_by", "", "kb:hasGround", "The treaty, participation or law that has it.")],
            "options": [self._held_by("article", "Article", "kb:option", "The article that leaves the option."), _adds()],
        }.get(name, [])

    def _of_offences(self) -> list[Column]:
        law = self.offences
        return [
            Column("basic", "boolean", "Whether it is the basic form, not an aggravated one.",
                   lambda r: not r.many("kb:aggravates"), required=True),
            Column("citation", "text", "The provisions it rests on, as they are cited.",
                   lambda r: joined([p.citation for p in law[r.iri].provisions]), required=True, many=True),
            Column("in_force_from", "date", "The first day on which all its provisions are known to have effect.",
                   lambda r: law[r.iri].in_force_from, required=True),
            Column("first_day_known", "boolean", "Whether that is the first day of effect, not only a day with effect.",
                   lambda r: all(p.start_known for p in law[r.iri].provisions), required=True),
            Column("in_force_until", "date", "The first day without effect any more; empty where none is recorded.",
                   lambda r: law[r.iri].in_force_until),
            Column("verification", "text", "How its provisions were checked: the weakest of them.",
                   lambda r: min((p.verification for p in law[r.iri].provisions), key=VERIFICATIONS.index), required=True),
            Column("url", "address", "The official address of the first text it was read from.",
                   lambda r: next((s.url for p in law[r.iri].provisions for s in p.sources), None)),
        ]

    def _held_by(self, name: str, cls: str, prop: str, about: str) -> Column:
        """A column that names the records, of one class or of any, that hold a record."""
        holders: dict[str, list[str]] = {}
        for record in self.facts.of(cls) if cls else self.facts.by_iri.values():
            for iri in record.many(prop):
                holders.setdefault(iri, []).append(record.iri)
        return Column(name, "text", about, lambda r: joined(holders.get(r.iri, []), True), many=True, names=cls)

    def _requirements(self, name: str) -> DataTable:
        """What norms require, one row for each requirement, those taken over from a basic form included."""
        of = REQUIREMENTS[name]
        rows = []
        for record in sorted(self.facts.of(KINDS[of][0]), key=lambda record: name_of(record.iri)):
            own = read_requirements(record)
            found = self.offences[record.iri].requirements if record.iri in self.offences else own
            for number, requirement in enumerate(found, 1):
                facet = self.facts.by_iri[requirement.any_of[0]].text("kb:facet")
                rows.append((name_of(record.iri), number, name_of(facet), joined(list(requirement.any_of), True),
                             number <= len(found) - len(own), requirement.note or None))
        return DataTable(name, "A requirement of a norm: all of them must be met, each by any one of its concepts.", "",
                         _requirement_columns(of), tuple(rows))


def _requirement_columns(of: str) -> tuple[Column, ...]:
    def column(*words: str, **more) -> Column:
        return Column(*words, value=lambda record: None, **more)

    return (
        column("norm", "text", "The norm that requires it.", required=True, names=KINDS[of][0]),
        column("number", "integer", "The number of the requirement within its norm, from 1.", required=True),
        column("facet", "text", "The facet that its concepts belong to.", required=True),
        column("any_of", "text", "The concepts, any one of which will do.", required=True, many=True, names="Concept"),
        column("taken_over", "boolean", "Whether it comes from the offence that the norm aggravates.", required=True),
        column("note", "text", "A doubt, a conflict of sources, a limit of the record."),
    )


def _names() -> list[Column]:
    return [Column("id", "text", "The name of the record, by which other tables name it.",
                   lambda r: name_of(r.iri), required=True),
            Column("iri", "address", "The IRI of the record.", lambda r: r.iri, required=True)]


def _owner() -> Column:
    """The jurisdiction whose own term a record is, told by its IRI."""
    return Column("jurisdiction", "text", "The jurisdiction it is recorded for; empty where it belongs to an instrument.",
                  lambda r: short(r.iri).partition(":")[0] if ":" in name_of(r.iri) else None, names="Jurisdiction")


def _in_words() -> list[Column]:
    return [
        Column("exceptions", "text", "The exceptions, in words; those of its basic form apply too.",
               lambda r: joined([node.text("rdfs:label") for node in r.many("kb:except")]), many=True),
        Column("judgements", "text", "The tests that only a court can apply; those of its basic form apply too.",
               lambda r: joined([node.text("rdfs:label") for node in r.many("kb:judgement")]), many=True),
    ]


def _adds() -> Column:
    return Column("adds", "text", "The requirements a party may add, each with its concepts, any one of which will do.",
                  lambda r: joined([" or ".join(name_of(iri) for iri in node.many("kb:anyOf"))
                                    for node in r.many("kb:addsRequirement")]), many=True)

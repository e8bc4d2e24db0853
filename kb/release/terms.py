"""The words of the ontology for readers: each with its definition, its source, its neighbours and where it is used."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from kb.graph.records import PREFIXES, XSD, Record, name_of, short
from kb.release.tables import Tables

BROADER = ("skos:broader", "rdfs:subClassOf", "rdfs:subPropertyOf")
FUNCTION = "http://www.w3.org/ns/sparql-service-description#Function"
PAGE_OF = {"owl:Class": "classes", "owl:ObjectProperty": "properties", "owl:DatatypeProperty": "properties",
           FUNCTION: "properties"}

# The rest of what is said of a term: property, and how the page calls it in one direction and the other.
RELATIONS = (
    ("kb:entails", "entails", "entailed by"),
    ("kb:dividedInto", "divided into", "a division of"),
    ("kb:concerns", "falls in the family", "concepts"),
    ("rdfs:range", "takes", "taken by"),
    ("kb:barredWhen", "applies when", "makes apply"),
    ("kb:unless", "lifted when", "lifts"),
    ("kb:requiresFact", "needs", "needed by"),
    ("kb:onlyWhen", "arises only when", "lets arise"),
    ("kb:recordedAs", "also shown by", "also shows"),
    ("skos:relatedMatch", "see also", "seen from"),
    ("dct:isReplacedBy", "replaced by", "in the place of"),
)


@dataclass
class Term:
    """A term of the ontology, or a concept that one law needs.

    Args:
        iri: its IRI.
        page: the name of the page that it stands on.
        label: what it is called.
        definition: what it means, in our own words.
        note: a doubt or a limit, if any.
        owner: the code of the jurisdiction that alone needs it, or empty.
        retired: whether it is kept only for old data.
        broader: the IRIs of the terms it is narrower than.
        sources: where the idea comes from: title, address.
        relations: how it is tied to other terms: what by, their IRIs.
        uses: where it is used: in what, the records, each as its name.
        facts: further facts in words: what, the fact.
    """

    iri: str
    page: str
    label: str
    definition: str
    note: str
    owner: str
    retired: bool
    broader: list[str]
    sources: list[tuple[str, str]]
    narrower: list[str] = field(default_factory=list)
    relations: list[tuple[str, list[str]]] = field(default_factory=list)
    uses: list[tuple[str, list[str]]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def short(self) -> str:
        return short(self.iri)

    @property
    def anchor(self) -> str:
        return self.short.replace(":", "-")

    @property
    def href(self) -> str:
        return f"{self.page}.html#{self.anchor}"


@dataclass
class Terms:
    """All terms below a folder, by IRI."""

    tables: Tables

    @cached_property
    def all(self) -> dict[str, Term]:
        records = self.tables.words.by_iri | {r.iri: r for r in self.tables.facts.of("Concept")}
        terms = {iri: self._term(record) for iri, record in records.items() if self._page(record)}
        for iri, term in terms.items():
            for above in term.broader:
                if above in terms:
                    terms[above].narrower.append(iri)
        self._relate(terms, records)
        self._use(terms)
        return terms

    def of(self, page: str) -> list[Term]:
        """Return the terms of a page: by label, those that one law alone needs behind the others."""
        found = [term for term in self.all.values() if term.page == page]
        return sorted(found, key=lambda term: (term.owner, term.label.lower(), term.iri))

    @cached_property
    def facets(self) -> list[Record]:
        return self.tables.words.of("Facet")

    @cached_property
    def lists(self) -> list[str]:
        """The IRIs of the classes whose members are listed: every class of the ontology but facets and concepts."""
        members = {cls for record in self.tables.words.by_iri.values() for cls in record.many("rdf:type")}
        kept = {PREFIXES["kb"] + "Concept", PREFIXES["kb"] + "Facet"}
        return sorted((cls for cls in members - kept if cls.startswith(PREFIXES["kb"])), key=name_of)

    def _page(self, record: Record) -> str:
        classes = [short(cls) for cls in record.many("rdf:type")]
        if "kb:Concept" in classes:
            return f"facet-{name_of(record.text('kb:facet'))}"
        if "kb:Facet" in classes:
            return f"facet-{name_of(record.iri)}"
        if any(cls in self.lists for cls in record.many("rdf:type")):
            return "lists"
        return next((PAGE_OF[cls] for cls in classes if cls in PAGE_OF), "")

    def _term(self, record: Record) -> Term:
        refs = [(iri, self.tables.facts.by_iri.get(iri)) for iri in record.many("dct:source")]
        name = name_of(record.iri)
        return Term(
            iri=record.iri,
            page=self._page(record),
            label=record.text("skos:prefLabel") or record.text("rdfs:label") or name,
            definition=record.text("skos:definition"),
            note=record.text("kb:note"),
            owner=name.partition(":")[0] if ":" in name else "",
            retired=bool(record.one("owl:deprecated", False)),
            broader=sorted(iri for prop in BROADER for iri in record.many(prop)),
            sources=[(ref.text("dct:title") if ref else name_of(iri),
                      (ref.text("rdfs:seeAlso") or ref.text("kb:url")) if ref else iri) for iri, ref in refs],
        )

    def _relate(self, terms: dict[str, Term], records: dict[str, Record]) -> None:
        """Tie terms to each other, in both directions; datatypes are told as facts."""
        for prop, there, back in RELATIONS:
            backward = defaultdict(list)
            for iri, term in terms.items():
                values = records[iri].many(prop)
                if values:
                    term.relations.append((there, sorted(values)))
                for value in values:
                    backward[value].append(iri)
            for iri, sources in backward.items():
                if iri in terms:
                    terms[iri].relations.append((back, sorted(sources)))
        for iri, term in terms.items():
            if records[iri].one("kb:amount") is not None:
                term.facts.append(("figure", f"{records[iri].one('kb:amount'):,} {records[iri].text('kb:unit')}"))
            if records[iri].many("kb:iccs"):
                term.facts.append(("ICCS code", records[iri].text("kb:iccs")))

    def _use(self, terms: dict[str, Term]) -> None:
        """Find where each term is used: classes and properties by the shapes and counts, the others by the records."""
        for shape in self.tables.shapes.by_class[PREFIXES["sh"] + "NodeShape"]:
            for part in shape.many("sh:property"):
                cls, path = PREFIXES["kb"] + name_of(shape.iri).rpartition("/")[2], part.text("sh:path")
                for one, words, other in ((path, "used by", cls), (cls, "has", path)):
                    if one in terms and other in terms:
                        terms[one].relations.append((words, [other]))
        for term in terms.values():
            term.relations = _gathered(term.relations)
        users: dict = defaultdict(lambda: defaultdict(dict))
        counts: dict[str, int] = defaultdict(int)
        for record in self.tables.facts.by_iri.values():
            kind = next((name_of(cls) for cls in record.many("rdf:type") if cls.startswith(PREFIXES["kb"])), "")
            for prop, value in _values(record):
                counts[_full(prop)] += 1
                if prop == "rdf:type" and isinstance(value, str):
                    counts[value] += 1
                elif kind and isinstance(value, str) and value in terms and record.iri not in terms:
                    users[value][kind][record.iri] = None
        for iri, term in terms.items():
            if term.page in ("classes", "properties"):
                what = "records" if term.page == "classes" else "values"
                term.facts.append((f"{what} in the data and the ontology", f"{counts[iri]:,}"))
            term.uses = [(self._called(kind, terms), sorted(map(self._named, found)))
                         for kind, found in sorted(users[iri].items())]

    def _called(self, kind: str, terms: dict[str, Term]) -> str:
        cls = terms.get(PREFIXES["kb"] + kind)
        return cls.label if cls else kind

    def _named(self, iri: str) -> str:
        """A record as a reader knows it: its jurisdiction or name, and its citation or label."""
        record = self.tables.facts.by_iri[iri]
        law = self.tables.offences.get(iri)
        words = record.text("rdfs:label") or record.text("kb:citation") or record.text("kb:lookedFor")
        return f"{name_of(iri)}: {words} ({law.citation})" if law else f"{name_of(iri)}: {words}" if words else name_of(iri)


def _full(prop: str) -> str:
    prefix, _, name = prop.partition(":")
    return PREFIXES.get(prefix, prefix + ":") + name


def _values(record: Record):
    """Every value of a record with its property, those of the nodes inside it included."""
    for prop, values in record.values.items():
        for value in values:
            yield prop, value
            if isinstance(value, Record):
                yield from _values(value)


def _gathered(relations: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for words, iris in relations:
        found.setdefault(words, []).extend(iris)
    return [(words, sorted(set(iris), key=name_of)) for words, iris in found.items()]


def plain(iri: str) -> str:
    """Return what a page calls an IRI that is no term: a datatype or a term of another vocabulary."""
    return short(iri) if not iri.startswith(XSD) else iri[len(XSD):]

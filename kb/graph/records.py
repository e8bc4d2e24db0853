"""Turtle files read into records: a node, its classes, and its values as plain Python."""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path

import pyoxigraph as ox

from kb.errors import BadRecord

BASE = "https://w3id.org/cyberlaw/"
PREFIXES = {
    "kb": BASE + "ontology#",
    "kbf": BASE + "function#",
    "c": BASE + "concept/",
    "facet": BASE + "facet/",
    "fam": BASE + "family/",
    "topic": BASE + "topic/",
    "measure": BASE + "measure/",
    "ground": BASE + "ground/",
    "term": BASE + "term/",
    "feature": BASE + "feature/",
    "inst": BASE + "instrument/",
    "t": BASE + "treaty/",
    "scenario": BASE + "scenario/",
    "ref": BASE + "reference/",
    "j": BASE + "id/",
    "inf": BASE + "inferred/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
XSD = PREFIXES["xsd"]
RDF_TYPE = PREFIXES["rdf"] + "type"
READERS = {
    XSD + "date": date.fromisoformat,
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": lambda text: text in ("true", "1"),
}
Reader = Callable[[Iterable[Path]], Iterator[tuple[Path, list]]]


@cache
def short(iri: str) -> str:
    """Return an IRI as prefix:name where a prefix is known, `uz:name` for a jurisdiction's own terms."""
    if iri.startswith(PREFIXES["j"]):
        code, _, name = iri[len(PREFIXES["j"]):].partition("/")
        return f"{code}:{name}" if name else f"j:{code}"
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start):]}"
    return iri


def name_of(iri: str) -> str:
    """Return the name a person types for a term: without prefix, save for a jurisdiction's own terms."""
    if iri.startswith(PREFIXES["j"]):
        code, _, name = iri[len(PREFIXES["j"]):].partition("/")
        return f"{code}:{name}" if name else code
    name = short(iri)
    return iri if name == iri else name.partition(":")[2] or iri


@dataclass
class Record:
    """A node of the graph: its IRI (empty for a blank node), the file it stands in, its values by property."""

    iri: str
    file: Path
    values: dict[str, list] = field(default_factory=dict)

    def many(self, prop: str) -> list:
        return self.values.get(prop, [])

    def one(self, prop: str, default=None):
        found = self.values.get(prop)
        return found[0] if found else default

    def text(self, prop: str, default: str = "") -> str:
        return str(self.one(prop, default))

    def is_a(self, cls: str) -> bool:
        return any(short(iri) == cls for iri in self.many("rdf:type"))


def _without_collector(function):
    """Let the collector of circles rest meanwhile: of the many small objects none is in one, and it looks at all often."""
    @wraps(function)
    def called(*arguments, **named):
        working = gc.isenabled()
        gc.disable()
        try:
            return function(*arguments, **named)
        finally:
            if working:
                gc.enable()

    return called


class Records:
    """The records of some files, by IRI and by class."""

    @_without_collector
    def __init__(self, files: list[Path], change: Path | None = None, law: str = "", read: Reader | None = None):
        """Read the files.

        Args:
            files: what is recorded.
            change: a file whose nodes take the place of those recorded under the same IRI.
            law: the IRI of the jurisdiction whose nodes are taken from the change; all where left out.
            read: what yields each of the files with its triples; the files of this machine are read where left out.
        """
        self.by_iri: dict[str, Record] = {}
        self.by_class: dict[str, list[Record]] = {}
        if change:
            self._read(change, triples(change), frozenset())
            self._keep_only(law)
        replaced = frozenset(self.by_iri)
        for file, found in (read or read_files)(files):
            self._read(file, found, replaced)

    def of(self, cls: str) -> list[Record]:
        return self.by_class.get(PREFIXES["kb"] + cls, [])

    def _read(self, file: Path, found: list, replaced: frozenset[str]) -> None:
        blank: dict[str, Record] = {}
        for subject, predicate, value in found:
            if subject.value in replaced:
                continue
            record = self._record(subject, file, blank)
            key = short(predicate.value)
            record.values.setdefault(key, []).append(self._value(value, file, blank))
            if predicate.value == RDF_TYPE:
                self.by_class.setdefault(value.value, []).append(record)

    def _keep_only(self, law: str) -> None:
        """Forget the nodes of other jurisdictions."""
        strangers = {iri for iri, r in self.by_iri.items() if law and r.one("kb:jurisdiction", law) != law}
        self.by_iri = {iri: record for iri, record in self.by_iri.items() if iri not in strangers}
        self.by_class = {cls: [r for r in found if r.iri not in strangers] for cls, found in self.by_class.items()}

    def _record(self, node, file: Path, blank: dict[str, Record]) -> Record:
        if isinstance(node, ox.BlankNode):
            return blank.setdefault(node.value, Record("", file))
        if node.value not in self.by_iri:
            self.by_iri[node.value] = Record(node.value, file)
        return self.by_iri[node.value]

    def _value(self, node, file: Path, blank: dict[str, Record]):
        if isinstance(node, ox.NamedNode):
            return node.value
        if isinstance(node, ox.BlankNode):
            return self._record(node, file, blank)
        try:
            return READERS.get(node.datatype.value, str)(node.value)
        except (ValueError, ArithmeticError) as fault:
            raise BadRecord(str(file), f"{node.value!r} is not a value of {short(node.datatype.value)}",
                            "Correct the value; `kb check` names the record.") from fault


def read_files(files: Iterable[Path]) -> Iterator[tuple[Path, list]]:
    """Yield each of some Turtle files with its triples; BadRecord as `triples` raises it."""
    return ((file, triples(file)) for file in files)


def triples(file: Path) -> list:
    """Return the triples of a Turtle file, or of all graphs of an N-Quads file (`.nq`), as (subject, predicate, object).

    Raises:
        BadRecord: the file is missing or is not what its name says; the message names the line.
    """
    form = ox.RdfFormat.N_QUADS if file.suffix == ".nq" else ox.RdfFormat.TURTLE
    if not file.is_file():
        remedy = "There is no regular file there: look at the path."
        remedy = "That is a folder: name a file in it." if file.is_dir() else remedy
        raise BadRecord(str(file), "the file cannot be read", remedy)
    try:
        return [(t.subject, t.predicate, t.object) for t in ox.parse(path=str(file), format=form)]
    except OSError as fault:
        raise BadRecord(str(file), "the file cannot be read", f"{fault.strerror}: look at the path.") from fault
    except (SyntaxError, ValueError, RecursionError) as fault:
        line = getattr(fault, "lineno", None)
        where = f"{file}, line {line}" if line else str(file)
        raise BadRecord(where, f"this is not {form.name} ({getattr(fault, 'msg', fault)})",
                        "Correct the syntax near that line.") from fault

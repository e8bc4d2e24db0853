"""Checks of the records: SHACL shapes for one node, one-fault queries across nodes; findings with file and remedy."""

import logging
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from kb.graph.laid import laid_over, repealed, says_something_new
from kb.graph.paths import turtle_files
from kb.graph.records import PREFIXES, RDF_TYPE, short, triples

logging.getLogger("rdflib.term").setLevel(logging.ERROR)
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = "shapes.ttl"
LAW = ("jurisdictions", "instruments", "treaties")


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it stands, what is wrong, what to do."""

    file: str
    line: int
    node: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.node}: {self.what} {self.remedy}".strip()


@dataclass
class Checked:
    """Files with everything that they refer to, and where each node stands."""

    folder: Path
    graph: Graph
    store: ox.Store
    home: dict[str, Path]

    def finding(self, node: str, what: str, remedy: str) -> Finding | None:
        """A finding at a node, or None where the node stands in no file."""
        file = self.home.get(node)
        return Finding(_shown(file, self.folder), _line(file, node), short(node), what, remedy) if file else None


def check(folder: Path, files: list[Path] | None = None) -> list[Finding]:
    """Return the faults of some files, or of everything below a folder.

    A file outside the records is a change or a draft: it is checked as `kb whatif` lays it over them, and what it makes
    faulty in the records is told as well.

    Args:
        folder: where `ontology/` and `data/` lie.
        files: the files to check, in the data or outside them; all that lie below the folder where left out, so that an
            ontology that a world of its own borrows by a link is not.

    Raises:
        BadRecord: a file is not Turtle; the message names the line.
    """
    places = [file.resolve() for part in ("ontology", "data") for file in turtle_files(folder / part)]
    below = [file for file in places if file.is_relative_to(folder.resolve())]
    asked = [file.resolve() for file in files] if files else below
    changes = {file: triples(file) for file in asked if file not in places}
    first = sorted(places, key=lambda file: file not in asked)  # where two files tell of a node it stands in the asked one
    recorded = {file: triples(file) for file in first if file.name != SHAPES}
    found = _findings(folder.resolve(), laid_over(recorded, changes)) | _of_nothing(folder.resolve(), recorded, changes)
    wanted = {_shown(file, folder.resolve()) for file in asked}
    own = {finding for finding in found if finding.file in wanted}
    caused = found - own if changes else set()
    if caused:
        caused -= _findings(folder.resolve(), recorded)
    return sorted(own | {replace(finding, what=f"with the change, {finding.what}") for finding in caused})


def changing_nothing(folder: Path, files: list[Path]) -> list[Path]:
    """Return those of some files outside the records that describe nothing, or only what is recorded as it is.

    Args:
        folder: where `ontology/` and `data/` lie.
        files: the files, as `check` takes them.

    Raises:
        BadRecord: a file is not Turtle; the message names the line.
    """
    places = [file.resolve() for part in ("ontology", "data") for file in turtle_files(folder / part)]
    asked = [file for file in files if file.resolve() not in places]
    recorded = {file: triples(file) for file in places} if asked else {}
    return [file for file in asked if not says_something_new(recorded, triples(file))]


def _findings(folder: Path, files: dict[Path, list]) -> set[Finding]:
    """Every fault of some files."""
    checked = _load(folder, files)
    return set(_shapes(checked)) | set(_queries(checked))


def _of_nothing(folder: Path, recorded: dict[Path, list], changes: dict[Path, list]) -> set[Finding]:
    """The nodes that a change takes away and that are no record of a law."""
    files = [file.resolve() for part in LAW for file in turtle_files(folder / "data" / part)]
    of_law = {s for file in files for s, p, o in recorded[file]
              if p.value == RDF_TYPE and o.value != PREFIXES["kb"] + "Jurisdiction"}
    return {
        Finding(_shown(file, folder), _line(file, node.value), short(node.value),
                "it cannot be repealed: nothing of a law is recorded under it.", "See `kb show` for what is recorded.")
        for file, found in changes.items() for node in repealed({file: found}) - of_law
    }


def _shown(file: Path, folder: Path) -> str:
    return str(file.relative_to(folder) if file.is_relative_to(folder) else file)


def _load(folder: Path, files: dict[Path, list]) -> Checked:
    graph, store, home = Graph(), ox.Store(), {}
    for file, found in files.items():
        store.extend(ox.Quad(s, p, o, ox.NamedNode(file.as_uri())) for s, p, o in found)
        graph.parse(data=ox.serialize((ox.Triple(*triple) for triple in found), format=ox.RdfFormat.N_TRIPLES), format="nt")
        for subject, predicate, _ in found:
            if isinstance(subject, ox.NamedNode) and (predicate.value == RDF_TYPE or subject.value not in home):
                home.setdefault(subject.value, file)
    return Checked(folder, graph, store, home)


def _shapes(checked: Checked) -> list[Finding]:
    shapes = Graph().parse(checked.folder / "ontology" / SHAPES)
    _, report, _ = pyshacl.validate(checked.graph, shacl_graph=shapes, inplace=True)
    findings = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node = _named(report.value(result, SH.focusNode), checked.graph)
        findings += [checked.finding(node, what, remedy) for what, remedy in _words(report, result)]
    return [finding for finding in findings if finding]


def _words(report: Graph, result) -> list[tuple[str, str]]:
    """What is wrong at a result of the validation, with the remedy: of a node within the node, the faults inside."""
    inside = [words for part in report.objects(result, SH.detail) for words in _words(report, part)]
    return inside or [_own_words(report, result)]


def _own_words(report: Graph, result) -> tuple[str, str]:
    message = str(report.value(result, SH.resultMessage))
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    if report.value(result, SH.sourceConstraintComponent) == SH.ClosedConstraintComponent:
        return f"the property {short(str(path))} is not known here.", "Compare its spelling with the ontology."
    if isinstance(value, URIRef):
        return f"{short(str(path))} {short(str(value))} is wrong.", message
    if isinstance(value, Literal):
        kind = f"^^{short(str(value.datatype))}" if value.datatype else ""
        return f'{short(str(path))} "{value}"{kind} is wrong.', message
    return f"{short(str(path))} is wrong or missing." if path else "the record is wrong.", message


def _named(node, graph: Graph) -> str:
    """The IRI of the record that a node stands in: a blank node's nearest named holder."""
    while isinstance(node, BNode):
        node = next(graph.subjects(None, node), URIRef(""))
    return str(node)


def _queries(checked: Checked) -> list[Finding]:
    findings = []
    for file in sorted((checked.folder / "ontology" / "checks").glob("*.rq")):
        text = file.read_text()
        what, remedy = (line.removeprefix("# ") for line in text.splitlines()[:2])
        for row in checked.store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True):
            node = _holder(row["node"], checked.store)
            detail = short(row["detail"].value)
            findings.append(checked.finding(node, f"{what.rstrip('.')}: {detail}.", remedy))
    return [finding for finding in findings if finding]


def _holder(node, store: ox.Store) -> str:
    while isinstance(node, ox.BlankNode):
        node = next((quad.subject for quad in store.quads_for_pattern(None, None, node)), ox.NamedNode("urn:nowhere"))
    return node.value


def _line(file: Path, node: str) -> int:
    """The line a node's block starts at: where its name begins a line, or else stands first."""
    name = re.escape(node.rstrip("/").rpartition("/")[2].rpartition("#")[2])
    text = file.read_text()
    named = rf"(?:[\w-]*:|<\S*[/#]){name}(?:>|(?![\w-]))"
    found = re.search(rf"^\s*{named}\s+(?!\.)", text, re.MULTILINE) or re.search(named, text)
    return text.count("\n", 0, found.end()) + 1 if found else 1

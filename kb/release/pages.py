"""The pages on the words: every term of the ontology, with drawings; nothing is fetched from elsewhere."""

from collections import Counter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb.graph.about import read_about
from kb.graph.records import PREFIXES, name_of, short
from kb.release.diagram import Edge, Node, boxes, tree
from kb.release.tables import Tables
from kb.release.terms import Term, Terms, plain

HERE = Path(__file__).parent

# What nearly every record refers to, told by a mark in the box instead of a line.
MARKS = {"Jurisdiction": "law", "Provision": "provision", "Source": "source"}


def ontology_pages(folder: Path) -> dict[str, bytes]:
    """Return the pages by their names, with each drawing also as a file of its own.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: a file cannot be read, or the data set is not described.
    """
    about, terms = read_about(folder), Terms(Tables(folder))
    drawings = {"classes": _classes(terms)}
    titles = {"index": "The words", "classes": "Classes", "properties": "Properties and functions", "lists": "Lists"}
    for facet in terms.facets:
        page = f"facet-{name_of(facet.iri)}"
        titles[page] = f"Facet: {facet.text('skos:prefLabel')}"
        drawings[page] = _concepts(terms, page, titles[page])
    titles |= {"sources": "Where the ideas come from", "terms": "All terms"}
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template("page.html")
    common = {"about": about, "titles": titles, "style": (HERE / "page.css").read_text(), "all": terms.all, "plain": plain,
              "counts": Counter(term.page for term in terms.all.values())}
    pages = {}
    for page, title in titles.items():
        drawing = drawings.get("classes" if page == "index" else page)
        text = template.render(page=page, title=title, groups=_groups(terms, page, terms.of(page)), drawing=drawing,
                               sources=_sources(terms) if page == "sources" else [], **common)
        pages[f"{page}.html"] = text.encode()
    return pages | {f"{name}.svg": drawing.encode() for name, drawing in drawings.items()}


def _groups(terms: Terms, page: str, found: list[Term]) -> list[tuple[str, str, list[Term]]]:
    """The terms of a page in groups: heading, what the group is, the terms."""
    if page == "lists":
        by_class = {cls: [terms.all[r.iri] for r in terms.tables.words.by_class[cls]] for cls in terms.lists}
        return [(terms.all[cls].label, terms.all[cls].definition, sorted(some, key=lambda t: t.label))
                for cls, some in by_class.items()]
    if page == "terms":
        return [("", "", sorted(terms.all.values(), key=lambda t: (t.label.lower(), t.iri)))]
    names = {r.text("kb:code"): r.text("rdfs:label") for r in terms.tables.facts.of("Jurisdiction")}
    shared = [term for term in found if not term.owner]
    owners = dict.fromkeys(term.owner for term in found if term.owner)
    groups = [("", "", shared)]
    return groups + [(f"Needed by one law: {names.get(owner, owner)}", "", [t for t in found if t.owner == owner])
                     for owner in owners]


def _concepts(terms: Terms, page: str, title: str) -> str:
    """The drawing of a facet's concepts; those that one law alone needs are counted, not drawn."""
    found = [term for term in terms.of(page) if not term.owner and not term.retired and not term.short.startswith("facet:")]
    ids = {term.iri for term in found}
    nodes = []
    for term in found:
        own = sum(terms.all[iri].owner != "" for iri in term.narrower)
        nodes.append(Node(term.iri, term.label + (f"  +{own}" if own else ""), f"#{term.anchor}", title=term.definition))
    return tree(nodes, {term.iri: [iri for iri in term.broader if iri in ids] for term in found}, title)


def _classes(terms: Terms) -> str:
    """The drawing of the classes that records are of, as their shapes tie them."""
    shapes = terms.tables.shapes.by_class[PREFIXES["sh"] + "NodeShape"]
    marks: dict[str, list[str]] = {}
    ties: dict[tuple[str, str], list[str]] = {}
    for shape in shapes:
        start = name_of(shape.iri).rpartition("/")[2]
        marks.setdefault(start, [])
        for part in shape.many("sh:property"):
            end = name_of(part.text("sh:class")) or part.text("sh:node").rpartition("/")[2]
            if end in MARKS:
                marks[start].append(MARKS[end])
            elif end and PREFIXES["kb"] + end not in _small(terms):
                ties.setdefault((start, end), []).append(short(part.text("sh:path")))
    names = dict.fromkeys([*marks, *(end for _, end in ties)])
    described = {name: terms.all[PREFIXES["kb"] + name] for name in names}
    edges = [Edge(start, end, ", ".join(props)) for (start, end), props in ties.items()]
    edges += [Edge(name, above, "is a kind of", also=True) for name, term in described.items()
              for above in names if PREFIXES["kb"] + above in term.broader]
    nodes = [Node(name, term.label, term.href, ", ".join(dict.fromkeys(marks.get(name, []))), term.definition)
             for name, term in described.items()]
    return boxes(nodes, edges, "What the records are, and what they refer to")


def _small(terms: Terms) -> set[str]:
    """The classes of a handful of values, which are lists and no records: the drawing would drown in them."""
    drawn = {"Family", "Topic", "Measure", "GroundKind", "Facet", "Role"}
    return {cls for cls in terms.lists if name_of(cls) not in drawn}


def _sources(terms: Terms) -> list[tuple[str, str, list[Term]]]:
    """Where ideas come from: title, address, the terms; those with most terms first."""
    found: dict[tuple[str, str], list[Term]] = {}
    for term in terms.all.values():
        for source in term.sources:
            found.setdefault(source, []).append(term)
    rows = [(title, url, sorted(some, key=lambda t: t.label.lower())) for (title, url), some in found.items()]
    return sorted(rows, key=lambda row: (-len(row[2]), row[0]))

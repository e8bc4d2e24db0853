"""The columns of the tables, taken from the shapes that records are held to and the definitions of the ontology."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kb.graph.records import PREFIXES, XSD, Record, Records, name_of, short

Cell = str | int | bool | Decimal | date | None

# What stands between the values of a column that can have more than one.
BETWEEN = " | "

# Kinds of column by the datatype that the shape asks for; a column of anything else holds text.
KINDS = {XSD + "date": "date", XSD + "integer": "integer", XSD + "boolean": "boolean", XSD + "anyURI": "address"}

# Properties of other vocabularies: the name of the column, and what it holds.
BORROWED = {
    "rdfs:label": ("label", "A short label, in our own words."),
    "skos:prefLabel": ("label", "A short label, in our own words."),
    "skos:definition": ("definition", "The definition, in our own words."),
    "skos:broader": ("broader", "The concepts that this one is narrower than."),
    "skos:notation": ("notation", "The name it is asked by on the command line."),
    "skos:exactMatch": ("exact_match", "The same thing in another vocabulary."),
    "dct:title": ("title", "The title of the text."),
    "dct:publisher": ("publisher", "Who publishes the text."),
    "dct:language": ("language", "The language of the text that was read, as a BCP 47 tag."),
    "dct:source": ("idea_from", "Where the idea of the term comes from."),
    "dct:isReplacedBy": ("replaced_by", "The term that takes the place of a retired one."),
    "owl:deprecated": ("retired", "Whether the term is retired."),
}
UNITS = {
    "kb:maximumMonths": "month", "kb:minimumMonths": "month", "kb:leastMaximumMonths": "month", "kb:months": "month",
    "kb:fineMaximum": "as in fine_unit", "kb:amount": "as in unit",
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: the heading.
        kind: `text`, `address`, `date`, `integer`, `number` or `boolean`.
        about: what the cells hold.
        value: reads a cell from a record.
        unit: the unit of the figures, empty where they have none.
        required: whether every row has a value.
        many: whether a cell can hold more values than one, with `BETWEEN` between them.
        names: the class whose records the cells name by their ids, empty where they name none.
    """

    name: str
    kind: str
    about: str
    value: Callable[[Record], Any]
    unit: str = ""
    required: bool = False
    many: bool = False
    names: str = ""


def column_name(prop: str) -> str:
    """Return the heading for a property: `inForceFrom` becomes `in_force_from`."""
    if prop in BORROWED:
        return BORROWED[prop][0]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", prop.partition(":")[2]).lower()


def joined(values: list, names: bool = False) -> Cell:
    """Return what a cell holds for the values of a property: one as it is, more than one as text."""
    found = [name_of(value) if names else value for value in values]
    if len(found) > 1:
        return BETWEEN.join(sorted(str(value) for value in found)) if names else BETWEEN.join(str(v) for v in found)
    return found[0] if found and found[0] != "" else None


def shape_columns(shapes: Records, words: Records, name: str, inside: str = "") -> list[Column]:
    """Return a column for each property that a shape allows, save those whose values are nodes of their own.

    Args:
        shapes: the records of the shapes.
        words: the records of the ontology, for the definitions.
        name: the name of the shape, which is that of the class whose records it is for.
        inside: the property by which a record holds the node that the shape is for, where it is not the record itself.
    """
    shape = next(r for r in shapes.by_class[PREFIXES["sh"] + "NodeShape"] if name_of(r.iri).endswith("/" + name))
    parts = [part for part in shape.many("sh:property") if not part.many("sh:node")]
    return [_column(part, words, inside) for part in parts]


def _column(part: Record, words: Records, inside: str) -> Column:
    path = part.text("sh:path")
    prop, datatype, cls = short(path), part.text("sh:datatype"), part.text("sh:class")
    about = BORROWED[prop][1] if prop in BORROWED else words.by_iri[path].text("skos:definition")
    is_name = bool(cls) or part.text("sh:nodeKind") == PREFIXES["sh"] + "IRI"
    kind = "text" if is_name else "number" if part.many("sh:or") else KINDS.get(datatype, "text")

    def value(record: Record) -> Cell:
        node = record.one(inside) if inside else record
        return joined(node.many(prop), is_name) if node else None

    return Column(
        name=f"{column_name(inside)}_{column_name(prop)}" if inside and prop == "kb:note" else column_name(prop),
        kind=kind,
        about=about,
        value=value,
        unit=UNITS.get(prop, ""),
        required=part.one("sh:minCount", 0) > 0,
        many=part.one("sh:maxCount") != 1 and kind == "text",
        names=name_of(cls) if cls else "",
    )

"""The four result formats of SPARQL 1.1 for tables, written row by row so that a table can end after any row.

`columns` makes of the names of the columns what `row` takes with the values of each row.
"""

import csv
import io
import json
from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
# What XML 1.0 cannot carry at all.
NOT_XML = {code: "\ufffd" for code in [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]}
SPARQL_RESULTS = "http://www.w3.org/2005/sparql-results#"


class Json:
    """application/sparql-results+json"""

    between = ","

    def start(self, names: list[str]) -> str:
        return json.dumps({"head": {"vars": names}})[:-1] + ', "results": {"bindings": ['

    def columns(self, names: list[str]) -> list[str]:
        return [f"{quoted(name)}: " for name in names]

    def row(self, columns: list[str], values: Iterable) -> str:
        cells = [name + _json(value) for name, value in zip(columns, values, strict=True) if value is not None]
        return "\n{" + ", ".join(cells) + "}"

    def end(self) -> str:
        return "\n]}}\n"

    def truth(self, value: bool) -> str:
        return json.dumps({"head": {}, "boolean": value}) + "\n"


class Xml:
    """application/sparql-results+xml"""

    between = ""
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="{SPARQL_RESULTS}">'

    def start(self, names: list[str]) -> str:
        return self.opening + "<head>" + "".join(f"<variable name={_quoted(name)}/>" for name in names) + "</head><results>"

    def columns(self, names: list[str]) -> list[str]:
        return [f"<binding name={_quoted(name)}>" for name in names]

    def row(self, columns: list[str], values: Iterable) -> str:
        found = [f"{opening}{_xml(value)}</binding>"
                 for opening, value in zip(columns, values, strict=True) if value is not None]
        return f"\n<result>{''.join(found)}</result>"

    def end(self) -> str:
        return "\n</results></sparql>\n"

    def truth(self, value: bool) -> str:
        return f"{self.opening}<head/><boolean>{str(value).lower()}</boolean></sparql>\n"


class Csv:
    """text/csv: bare values, as SPARQL 1.1 lays down; an IRI and a text with the same letters look the same."""

    between = ""

    def start(self, names: list[str]) -> str:
        return _comma_separated(names)

    def columns(self, names: list[str]) -> list[str]:
        return names

    def row(self, columns: list[str], values: Iterable) -> str:
        return _comma_separated([_bare(value) for value in values])

    def end(self) -> str:
        return ""

    def truth(self, value: bool) -> str:
        return str(value).lower() + "\r\n"


class Tsv:
    """text/tab-separated-values: terms as they are written in Turtle."""

    between = ""

    def start(self, names: list[str]) -> str:
        return "\t".join(f"?{name}" for name in names) + "\n"

    def columns(self, names: list[str]) -> list[str]:
        return names

    def row(self, columns: list[str], values: Iterable) -> str:
        return "\t".join("" if value is None else str(value) for value in values) + "\n"

    def end(self) -> str:
        return ""

    def truth(self, value: bool) -> str:
        return str(value).lower() + "\n"


def _comma_separated(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _bare(value) -> str:
    if isinstance(value, ox.BlankNode | ox.Triple):
        return str(value)
    return "" if value is None else value.value


def _json(value) -> str:
    """A term as JSON, put together from texts: that takes a fourth of the time of an encoder, and there are many terms."""
    if isinstance(value, ox.Literal):
        text = quoted(value.value)
        if language := value.language:
            return f'{{"type": "literal", "value": {text}, "xml:lang": {quoted(language)}}}'
        kind = value.datatype.value
        if kind == XSD_STRING:
            return f'{{"type": "literal", "value": {text}}}'
        return f'{{"type": "literal", "value": {text}, "datatype": {quoted(kind)}}}'
    if isinstance(value, ox.NamedNode):
        return f'{{"type": "uri", "value": {quoted(value.value)}}}'
    if isinstance(value, ox.BlankNode):
        return f'{{"type": "bnode", "value": {quoted(value.value)}}}'
    parts = {"subject": value.subject, "predicate": value.predicate, "object": value.object}
    inside = ", ".join(f'"{name}": {_json(part)}' for name, part in parts.items())
    return f'{{"type": "triple", "value": {{{inside}}}}}'


def _xml(value) -> str:
    if isinstance(value, ox.NamedNode):
        return f"<uri>{_text(value.value)}</uri>"
    if isinstance(value, ox.BlankNode):
        return f"<bnode>{_text(value.value)}</bnode>"
    if isinstance(value, ox.Triple):
        parts = {"subject": value.subject, "predicate": value.predicate, "object": value.object}
        return "<triple>" + "".join(f"<{name}>{_xml(part)}</{name}>" for name, part in parts.items()) + "</triple>"
    kind = f" xml:lang={_quoted(value.language)}" if value.language else ""
    if not kind and value.datatype.value != XSD_STRING:
        kind = f" datatype={_quoted(value.datatype.value)}"
    return f"<literal{kind}>{_text(value.value)}</literal>"


def _text(text: str) -> str:
    return escape(text.translate(NOT_XML), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(text.translate(NOT_XML))

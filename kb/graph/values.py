"""The answer to a query as plain values of Python; nothing of RDF is seen outside."""

from collections.abc import Callable
from datetime import date, datetime

import pyoxigraph as ox

from kb.errors import BadQuestion
from kb.graph.plain import Iri
from kb.graph.records import PREFIXES, XSD

WHOLE_NUMBERS = ("integer", "nonNegativeInteger", "positiveInteger", "long", "int", "short", "byte")
READ: dict[str, Callable] = {
    **{XSD + name: int for name in WHOLE_NUMBERS}, **{XSD + name: float for name in ("decimal", "double", "float")},
    XSD + "boolean": lambda word: word in ("true", "1"), XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}

Row = dict[str, "str | int | float | bool | date | datetime | None"]


def plain(answer) -> list[Row] | bool | str:
    """Return the rows of a SELECT query, the truth of an ASK query, or the Turtle of a CONSTRUCT or DESCRIBE query.

    A row has each variable of the query, None where it is not bound. An IRI is an `Iri`, which is a text; of a text its
    language is left out; a number, truth, day or time is Python's own, and a text where Python has none for it.

    Args:
        answer: what `kb.graph.store.ask` returned.

    Raises:
        BadQuestion: the engine failed while it was working.
    """
    try:
        if isinstance(answer, ox.QueryTriples):
            return ox.serialize(answer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES).decode()
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        names = [variable.value for variable in answer.variables]
        return [{name: _value(term) for name, term in zip(names, row, strict=True)} for row in answer]
    except (OSError, RuntimeError, ValueError) as fault:
        raise BadQuestion(f"the query cannot be answered: {fault}") from fault


def _value(term):
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    try:
        return READ.get(term.datatype.value, str)(term.value)
    except ValueError:
        return term.value

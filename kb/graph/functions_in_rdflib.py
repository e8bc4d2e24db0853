"""Functions of ours inside the queries of rdflib, for whoever asks a graph of their own from Python."""

from collections.abc import Callable, Mapping

from rdflib import Literal, URIRef
from rdflib.plugins.sparql.operators import register_custom_function
from rdflib.plugins.sparql.sparql import SPARQLError

from kb.errors import KbError
from kb.graph.functions import START


def register(functions: Mapping[str, Callable[..., str]]) -> None:
    """Make functions known to rdflib, in the place of those registered before; where one cannot answer it is an error there.

    Args:
        functions: by name; they take texts and return a text. An IRI is given in full, a literal as its value.
    """
    for name, function in functions.items():
        register_custom_function(URIRef(START + name), _taking_terms(function), override=True)


def _taking_terms(function: Callable[..., str]) -> Callable[..., Literal]:
    def called(*terms):
        try:
            return Literal(function(*map(str, terms)))
        except (KbError, TypeError) as fault:
            raise SPARQLError(str(fault)) from fault

    return called

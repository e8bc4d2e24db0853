"""Functions of ours inside a SPARQL query: terms in, a word out; where one cannot answer it gives nothing and says why."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache

import pyoxigraph as ox

from kb.errors import KbError
from kb.graph.records import PREFIXES

START = PREFIXES["kbf"]


def used_in(query: str) -> bool:
    """Whether a query may use a function of ours; where it does not, none need be made ready."""
    return START in query or "kbf:" in query


class Custom:
    """Functions by name, as Oxigraph takes them, with what went wrong while a query used them."""

    def __init__(self, functions: Mapping[str, Callable[..., str]]):
        """Make them ready for one query.

        Args:
            functions: by name; they take texts and return a text. An IRI is given in full, a literal as its value.
        """
        self.faults: list[str] = []
        self.by_iri = {ox.NamedNode(START + name): self._taking_terms(name, one) for name, one in functions.items()}

    def _taking_terms(self, name: str, function: Callable[..., str]):
        # Read when it is first called: reading it takes longer than a light query, and few queries call a function.
        takes = cache(lambda: inspect.signature(function))

        def called(*terms):
            try:
                given = takes().bind(*(term.value for term in terms))
            except (TypeError, AttributeError):
                wanted = ", ".join(f"?{parameter}" for parameter in takes().parameters)
                return self._fails(name, f"it takes ({wanted}), IRIs or literals.")
            try:
                return ox.Literal(function(*given.args))
            except KbError as fault:
                return self._fails(name, str(fault))
            except Exception as fault:  # the engine would pass over it in silence
                return self._fails(name, f"a fault of ours, please report it with the query: {fault!r}")

        return called

    def _fails(self, name: str, words: str) -> None:
        """Say so once; in the query the value is then unbound, as SPARQL has it for an error."""
        words = f"kbf:{name}: {words}"
        if words not in self.faults:
            self.faults.append(words)

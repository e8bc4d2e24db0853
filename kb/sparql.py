"""The library as programs open it: all its questions, and SPARQL over what is recorded and what is concluded."""

import warnings
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path

from kb.errors import BadQuestion
from kb.functions import LawFunctions
from kb.graph.functions import Custom, used_in
from kb.graph.source import open_source
from kb.graph.store import ask
from kb.graph.stores import runs_functions, store_of
from kb.graph.values import Row, plain
from kb.inferences import days_concluded, open_inferred_store
from kb.library import Library
from kb.limits import MOST_STORES


class SparqlLibrary(Library):
    """The recorded law of one source, the questions that can be asked of it, and its graphs for queries."""

    def sparql(self, query: str, on: date | None = None, facts_only: bool = False) -> list[Row] | bool | str:
        """Answer a SPARQL query over facts and conclusions, as `kb sparql` does.

        The project's prefixes need not be written; where a function of ours cannot answer, a warning says why.

        Args:
            query: the text of a query.
            on: the day of the conclusions; today, if left out.
            facts_only: leave out what the engine concludes, which takes longer.

        Returns:
            the rows of a SELECT query, each a dict by the names of its variables (`kb.graph.values.plain` says how);
            the truth of an ASK query; the Turtle of a CONSTRUCT or DESCRIBE query.

        Raises:
            BadQuestion: the query is not SPARQL, is an update, or would call out; the records are on a server, and another
                day than that of its conclusions, or facts alone, are asked for; or a change is laid over the law, which
                the graphs do not have.
        """
        answer, custom = self.ask(query, on, facts_only)
        found = plain(answer)
        for fault in custom.faults:
            warnings.warn(fault, stacklevel=2)
        return found

    def ask(self, query: str, on: date | None = None, facts_only: bool = False) -> tuple[object, Custom]:
        """Ask as `sparql` does; return the engine's answer and the functions, which collect faults while it is read."""
        if not isinstance(query, str) or not (on is None or isinstance(on, date)):
            raise BadQuestion("a query is a text, and the day of the conclusions a date: sparql(\"SELECT …\", "
                              "on=date(2026, 11, 1)).")
        embedded = runs_functions(self.source)
        if self.change:
            raise BadQuestion("a query sees recorded law, and a change is not recorded: ask without the change.")
        concluded = embedded and not facts_only
        store = self._concluded(on or date.today()) if concluded else self._recorded
        custom = Custom(self._functions if embedded and used_in(query) else {})
        if not embedded:
            custom.faults += _what_it_holds(store, on, facts_only)
        return ask(store, query, custom=custom), custom

    @cached_property
    def _concluded(self):
        return lru_cache(MOST_STORES)(partial(open_inferred_store, self))

    @cached_property
    def _recorded(self):
        return store_of(self.source)

    @cached_property
    def _functions(self) -> dict:
        return LawFunctions(self).by_name()


def _what_it_holds(store, on: date | None, facts_only: bool) -> list[str]:
    """What to say where the conclusions that a server holds are not those of today.

    Raises:
        BadQuestion: a day is asked for, and they are of another; or facts alone, and it holds conclusions.
    """
    held = days_concluded(store)
    if facts_only and held:
        raise BadQuestion("the server holds the conclusions beside the facts: leave out --facts-only.")
    if facts_only or held == [on or date.today()]:
        return []
    told = f"the server holds the engine's conclusions of {' and '.join(map(str, held)) or 'no day, only facts'}"
    if on:
        raise BadQuestion(f"{told}, not of {on}: load it for that day (kb load URL --on {on}), or ask the embedded "
                          "data, with KB_STORE empty.")
    return [f"{told}, not of today."]


def open_library(place: Path | str | None = None) -> SparqlLibrary:
    """Open the recorded law as `kb.library.open_library` does, with the same argument and errors, for SPARQL too."""
    return SparqlLibrary(open_source(place))

"""Questions as functions inside a query (criminal there, in both, extraditable); each gives a verdict as a word."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from importlib import import_module

from kb.elements.compiled import compile_act
from kb.errors import BadDate, BadQuestion, UnknownName
from kb.graph.records import name_of
from kb.law.scenarios import Act
from kb.library import Library
from kb.limits import MOST_REMEMBERED
from kb.questions.extradite import Request, World, answer_only
from kb.reasons.verdicts import Verdict, least

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")


class LawFunctions:
    """The functions over one library; whatever they need is read when this is made, and verdicts are remembered.

    An argument is the IRI or the name of a scenario, the IRI or the code of a jurisdiction, or a day.
    """

    def __init__(self, library: Library):
        self.library = library
        books = {code: library.book(code) for code in library.codes}
        self.world = World(books, library.vocabulary, library.treaties, library.no_treaty, library.articles)
        self.acts = library.scenarios
        self._judge = lru_cache(MOST_REMEMBERED)(self._judged)
        self._by_doctrine = lru_cache(MOST_REMEMBERED)(self._judged_by_doctrine)
        self._extradite = lru_cache(MOST_REMEMBERED)(self._extradited)

    def by_name(self) -> dict[str, Callable[..., str]]:
        """The functions by the names they have in a query."""
        return {"criminal": self.criminal, "doubleCriminal": self.double_criminal, "extraditable": self.extraditable}

    def criminal(self, act: str, jurisdiction: str, day: str) -> str:
        """Is the act criminal in a jurisdiction by the law of a day.

        Raises:
            UnknownName, BadDate: an argument names nothing recorded, or no day.
        """
        return self._judge(self._act(act), self._code(jurisdiction), _day(day)).value

    def double_criminal(self, act: str, requested: str, requesting: str, day: str) -> str:
        """Is the act criminal in both, for the requested state in the manner of its doctrine.

        Raises:
            UnknownName, BadDate: an argument names nothing recorded, or no day.
        """
        name, on = self._act(act), _day(day)
        asked = self._by_doctrine(name, self._code(requested), on)
        return least((asked, self._judge(name, self._code(requesting), on))).value

    def extraditable(self, act: str, requested: str, requesting: str, day: str, nationality: str = "") -> str:
        """Can a suspect who is in the requested state be extradited to the requesting one, act and request on one day.

        Raises:
            UnknownName, BadDate: an argument names nothing recorded, or no day.
            BadQuestion: the two states are the same.
        """
        codes = self._code(requested), self._code(requesting)
        if codes[0] == codes[1]:
            raise BadQuestion(f"extradition from {codes[0]} to {codes[1]}: it needs two states.")
        return self._extradite(self._act(act), *codes, _day(day), self._code(nationality) if nationality else "").value

    def _judged(self, name: str, code: str, on: date) -> Verdict:
        book = self.world.books[code]
        return book.verdict(compile_act(self.acts[name], book.vocabulary), on)

    def _judged_by_doctrine(self, name: str, code: str, on: date) -> Verdict:
        return self.world.judgements.by_doctrine(self.acts[name], self.world.books[code], on, on).verdict

    def _extradited(self, name: str, requested: str, requesting: str, on: date, nationality: str) -> Verdict:
        act: Act = self.acts[name]
        nationalities = frozenset({nationality} - {""})
        return answer_only(Request(act, requested, requesting, nationalities, on, on), self.world).verdict

    def _act(self, word: str) -> str:
        name = name_of(word)
        if name not in self.acts:
            raise UnknownName("scenario", word, list(self.acts), "kb list scenarios")
        return name

    def _code(self, word: str) -> str:
        code = name_of(word).lower()
        if code not in self.world.books:
            raise UnknownName("jurisdiction", word, list(self.world.books), "kb list jurisdictions")
        return code


def use_in_rdflib(library: Library) -> None:
    """Make the functions known to rdflib, so that any graph of this process can be asked with them.

    Args:
        library: the recorded law that the functions ask.
    """
    import_module("kb.graph.functions_in_rdflib").register(LawFunctions(library).by_name())


def _day(word: str) -> date:
    """The day that an xsd:date names; its time zone, where it has one, says nothing of the law."""
    found = DAY.fullmatch(word)
    try:
        return date.fromisoformat(found[1] if found else word)
    except ValueError as fault:
        raise BadDate(word) from fault

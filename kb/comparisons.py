"""How laws stand to what is demanded and to each other: gaps, differences, offences and instruments side by side."""

from dataclasses import replace
from datetime import date

from kb.demands import Demands
from kb.elements.book import Book
from kb.elements.compiled import CompiledNorm
from kb.errors import BadQuestion, UnknownName
from kb.questions.compare import CompareAnswer, compare
from kb.questions.crosswalk import CrosswalkAnswer, crosswalk
from kb.questions.examples import Example, examples
from kb.questions.gaps import GapsAnswer, gaps, unread
from kb.questions.guide import GuideAnswer, Use, guide
from kb.questions.likeness import Likeness, history
from kb.questions.offences import OffencesAnswer, offences
from kb.questions.proposals import Proposal, proposals


class Comparisons(Demands):
    """The recorded law, and the questions that hold one part of it against another."""

    def gaps(self, code: str, against: str, on: date) -> GapsAnswer:
        """What an instrument, another law or a draft demands and a law does not give on a day.

        Args:
            code: the jurisdiction that is examined, or an instrument, read as a law that gives just what it demands.
            against: the name of an instrument, the code of another jurisdiction, or a path ending in .ttl.
            on: the day whose law is asked.

        Raises:
            UnknownName: the jurisdiction or what it is held against is not recorded.
            BadQuestion: a law is held against itself, or the file demands nothing.
        """
        book = self.law_or_instrument(code)
        name, articles = self.demands(against, on)
        if self.instrument_names.get(against.lower(), against.lower()) == book.jurisdiction.code:
            raise BadQuestion("a law held against itself has no gaps: name another with --against.")
        return gaps(book, name, articles, self.options_used(book.jurisdiction.code, articles, on), on)

    def compare(self, codes: list[str], by: str, on: date) -> CompareAnswer:
        """Where some laws part, on the smallest acts that an instrument demands.

        Args:
            codes: two jurisdictions or more; an instrument counts as a law that gives just what it demands; all that are
                recorded, if empty.
            by: the name of the instrument.
            on: the day whose law is compared.

        Raises:
            UnknownName: a jurisdiction or the instrument is not recorded.
            BadQuestion: one jurisdiction alone is named, or the instrument demands no offence.
        """
        title, articles = self.measured_by(by)
        others = [article for article in self.instrument(by)[1] if not article.demands and not article.measures]
        return replace(compare(self._compared(codes), title, articles, on), unread=unread(others))

    def likeness_by_year(self, codes: list[str], by: str, days: list[date]) -> dict[date, tuple[Likeness, ...]]:
        """How alike some laws were on each of some days."""
        return history(self._compared(codes), self.measured_by(by)[1], days)

    def offence(self, word: str) -> tuple[Book, CompiledNorm]:
        """Return an offence with the law it stands in.

        Args:
            word: the code of a jurisdiction or the name of an instrument, a colon, and the name of the offence there, in
                whatever letter case.

        Raises:
            UnknownName: the law, or the offence in it, is not recorded.
            BadQuestion: the word does not have that form, or names a file.
        """
        code, _, name = word.partition(":")
        if word.endswith(".ttl"):
            raise BadQuestion(f"{word[:200]}: only recorded offences are set side by side; hold a draft against a law with "
                              "`kb gaps CODE --against DRAFT.ttl`.")
        if not (code and name):
            raise BadQuestion(f"{word!r} names no offence: write the law, a colon and the name of the offence there, as "
                              "`kb list offences` gives them.")
        book = self.law_or_instrument(code)
        found = {known.lower(): norm for known, norm in book.by_name.items()} | book.by_name
        norm = found.get(name) or found.get(name.lower())
        if norm is None:
            raise UnknownName(f"offence of {book.jurisdiction.name}", name, list(book.by_name),
                              f"kb list offences --in {code.lower()}")
        return book, norm

    def offences(self, one: str, other: str, on: date) -> OffencesAnswer:
        """Do two offences punish the same acts, and which acts does one of them punish alone.

        Args:
            one: an offence: the code of a jurisdiction or the name of an instrument, a colon, its name there.
            other: another one.
            on: the day on which the laws as a whole are asked about the acts that part the two.

        Raises:
            UnknownName: a law or an offence is not recorded.
            BadQuestion: a word names no offence, or the two are the same.
        """
        first, second = self.offence(one), self.offence(other)
        if first[1].norm.iri == second[1].norm.iri:
            raise BadQuestion(f"{one} is set beside itself: name another offence.")
        return offences(first, second, on)

    def crosswalk(self, one: str, other: str, on: date, state: str = "") -> CrosswalkAnswer:
        """What each article of an instrument finds in another, and what a law lacks of both.

        Args:
            one: the name of an instrument.
            other: that of another.
            on: the day whose law is asked.
            state: the jurisdiction whose law is held against both; none, if empty.

        Raises:
            UnknownName: an instrument or the jurisdiction is not recorded.
            BadQuestion: the two are the same.
        """
        (title, first), (_, second) = self.instrument(one), self.instrument(other)
        if first == second:
            raise BadQuestion(f"{title} is set beside itself: name another instrument.")
        if state:
            self.book(state)
        laws = (self.gaps(state, one, on), self.gaps(state, other, on)) if state else None
        return crosswalk(first, second, self.vocabulary, on, laws)

    def guide(self, instrument: str, number: str, on: date, codes: list[str] | None = None) -> GuideAnswer:
        """What a law needs to give one article of an instrument, and how some states do it.

        Args:
            instrument: the name of the instrument.
            number: the number of the article.
            on: the day whose law is asked.
            codes: the jurisdictions that serve as examples; all that are recorded, if none is named.

        Raises:
            UnknownName: the instrument, the article or a jurisdiction is not recorded.
        """
        title, articles = self.instrument(instrument)
        article = next((found for found in articles if found.number == number), None)
        if article is None:
            raise UnknownName(f"article of {title}", number, [found.number for found in articles], "kb gaps")
        books = [self.book(code) for code in dict.fromkeys(code.lower() for code in codes or self.codes)]
        used = {code: self.options_used(code, articles, on) for code in self.codes}
        parties = [party for party in self.parties(articles, on) if party.code in self.codes]
        using = {option.iri: tuple(Use(self.jurisdiction(party.code).name, party.fact.cite) for party in parties
                                   if option.iri in party.uses_options) for option in article.options}
        return guide(article, articles, books, using, used, self.terms, self.instrument_definitions, on,
                     self.instruments)

    def examples(self, answer: GapsAnswer) -> dict[str, tuple[Example, ...]]:
        """The recorded laws whose present wording would close each gap of an answer, by the name of the article."""
        book = self.law_or_instrument(answer.code)
        others = [self.book(code) for code in self.codes if code != book.jurisdiction.code]
        found = {article.article.name: examples(article, book, others, answer.on) for article in answer.articles}
        return {name: some for name, some in found.items() if some}

    def proposals(self, answer: GapsAnswer) -> dict[str, tuple[Proposal, ...]]:
        """The smallest changes of recorded offences that close each gap of an answer, by the name of the article."""
        book = self.law_or_instrument(answer.code)
        found = {article.article.name: proposals(article, book, answer.on) for article in answer.articles}
        return {name: some for name, some in found.items() if some}

    def _compared(self, codes: list[str]) -> list[Book]:
        books = [self.law_or_instrument(code) for code in dict.fromkeys(code.lower() for code in codes or self.codes)]
        if len(books) < 2:
            raise BadQuestion("a comparison needs two jurisdictions or more (`kb list jurisdictions`).")
        return books

"""What is demanded, by name: the articles of an instrument, another law read as demands, or a draft in a file."""

from datetime import date
from pathlib import Path

from kb.acts import Acts, see_no_path
from kb.errors import BadQuestion
from kb.graph.records import Records
from kb.law.drafts import check_words
from kb.law.instruments import Article, UsedOptions, read_articles, read_drafts
from kb.law.sources import read_sources
from kb.law.treaties import Participation, options_used, parties_of
from kb.questions.gaps import articles_of


class Demands(Acts):
    """The recorded law, and what laws are held against."""

    def instrument(self, word: str) -> tuple[str, tuple[Article, ...]]:
        """The title of an instrument and its articles.

        Raises:
            UnknownName: nothing is recorded under the name.
            BadQuestion: none of its articles is recorded.
        """
        names = self.instrument_names
        if word.lower() not in names:
            raise self.no_such("instrument", word, list(names), "kb list treaties")
        name = names[word.lower()]
        return self.instruments[name], tuple(article for article in self.articles if article.instrument == name)

    def measured_by(self, word: str) -> tuple[str, tuple[Article, ...]]:
        """The title of an instrument and those of its articles that demand an offence.

        Raises:
            UnknownName: no articles of it are recorded.
            BadQuestion: it demands no offence.
        """
        title, articles = self.instrument(word)
        found = tuple(article for article in articles if article.demands)
        if not found:
            raise BadQuestion(f"{title} demands no offence, so laws cannot be measured by it: name one of "
                              f"{', '.join(self.demanding)}.")
        return title, found

    def demands(self, against: str, on: date) -> tuple[str, tuple[Article, ...]]:
        """The title of what a law is held against, and its articles.

        Args:
            against: the name of an instrument, the code of a jurisdiction, or a path ending in .ttl.
            on: the day whose law is asked.

        Raises:
            UnknownName: neither is recorded.
            BadRecord, BadQuestion: the file has a fault, or demands nothing; the path is of no Turtle file; none of the
                instrument's articles is recorded.
        """
        if against.endswith(".ttl"):
            return against, self._drafted(Path(against))
        see_no_path(against, "a draft")
        name = against.lower()
        if name in self.instrument_names:
            return self.instrument(name)
        if name in self.codes:
            return f"the law of {self.jurisdiction(name).name}", articles_of(self.book(name).on(on), name)
        raise self.no_such("instrument or jurisdiction", against, [*self.instrument_names, *self.codes], "kb list treaties")

    def _drafted(self, file: Path) -> tuple[Article, ...]:
        """The demands of a draft: its articles, or each offence or demanded offence that stands alone."""
        records = Records([file])
        check_words(records, self._words)
        self.vocabulary.add(records)
        sources = read_sources(records)
        found = read_articles(records, sources, self.measures) or read_drafts(records, sources)
        if not found:
            raise BadQuestion(f"{file}: the file demands nothing; describe a kb:Article, kb:DemandedOffence or kb:Offence.")
        return found

    def options_used(self, code: str, articles: tuple[Article, ...], on: date) -> UsedOptions:
        """The options of some articles that a state uses by declaration or reservation on a day."""
        return options_used(self.parties(articles, on), code)

    def parties(self, articles: tuple[Article, ...], on: date) -> tuple[Participation, ...]:
        """The participations in the instruments of some articles that bind on a day."""
        return parties_of(self.treaties, {article.instrument for article in articles}, on)

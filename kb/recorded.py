"""The recorded law below one folder: its files are read when a question first needs them."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kb.elements.book import Book
from kb.errors import UnknownName
from kb.graph.paths import turtle_files
from kb.graph.records import Records, name_of
from kb.law.concepts import Vocabulary
from kb.law.grounds import read_ground_kinds
from kb.law.instruments import Article, Measure, read_articles, read_measures
from kb.law.jurisdictions import Jurisdiction, read_jurisdiction, read_provisions
from kb.law.scenarios import Act, read_acts
from kb.law.sources import read_sources
from kb.law.treaties import NoTreaty, Treaty, read_no_treaty, read_treaties


@dataclass
class Recorded:
    """What is recorded, as law; nothing is answered here."""

    folder: Path
    _books: dict[str, Book] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        vocabulary = Vocabulary()
        vocabulary.add(self._words)
        return vocabulary

    @cached_property
    def _words(self) -> Records:
        return Records([file for file in turtle_files(self.folder / "ontology") if file.stem != "shapes"])

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the recorded jurisdictions."""
        return sorted(path.stem for path in (self.folder / "data" / "jurisdictions").glob("*.ttl"))

    @cached_property
    def scenarios(self) -> dict[str, Act]:
        """The typical acts, by name."""
        records = Records(turtle_files(self.folder / "data" / "scenarios"))
        return {act.name: act for act in read_acts(records)}

    @cached_property
    def _treaty_records(self) -> Records:
        data = self.folder / "data"
        return Records(turtle_files(data / "instruments") + turtle_files(data / "treaties"))

    @cached_property
    def ground_kinds(self) -> dict:
        return read_ground_kinds(self._words)

    @cached_property
    def treaties(self) -> tuple[Treaty, ...]:
        sources = read_sources(self._treaty_records)
        provisions = read_provisions(self._treaty_records, sources)
        return read_treaties(self._treaty_records, self.ground_kinds, provisions, sources)

    @cached_property
    def no_treaty(self) -> tuple[NoTreaty, ...]:
        return read_no_treaty(self._treaty_records, read_sources(self._treaty_records))

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures that instruments ask for, by IRI."""
        return read_measures(self._words)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return read_articles(self._treaty_records, read_sources(self._treaty_records), self.measures)

    def book(self, code: str) -> Book:
        """Return the compiled law of a jurisdiction.

        Raises:
            UnknownName: no jurisdiction with that code is recorded.
        """
        code = code.lower()
        if code not in self.codes:
            raise UnknownName("jurisdiction", code, self.codes, "kb list jurisdictions")
        if code not in self._books:
            records = Records([self.folder / "data" / "jurisdictions" / f"{code}.ttl"])
            self.vocabulary.add(records)
            law = read_jurisdiction(records, code, self.ground_kinds)
            self._books[code] = Book(law, self.vocabulary)
        return self._books[code]

    def jurisdiction(self, code: str) -> Jurisdiction:
        """Return everything recorded of a jurisdiction."""
        return self.book(code).jurisdiction

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The names of the families of conduct."""
        return tuple(sorted(name_of(record.iri) for record in self._words.of("Family")))

    @property
    def instruments(self) -> dict[str, str]:
        """What a law can be held against: the names of the instruments whose articles are recorded, with their titles."""
        return {article.instrument: article.title for article in self.articles}

"""The recorded law of one source, a folder or a SPARQL server: each part is read when a question first needs it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from kb.elements.book import Book
from kb.errors import BadQuestion, BadRecord, KbError, UnknownName
from kb.graph.records import PREFIXES, Records, name_of
from kb.graph.source import Source
from kb.law.as_law import as_law
from kb.law.concepts import Vocabulary
from kb.law.definitions import Definition, Term, read_definitions, read_terms
from kb.law.drafts import check_law, check_offences, check_repealed, check_words
from kb.law.grounds import read_ground_kinds
from kb.law.instruments import Article, Measure, read_articles, read_measures
from kb.law.jurisdictions import Jurisdiction, read_jurisdiction, read_provisions
from kb.law.scenarios import Act, read_acts
from kb.law.sources import read_sources
from kb.law.treaties import NoTreaty, Treaty, read_no_treaty, read_treaties

# What a change can bring in, put in another's place, or take away.
CHANGEABLE = ("Offence", "Participation", "Treaty", "Article", "DemandedOffence", "Ground", "ExtraditionLaw", "Review",
              "Silence", "Power", "Rule", "Definition", "Repealed")


def changed_jurisdictions(records: Records, change: Path, known: list[str]) -> set[str]:
    """Return the codes of the jurisdictions whose law a change touches.

    Raises:
        BadRecord: it changes nothing, or names a jurisdiction that is not recorded.
    """
    if not any(records.of(cls) for cls in CHANGEABLE):
        kinds = ", ".join(f"kb:{cls}" for cls in CHANGEABLE)
        raise BadRecord(str(change), "the file changes nothing", f"Describe one of {kinds}.")
    named = {name_of(record.text("kb:jurisdiction")) for record in records.by_iri.values() if record.many("kb:jurisdiction")}
    if named - set(known):
        unknown = ", ".join(sorted(named - set(known)))
        raise BadRecord(str(change), f"{unknown} is no recorded jurisdiction", "See `kb list jurisdictions`.")
    own = {name_of(iri).partition(":")[0] for iri in records.by_iri}
    return named | (own & set(known))


@dataclass
class Recorded:
    """What is recorded, as law, with a change laid over it if there is one; nothing is answered here."""

    source: Source
    change: Path | None = None
    _books: dict[str, Book] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        vocabulary = Vocabulary()
        vocabulary.add(self._words)
        return vocabulary

    @cached_property
    def _words(self) -> Records:
        return self._records([file for file in self.source.files("ontology") if file.stem != "shapes"])

    def _records(self, files: list[Path], change: Path | None = None, law: str = "") -> Records:
        return Records(files, change, law, self.source.read)

    @cached_property
    def data_version(self) -> str:
        """The mark of the recorded law, without any change laid over it."""
        return self.source.version

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the recorded jurisdictions."""
        return sorted(self._laws)

    @cached_property
    def _laws(self) -> dict[str, Path]:
        """The file of each jurisdiction by its code."""
        return {file.stem: file for file in self.source.files("data/jurisdictions")}

    @cached_property
    def scenarios(self) -> dict[str, Act]:
        """The typical acts, by name."""
        records = self._records(self.source.files("data/scenarios"))
        return {act.name: act for act in read_acts(records)}

    @cached_property
    def _treaty_records(self) -> Records:
        return self._records(self.source.files("data/instruments") + self.source.files("data/treaties"), self.change)

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

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that texts define."""
        return read_terms(self._words)

    @cached_property
    def instrument_definitions(self) -> tuple[Definition, ...]:
        """What the instruments understand by those terms."""
        records = self._treaty_records
        return read_definitions(records, read_provisions(records, read_sources(records)))

    def book(self, code: str) -> Book:
        """Return the compiled law of a jurisdiction.

        Raises:
            UnknownName: no jurisdiction with that code is recorded.
        """
        code = code.lower()
        if code not in self.codes:
            raise UnknownName("jurisdiction", code, self.codes, "kb list jurisdictions")
        if code not in self._books:
            records = self._records([self._laws[code]], self.change, PREFIXES["j"] + code)
            self.vocabulary.add(records)
            law = read_jurisdiction(records, code, self.ground_kinds)
            self._books[code] = Book(law, self.vocabulary)
        return self._books[code]

    def read_all(self) -> None:
        """Read now what would be read when first needed; from then on only a change of law asks the source again."""
        for code in self.codes:
            self.book(code)
        _ = self.scenarios, self.treaties

    @property
    def instrument_names(self) -> dict[str, str]:
        """The names by which an instrument can be asked for, each with the name it is recorded under."""
        names = {name: name for name in self.instruments}
        return names | {other: treaty.name for treaty in self.treaties if treaty.name in names for other in treaty.also}

    def no_such(self, kind: str, word: str, known: list[str], where: str) -> KbError:
        """Return why a word cannot be asked for: it names a treaty none of whose articles is recorded, or nothing."""
        treaty = next((treaty for treaty in self.treaties if word.lower() in (treaty.name, *treaty.also)), None)
        if treaty is None:
            return UnknownName(kind, word, known, where)
        return BadQuestion(f"{treaty.label} ({treaty.name}) is known, but none of its articles is recorded; they are of "
                           f"{', '.join(self.instruments)}.")

    def law_or_instrument(self, word: str) -> Book:
        """Return the compiled law of a jurisdiction, or of an instrument read as a law.

        Raises:
            UnknownName: neither is recorded under that name.
            BadQuestion: it is an instrument none of whose articles is recorded.
        """
        if word.lower() in self.codes:
            return self.book(word)
        names = self.instrument_names
        if word.lower() not in names:
            raise self.no_such("jurisdiction or instrument", word, [*self.codes, *names], "kb list jurisdictions")
        name = names[word.lower()]
        articles = tuple(article for article in self.articles if article.instrument == name)
        measures = [measure.name for measure in self.measures.values() if not measure.various]
        return Book(as_law(name, self.instruments[name], articles, self.families, measures), self.vocabulary)

    def with_change(self, change: Path):
        """Return the recorded law as it would be with a change; the laws that it does not touch are shared.

        Raises:
            BadRecord: the file is not Turtle, changes nothing, names a jurisdiction that is not recorded or a word that is
                not declared, has an offence without provision or element, takes away what is not there or what an offence
                rests on, or has a penalty of less than nothing.
        """
        records = Records([], change)
        touched = changed_jurisdictions(records, change, self.codes)
        for code in touched:
            self.book(code)
        check_words(records, self._words)
        check_offences(records)
        check_repealed(records, self._can_be_repealed(touched))
        self.vocabulary.add(records)
        changed = type(self)(self.source, change)
        changed.vocabulary, changed._words = self.vocabulary, self._words
        changed._books = {code: book for code, book in self._books.items() if code not in touched}
        for code in sorted(touched):
            check_law(change, changed.jurisdiction(code).offences)
        return changed

    @staticmethod
    def named_by(change: Path) -> frozenset[str]:
        """Return the IRIs of what a change names, recorded or new.

        Raises:
            BadRecord: the file is not Turtle.
        """
        return frozenset(iri for iri in Records([], change).by_iri if iri.partition(":")[0] in ("http", "https", "urn"))

    def _can_be_repealed(self, touched: set[str]) -> set[str]:
        """The IRIs of what is recorded of some jurisdictions, and of treaties and instruments."""
        found = set(self._records([self._laws[code] for code in touched]).by_iri) | set(self._treaty_records.by_iri)
        return found - {PREFIXES["j"] + code for code in self.codes}

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

    @property
    def demanding(self) -> dict[str, str]:
        """The instruments that demand offences, by name, with their titles: those that laws can be compared on."""
        return {article.instrument: article.title for article in self.articles if article.demands}

    def usual_instrument(self, on: date) -> str:
        """Return the demanding instrument that most recorded states are bound by on a day, or have to do with most."""
        bound = {treaty.name: (sum(party.bound(on) for party in treaty.participations), len(treaty.participations))
                 for treaty in self.treaties}
        return max(sorted(self.demanding), key=lambda name: bound.get(name, (0, 0)))

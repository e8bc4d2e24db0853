"""The library: opens the recorded law and answers the questions; the command line and the screen stand on it."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pycountry

from kb.elements.book import Book
from kb.errors import BadQuestion, UnknownName
from kb.graph.paths import root, turtle_files
from kb.graph.records import Records, name_of
from kb.law.concepts import Vocabulary
from kb.law.grounds import read_ground_kinds
from kb.law.instruments import Article, read_articles
from kb.law.jurisdictions import Jurisdiction, read_jurisdiction, read_provisions
from kb.law.scenarios import Act, read_act, read_acts
from kb.law.sources import read_sources
from kb.law.treaties import NoTreaty, Treaty, read_no_treaty, read_treaties
from kb.questions.criminal import CriminalAnswer, criminal
from kb.questions.extradite import CASE_FACET, NATIONALITY, ExtraditeAnswer, Request, World, extradite
from kb.questions.records import jurisdiction_record, participation_record


@dataclass
class Library:
    """The recorded law below one folder; files are read when a question first needs them."""

    folder: Path
    _books: dict[str, Book] = field(default_factory=dict)

    # ---- what is recorded

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
    def articles(self) -> tuple[Article, ...]:
        return read_articles(self._treaty_records, read_sources(self._treaty_records))

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

    def show(self, code: str, on: date | None = None) -> dict:
        """Return everything recorded of a jurisdiction as plain data; offences in force on a day, if one is given."""
        record = jurisdiction_record(self.jurisdiction(code), on, self.families)
        record["participation"] = [
            participation_record(treaty, party)
            for treaty in self.treaties for party in treaty.participations if party.code == code.lower()
        ]
        return record

    # ---- acts

    def act(
        self, name: str = "", present: tuple[str, ...] = (), absent: tuple[str, ...] = (), closed: tuple[str, ...] = ()
    ) -> Act:
        """Return an act from a scenario's name or a Turtle file, with further facts.

        Args:
            name: a scenario, a path ending in .ttl, or empty for facts alone.
            present: names of concepts to add as present.
            absent: names of concepts to add as absent.
            closed: names of facets in which nothing else is present.

        Raises:
            UnknownName: a scenario or concept is not recorded.
            BadRecord: the file cannot be read.
            BadQuestion: nothing is stated at all.
        """
        base = self._base_act(name)
        for word in (*present, *absent):
            if word.partition(":")[0] in self.codes:
                self.book(word.partition(":")[0])
        on = {self.vocabulary.find(word).iri for word in present}
        off = {self.vocabulary.find(word).iri for word in absent}
        for facet in closed:
            if facet not in self.vocabulary.facet_mask:
                raise UnknownName("facet", facet, list(self.vocabulary.facet_mask), "kb list concepts")
        act = replace(base.adding(on, off), nothing_else_in=base.nothing_else_in | set(closed))
        if name and act != base:
            act = replace(act, label=f"{base.label}, with facts changed")
        if not act.present and not act.absent:
            raise BadQuestion("the act states nothing: name a scenario (`kb list scenarios`) or add facts with "
                              "--present and --absent (`kb list concepts`).")
        return act

    def _base_act(self, name: str) -> Act:
        if not name:
            return Act("", "the act", frozenset(), frozenset())
        if name.endswith(".ttl"):
            records = Records([Path(name)])
            found = records.of("Act") + records.of("Scenario")
            if len(found) != 1:
                raise BadQuestion(f"{name}: the file must describe one kb:Act or kb:Scenario; it has {len(found)}.")
            act = read_act(found[0])
            for iri in act.present | act.absent:
                self.vocabulary.find(iri)
            return act
        if name not in self.scenarios:
            raise UnknownName("scenario", name, list(self.scenarios), "kb list scenarios")
        return self.scenarios[name]

    def _country(self, word: str) -> str:
        """Return the ISO 3166-1 alpha-2 code a word names, in lower case."""
        code = word.strip().lower()
        known = [country.alpha_2.lower() for country in pycountry.countries]
        if code not in known and code not in self.codes:
            raise UnknownName("country", word, self.codes + known, "kb list jurisdictions")
        return code

    # ---- questions

    def criminal(self, act: Act, codes: list[str], on: date) -> CriminalAnswer:
        """Is the act criminal in each of some jurisdictions on a day, and in all of them."""
        if not codes:
            raise BadQuestion("name at least one jurisdiction with --in (`kb list jurisdictions`).")
        of_the_case = self.vocabulary.facet_mask[CASE_FACET]
        stray = [self.vocabulary.concepts[i].name for i in act.present | act.absent if self.vocabulary.bit(i) & of_the_case]
        if stray:
            raise BadQuestion(f"{', '.join(sorted(stray))}: a fact of the case bears on extradition, not on whether the act "
                              "is criminal; leave it out here.")
        books = [self.book(code) for code in dict.fromkeys(codes)]
        return criminal(act, books, on)

    def extradite(self, request: Request) -> ExtraditeAnswer:
        """Can the suspect be extradited from the requested to the requesting state."""
        if request.requested == request.requesting:
            raise BadQuestion("the requested and the requesting state are the same: extradition needs two.")
        if request.act_on > request.on:
            raise BadQuestion(f"the act ({request.act_on}) lies after the request ({request.on}): correct one of the days.")
        request = replace(request, nationality=frozenset(self._country(code) for code in request.nationality))
        if request.requested in request.nationality and self.vocabulary.find(NATIONALITY).iri in request.act.absent:
            raise BadQuestion(f"the person is said to be a national of {request.requested} and not one: take one back.")
        books = {code: self.book(code) for code in (request.requested, request.requesting)}
        world = World(books, self.vocabulary, self.treaties, self.no_treaty, self.articles)
        return extradite(request, world)


def open_library(folder: Path | None = None) -> Library:
    """Open the recorded law: the embedded data, or those below another folder of the same layout."""
    return Library(folder or root())

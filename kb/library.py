"""The library: opens the recorded law and answers the questions; the command line and the screen stand on it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kb.comparisons import Comparisons
from kb.errors import BadQuestion
from kb.graph.source import open_source
from kb.law.concepts import CASE_FACET
from kb.law.scenarios import Act
from kb.law.treaties import Participation, Treaty, among
from kb.questions.criminal import CriminalAnswer, criminal
from kb.questions.extradite import NATIONALITY, ExtraditeAnswer, Request, World, extradite
from kb.questions.obstacles import ObstaclesAnswer, obstacles
from kb.questions.openings import OpeningsAnswer, openings
from kb.questions.records import Recorded, jurisdiction_record, participation_record, recorded_law
from kb.questions.whatif import Snapshot, Sweep, sweep


class Library(Comparisons):
    """The recorded law of one source, and the questions that can be asked of it."""

    def show(self, code: str, on: date | None = None) -> dict:
        """Return everything recorded of a jurisdiction as plain data; offences in force on a day, if one is given."""
        record = jurisdiction_record(self.jurisdiction(code), on, self.families)
        record["participation"] = [participation_record(treaty, party) for treaty, party in self._taking_part(code)]
        return record

    def recorded(self, code: str, on: date | None = None) -> Recorded:
        """Return what `show` rests on: the offences, and everything that is cited of the jurisdiction and its treaties."""
        return recorded_law(self.jurisdiction(code), on, tuple(party for _, party in self._taking_part(code)))

    def _taking_part(self, code: str) -> list[tuple[Treaty, Participation]]:
        return [(treaty, party) for treaty in self.treaties for party in treaty.participations if party.code == code.lower()]

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
        return extradite(request, self._world_among([request.requested, request.requesting]))

    def _world(self, codes: list[str]) -> World:
        books = {code: self.book(code) for code in codes}
        return World(books, self.vocabulary, self.treaties, self.no_treaty, self.articles)

    def _world_among(self, codes: list[str]) -> World:
        """The world as far as requests among some states ask it."""
        return replace(self._world(codes), treaties=among(self.treaties, codes))

    def obstacles(self, codes: list[str], acts: list[str], on: date) -> ObstaclesAnswer:
        """What would make requests between some states fail, for each ordered pair and each typical act.

        Args:
            codes: two jurisdictions or more; all that are recorded, if empty.
            acts: names of scenarios; all, if empty.
            on: the day of the requests and of the acts.

        Raises:
            UnknownName: a jurisdiction or a scenario is not recorded.
            BadQuestion: one jurisdiction alone is named.
        """
        codes = list(dict.fromkeys(code.lower() for code in codes)) or self.codes
        if len(codes) < 2:
            raise BadQuestion("obstacles lie between two jurisdictions or more: name another.")
        world = self._world_among(codes)
        return obstacles([self.act(name) for name in acts or self.scenarios], codes, world, on)

    def openings(self, one: str, other: str, on: date, by: str = "") -> OpeningsAnswer:
        """The single steps that open requests between two states, the one that opens most first.

        Args:
            one: a jurisdiction.
            other: another one.
            on: the day of the requests and of the acts.
            by: the instrument whose gaps give the edits of offences that are tried; the usual one, if empty.

        Raises:
            UnknownName: a jurisdiction or the instrument is not recorded.
            BadQuestion: the two are the same.
        """
        pair = (one.lower(), other.lower())
        if pair[0] == pair[1]:
            raise BadQuestion("the two states are the same: name another.")
        world, by = self._world(list(pair)), by or self.usual_instrument(on)
        found = {code: [p for some in self.proposals(self.gaps(code, by, on)).values() for p in some] for code in pair}
        return openings(pair, list(self.scenarios.values()), world, found, on)

    def whatif(self, change: Path, on: date) -> Sweep:
        """Everything that a change of law would change on a day.

        Args:
            change: a Turtle file whose nodes take the place of the recorded ones.
            on: the day whose law is asked.

        Raises:
            BadRecord: the file cannot be read, or changes nothing.
        """
        before = self._snapshot()
        found = sweep(before, self.with_change(change)._snapshot(), on)
        return replace(found, changed=self.named_by(change))

    def _snapshot(self) -> Snapshot:
        books = {code: self.book(code) for code in self.codes}
        return Snapshot(books, self.vocabulary, self.scenarios, self.treaties, self.articles)


def open_library(place: Path | str | None = None) -> Library:
    """Open the recorded law.

    Args:
        place: a folder with `ontology/` and `data/`, or the address of a SPARQL server that `kb load` filled; where left
            out, what the variable KB_STORE names, or the embedded data.

    Raises:
        BadQuestion: the address is none.
        StoreFault: the server cannot be reached, or holds no data of ours or another version.
    """
    return Library(open_source(place))

"""What people say of an act, found in the recorded vocabulary: scenarios, files, facts, countries."""

import os
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from kb.errors import BadQuestion, UnknownName
from kb.graph.records import Records, name_of
from kb.law.scenarios import Act, read_act
from kb.recorded import Recorded


def see_no_path(word: str, what: str) -> None:
    """Complain of a path where a name is meant or a Turtle file, which no name looks like.

    Raises:
        BadQuestion: the word has a stroke, as paths have.
    """
    if "/" in word or os.sep in word:
        raise BadQuestion(f"{word[:200]}: the path of {what} ends in .ttl: name the Turtle file itself, no folder.")


class Acts(Recorded):
    """The recorded law, with the acts that can be asked about."""

    def act(
        self, name: str = "", present: tuple[str, ...] = (), absent: tuple[str, ...] = (), closed: tuple[str, ...] = (),
        only: bool = False,
    ) -> Act:
        """Return an act from a scenario's name or a Turtle file, with further facts.

        Args:
            name: a scenario, a path ending in .ttl, or empty for facts alone.
            present: names of concepts to add as present.
            absent: names of concepts to add as absent.
            closed: names of facets in which nothing else is present.
            only: nothing but what is present was done, and nothing narrower.

        Raises:
            UnknownName: a scenario or concept is not recorded.
            BadRecord: the file cannot be read.
            BadQuestion: nothing is stated at all.
        """
        base = self._base_act(name)
        for word in (*present, *absent):
            self._find(word)
        on = {self.vocabulary.find(word).iri for word in present}
        off = {self.vocabulary.find(word).iri for word in absent}
        for facet in closed:
            if facet not in self.vocabulary.facet_mask:
                raise UnknownName("facet", facet, list(self.vocabulary.facet_mask), "kb list concepts")
        act = replace(base.adding(on, off), nothing_else_in=base.nothing_else_in | set(closed), only=only)
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
                self._find(iri)
            return act
        see_no_path(name, "an act")
        if name not in self.scenarios:
            raise UnknownName("scenario", name, list(self.scenarios), "kb list scenarios")
        return self.scenarios[name]

    def _country(self, word: str) -> str:
        """Return the ISO 3166-1 alpha-2 code a word names, in lower case."""
        code = word.strip().lower()
        countries = import_module("pycountry").countries  # named here since loading it is a tenth of a cold start
        known = [country.alpha_2.lower() for country in countries]
        if code not in known and code not in self.codes:
            raise UnknownName("country", word, self.codes + known, "kb list jurisdictions")
        return code

    def _find(self, word: str) -> None:
        """Make sure that a concept is known; those of a jurisdiction's own are read from its file.

        Raises:
            UnknownName: no concept has that name.
        """
        code = name_of(word).partition(":")[0]
        if code in self.codes:
            self.book(code)
        self.vocabulary.find(word)

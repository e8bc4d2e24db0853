"""What changed between two states of the records, told as law: offences, penalties, treaties, not lines of files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.graph.records import PREFIXES, Record, name_of
from kb.law.sources import in_order
from kb.release.said import Difference, differences, editorial, in_words, said
from kb.release.state import State, read_states
from kb.release.tables import KINDS, VERIFICATIONS

# The kinds of records compared, with their classes, the weightiest first. Sources are no law; words are compared where both
# states have them.
FIRST = ("jurisdictions", "offences", "treaties", "participations", "grounds")
WORDS = {"concepts": "Concept", "families": "Family"}
LAW = {name: KINDS[name][0] for name in dict.fromkeys([*FIRST, *KINDS]) if name not in ("sources", *WORDS)}


@dataclass(frozen=True)
class Change:
    """A record that was added, removed, or says something else of the law.

    Args:
        kind: the kind of record, named as its table.
        how: `added`, `removed` or `changed`.
        id: the name of the record.
        label: what people call it.
        jurisdiction: the code of the jurisdiction it belongs to, or empty.
        in_force_from: for an offence the first day with effect, or a day on which it is known to have effect.
        in_force_until: for an offence the first day without effect.
        differences: what it said and says; of what was added, all that it says.
        forms: for an offence that changed, how many forms build on it and change with it.
    """

    kind: str
    how: str
    id: str
    label: str
    jurisdiction: str
    in_force_from: date | None
    in_force_until: date | None
    differences: tuple[Difference, ...]
    forms: int = 0


@dataclass(frozen=True)
class Checked:
    """A fact whose verification was raised or lowered."""

    kind: str
    how: str
    id: str
    label: str
    jurisdiction: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Everything that changed.

    Args:
        old: the number of the older release, empty where it is not known.
        new: that of the newer one.
        changes: records added, removed, changed.
        verification: facts whose verification was raised or lowered.
        renamed: records that say the same under another name: (kind, old, new).
        editorial: how many records of each kind differ in our words or in where they were read.
        names: the names of the jurisdictions, by code.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    verification: tuple[Checked, ...]
    renamed: tuple[tuple[str, str, str], ...]
    editorial: dict[str, int]
    names: dict[str, str]


def changes(old: Path, new: Path) -> Changes:
    """Return what changed between two places.

    Args:
        old: an exported Turtle or N-Quads file, the folder of an export, or a folder of records.
        new: another.

    Raises:
        BadQuestion: nothing is recorded in one of them.
        BadRecord: a file is not what its name says; the message names the line.
    """
    before, after = read_states(old, new)
    with_words = all(state.records.of("Facet") for state in (before, after))
    compared = LAW | _others(before, after) | (WORDS if with_words else {})
    kinds = [_Kind(name, cls, before, after) for name, cls in compared.items()]
    for kind in kinds:
        kind.set_apart_renamed()
    names = {r.text("kb:code"): r.text("rdfs:label") for s in (before, after) for r in s.records.of("Jurisdiction")}
    return Changes(
        old=before.version,
        new=after.version,
        changes=tuple(change for kind in kinds for change in kind.changes()),
        verification=tuple(checked for kind in kinds for checked in kind.verification()),
        renamed=tuple((kind.name, name_of(was), name_of(now)) for kind in kinds for was, now in kind.renamed.items()),
        editorial={kind.name: kind.editorial() for kind in kinds if kind.editorial()},
        names=names,
    )


def _others(before: State, after: State) -> dict[str, str]:
    """The kinds of records that have no name here and rest on a provision, by the names of their classes."""
    named = {PREFIXES["kb"] + cls for cls in [*LAW.values(), *WORDS.values()]}
    found = {cls for state in (before, after) for cls, records in state.records.by_class.items()
             if cls not in named and any(record.many("kb:provision") for record in records)}
    return {name_of(cls): name_of(cls) for cls in sorted(found)}


class _Kind:
    """The records of one kind, before and after; what they say, by IRI."""

    def __init__(self, name: str, cls: str, before: State, after: State):
        self.name, self.before, self.after = name, before, after
        self.old, self.new = ({record.iri: record for record in state.records.of(cls)} for state in (before, after))
        self.was = {iri: said(record, before) for iri, record in self.old.items() if self._told(record, before)}
        self.now = {iri: said(record, after) for iri, record in self.new.items() if self._told(record, after)}
        self.renamed: dict[str, str] = {}

    def _told(self, record: Record, state: State) -> bool:
        """The days of a provision that an offence rests on are told as the days of the offence."""
        return self.name != "provisions" or record.iri not in state.carries_offences

    def set_apart_renamed(self) -> None:
        """Take out what the same jurisdiction says in the same words under another name."""
        come = {iri: in_words(self.now[iri]) for iri in self.now if iri not in self.was}
        for iri in [iri for iri in self.was if iri not in self.now]:
            owner, words = self.before.jurisdiction(self.old[iri]), in_words(self.was[iri])
            same = [other for other, says in come.items()
                    if says == words and self.after.jurisdiction(self.new[other]) == owner]
            if same:
                self.renamed[iri] = same[0]
                del come[same[0]], self.was[iri], self.now[same[0]]

    def changes(self) -> list[Change]:
        found = []
        for iri in dict.fromkeys([*self.was, *self.now]):
            parts = differences(self.was.get(iri, {}), self.now.get(iri, {}))
            if iri not in self.now:
                found.append(self._change("removed", self.old[iri], self.before, parts))
            elif iri not in self.was:
                found.append(self._change("added", self.new[iri], self.after, parts))
            elif parts:
                found.append(self._change("changed", self.new[iri], self.after, parts))
        return sorted(found, key=lambda change: (change.jurisdiction, in_order(change.label), change.id))

    def verification(self) -> list[Checked]:
        found = []
        for iri, record in self.new.items():
            was, now = (name_of(r.text("kb:verification")) if r else "" for r in (self.old.get(iri), record))
            if was and now and was != now:
                how = "raised" if VERIFICATIONS.index(now) > VERIFICATIONS.index(was) else "lowered"
                found.append(Checked(self.name, how, name_of(iri), self.after.call(iri), self.after.jurisdiction(record),
                                     was, now))
        return sorted(found, key=lambda checked: (checked.jurisdiction, in_order(checked.label), checked.id))

    def editorial(self) -> int:
        """How many records differ in words of ours, or in where they were read."""
        return sum(editorial(self.old[iri]) != editorial(self.new[iri]) for iri in self.old if iri in self.new)

    def _change(self, how: str, record: Record, state: State, parts: tuple[Difference, ...]) -> Change:
        offence = state.offences.get(record.iri)
        return Change(
            kind=self.name, how=how, id=name_of(record.iri), label=state.call(record.iri),
            jurisdiction=state.jurisdiction(record),
            in_force_from=offence.in_force_from if offence else None,
            in_force_until=offence.in_force_until if offence else None,
            differences=parts,
            forms=state.forms.get(record.iri, 0) if how == "changed" else 0,
        )

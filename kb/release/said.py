"""What a record says of the law, in words that can be compared: by what it is about, each value with a key of its own."""

from collections import Counter
from dataclasses import dataclass

from kb.graph.records import PREFIXES, Record
from kb.release.columns import UNITS
from kb.release.state import State

# Words of ours about the law, and where it was read: what changes in them is counted, not told.
EDITORIAL = frozenset(("rdfs:label", "skos:prefLabel", "kb:note", "kb:summary", "kb:jurisdictionalNote", "kb:readOn",
                       "kb:readIn", "kb:source", "kb:searched", "dct:source", "kb:consolidated"))
# What is told by itself: how a record was checked, and the provisions and days of an offence.
APART = frozenset(("kb:verification", "rdf:type"))
PROVISION, FROM, UNTIL = "provision", "in force from", "in force until"


@dataclass(frozen=True)
class Difference:
    """One thing that a record said before and says now; empty where it says nothing."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


# What a record is about: the values, each as its key and its words.
Said = dict[str, list[tuple[str, str]]]


def said(record: Record, state: State) -> Said:
    """Return what a record says of the law; an offence with the citations and days of its provisions."""
    found = _said(record, state)
    offence = state.offences.get(record.iri)
    if offence:
        found[PROVISION] = [(provision.citation,) * 2 for provision in offence.provisions]
        days = {FROM: offence.in_force_from, UNTIL: offence.in_force_until}
        found |= {what: [(day.isoformat(),) * 2] for what, day in days.items() if day}
    return found


def in_words(what: Said) -> dict[str, list[str]]:
    """Return what is said without the keys, so that the same under other names is the same."""
    return {about: sorted(words for _, words in values) for about, values in what.items()}


def differences(before: Said, after: Said) -> tuple[Difference, ...]:
    """Return what was said and is not, and what is said and was not."""
    found = []
    for what in dict.fromkeys([*before, *after]):
        was, now = Counter(before.get(what, ())), Counter(after.get(what, ()))
        gone, come = Counter(key for key, _ in was.elements()), Counter(key for key, _ in now.elements())
        if gone != come:
            found.append(Difference(what, _left(was, gone - come), _left(now, come - gone)))
    return tuple(found)


def editorial(record: Record) -> list:
    """Return everything of a record that is counted, not told."""
    return sorted((prop, sorted(map(str, values))) for prop, values in record.values.items() if prop in EDITORIAL)


def _left(values: Counter, keys: Counter) -> tuple[str, ...]:
    words = dict(values.keys())
    return tuple(sorted(words[key] for key in keys.elements()))


def _said(record: Record, state: State) -> Said:
    found: Said = {}
    for prop, values in record.values.items():
        if prop not in EDITORIAL | APART:
            for value in values:
                for what, key, words in _values(prop, value, state):
                    found.setdefault(what, []).append((key, words))
    return found


def _values(prop: str, value, state: State):
    """A value with what it is about; a penalty is told figure by figure, a requirement under its facet."""
    what = _property(prop, state)
    if not isinstance(value, Record):
        yield what, str(value), _words(prop, value, state)
    elif value.many("kb:anyOf"):
        iris = sorted(value.many("kb:anyOf"))
        facet = next((state.call(concept.text("kb:facet")) for concept in map(state.find, iris) if concept), "")
        yield f"{what}, {facet}" if facet else what, " ".join(iris), " or ".join(sorted(map(state.call, iris)))
    elif value.many("rdfs:label"):
        iris = sorted(value.many("kb:allOf"))
        words = value.text("rdfs:label") + (f" [{', '.join(map(state.call, iris))}]" if iris else "")
        yield what, " ".join((value.text("rdfs:label"), *iris)), words
    else:
        for inner, values in _said(value, state).items():
            yield from ((inner, key, words) for key, words in values)


def _property(prop: str, state: State) -> str:
    prefix, _, name = prop.partition(":")
    record = state.find(PREFIXES.get(prefix, "") + name)
    return record.text("rdfs:label") if record and record.many("rdfs:label") else name


def _words(prop: str, value, state: State) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return state.call(value) if "://" in value and prop != "kb:url" else value
    return f"{value} months" if UNITS.get(prop) == "month" else str(value)

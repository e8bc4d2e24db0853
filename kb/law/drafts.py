"""A draft or a change that somebody wrote: is every word in it known, so that nothing is dropped in silence."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from kb.errors import BadRecord
from kb.graph.records import PREFIXES, Record, Records, short
from kb.law.offences import Offence

OWN = ("kb", "c", "facet", "fam", "topic", "measure", "ground", "term", "feature")
WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$")
NUMBERS = {"xsd:integer": int}


def check_words(records: Records, words: Records) -> None:
    """Compare each property and each term of a draft with the ontology.

    Args:
        records: the draft or change.
        words: the ontology.

    Raises:
        BadRecord: a property, or a term of the ontology, is not declared, or a value is not of the kind that it takes.
    """
    known = set(words.by_iri) | set(records.by_iri)
    for node, record in _nodes(records):
        for prop, values in record.values.items():
            declared = words.by_iri.get(_full(prop)) if prop.startswith("kb:") else None
            if prop.startswith("kb:") and declared is None:
                raise _unknown(node, f"the property {prop}", _full(prop), words)
            for value in values:
                _check_value(node, prop, value, declared, known, words)


def check_offences(records: Records) -> None:
    """See that each offence of a change says what it rests on and asks for something.

    Raises:
        BadRecord: an offence has no provision, or no element of its own or of an offence that it aggravates.
    """
    for record in records.of("Offence"):
        if not record.many("kb:provision"):
            raise BadRecord(str(record.file), f"{short(record.iri)} rests on no provision",
                            "Name it with kb:provision, a node of class kb:Provision.")
        if not (record.many("kb:requires") or record.many("kb:aggravates")):
            raise BadRecord(str(record.file), f"{short(record.iri)} asks for nothing, so that it would punish every act",
                            "Give it kb:requires [ kb:anyOf … ].")


def check_law(change: Path, offences: Iterable[Offence]) -> None:
    """See that each offence of a law, as it would be with a change, still rests on something, and its penalty is one.

    Raises:
        BadRecord: no provision of an offence is described any more, or a penalty is below nothing.
    """
    for offence in offences:
        if not offence.provisions:
            raise BadRecord(str(change), f"{short(offence.iri)} would rest on no provision that is described",
                            "Describe the provision in the change, or repeal the offence too.")
        if min(offence.penalty.maximum_months, offence.penalty.minimum_months) < 0:
            raise BadRecord(str(change), f"{short(offence.iri)} would carry imprisonment of less than nothing",
                            "Write months as whole numbers from 0 on.")


def check_repealed(records: Records, recorded: set[str]) -> None:
    """See that what a change takes away is there.

    Args:
        records: the change.
        recorded: the IRIs of the records that it can take away.

    Raises:
        BadRecord: nothing is recorded under a name, or it is a jurisdiction.
    """
    for record in records.of("Repealed"):
        if record.iri in recorded:
            continue
        near = get_close_matches(record.iri, recorded, n=1, cutoff=0.8)
        hint = f"Did you mean {short(near[0])}?" if near else "See `kb show` for what is recorded."
        what = f"{short(record.iri)} cannot be repealed: nothing of a law is recorded under it"
        raise BadRecord(str(record.file), what, hint)


def _nodes(records: Records) -> Iterator[tuple[Record, Record]]:
    """Each node with a name, with itself and each nameless node below it."""
    for named in records.by_iri.values():
        left = [named]
        while left:
            record = left.pop()
            yield named, record
            left += [value for values in record.values.values() for value in values if isinstance(value, Record)]


def _check_value(node: Record, prop: str, value, declared: Record | None, known: set[str], words: Records) -> None:
    if isinstance(value, str) and value not in known and short(value).partition(":")[0] in OWN and value.startswith("http"):
        raise _unknown(node, f"{short(value)}", value, words)
    if declared is None:
        return
    takes = short(declared.text("rdfs:range"))
    if declared.is_a("owl:ObjectProperty") and isinstance(value, str) and not WITH_SCHEME.match(value):
        raise BadRecord(str(node.file), f"{short(node.iri)}: {prop} has the text {value!r} where a term or a node is meant",
                        "Write it with its prefix and without quotes.")
    if takes in NUMBERS and not isinstance(value, NUMBERS[takes]):
        raise BadRecord(str(node.file), f"{short(node.iri)}: {prop} has {value!r} where a whole number is meant",
                        "Write it without quotes.")


def _unknown(node: Record, what: str, iri: str, words: Records) -> BadRecord:
    near = get_close_matches(iri, [other for other in words.by_iri if other.startswith("http")], n=1, cutoff=0.85)
    hint = f"Did you mean {short(near[0])}?" if near else "`kb check` tells of every fault in the file."
    return BadRecord(str(node.file), f"{short(node.iri)}: {what} is not declared", hint)


def _full(prop: str) -> str:
    prefix, _, name = prop.partition(":")
    return PREFIXES[prefix] + name

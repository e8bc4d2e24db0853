"""A change laid over the records, as triples: what it describes takes the place of what is recorded under the same IRI."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kb.graph.records import PREFIXES, RDF_TYPE

REPEALED, AGGRAVATES = (ox.NamedNode(PREFIXES["kb"] + name) for name in ("Repealed", "aggravates"))
TYPE = ox.NamedNode(RDF_TYPE)


def laid_over(recorded: dict[Path, list], changes: dict[Path, list]) -> dict[Path, list]:
    """Return the triples of each file as they are with the changes, as `Records` reads them for `kb whatif`.

    A recorded node that a change describes is taken out with the nameless nodes below it; so are the forms of an offence
    that it repeals.

    Args:
        recorded: what is recorded, file by file, as (subject, predicate, object).
        changes: the changes, likewise.
    """
    gone = {s for found in changes.values() for s, _, _ in found if isinstance(s, ox.NamedNode)}
    gone |= _forms_of(repealed(changes), recorded)
    return {file: _without(found, gone) for file, found in recorded.items()} | changes


def says_something_new(recorded: dict[Path, list], change: list) -> bool:
    """Whether a change describes something that is not recorded, or otherwise than it is.

    Args:
        recorded: what is recorded, file by file, as (subject, predicate, object).
        change: the triples of the change.
    """
    new, known = _by_subject(change), _by_subject(triple for found in recorded.values() for triple in found)
    return any(_told(node, new) != _told(node, known) for node in new if isinstance(node, ox.NamedNode))


def repealed(changes: dict[Path, list]) -> set[ox.NamedNode]:
    """Return the nodes that some changes take away."""
    return {s for found in changes.values() for s, p, o in found if p == TYPE and o == REPEALED}


def _forms_of(bases: set[ox.NamedNode], recorded: dict[Path, list]) -> set[ox.NamedNode]:
    """The recorded forms of some offences, and the forms of those."""
    built = [(s, o) for found in recorded.values() for s, p, o in found if p == AGGRAVATES]
    forms: set[ox.NamedNode] = set()
    while more := {form for form, base in built if base in bases | forms} - forms:
        forms |= more
    return forms


def _by_subject(found: Iterable) -> dict:
    told = defaultdict(list)
    for subject, predicate, value in found:
        told[subject].append((predicate, value))
    return told


def _told(node, said: dict, above: tuple = ()) -> frozenset:
    """What is said of a node, with what is said of the nameless nodes below it in their place."""
    return frozenset((p, _told(o, said, (*above, node)) if isinstance(o, ox.BlankNode) and o not in above else o)
                     for p, o in said.get(node, ()))


def _without(found: list, gone: set) -> list:
    """Some triples without those of some nodes and of the nameless nodes below them."""
    below = set(gone)
    while more := {o for s, _, o in found if s in below and isinstance(o, ox.BlankNode)} - below:
        below |= more
    return [triple for triple in found if triple[0] not in below]

"""A description-logic reasoner (HermiT through owlready2) as a second opinion on which acts meet which norms."""

import io
import shutil
import types
from dataclasses import dataclass, field
from pathlib import Path

import owlready2 as owl

from kb.graph.records import triples

MET, OPEN, FAILED = "met", "open", "failed"


@dataclass
class Problem:
    """Acts and norms in neutral form, to be turned into classes.

    A concept is told by its IRI; a requirement is a facet with the concepts of which one will do.
    """

    parents: dict[str, list[str]] = field(default_factory=dict)
    facet_of: dict[str, str] = field(default_factory=dict)
    entails: list[tuple[str, str]] = field(default_factory=list)
    divided: dict[str, list[str]] = field(default_factory=dict)
    norms: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    acts: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)


def java_missing() -> bool:
    """Whether there is no Java to run the reasoner with."""
    return shutil.which("java") is None


class Inconsistent(Exception):
    """The classes contradict each other; the message names those that can have no member."""


def classify(problem: Problem) -> dict[tuple[str, str], str]:
    """Return for each act and norm whether the reasoner finds it met, failed or open.

    The act is a class of events with the elements present and without those absent; a norm is the class of events
    with all its requirements. Met: every event of the act is one of the norm. Failed: none can be.

    Raises:
        Inconsistent: an act or a concept can have no member at all.
    """
    world = owl.World()
    onto = world.get_ontology("https://w3id.org/cyberlaw/second-opinion#")
    with onto:
        concepts = _concepts(problem)
        has = {facet: types.new_class(f"has_{facet}", (owl.ObjectProperty,)) for facet in set(problem.facet_of.values())}
        event = types.new_class("Event", (owl.Thing,))
        _entailments(problem, concepts, has, event)
        acts = {
            name: _act(f"act_{index}", sides, concepts, has, event, problem)
            for index, (name, sides) in enumerate(problem.acts.items())
        }
        met, failed = _norms(problem, concepts, has, event)
    owl.sync_reasoner_hermit(world, debug=0)
    empty = set(world.inconsistent_classes()) & (set(acts.values()) | set(concepts.values()))
    if empty:
        raise Inconsistent(", ".join(sorted(cls.name for cls in empty)))
    return {
        (act, norm): _state(cls, met[norm], failed[norm]) for act, cls in acts.items() for norm in problem.norms
    }


def inconsistent_classes(files: list[Path]) -> list[str]:
    """Return the classes of some Turtle files that can have no member, after asking whether all is consistent.

    Raises:
        Inconsistent: the files contradict each other.
    """
    world = owl.World()
    lines = (f"{s} {p} {o} .\n" for file in files for s, p, o in triples(file))
    onto = world.get_ontology("https://w3id.org/cyberlaw/ontology#")
    onto.load(fileobj=io.BytesIO("".join(lines).encode()), format="ntriples")
    try:
        owl.sync_reasoner_hermit(world, debug=0)
    except owl.OwlReadyInconsistentOntologyError as fault:
        raise Inconsistent("the ontology as a whole") from fault
    return sorted(cls.name for cls in world.inconsistent_classes() if cls is not owl.Nothing)


def _state(act, met, failed) -> str:
    above = act.ancestors() | set(act.equivalent_to)
    if met in above:
        return MET
    return FAILED if failed in above else OPEN


def _concepts(problem: Problem) -> dict:
    made: dict[str, type] = {}

    def make(iri: str):
        if iri not in made:
            bases = tuple(make(parent) for parent in problem.parents[iri]) or (owl.Thing,)
            made[iri] = types.new_class(f"concept_{len(problem.parents)}_{list(problem.parents).index(iri)}", bases)
        return made[iri]

    for iri in problem.parents:
        make(iri)
    for whole, parts in problem.divided.items():
        made[whole].is_a.append(_one_of([made[part] for part in parts]))
    return made


def _entailments(problem: Problem, concepts: dict, has: dict, event) -> None:
    for index, (narrow, wide) in enumerate(problem.entails):
        trigger = types.new_class(f"with_{index}", (event,))
        trigger.equivalent_to.append(event & has[problem.facet_of[narrow]].some(concepts[narrow]))
        trigger.is_a.append(has[problem.facet_of[wide]].some(concepts[wide]))


def _act(name: str, sides: tuple[list[str], list[str]], concepts: dict, has: dict, event, problem: Problem):
    present, absent = sides
    cls = types.new_class(name, (event,))
    for iri in present:
        cls.is_a.append(has[problem.facet_of[iri]].some(concepts[iri]))
    for iri in absent:
        cls.is_a.append(owl.Not(has[problem.facet_of[iri]].some(concepts[iri])))
    return cls


def _norms(problem: Problem, concepts: dict, has: dict, event) -> tuple[dict, dict]:
    """Each norm as the class of events that meet it, and as the class of events that cannot."""
    met, failed = {}, {}
    for index, (name, requirements) in enumerate(problem.norms.items()):
        parts = [has[problem.facet_of[r[0]]].some(_one_of([concepts[iri] for iri in r])) for r in requirements]
        met[name] = types.new_class(f"norm_{index}", (event,))
        met[name].equivalent_to.append(owl.And([event, *parts]))
        failed[name] = types.new_class(f"not_norm_{index}", (event,))
        failed[name].equivalent_to.append(event & owl.Not(met[name]))
    return met, failed


def _one_of(classes: list):
    return classes[0] if len(classes) == 1 else owl.Or(classes)

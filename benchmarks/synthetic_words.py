"""What an invented world is made from: how much of everything, and the norms and concepts that are recorded."""

from dataclasses import dataclass

import kb
from kb.graph.records import PREFIXES, short
from kb.law.offences import Norm

OFFENCES = 20
READ = 'kb:verification kb:OfficialText ; kb:readOn "2026-01-10"^^xsd:date'
USED = ("kb", "c", "fam", "facet", "topic", "measure", "ground", "inst", "t", "j", "skos", "dct", "rdfs", "xsd")
HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in USED)


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    states: int
    versions: int = 10
    offences: int = OFFENCES
    seed: int = 1

    @property
    def codes(self) -> list[str]:
        return [f"x{number:04d}" for number in range(1, self.states + 1)]


@dataclass(frozen=True)
class Words:
    """What laws are made from: norms to vary, concepts that take a requirement's place, all families."""

    norms: tuple[Norm, ...]
    narrower: dict[str, tuple[str, ...]]
    families: tuple[str, ...]

    @classmethod
    def recorded(cls) -> "Words":
        """The norms that the recorded conventions demand, with the project's own concepts."""
        library = kb.open()
        norms = tuple(norm for article in library.articles for norm in article.demands)
        concepts = library.vocabulary.concepts
        narrower = {iri: tuple(one.iri for one in concepts.values() if iri in one.broader) for iri in concepts}
        return cls(norms, narrower, library.families)


def requires(wanted: list[tuple[str, ...]]) -> str:
    """Requirements in Turtle, each of concepts any one of which will do."""
    return " , ".join(f"[ kb:anyOf {' , '.join(map(short, concepts))} ]" for concepts in wanted)

"""The facts behind an answer as a SPARQL query: what it cites, how that was read, and what is recorded there."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kb.graph.records import PREFIXES
from kb.law.offences import Norm
from kb.law.sources import Citation
from kb.questions.compare import CompareAnswer
from kb.questions.criminal import CriminalAnswer, JurisdictionAnswer
from kb.questions.crosswalk import CrosswalkAnswer, Row
from kb.questions.definitions import Compared
from kb.questions.extradite import ExtraditeAnswer
from kb.questions.gaps import ArticleAnswer, GapsAnswer
from kb.questions.guide import GuideAnswer
from kb.questions.obstacles import ObstaclesAnswer
from kb.questions.offences import OffencesAnswer
from kb.questions.openings import OpeningsAnswer
from kb.questions.records import Recorded
from kb.questions.whatif import Sweep
from kb.reasons.steps import Step

PREFIX_OF = {space: prefix for prefix, space in PREFIXES.items()}
WORDS = ("kb", "skos", "rdfs", "dct")
PLAIN_NAME = re.compile(r"\w[\w-]*")
PER_LINE = 6
QUERY = """\
# The facts that this answer rests on: {claim}
{prefixes}
SELECT DISTINCT ?cited ?citation ?verification ?readOn ?inForceFrom ?inForceUntil ?says
  ?norm ?offence ?requires ?minimumMonths ?maximumMonths ?life ?death ?source ?url
WHERE {{
  {start}
  ?cited kb:source? ?text .
  ?text a kb:Source ; dct:title ?source ; kb:url ?url .
  OPTIONAL {{ ?cited kb:citation|rdfs:label|kb:treaty/rdfs:label|dct:title ?citation }}
  OPTIONAL {{ ?cited kb:verification/skos:prefLabel ?verification }}
  OPTIONAL {{ ?cited kb:readOn ?readOn }}
  OPTIONAL {{ ?cited kb:inForceFrom|kb:inForceBy ?inForceFrom }}
  OPTIONAL {{ ?cited kb:inForceUntil ?inForceUntil }}
  OPTIONAL {{
    SELECT ?cited (GROUP_CONCAT(DISTINCT ?said; separator=" / ") AS ?says)
    WHERE {{
      {{
        VALUES ?finding {{{findings}}}
        ?finding kb:searched ?cited ; kb:lookedFor|kb:summary|kb:note ?said .
      }} UNION {{
        ?record kb:provision? ?cited ; kb:summary ?said .
        FILTER NOT EXISTS {{ ?record a kb:Offence }}
      }} UNION {{
        ?cited kb:status/skos:prefLabel|kb:option/rdfs:label ?said
      }}
    }}
    GROUP BY ?cited
  }}
  OPTIONAL {{
    {{
      SELECT ?cited ?norm ?offence (GROUP_CONCAT(?anyOf; separator="; ") AS ?requires)
      WHERE {{
        SELECT ?cited ?norm ?offence ?requirement (GROUP_CONCAT(?concept; separator=" or ") AS ?anyOf)
        WHERE {{
          VALUES ?norm {{{norms}}}
          ?norm kb:provision|^kb:demands ?cited ; rdfs:label ?offence ; kb:requires ?requirement .
          ?requirement kb:anyOf/skos:prefLabel ?concept .
        }}
        GROUP BY ?cited ?norm ?offence ?requirement
      }}
      GROUP BY ?cited ?norm ?offence
    }}
    OPTIONAL {{ ?norm kb:penalty/kb:minimumMonths ?minimumMonths }}
    OPTIONAL {{ ?norm kb:penalty/kb:maximumMonths|kb:leastMaximumMonths ?maximumMonths }}
    OPTIONAL {{ ?norm kb:penalty/kb:life ?life }}
    OPTIONAL {{ ?norm kb:penalty/kb:death ?death }}
  }}
}}
ORDER BY ?citation ?offence
"""

CITED = "VALUES ?cited {{{cited}}}"
CITED_OR_CHANGED = """\
{{
    VALUES ?cited {{{cited}}}
  }} UNION {{
    VALUES ?changed {{{changed}}}
    ?changed (kb:provision|kb:searched|^kb:demands)? ?cited .
  }}"""
NODE = """\
# What is recorded of {claim}
PREFIX skos: <{skos}>
PREFIX rdfs: <{rdfs}>
SELECT ?property ?value ?label
WHERE {{
  <{iri}> ?property ?value .
  OPTIONAL {{ ?value skos:prefLabel|rdfs:label ?label }}
}}
ORDER BY ?property ?label ?value
"""

# What each kind of answer is made of: citations and norms, and whatever is made of these in turn.
PARTS: dict[type, Callable[..., Iterable]] = {
    Step: lambda step: (*step.cites, *step.because),
    JurisdictionAnswer: lambda law: (law.step, *(found.offence for found in law.offences)),
    CriminalAnswer: lambda answer: (answer.step, *answer.jurisdictions),
    ExtraditeAnswer: lambda answer: (answer.step, *answer.jurisdictions, *answer.alternatives, *answer.differs_if),
    ArticleAnswer: lambda answer: (
        answer.step, *(demand.norm for demand in answer.demands), *answer.by,
        *(near.offence for witness in answer.witnesses for near in witness.near)),
    GapsAnswer: lambda answer: (
        answer.step, *answer.articles, *answer.beyond, *(cite for offence in answer.beyond for cite in offence.cites)),
    CompareAnswer: lambda answer: (answer.step, *answer.laws),
    OffencesAnswer: lambda answer: (
        answer.step, *(part for side, _ in answer.sides for part in (
            side.offence, *(found for alone in side.alone for offence in alone.by for found in (offence, *offence.cites))))),
    Row: lambda row: (row.step, *row.article.demands, *(norm for tie in row.ties for norm in tie.article.demands)),
    CrosswalkAnswer: lambda answer: (
        answer.step, *answer.rows, *(article.fact.cite for article in answer.rest),
        *(norm for article in answer.rest for norm in article.demands),
        *(article for item in answer.to_do for article in item.articles)),
    Compared: lambda term: (cite for found in (*term.definitions, *term.silences.values()) for cite in found.cites),
    GuideAnswer: lambda answer: (
        answer.step, *answer.article.demands, *(practice.answer for practice in answer.practices), *answer.definitions,
        *(article.fact.cite for article in answer.beside), *(use.cite for uses in answer.using.values() for use in uses)),
    ObstaclesAnswer: lambda answer: (part for found in answer.found for part in found.answers),
    OpeningsAnswer: lambda answer: (*answer.before, *(cite for step in answer.steps for cite in step.cites)),
    Sweep: lambda sweep: sweep.before,
    Recorded: lambda record: (*record.offences, *record.cites),
}


@dataclass
class Facts:
    """The IRIs of what is cited, of the findings for which texts were searched, and of the norms that are compared."""

    cited: set[str] = field(default_factory=set)
    findings: set[str] = field(default_factory=set)
    norms: set[str] = field(default_factory=set)

    def gather(self, answer) -> None:
        """Add what an answer rests on; parts that several arguments share are gone through once."""
        seen, left = set(), [answer]
        while left:
            part = left.pop()
            if isinstance(part, Citation):
                self.cited.add(part.iri)
                self.findings.add(part.of)
            elif isinstance(part, Norm):
                self.norms.add(part.iri)
            elif id(part) not in seen:
                seen.add(id(part))
                left += PARTS[type(part)](part)


def facts_query(answer, changed: frozenset[str] = frozenset()) -> str:
    """Return a query over the recorded facts that shows what an answer rests on, complete with its prefixes.

    Each record that the answer cites gives a row for each text it was read from and each offence in the answer that rests
    on it. What stands in a draft or a change outside the records gives no row.

    Args:
        answer: the answer to a question, one of PARTS.
        changed: IRIs of what a change of law names; what is recorded under them is shown too.
    """
    facts, spaces = Facts(), {PREFIXES[prefix]: prefix for prefix in WORDS}
    facts.gather(answer)
    changed |= getattr(answer, "changed", frozenset())
    depth = 4 if changed else 2
    names = {
        "start": (CITED_OR_CHANGED if changed else CITED).format(
            cited=_values(facts.cited, spaces, depth), changed=_values(changed, spaces, depth)),
        "findings": _values((facts.findings | changed) - {""}, spaces, depth=8),
        "norms": _values(facts.norms | changed, spaces, depth=10),
    }
    prefixes = "\n".join(f"PREFIX {prefix}: <{space}>" for space, prefix in spaces.items())
    claim = answer.step.claim if hasattr(answer, "step") else answer.claim
    return QUERY.format(claim=" ".join(claim.split()), prefixes=prefixes, **names)


def node_query(claim: str, iri: str) -> str:
    """Return a query over the recorded facts that shows what one node says of itself, complete with its prefixes.

    Args:
        claim: what it is, in words.
        iri: the node: a concept, a typical act.
    """
    return NODE.format(claim=claim, iri=iri, skos=PREFIXES["skos"], rdfs=PREFIXES["rdfs"])


def _values(iris: set[str], spaces: dict[str, str], depth: int) -> str:
    """IRIs as the values of a variable, some to a line; prefixes that they need are added to those there are."""
    names = [_name(iri, spaces) for iri in sorted(iris)]
    lines = [" ".join(names[start:start + PER_LINE]) for start in range(0, len(names), PER_LINE)]
    return f"\n{' ' * depth}  ".join(["", *lines]) + f"\n{' ' * depth}"


def _name(iri: str, spaces: dict[str, str]) -> str:
    """An IRI with a prefix: one of the project's, or the code of the jurisdiction whose own name it is; else in full."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    space, name = iri[:cut], iri[cut:]
    prefix = PREFIX_OF.get(space) or space.removeprefix(PREFIXES["j"]).rstrip("/")
    if not (PLAIN_NAME.fullmatch(name) and PLAIN_NAME.fullmatch(prefix)):
        return f"<{iri}>"
    return f"{spaces.setdefault(space, prefix)}:{name}"

"""The facts behind an answer as a SPARQL query: what it cites, how that was read, and what the offences in it require."""

import re

from kb.graph.records import PREFIXES
from kb.law.offences import Norm
from kb.questions.criminal import CriminalAnswer
from kb.questions.extradite import ExtraditeAnswer
from kb.questions.gaps import GapsAnswer
from kb.reasons.steps import Step, cited

PREFIX_OF = {space: prefix for prefix, space in PREFIXES.items()}
WORDS = ("kb", "skos", "rdfs", "dct")
PLAIN_NAME = re.compile(r"\w[\w-]*")
PER_LINE = 6
QUERY = """\
# The facts that this answer rests on: {claim}
{prefixes}
SELECT ?cited ?citation ?verification ?readOn ?inForceFrom ?inForceUntil ?offence ?requires ?source ?url
WHERE {{
  VALUES ?cited {{{cited}}}
  ?cited kb:source? ?text .
  ?text a kb:Source ; dct:title ?source ; kb:url ?url .
  OPTIONAL {{ ?cited kb:citation|rdfs:label|kb:treaty/rdfs:label|dct:title ?citation }}
  OPTIONAL {{ ?cited kb:verification/skos:prefLabel ?verification }}
  OPTIONAL {{ ?cited kb:readOn ?readOn }}
  OPTIONAL {{ ?cited kb:inForceFrom|kb:inForceBy ?inForceFrom }}
  OPTIONAL {{ ?cited kb:inForceUntil ?inForceUntil }}
  OPTIONAL {{
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
}}
ORDER BY ?citation ?offence
"""


def facts_query(answer: CriminalAnswer | ExtraditeAnswer | GapsAnswer) -> str:
    """Return a query over the recorded facts that shows what an answer rests on, complete with its prefixes.

    Each record that the answer cites gives a row for each text it was read from and each offence in the answer that rests
    on it. What stands in a draft or a change outside the records gives no row.

    Args:
        answer: the answer to one of the three questions.
    """
    steps, norms = _parts(answer)
    spaces = {PREFIXES[prefix]: prefix for prefix in WORDS}
    cited_names = _values({cite.iri for step in steps for cite in cited(step)}, spaces, depth=2)
    norm_names = _values({norm.iri for norm in norms}, spaces, depth=8)
    prefixes = "\n".join(f"PREFIX {prefix}: <{space}>" for space, prefix in spaces.items())
    claim = " ".join(answer.step.claim.split())
    return QUERY.format(claim=claim, prefixes=prefixes, cited=cited_names, norms=norm_names)


def _parts(answer) -> tuple[list[Step], list[Norm]]:
    """The arguments of an answer, and the norms that they compare."""
    if isinstance(answer, GapsAnswer):
        demands = [demand for article in answer.articles for demand in article.demands]
        near = [near.offence for demand in demands for witness in demand.witnesses for near in witness.near]
        return [answer.step], [*(d.norm for d in demands), *(offence for d in demands for offence in d.by), *near]
    offences = [found.offence for part in answer.jurisdictions for found in part.offences]
    further = (*answer.alternatives, *answer.differs_if) if isinstance(answer, ExtraditeAnswer) else ()
    return [answer.step, *further], offences


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

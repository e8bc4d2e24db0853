"""A draft offence and its Turtle, in the form of the records."""

from dataclasses import dataclass
from datetime import date

PREFIXES = """@prefix kb: <https://w3id.org/cyberlaw/ontology#> .
@prefix fam: <https://w3id.org/cyberlaw/family/> .
@prefix j: <https://w3id.org/cyberlaw/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Draft:
    """An offence to be added to a law; requirements as concept IRIs, the penalty in months."""

    code: str
    label: str
    family: str
    requirements: tuple[tuple[str, ...], ...]
    maximum_months: int
    in_force_from: date


def turtle(draft: Draft) -> str:
    """Return the change that adds a draft offence."""
    name = f"@prefix d: <https://w3id.org/cyberlaw/id/{draft.code}/draft-> ."
    label = " ".join(draft.label.split()).replace("\\", "\\\\").replace('"', '\\"')
    requires = " ,\n        ".join(f"[ kb:anyOf {' , '.join(f'<{iri}>' for iri in some)} ]" for some in draft.requirements)
    requires = f"    kb:requires {requires} ;\n" if requires else ""
    return f"""{PREFIXES}{name}

d:source a kb:Source ; dct:title "Draft: {label}"@en ; dct:publisher "draft" ;
    kb:url "https://example.org/draft"^^xsd:anyURI ; dct:language "en" .

d:article a kb:Provision ; kb:citation "Draft: {label}" ; kb:source d:source ;
    kb:inForceFrom "{draft.in_force_from}"^^xsd:date ; kb:verification kb:Unverified .

d:offence a kb:Offence ; rdfs:label "{label}"@en ; kb:jurisdiction j:{draft.code} ; kb:provision d:article ;
    kb:family fam:{draft.family} ;
{requires}    kb:penalty [ kb:maximumMonths {draft.maximum_months} ] ;
    kb:liability kb:Criminal .
"""

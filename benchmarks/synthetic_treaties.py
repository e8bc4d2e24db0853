"""The treaties and the instrument of an invented world."""

import random
from collections.abc import Iterator

from benchmarks.synthetic_words import READ, Size, Words, requires

ARTICLES, BILATERAL, PARTIES, STATES_TO_A_CONVENTION = 10, 3, 200, 100
FIRST_YEAR, LAST_YEAR = 1970, 2025


def treaties(size: Size, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Treaties of two states, some for each state, and conventions of many, one for each hundred states."""
    codes, pairs = size.codes, set()
    for one in codes:
        others = [code for code in chance.sample(codes, min(len(codes), BILATERAL + 1)) if code != one]
        pairs.update(tuple(sorted((one, other))) for other in others[:BILATERAL])
    for one, other in sorted(pairs):
        yield f"{one}-{other}", _treaty(f"{one}-{other}", "Bilateral", [one, other], chance)
    for number in range(1, 1 + max(1, size.states // STATES_TO_A_CONVENTION)):
        parties = sorted(chance.sample(codes, min(len(codes), PARTIES)))
        yield f"convention-{number}", _treaty(f"convention-{number}", "Multilateral", parties, chance)


def _treaty(name: str, kind: str, parties: list[str], chance: random.Random) -> str:
    start = f"{chance.randrange(FIRST_YEAR, LAST_YEAR)}-01-01"
    head = f"""t:{name}-text a kb:Source ; dct:title "Text of {name}"@en ; dct:publisher "Treaty Series" ;
    kb:url "https://law.example/treaty/{name}"^^xsd:anyURI ; dct:language "en" ; kb:readOn "2026-01-10"^^xsd:date .
t:{name} a kb:Treaty ; rdfs:label "Extradition treaty {name}"@en ; kb:kind kb:{kind} ; kb:subject kb:Extradition ;
    kb:inForceFrom "{start}"^^xsd:date ; kb:extraditionBasis kb:TreatyBasis ; kb:source t:{name}-text ; {READ} ;
    kb:hasGround t:{name}-double , t:{name}-threshold , t:{name}-nationals .
t:{name}-art-2 a kb:Provision ; kb:citation "Treaty {name}, art. 2" ; kb:source t:{name}-text ;
    kb:inForceFrom "{start}"^^xsd:date ; {READ} .
t:{name}-double a kb:Ground ; kb:ground ground:DoubleCriminality ; kb:effect kb:Mandatory ; kb:provision t:{name}-art-2 .
t:{name}-threshold a kb:Ground ; kb:ground ground:PenaltyThreshold ; kb:effect kb:Mandatory ; kb:provision t:{name}-art-2 ;
    kb:months 12 ; kb:underLaw kb:BothLaws ; kb:measuredBy kb:MaximumPenalty ; kb:comparison kb:AtLeast .
t:{name}-nationals a kb:Ground ; kb:ground ground:OwnNationals ; kb:effect kb:Discretionary ; kb:provision t:{name}-art-2 .
"""
    return head + "".join(f"""t:{name}-{code} a kb:Participation ; kb:treaty t:{name} ; kb:jurisdiction j:{code} ;
    kb:status kb:Party ; kb:inForceFrom "{start}"^^xsd:date ; kb:source t:{name}-text ; {READ} .
""" for code in parties)


def instrument(words: Words, chance: random.Random) -> str:
    """An instrument that demands some of the norms."""
    told = """inst:invented a kb:Instrument ; rdfs:label "Invented Convention"@en .
t:invented-text a kb:Source ; dct:title "Invented Convention"@en ; dct:publisher "Treaty Series" ;
    kb:url "https://law.example/treaty/invented"^^xsd:anyURI ; dct:language "en" ; kb:readOn "2026-01-10"^^xsd:date .
"""
    for number, norm in enumerate(chance.sample(words.norms, min(ARTICLES, len(words.norms))), 1):
        wanted = requires([requirement.any_of for requirement in norm.requirements])
        label, families = norm.label.replace('"', "'"), " , ".join(f"fam:{family}" for family in norm.families)
        told += f"""inst:invented-art-{number} a kb:Article ; kb:instrument inst:invented ; kb:number "{number}" ;
    rdfs:label "{label}"@en ; kb:demands inst:invented-art-{number}-norm ; kb:source t:invented-text ; {READ} .
inst:invented-art-{number}-norm a kb:DemandedOffence ; rdfs:label "{label}"@en ; kb:family {families} ;
    kb:requires {wanted} .
"""
    return told

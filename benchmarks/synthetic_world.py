"""A world of invented states, as large as is asked: the same files each time for the same numbers and the same seed.

Each state has a code of its own whose offences vary what the recorded conventions demand, each in a row of wordings that
follow each other; a law on extradition; treaties with other states. One instrument has articles. The files have the layout
of the project, so that every command works on the folder (`KB_ROOT=FOLDER kb criminal …`); they are written one after
another, so that memory stays flat.
"""

import argparse
import os
import random
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.synthetic_treaties import instrument, treaties
from benchmarks.synthetic_words import HEAD, READ, Size, Words, requires
from kb.graph.paths import root
from kb.graph.records import PREFIXES
from kb.law.offences import Norm

SHARED = ("ontology", "queries")
FORM_OF_BASIC = 4  # every fourth offence is an aggravated form of the one before it
FIRST_YEAR, LAST_YEAR = 1970, 2025


def write_world(folder: Path, size: Size) -> None:
    """Write the world below a folder.

    Args:
        folder: where to; a folder that is not there yet, or is empty.
        size: how much.

    Raises:
        FileExistsError: something is in the folder already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty: name a folder that is not there yet.")
    for part in ("jurisdictions", "treaties", "instruments"):
        (folder / "data" / part).mkdir(parents=True)
    for part in SHARED:
        os.symlink(root() / part, folder / part)
    shutil.copytree(root() / "data" / "scenarios", folder / "data" / "scenarios")
    words, chance = Words.recorded(), random.Random(size.seed)
    (folder / "data" / "instruments" / "invented.ttl").write_text(HEAD + "\n" + instrument(words, chance))
    for number, code in enumerate(size.codes, 1):
        head = HEAD + f"@prefix {code}: <{PREFIXES['j']}{code}/> .\n\n"
        text = "\n".join(_state(number, code, size, words, chance))
        (folder / "data" / "jurisdictions" / f"{code}.ttl").write_text(head + text)
    for name, text in treaties(size, chance):
        (folder / "data" / "treaties" / f"{name}.ttl").write_text(HEAD + "\n" + text)


def _state(number: int, code: str, size: Size, words: Words, chance: random.Random) -> Iterator[str]:
    name = f"State {number}"
    yield f"""j:{code} a kb:Jurisdiction ; kb:code "{code}" ; rdfs:label "{name}"@en ; kb:legalFamily "invented"@en .

{code}:code a kb:Source ;
    dct:title "Criminal Code of {name}"@en ; dct:publisher "Gazette of {name}" ;
    kb:url "https://law.example/{code}"^^xsd:anyURI ; dct:language "en" ; kb:readOn "2026-01-10"^^xsd:date .
{code}:GreatDamage a kb:Concept ; kb:facet facet:result ; skos:broader c:LargeDamage ; kb:amount {number * 100} ;
    skos:prefLabel "damage above {number * 100}"@en ; skos:definition "Damage above the figure of this code."@en ;
    kb:unit "XXX" ; dct:source {code}:code .
"""
    chosen, recorded = chance.sample(words.norms, min(size.offences, len(words.norms))), set()
    for article, norm in enumerate(chosen, 1):
        days = _days(size.versions, chance)
        base = article - 1 if article % FORM_OF_BASIC == 0 else 0
        for version, start in enumerate(days, 1):
            end = days[version] if version < len(days) else ""
            yield _wording(code, name, article, version, start, end)
            yield _offence(code, article, version, norm, base, words, chance)
        recorded.update(norm.families)
    yield _record(code, sorted(recorded), [f for f in words.families if f not in recorded])
    yield _cooperation(code, name, chance)


def _days(versions: int, chance: random.Random) -> list[str]:
    """The first days of the wordings of one article, in order."""
    span = date(LAST_YEAR, 1, 1).toordinal() - date(FIRST_YEAR, 1, 1).toordinal()
    found = sorted(chance.sample(range(1, span), versions - 1))
    return [date.fromordinal(date(FIRST_YEAR, 1, 1).toordinal() + day).isoformat() for day in (0, *found)]


def _wording(code: str, name: str, article: int, version: int, start: str, end: str) -> str:
    until = f' kb:inForceUntil "{end}"^^xsd:date ;' if end else ""
    return f"""{code}:art-{article}-v{version} a kb:Provision ;
    kb:citation "Criminal Code of {name}, art. {article}" ; kb:source {code}:code ;
    kb:inForceFrom "{start}"^^xsd:date ;{until} {READ} .
"""


def _offence(code: str, article: int, version: int, norm: Norm, base: int, words: Words, chance: random.Random) -> str:
    """One offence as its wording has it; an aggravated form adds great damage to the offence it builds on."""
    wanted = [_varied(requirement.any_of, words, chance) for requirement in norm.requirements]
    if len(wanted) > 1 and chance.random() < 0.3:
        wanted.pop(chance.randrange(len(wanted)))
    if base:
        wanted = [(PREFIXES["j"] + f"{code}/GreatDamage",)]
    above = f"\n    kb:aggravates {code}:offence-{base}-v{version} ;" if base else ""
    families = " , ".join(f"fam:{family}" for family in norm.families)
    months = chance.choice((6, 12, 24, 36, 60, 96, 120))
    return f"""{code}:offence-{article}-v{version} a kb:Offence ;
    rdfs:label "{norm.label.replace('"', "'")}, form {version}"@en ; kb:jurisdiction j:{code} ;
    kb:provision {code}:art-{article}-v{version} ; kb:family {families} ;{above}
    kb:requires {requires(wanted)} ;
    kb:penalty [ kb:maximumMonths {months} ; kb:minimumMonths {months // 12} ; kb:fine true ] ; kb:liability kb:Criminal .
"""


def _varied(concepts: tuple[str, ...], words: Words, chance: random.Random) -> tuple[str, ...]:
    """The concepts of a requirement, now and then some narrower ones in their place."""
    narrower = sorted({iri for concept in concepts for iri in words.narrower.get(concept, ())})
    if narrower and chance.random() < 0.25:
        return tuple(chance.sample(narrower, min(len(narrower), 2)))
    return concepts


def _record(code: str, recorded: list[str], missing: list[str]) -> str:
    """What was looked for: every family is complete, those without an offence by a silence."""
    told = "".join(f"""{code}:no-{family} a kb:Silence ; kb:jurisdiction j:{code} ; kb:family fam:{family} ;
    kb:lookedFor "an offence of this family"@en ; kb:searched {code}:code ; kb:readOn "2026-01-10"^^xsd:date .
""" for family in missing)
    families = " , ".join(f"fam:{family}" for family in recorded + missing)
    return f"""{code}:review a kb:Review ; kb:jurisdiction j:{code} ; kb:family {families} ;
    kb:completeFrom "{FIRST_YEAR}-01-01"^^xsd:date ; kb:searched {code}:code ; kb:readOn "2026-01-10"^^xsd:date .
{told}"""


def _cooperation(code: str, name: str, chance: random.Random) -> str:
    effect = chance.choice(("Mandatory", "Discretionary", "NoBar"))
    return f"""{code}:art-900 a kb:Provision ;
    kb:citation "Criminal Code of {name}, art. 900" ; kb:source {code}:code ;
    kb:inForceFrom "{FIRST_YEAR}-01-01"^^xsd:date ; {READ} .
{code}:doctrine a kb:Doctrine ; kb:jurisdiction j:{code} ; kb:assessment kb:InConcrete ; kb:referenceDay kb:DayOfAct ;
    kb:defences kb:Disregarded ; kb:provision {code}:art-900 ; kb:summary "The facts are transposed."@en .
{code}:extradition a kb:ExtraditionLaw ; kb:jurisdiction j:{code} ; kb:treatyRequired {chance.choice(("true", "false"))} ;
    kb:provision {code}:art-900 ; kb:summary "What the code says of extradition."@en ; kb:hasGround {code}:nationals .
{code}:nationals a kb:Ground ; kb:ground ground:OwnNationals ; kb:effect kb:{effect} ; kb:reach kb:EveryRoute ;
    kb:provision {code}:art-900 ; kb:summary "Of the state's own nationals."@en .
{code}:preserving a kb:Power ; kb:jurisdiction j:{code} ; kb:measure measure:ExpeditedPreservation ;
    kb:provision {code}:art-900 ; kb:orderedBy "prosecutor"@en ; kb:summary "For ninety days."@en .
"""


def main() -> None:
    """Write a world from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where to write; not there yet, or empty")
    for name, usual, words in (("jurisdictions", 20, "how many"), ("versions", 10, "wordings of each offence"),
                               ("seed", 1, "another gives another world")):
        parser.add_argument(f"--{name}", type=int, default=usual, metavar="N", help=f"{words} ({usual})")
    asked = parser.parse_args()
    try:
        write_world(asked.folder, Size(asked.jurisdictions, asked.versions, seed=asked.seed))
    except FileExistsError as fault:
        sys.exit(f"synthetic_world: {fault}")


if __name__ == "__main__":
    main()

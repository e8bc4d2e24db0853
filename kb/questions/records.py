"""What is recorded, as plain data: a jurisdiction, a scenario, a treaty, a concept, and the lists of each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.elements.compiled import compile_act
from kb.law.concepts import Concept, Vocabulary
from kb.law.grounds import Ground
from kb.law.jurisdictions import Jurisdiction, Rule
from kb.law.offences import Offence
from kb.law.scenarios import Act
from kb.law.sources import Citation, Source
from kb.law.treaties import Participation, Treaty


@dataclass(frozen=True)
class Recorded:
    """What a record of a jurisdiction or a treaty rests on: its offences, and everything it cites."""

    claim: str
    offences: tuple[Offence, ...]
    cites: tuple[Citation, ...]


def recorded_law(law: Jurisdiction, on: date | None, parties: tuple[Participation, ...]) -> Recorded:
    """Return what the record of a jurisdiction rests on; of offences those in force on a day, if one is given.

    Args:
        law: the jurisdiction.
        on: the day; None for every wording.
        parties: its participations in treaties.
    """
    offences = law.offences if on is None else law.in_force(on)
    grounds = [ground for part in law.extradition_laws for ground in part.grounds]
    citing = [*offences, *law.reviews, *law.silences, *law.powers, *law.rules, *law.authorities, *law.extradition_laws,
              *grounds, *law.definitions, *([law.doctrine] if law.doctrine else [])]
    cites = [cite for record in citing for cite in record.cites]
    return Recorded(f"what is recorded of {law.name}", offences, (*cites, *_of_parties(parties)))


def recorded_treaty(treaty: Treaty) -> Recorded:
    """Return what the record of a treaty rests on."""
    own = [treaty.fact.cite, *(cite for ground in treaty.grounds for cite in ground.cites)]
    return Recorded(f"what is recorded of {treaty.label}", (), (*own, *_of_parties(treaty.participations)))


def _of_parties(parties: tuple[Participation, ...]) -> Iterator[Citation]:
    for party in parties:
        yield party.fact.cite
        yield from (cite for ground in party.grounds for cite in ground.cites)


def jurisdiction_record(law: Jurisdiction, on: date | None, families: tuple[str, ...] = ()) -> dict:
    """Return everything recorded of a jurisdiction; only offences in force on a day, if one is given."""
    offences = law.offences if on is None else law.in_force(on)
    named = {family for review in law.reviews for family in review.families} | {f for o in law.offences for f in o.families}
    today = on or date.today()
    return {
        "code": law.code,
        "name": law.name,
        "legal_family": law.legal_family,
        "offences": [offence_record(offence) for offence in offences],
        "complete": {family: law.review_of(family, today) is not None for family in sorted(named | set(families))},
        "silences": [
            {"subject": ", ".join(s.families + s.topics + s.roles), "looked_for": s.looked_for,
             "searched": [source.title for source in s.searched], "read_on": s.read_on.isoformat(),
             "known_from": s.since.isoformat(), "note": s.note}
            for s in law.silences
        ],
        "powers": [_rule(rule) for rule in law.powers],
        "rules": [_rule(rule) for rule in law.rules],
        "extradition": [_ground(ground) for part in law.extradition_laws for ground in part.grounds],
        "extradition_law": [
            {"treaty_required": part.treaty_required, "reciprocity_required": part.reciprocity_required,
             "designates": list(part.designates), "summary": part.summary, "cites": [cite.to_json() for cite in part.cites]}
            for part in law.extradition_laws
        ],
        "doctrine": _doctrine(law),
        "authorities": [_rule(rule) for rule in law.authorities],
        "participation": [],
        "sources": [_source(source) for source in law.sources],
    }


def offence_record(offence: Offence) -> dict:
    """Return one offence as plain data; penalties in months of imprisonment."""
    order = ("Unverified", "SecondarySource", "Reproduction", "OfficialText")
    weakest = min((p.verification for p in offence.provisions), key=order.index, default="Unverified")
    return {
        "iri": offence.iri,
        "label": offence.label,
        "provision": offence.citation,
        "family": ", ".join(offence.families),
        "basic": offence.aggravates is None,
        "maximum_months": offence.penalty.maximum_months,
        "minimum_months": offence.penalty.minimum_months,
        "life": offence.penalty.life,
        "death": offence.penalty.death,
        "fine": offence.penalty.fine,
        "other": list(offence.penalty.other),
        "liability": offence.liability,
        "in_force_from": _iso(offence.in_force_from),
        "in_force_from_known": all(p.start_known for p in offence.provisions),
        "in_force_until": _iso(offence.in_force_until),
        "implements": list(offence.implements),
        "verification": weakest,
        "sources": [source.url for p in offence.provisions for source in p.sources],
    }


def participation_record(treaty: Treaty, party: Participation) -> dict:
    """Return the relation of one state to one treaty as plain data."""
    return {
        "treaty": treaty.name,
        "title": treaty.label,
        "code": party.code,
        "status": party.status,
        "signed": _iso(party.signed_on),
        "ratified": _iso(party.ratified_on),
        "in_force": _iso(party.fact.in_force_from),
        "in_force_known": party.fact.start_known,
        "until": _iso(party.fact.in_force_until),
        "verification": party.fact.verification,
        "source": party.fact.sources[0].url if party.fact.sources else "",
    }


def begun(day: str | None, known: bool) -> str:
    """Since when something holds, in words: `by` before a day on which it did already, where the first is not known."""
    return f"{'' if known else 'by '}{day}" if day else ""


def treaty_record(treaty: Treaty) -> dict:
    """Return one treaty with its parties and terms as plain data."""
    return {
        "iri": treaty.iri,
        "name": treaty.name,
        "title": treaty.label,
        "kind": treaty.kind.lower(),
        "subjects": list(treaty.subjects),
        "reference": treaty.reference,
        "parties": [participation_record(treaty, party) for party in treaty.participations],
        "grounds": [_ground(ground) for ground in treaty.grounds],
    }


def scenario_record(act: Act, vocabulary: Vocabulary) -> dict:
    """Return one scenario with the concepts present and absent, closed under the hierarchy."""
    compiled = compile_act(act, vocabulary)
    return {
        "name": act.name,
        "label": act.label,
        "summary": act.summary,
        "assumes": list(act.assumes),
        "rsit": list(act.rsit),
        "attack": list(act.attack),
        "present": [concept.name for concept in vocabulary.named(compiled.present)],
        "absent": [concept.name for concept in vocabulary.named(compiled.absent)],
    }


def concept_record(concept: Concept, vocabulary: Vocabulary) -> dict:
    """Return one concept with its neighbours in the hierarchy."""
    narrower = [c.name for c in vocabulary.concepts.values() if concept.iri in c.broader]
    return {
        "iri": concept.iri,
        "name": concept.name,
        "label": concept.label,
        "definition": concept.definition,
        "facet": concept.facet,
        "broader": [vocabulary.concepts[iri].name for iri in concept.broader],
        "narrower": sorted(narrower),
        "entails": [vocabulary.concepts[iri].name for iri in concept.entails],
        "families": list(concept.families),
    }


def jurisdiction_row(law: Jurisdiction, families: tuple[str, ...]) -> dict:
    """Return one line on a jurisdiction: how much is recorded, and how it was verified."""
    today = date.today()
    return {
        "code": law.code,
        "name": law.name,
        "offences": len(law.offences),
        "complete": {family: law.review_of(family, today) is not None for family in families},
        "verification": dict(Counter(provision.verification for provision in law.provisions)),
    }


def _rule(rule: Rule) -> dict:
    return {"subject": ", ".join(rule.subjects), "label": rule.label, "summary": rule.summary,
            "ordered_by": rule.ordered_by, "provision": "; ".join(p.citation for p in rule.provisions),
            "cites": [cite.to_json() for cite in rule.cites]}


def _ground(ground: Ground) -> dict:
    return {"subject": ground.kind.name, "effect": ground.effect, "every_route": ground.every_route,
            "months": ground.months, "summary": ground.summary,
            "provision": "; ".join(p.citation for p in ground.provisions),
            "cites": [cite.to_json() for cite in ground.cites]}


def _doctrine(law: Jurisdiction) -> dict | None:
    found = law.doctrine
    return found and {"assessment": found.assessment, "reference_day": found.reference_day, "defences": found.defences,
                      "summary": found.summary, "cites": [cite.to_json() for cite in found.cites]}


def _source(source: Source) -> dict:
    return {"title": source.title, "publisher": source.publisher, "url": source.url,
            "consolidated": _iso(source.consolidated), "read_on": _iso(source.read_on), "read_in": source.read_in}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

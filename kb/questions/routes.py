"""The roads by which a person could be extradited: treaties, conventions as legal basis, arrangements, domestic law."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.law.extradition import ExtraditionLaw
from kb.law.grounds import Ground
from kb.law.jurisdictions import Jurisdiction
from kb.law.treaties import NoTreaty, Treaty
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict

EXTRADITION = "Extradition"


@dataclass(frozen=True)
class Route:
    """A road with the step that says whether it is open in law, and the grounds that then apply.

    `iri` names the treaty or the extradition law that the road rests on.
    """

    basis: str
    kind: str
    opening: Step
    grounds: tuple[Ground, ...]
    iri: str
    obliges: bool = False


def routes(
    requested: Jurisdiction, requesting: Jurisdiction, treaties: Sequence[Treaty], on: date
) -> list[Route]:
    """Return every recorded road from the requested to the requesting state, those that are closed included.

    Args:
        requested: the state where the person is.
        requesting: the state that asks.
        treaties: all treaties recorded, or at least those in which both states are.
        on: the day of the request.
    """
    pair = (requested.code, requesting.code)
    found = [_by_treaty(treaty, requested, pair, treaties, on) for treaty in treaties if _concerns(treaty, pair)]
    return _governed(found + _by_domestic_law(requested, requesting, on))


def _governed(found: list[Route]) -> list[Route]:
    """A treaty in force that obliges to extradite governs: a convention as basis or domestic law gives no other road."""
    treaty = next((route for route in found if route.obliges and route.opening.verdict is not Verdict.NO), None)
    if treaty is None:
        return found
    closed = Step(f"{treaty.basis} governs between the two: this gives no road of its own", Verdict.NO, treaty.opening.cites,
                  given="the treaty in force")
    return [route if route.obliges or route.opening.verdict is Verdict.NO else replace(route, opening=closed)
            for route in found]


def _concerns(treaty: Treaty, pair: tuple[str, str]) -> bool:
    """A treaty that can carry extradition and in which both states are recorded, on whatever terms."""
    carries = bool(treaty.basis) or (EXTRADITION in treaty.subjects and treaty.kind == "Arrangement")
    return carries and not treaty.amends and all(treaty.participation(code) for code in pair)


def _by_treaty(treaty: Treaty, requested: Jurisdiction, pair: tuple, treaties: Sequence[Treaty], on: date) -> Route:
    opening = _in_force(treaty, pair, on)
    replaced_by = replaces(treaty, pair, treaties, on)
    if opening.verdict is Verdict.YES and replaced_by:
        opening = Step(f"{treaty.label}: replaced between the two by {replaced_by.label}", Verdict.NO,
                       (replaced_by.fact.cite,))
    if opening.verdict is Verdict.YES and (treaty.terms_incomplete or not treaty.grounds):
        part = " in full" if treaty.grounds else ""
        opening = Step(f"{treaty.label}: in force between the two, but its terms are not recorded{part}", Verdict.UNKNOWN,
                       opening.cites, opening.because)
    own_treaty = treaty.basis == "TreatyBasis"
    if opening.verdict is Verdict.YES and treaty.basis == "BasisIfAccepted":
        opening = _accepted(treaty, requested, opening)
    laws = [law for law in requested.extradition_laws if law.concerns(pair[1])]
    if opening.verdict is Verdict.YES and not own_treaty and any(law.terms_incomplete for law in laws):
        opening = Step(f"{treaty.label}: the law of {requested.name}, by which it is applied, is not recorded in full",
                       Verdict.UNKNOWN, opening.cites, opening.because)
    domestic = [g for law in laws for g in law.grounds if g.every_route or not own_treaty]
    grounds = _terms(treaty, pair, treaties, on) + [g for g in domestic if g.applies(pair[1], on)]
    return Route(treaty.label, treaty.kind, opening, tuple(grounds), treaty.iri, own_treaty)


def replaces(treaty: Treaty, pair: tuple[str, str], treaties: Sequence[Treaty], on: date) -> Treaty | None:
    """The treaty that takes the place of another between two states, by their codes, on a day, if one does."""
    return next((other for other in treaties if treaty.name in other.supersedes and bind(other, pair, on)), None)


def bind(treaty: Treaty, pair: tuple[str, str], on: date) -> bool:
    """Whether a treaty binds two states, by their codes, to each other on a day."""
    parties = [treaty.participation(code) for code in pair]
    return all(party and party.was_bound(on) for party in parties)


def _in_force(treaty: Treaty, pair: tuple[str, str], on: date) -> Step:
    """Whether both states are bound on the day; where a party's first day is not known and lies later, unknown."""
    steps = []
    for code in pair:
        party = treaty.participation(code)
        if party.was_bound(on):
            verdict, words = Verdict.YES, f"bound on {on}"
        elif party.status == "Party" and not party.fact.start_known and party.fact.in_force_until is None:
            verdict, words = Verdict.UNKNOWN, f"bound later; whether already on {on} is not recorded"
        else:
            verdict, words = Verdict.NO, f"not bound on {on}"
        steps.append(Step(f"{code}: {words}", verdict, (party.fact.cite,)))
    verdict = min((step.verdict for step in steps), key=lambda v: v.rank)
    state = {"yes": "in force between the two", "no": "not in force between the two", "unknown": "not known to be in force"}
    return Step(f"{treaty.label}: {state[verdict.value]}", verdict, (treaty.fact.cite,), tuple(steps))


def _accepted(treaty: Treaty, requested: Jurisdiction, opening: Step) -> Step:
    """A convention is a legal basis if the requested state takes it as one, or needs no treaty at all."""
    party = treaty.participation(requested.code)
    law = next(iter(requested.extradition_laws), None)
    if party.accepts_as_basis is not None:
        verdict = Verdict.YES if party.accepts_as_basis else Verdict.NO
        claim = f"{requested.name} {'takes' if party.accepts_as_basis else 'does not take'} the convention as legal basis"
        step = Step(claim, verdict, (party.fact.cite,))
    elif law and law.treaty_required is False:
        step = Step(f"{requested.name} needs no treaty, and must treat the offences as extraditable", Verdict.YES, law.cites)
    else:
        step = Step(f"whether {requested.name} takes the convention as legal basis is not recorded", Verdict.UNKNOWN)
    claim = opening.claim if step.verdict is Verdict.YES else f"{opening.claim}, but {step.claim}"
    return Step(claim, step.verdict, opening.cites, (*opening.because, step))


def _terms(treaty: Treaty, pair: tuple[str, str], treaties: Sequence[Treaty], on: date) -> list[Ground]:
    """The treaty's grounds that apply; of a kind, a later layer's take the place of an earlier one's.

    The layers are the treaty, protocols that bind both, and the requested state's reservations to the treaty and to those
    protocols. Where a protocol sets reservations aside, those to the treaty fall away for what it words anew.
    """
    requested, requesting = pair
    protocols = [protocol for protocol in treaties if treaty.name in protocol.amends and bind(protocol, pair, on)]
    anew = {g.kind.name for protocol in protocols if protocol.sets_reservations_aside for g in protocol.grounds}
    reserved = [g for g in treaty.participation(requested).grounds if g.kind.name not in anew]
    layers = [treaty.grounds, *(protocol.grounds for protocol in protocols), reserved,
              *(protocol.participation(requested).grounds for protocol in protocols)]
    terms: dict[str, list[Ground]] = {}
    for layer in layers:
        applying = [g for g in layer if g.applies(requesting, on)]
        terms |= {kind: [g for g in applying if g.kind.name == kind] for kind in {g.kind.name for g in applying}}
    return [ground for kind in sorted(terms) for ground in terms[kind]]


def _by_domestic_law(requested: Jurisdiction, requesting: Jurisdiction, on: date) -> list[Route]:
    """The regimes of domestic law that speak of the requesting state; where none does, the one that leaves it out."""
    laws = [law for law in requested.extradition_laws if law.may_be_in_force(on)]
    laws = [law for law in laws if law.concerns(requesting.code)] or laws[:1]
    return [
        Route(f"law of {requested.name}", "DomesticLaw", _domestic_opening(law, requested, requesting, on),
              tuple(g for g in law.grounds if g.applies(requesting.code, on)), law.iri)
        for law in laws
    ]


def _domestic_opening(law: ExtraditionLaw, requested: Jurisdiction, requesting: Jurisdiction, on: date) -> Step:
    """Whether domestic law opens a road of its own."""
    if not law.in_force(on):
        return Step(f"law of {requested.name}: whether it was already in force on {on} is not recorded", Verdict.UNKNOWN)
    if not law.concerns(requesting.code):
        return Step(f"{requested.name}: {requesting.name} is not designated as a partner", Verdict.NO, law.cites)
    if law.terms_incomplete and not law.treaty_required:
        return Step(f"law of {requested.name}: its terms are not recorded in full", Verdict.UNKNOWN, law.cites)
    if law.designates:
        return Step(f"{requested.name}: {requesting.name} is designated as a partner", Verdict.YES, law.cites)
    if law.treaty_required is None:
        return Step(f"{requested.name}: whether a treaty is needed is not recorded", Verdict.UNKNOWN)
    if law.treaty_required:
        return Step(f"{requested.name} extradites only by treaty", Verdict.NO, law.cites)
    return Step(f"{requested.name} can extradite without treaty", Verdict.YES, law.cites)


def no_treaty_steps(findings: tuple[NoTreaty, ...], pair: tuple[str, str], on: date) -> list[Step]:
    """The findings that no extradition treaty binds a pair on a day."""
    return [
        Step(f"no extradition treaty between {pair[0]} and {pair[1]}: {finding.looked_for}", Verdict.NO, finding.cites)
        for finding in findings
        if set(pair) <= finding.between and EXTRADITION in finding.subjects and finding.cites and finding.since <= on
    ]

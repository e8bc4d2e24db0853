"""What the engine concludes of the recorded law for a day, as plain triples for the store.

Each kind has a graph of its own, so that a conclusion is never taken for a record; ontology/inferences.ttl has the terms.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, permutations

from kb.elements.compiled import compile_act
from kb.graph.plain import Iri, Triple, graph_of, iri, nodes, write
from kb.graph.records import RDF_TYPE
from kb.graph.store import ask
from kb.graph.stores import store_of
from kb.law.treaties import Treaty, by_pair
from kb.library import Library
from kb.questions.extradite import NATIONALITY
from kb.questions.gaps import COVERED, MISSING, PARTLY, UNKNOWN, ArticleAnswer
from kb.questions.grounds import Case, apply_ground, dated
from kb.questions.prosecution import OWN_NATIONALS
from kb.questions.routes import Route, bind, replaces, routes
from kb.questions.witnesses import Witness
from kb.reasons.verdicts import Verdict, least

HOW_FAR = {COVERED: "kb:implements", PARTLY: "kb:partlyImplements", MISSING: "kb:missing",
           UNKNOWN: "kb:implementationNotKnown"}
MEASURE = {Verdict.YES: "kb:gives", Verdict.NO: "kb:lacks"}
OUTCOME = {Verdict.NO: "kb:Escapes", Verdict.DEPENDS: "kb:LeftToCourt", Verdict.UNKNOWN: "kb:PunishmentNotKnown"}
OPENING = {Verdict.YES: "kb:OpenRoad", Verdict.NO: "kb:ClosedRoad", Verdict.UNKNOWN: "kb:RoadNotKnown"}
NEVER, SOMETIMES, ALWAYS, NOT_KNOWN = ("kb:NeverSurrendered", "kb:SometimesSurrendered", "kb:AlwaysSurrendered",
                                       "kb:SurrenderNotKnown")
SURRENDERS = {Verdict.NO: NEVER, Verdict.DEPENDS: SOMETIMES, Verdict.YES: ALWAYS, Verdict.UNKNOWN: NOT_KNOWN}


def open_inferred_store(library: Library, on: date):
    """Return the store of all facts of a library with what follows from them on a day, ready for `kb.graph.store.ask`.

    Args:
        library: the recorded law in files; a change laid over it is not seen.
        on: the day whose law is asked.

    Raises:
        BadRecord: a file of the records is not Turtle.
    """
    store = store_of(library.source)
    for name, triples in _of_each_kind(library, on):
        write(store, name, triples)
    return store


def inferred_graphs(library: Library, on: date) -> dict:
    """Return what follows from the facts of a library on a day as `kb.graph.load` takes it: triples by IRI of the graph."""
    return {graph_of(name): nodes(triples) for name, triples in _of_each_kind(library, on)}


def days_concluded(store) -> list[date]:
    """Return the days for which the conclusions in a store were drawn: one; none where it holds none.

    Args:
        store: an embedded store, or the graphs of a server, which has them of the day for which it was loaded.
    """
    found = ask(store, "SELECT DISTINCT ?day { ?graph kb:inferredOn ?day }")
    return sorted(date.fromisoformat(row["day"].value) for row in found)


def _of_each_kind(library: Library, on: date) -> Iterator[tuple[str, list[Triple]]]:
    for name, infer in KINDS.items():
        yield name, [Triple(graph_of(name), iri("kb:inferredOn"), on), *infer(library, on)]


def in_force(library: Library, on: date) -> Iterator[Triple]:
    """The provisions, offences, grounds and participations that have effect on a day."""
    laws = [library.jurisdiction(code) for code in library.codes]
    parties = [party for treaty in library.treaties for party in treaty.participations]
    holders = [*(law for each in laws for law in each.extradition_laws), *library.treaties, *parties]
    found = [fact for law in laws for fact in (*law.provisions, *law.offences)]
    found += [ground for holder in holders for ground in holder.grounds]
    yield from (Triple(fact.iri, iri("kb:inForceOn"), on) for fact in found if fact.in_force(on))
    yield from (Triple(party.iri, iri("kb:inForceOn"), on) for party in parties if party.was_bound(on))


def coverage(library: Library, on: date) -> Iterator[Triple]:
    """How far each law gives each article of each instrument: by which offences, and which smallest acts escape."""
    for code in library.codes:
        for instrument in library.instruments:
            for article in library.gaps(code, instrument, on).articles:
                yield from _article(code, article)


def _article(code: str, answer: ArticleAnswer) -> Iterator[Triple]:
    law, article = iri(f"j:{code}"), Iri(answer.article.iri)
    yield Triple(law, iri(HOW_FAR[answer.coverage]), article)
    yield from (Triple(offence.iri, iri("kb:punishesSomeOf"), article) for offence in answer.by)
    for measure in answer.measures:
        if measure.verdict in MEASURE:
            yield Triple(law, iri(MEASURE[measure.verdict]), iri(f"measure:{measure.measure.name}"))
    for number, witness in enumerate(answer.witnesses, 1):
        yield from _witness(_node("witness", code, answer.article.name, number), law, article, witness)


def _witness(node: Iri, law: Iri, article: Iri, witness: Witness) -> Iterator[Triple]:
    yield from _described(node, "kb:Witness", witness.words)
    yield Triple(node, iri("kb:jurisdiction"), law)
    yield Triple(node, iri("kb:article"), article)
    yield Triple(node, iri("kb:demand"), Iri(witness.demand.iri))
    yield Triple(node, iri("kb:outcome"), iri(OUTCOME[witness.verdict]))
    yield Triple(node, iri("kb:excused"), witness.excused)
    for word, found in (("kb:present", witness.concepts), ("kb:turnsOn", witness.turns_on),
                        ("kb:near", [near.offence for near in witness.near]), ("kb:allowedBy", witness.allowed_by)):
        yield from (Triple(node, iri(word), Iri(each.iri)) for each in found)


def bonds(library: Library, on: date) -> Iterator[Triple]:
    """Which jurisdictions are bound to each other, by which treaty, on what."""
    between = by_pair(library.treaties)
    for treaty in library.treaties:
        for pair in combinations(sorted(set(library.codes) & {party.code for party in treaty.participations}), 2):
            if bind(treaty, pair, on) and not replaces(treaty, pair, between[frozenset(pair)], on):
                yield from _bond(treaty, pair)


def _bond(treaty: Treaty, pair: tuple[str, str]) -> Iterator[Triple]:
    node = _node("bond", *pair, treaty.name)
    one, other = (iri(f"j:{code}") for code in pair)
    starts = [treaty.participation(code).fact.in_force_from for code in pair]
    yield from _described(node, "kb:Bond", f"{pair[0]} and {pair[1]}: {treaty.label}")
    yield Triple(node, iri("kb:treaty"), Iri(treaty.iri))
    yield from (Triple(node, iri("kb:subject"), iri(f"kb:{subject}")) for subject in treaty.subjects)
    yield from (Triple(node, iri("kb:binds"), each) for each in (one, other))
    yield from (Triple(mine, iri("kb:boundWith"), other_side) for mine, other_side in ((one, other), (other, one)))
    if all(starts):
        yield Triple(node, iri("kb:boundSince"), max(starts))


def roads(library: Library, on: date) -> Iterator[Triple]:
    """The roads of extradition between each ordered pair, open or closed as such."""
    for requested, requesting, number, route in _routes(library, on):
        node = _node("road", requested, requesting, number)
        yield from _described(node, "kb:Road", route.basis)
        yield Triple(node, iri("kb:requested"), iri(f"j:{requested}"))
        yield Triple(node, iri("kb:requesting"), iri(f"j:{requesting}"))
        yield Triple(node, iri("kb:basis"), Iri(route.iri))
        yield Triple(node, iri("kb:opening"), iri(OPENING[route.opening.verdict]))


def nationals(library: Library, on: date) -> Iterator[Triple]:
    """Whether each jurisdiction surrenders its own nationals: on each basis that is not closed, and over all of them."""
    facts = compile_act(library.act(present=(NATIONALITY,)), library.vocabulary)
    case = Case(facts, library.vocabulary, frozenset(), None, None, ())
    answers: dict[str, set[str]] = {code: set() for code in library.codes}
    for requested, requesting, _, route in _routes(library, on):
        if route.opening.verdict is Verdict.NO:
            continue
        grounds = [ground for ground in route.grounds if ground.kind.name == OWN_NATIONALS]
        found = [dated(apply_ground(ground, case), on).verdict for ground in grounds]
        answer = SURRENDERS[least([route.opening.verdict, *found])]
        answers[requested].add(answer)
        node = _node("surrender", requested, route.iri.rpartition("/")[2], answer.partition(":")[2])
        yield from _described(node, "kb:Surrender", route.basis)
        yield Triple(node, iri("kb:jurisdiction"), iri(f"j:{requested}"))
        yield Triple(node, iri("kb:towards"), iri(f"j:{requesting}"))
        yield Triple(node, iri("kb:basis"), Iri(route.iri))
        yield Triple(node, iri("kb:surrenders"), iri(answer))
        yield from (Triple(node, iri("kb:restsOn"), Iri(ground.iri)) for ground in grounds)
    for code, found in answers.items():
        yield Triple(iri(f"j:{code}"), iri("kb:surrendersNationals"), iri(_over_all(found)))


def _over_all(answers: set[str]) -> str:
    """One answer for a jurisdiction: that of all roads, or sometimes where they differ."""
    if len(answers) == 1:
        return next(iter(answers))
    return SOMETIMES if SOMETIMES in answers or {NEVER, ALWAYS} <= answers else NOT_KNOWN


def completeness(library: Library, on: date) -> Iterator[Triple]:
    """In which families of conduct the record of each jurisdiction is complete."""
    for code in library.codes:
        complete = library.book(code).complete_families(on)
        for family in library.families:
            told = iri("kb:completeIn" if family in complete else "kb:notCompleteIn")
            yield Triple(iri(f"j:{code}"), told, iri(f"fam:{family}"))


KINDS = {"in-force": in_force, "coverage": coverage, "bonds": bonds, "roads": roads, "nationals": nationals,
         "completeness": completeness}


def _routes(library: Library, on: date) -> Iterator[tuple[str, str, int, Route]]:
    """Every road between each ordered pair, with its number among those of the pair."""
    laws = {code: library.jurisdiction(code) for code in library.codes}
    between = by_pair(library.treaties)
    for requested, requesting in permutations(laws, 2):
        found = routes(laws[requested], laws[requesting], between[frozenset((requested, requesting))], on)
        yield from ((requested, requesting, number, route) for number, route in enumerate(found, 1))


def _node(kind: str, *parts) -> Iri:
    return Iri(iri(f"inf:{kind}/") + "/".join(str(part) for part in parts))


def _described(node: Iri, cls: str, label: str) -> Iterator[Triple]:
    yield Triple(node, RDF_TYPE, iri(cls))
    yield Triple(node, iri("rdfs:label"), label)

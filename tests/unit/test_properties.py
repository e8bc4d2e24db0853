"""Property tests of the set algebra, on random vocabularies, laws and acts."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kb.elements.book import CONCRETE, Book, Manner
from kb.elements.columns import Columns, decided, judged
from kb.elements.compiled import FAILED, MET, CompiledAct, compile_act, compile_norm, norm_state
from kb.elements.coverage import act_of, has, minimal_acts, turning_points
from kb.errors import Contradiction
from kb.graph.reasoner import java_missing
from kb.law.concepts import Concept, Vocabulary
from kb.law.jurisdictions import Jurisdiction, Review
from kb.law.offences import Exemption, Offence, Penalty, Requirement
from kb.law.scenarios import Act
from kb.questions.offences import offences as side_by_side
from kb.reasons.verdicts import Verdict, least
from kb.second_opinion import disagreements

DAY = date(2026, 1, 1)
FACETS = ("conduct", "object", "mental")
PER_FACET = 3
CONCEPTS = [f"{facet}-{number}" for facet in FACETS for number in range(PER_FACET)]


@st.composite
def vocabularies(draw) -> Vocabulary:
    """Each concept may have broader concepts among those of its facet that come before it."""
    vocabulary = Vocabulary()
    for index, iri in enumerate(CONCEPTS):
        facet, number = iri.split("-")
        before = [f"{facet}-{n}" for n in range(int(number))]
        broader = draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else []
        families = ("F",) if facet == "conduct" else ()
        vocabulary.concepts[iri] = Concept(iri, iri, iri, "", facet, tuple(broader), (), families, 1 << index)
    whole = vocabulary.concepts["object-0"]
    parts = tuple(concept.iri for concept in vocabulary.concepts.values() if whole.iri in concept.broader)
    if len(parts) > 1 and draw(st.booleans()):
        vocabulary.concepts[whole.iri] = replace(whole, divided_into=parts)
    vocabulary._close()
    return vocabulary


def some(concepts: list[str], most: int):
    return st.lists(st.sampled_from(concepts), min_size=1, max_size=most, unique=True)


requirements = st.sampled_from(FACETS).flatmap(lambda facet: some([c for c in CONCEPTS if c.startswith(facet)], 3))
PENALTY = Penalty(12, 0, False, False, False, None, "", ())


@st.composite
def offences(draw, exceptions=True) -> Offence:
    needed = tuple(Requirement(tuple(r)) for r in draw(st.lists(requirements, min_size=1, max_size=4)))
    barred = draw(st.lists(some(CONCEPTS, 2), max_size=1)) if exceptions else []
    judged = ("a test",) if draw(st.integers(0, 9)) == 0 else ()
    return Offence("o", "an offence", ("F",), needed, tuple(Exemption(tuple(b), "") for b in barred), judged, (), None, (),
                   PENALTY, "Criminal", "", "", "")


def law(code: str, found: list[Offence], complete: bool) -> Jurisdiction:
    reviews = (Review(("F",), DAY, None, (), DAY),) if complete else ()
    return Jurisdiction(code, code, "", False, (), (), tuple(found), reviews, (), (), (), (), (), None)


@st.composite
def acts(draw) -> Act:
    stated = draw(st.dictionaries(st.sampled_from(CONCEPTS), st.booleans(), max_size=8))
    present = frozenset(concept for concept, yes in stated.items() if yes)
    return Act("", "", present, frozenset(stated) - present)


def compiled(act: Act, vocabulary: Vocabulary):
    try:
        return compile_act(act, vocabulary)
    except Contradiction:
        assume(False)


laws = st.builds(lambda found, complete: (found, complete), st.lists(offences(), max_size=4), st.booleans())
plain_laws = st.builds(lambda found: (found, True), st.lists(offences(exceptions=False), max_size=4))


@given(vocabularies(), acts())
def test_present_and_absent_are_disjoint_and_closed(vocabulary, act):
    done = compiled(act, vocabulary)
    assert not done.present & done.absent
    for concept in vocabulary.concepts.values():
        if concept.bit & done.present:
            assert all(vocabulary.bit(above) & done.present for above in concept.broader)
        if any(vocabulary.bit(above) & done.absent for above in concept.broader):
            assert concept.bit & done.absent


@given(vocabularies(), acts(), laws, laws)
def test_double_criminality_is_symmetric(vocabulary, act, one, other):
    done = compiled(act, vocabulary)
    books = [Book(law("a", *one), vocabulary), Book(law("b", *other), vocabulary)]
    verdicts = [book.verdict(done, DAY) for book in books]
    assert least(verdicts) is least(reversed(verdicts))


@given(vocabularies(), acts(), plain_laws, st.sampled_from(CONCEPTS))
@settings(suppress_health_check=[HealthCheck.filter_too_much], max_examples=60)
def test_a_further_present_fact_never_turns_yes_into_no_where_no_exception_is_touched(vocabulary, act, found, more):
    book = Book(law("a", *found), vocabulary)
    assume(book.verdict(compiled(act, vocabulary), DAY) is Verdict.YES)
    after = compiled(act.adding({more}, set()), vocabulary)
    assume(not act.absent & {more})
    assert book.verdict(after, DAY) is Verdict.YES


@given(vocabularies(), acts(), laws, offences())
def test_more_law_never_shrinks_what_is_punished(vocabulary, act, found, new):
    done = compiled(act, vocabulary)
    before = Book(law("a", *found), vocabulary).verdict(done, DAY)
    after = Book(law("a", [*found[0], new], found[1]), vocabulary).verdict(done, DAY)
    if before is Verdict.YES:
        assert after is Verdict.YES
    assert after.rank >= before.rank


@st.composite
def forms(draw) -> list[Offence]:
    """Some offences, one after another a basic offence or a form of an earlier one, which as a rule asks for all of it."""
    found: list[Offence] = []
    for number, offence in enumerate(draw(st.lists(offences(), max_size=5))):
        base = draw(st.sampled_from([None, *found]))
        more = {"iri": f"o{number}", "aggravates": base.iri if base else None}
        if base and draw(st.integers(0, 3)):
            taken_over = ("requirements", "exemptions", "judgements")
            more |= {name: getattr(base, name) + getattr(offence, name) for name in taken_over}
        found.append(replace(offence, **more))
    return found


@given(vocabularies(), st.lists(acts(), min_size=1, max_size=6), forms(), forms(), st.booleans(),
       st.sampled_from([CONCRETE, Manner(concrete=False), Manner(defences=False)]))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_all_acts_at_once_have_the_verdicts_they_have_one_by_one(vocabulary, some_acts, one, other, complete, manner):
    done = [compiled(act, vocabulary) for act in some_acts]
    columns = Columns(done, vocabulary)
    books = [Book(law("a", one, complete), vocabulary), Book(law("b", other, True), vocabulary)]
    for book in books:
        at_once = judged(book, columns, DAY, manner)
        assert [at_once.of(number) for number in range(len(done))] == [book.verdict(act, DAY, manner) for act in done]
    pairs = decided(*(judged(book, columns, DAY, manner) for book in books))
    assert [pairs.of(number) for number in range(len(done))] == [
        least(book.verdict(act, DAY, manner) for book in books) for act in done]
    assert pairs.yes | pairs.depends | pairs.no | pairs.unknown == columns.everyone
    assert sum(part.bit_count() for part in (pairs.yes, pairs.depends, pairs.no, pairs.unknown)) == len(done)


@given(vocabularies(), acts(), forms())
def test_leaving_out_the_forms_of_an_offence_changes_no_verdict(vocabulary, act, found):
    """The verdict turns on the distinct offences alone: the state of every offence in force was looked at here."""
    done = compiled(act, vocabulary)
    book = Book(law("a", found, True), vocabulary)
    states = [(norm_state(norm, done), norm.norm.judgements) for norm in book.on(DAY)]
    if any(state == MET and not judgements for state, judgements in states):
        expected = Verdict.YES
    elif any(state != FAILED for state, _ in states):
        expected = Verdict.DEPENDS
    else:
        expected = Verdict.NO if book.complete(done, DAY) else Verdict.UNKNOWN
    assert book.verdict(done, DAY) is expected


def test_a_law_read_later_does_not_make_an_incomplete_record_complete():
    """It can bring a concept that marks a family of which nothing was claimed: remembered masks would miss it."""
    vocabulary = Vocabulary()
    conduct = Concept("c", "c", "c", "", "conduct", (), (), ("F",), 1)
    vocabulary.concepts["c"] = conduct
    vocabulary._close()
    book = Book(law("a", [], True), vocabulary)
    assert book.verdict(compiled(Act("", "", frozenset({"c"}), frozenset()), vocabulary), DAY) is Verdict.NO
    assert book.relevant == 1
    vocabulary.concepts["d"] = Concept("d", "d", "d", "", "conduct", ("c",), (), ("G",), 2)
    vocabulary._close()
    narrower = compiled(Act("", "", frozenset({"d"}), frozenset()), vocabulary)
    assert book.verdict(narrower, DAY) is Verdict.UNKNOWN
    assert judged(book, Columns([narrower], vocabulary), DAY).of(0) is Verdict.UNKNOWN
    assert book.relevant == 3


@given(vocabularies(), acts(), st.lists(offences(), max_size=4))
def test_silence_is_never_no(vocabulary, act, found):
    assert Book(law("a", found, False), vocabulary).verdict(compiled(act, vocabulary), DAY) is not Verdict.NO


@given(vocabularies(), acts(), offences(exceptions=False))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_met_and_failed_agree_with_brute_force_over_every_completion(vocabulary, act, offence):
    """Met: met however the open facts turn out. Failed: met in no completion that respects the hierarchy."""
    done = compiled(act, vocabulary)
    norm = compile_norm(offence, vocabulary)
    free = [c for c in vocabulary.concepts.values() if not c.bit & (done.present | done.absent)]
    assume(len(free) <= 9)
    outcomes = set()
    for choice in product((False, True), repeat=len(free)):
        present = done.present | sum(c.bit for c, yes in zip(free, choice, strict=True) if yes)
        if in_keeping(present, vocabulary):
            outcomes.add(all(mask & present for mask in norm.requirements))
    state = norm_state(norm, done)
    if state == MET:
        assert outcomes == {True}
    elif state == FAILED:
        assert outcomes == {False}
    else:
        assert True in outcomes or len(norm.requirements) > 1


@given(vocabularies(), offences(exceptions=False), plain_laws)
@settings(max_examples=60, deadline=None)
def test_coverage_agrees_with_brute_force(vocabulary, demand, found):
    """Covered exactly when no act at all, of every possible act, meets the demand and goes unpunished."""
    book = Book(law("a", *found), vocabulary)
    norm = compile_norm(demand, vocabulary)
    escaping = meeting = 0
    for done in every_act(vocabulary):
        if norm_state(norm, done) == MET:
            meeting += 1
            escaping += book.verdict(done, DAY) is not Verdict.YES
    smallest = minimal_acts(norm, vocabulary)
    witnesses = {chosen for chosen, act in smallest.items() if book.verdict(act, DAY) is not Verdict.YES}
    assert all(norm_state(norm, act) == MET for act in smallest.values())
    assert (not witnesses) == (escaping == 0)
    assert meeting
    points = turning_points(witnesses, set(smallest))
    for point in points:
        assert all(chosen in witnesses for chosen in smallest if has(chosen, point))
        assert not any(set(other) < set(point) for other in points)
    assert all(any(has(chosen, point) for point in points) for chosen in witnesses)


@given(vocabularies(), offences(), offences())
@settings(max_examples=150, deadline=None)
def test_two_offences_side_by_side_agree_with_brute_force(vocabulary, one, other):
    """What one punishes alone is told exactly when some act at all is punished by it and not by the other."""
    books = [Book(law(code, [replace(offence, iri=code)], True), vocabulary) for code, offence in (("a", one), ("b", other))]
    norms = [book.norms[0] for book in books]
    answer = side_by_side((books[0], norms[0]), (books[1], norms[1]), DAY)
    punished = [{act for act in every_act(vocabulary) if norm_state(norm, act) == MET} for norm in norms]
    for (side, _), own, against in zip(answer.sides, punished, reversed(punished), strict=True):
        assert bool(side.alone) == bool(own - against)
        for alone in side.alone:
            act = act_of(alone.concepts, vocabulary)
            assert act in own and act not in against
            assert bool(alone.lacks) != (norm_state(replace(norms[side is answer.one], exemptions=()), act) == MET)
            assert all(act_of(fewer, vocabulary) not in own for fewer in one_less(alone.concepts)) or not alone.lacks
    assert bool(answer.both) == bool(punished[0] & punished[1])
    assert not answer.both or act_of(answer.both, vocabulary) in punished[0] & punished[1]
    assert (answer.relation == "same") == (punished[0] == punished[1])
    for asked, mask in zip(answer.one.asks, norms[0].requirements, strict=True):
        acts_of_other = [act for act in every_act(vocabulary) if norm_state(replace(norms[1], exemptions=()), act) == MET]
        assert asked.shared == all(mask & act.present for act in acts_of_other)


def one_less(concepts):
    return [tuple(other for other in concepts if other is not concept) for concept in concepts]


def every_act(vocabulary: Vocabulary):
    """Every act that states all, present or absent, in keeping with the hierarchy."""
    everything = (1 << len(CONCEPTS)) - 1
    for present in range(everything + 1):
        if in_keeping(present, vocabulary):
            yield CompiledAct(present, everything & ~present)


def in_keeping(present: int, vocabulary: Vocabulary) -> bool:
    """With every concept its broader ones are present, and of every whole that is divided a part."""
    upward = all(vocabulary.up[concept.iri] & ~present == 0 for concept in vocabulary.named(present))
    return upward and all(parts & present for whole, parts in vocabulary.divisions if whole.bit & present)


@pytest.mark.java
@given(st.data())
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_reasoner_agrees(data):
    assert not java_missing()
    vocabulary = data.draw(vocabularies())
    found = [data.draw(offences(exceptions=False)) for _ in range(3)]
    found = [Offence(**{**vars(o), "iri": f"o{i}"}) for i, o in enumerate(found)]
    kept = []
    for index in range(4):
        act = data.draw(acts())
        try:
            compile_act(act, vocabulary)
        except Contradiction:
            continue
        kept.append(Act(f"a{index}", "", act.present, act.absent))
    if kept:
        assert disagreements(found, kept, vocabulary) == []

"""Every scenario in every pair of recorded jurisdictions: valid by the published schemas, cited, never no by silence."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, combinations_with_replacement, permutations
from pathlib import Path

import jsonschema
import pytest

from kb.elements.book import Book
from kb.elements.columns import Columns, judged
from kb.elements.compiled import FAILED, MET, compile_act, compile_norm, norm_state
from kb.elements.coverage import act_of, minimal_acts
from kb.law.sources import Citation
from kb.library import open_library
from kb.questions.crosswalk import SAME
from kb.questions.extradite import Request
from kb.questions.measures import measure_answer
from kb.reasons.steps import Step, cited
from kb.reasons.verdicts import Verdict
from ui.draft import Draft, turtle

SCHEMAS = Path(__file__).parent.parent / "docs" / "schemas"
ON = date(2026, 11, 1)


def validator(name: str):
    schema = json.loads((SCHEMAS / f"{name}.json").read_text())
    return jsonschema.Draft202012Validator(schema)


def test_every_scenario_in_every_pair_answers_by_the_schema_with_citations(real):
    valid = validator("criminal")
    for act in real.scenarios.values():
        for pair in combinations_with_replacement(real.codes, 2):
            answer = real.criminal(act, list(pair), ON)
            valid.validate(answer.to_json())
            for part in answer.jurisdictions:
                if part.verdict in (Verdict.YES, Verdict.NO):
                    assert cited(part.step), f"{act.name} in {part.code} is decided without a citation"


@pytest.mark.parametrize("against", open_library().instruments)
def test_every_law_against_every_convention_answers_by_the_schema(real, against):
    valid = validator("gaps")
    for code in real.codes:
        answer = real.gaps(code, against, ON)
        valid.validate(answer.to_json())
        for article in answer.articles:
            gap = article.coverage in ("partly", "missing")
            if gap and article.demands:
                assert article.witnesses, f"{code}: article {article.article.number} has a gap without a witness"


def test_no_law_says_no_of_a_day_for_which_its_record_is_not_complete(real):
    """Neither of an act, however the years are compared, nor of a measure: what was found later tells nothing of before."""
    for code in real.codes:
        book = real.book(code)
        reviews, silences = book.jurisdiction.reviews, book.jurisdiction.silences
        days = {review.complete_from for review in reviews} | {silence.since for silence in silences}
        for day in sorted(day - timedelta(1) for day in days):
            acts = [compile_act(act, real.vocabulary) for act in real.scenarios.values()]
            said = judged(book, Columns(acts, real.vocabulary), day)
            for number, act in enumerate(acts):
                verdict = book.verdict(act, day)
                assert said.of(number) is verdict
                covered = [any(r.covers(family, day) for r in reviews) for family in book.families(act)]
                assert verdict is not Verdict.NO or (covered and all(covered)), f"{code} on {day}"
            for measure in real.measures.values():
                topics = {measure.name, *measure.recorded_as}
                known = [silence for silence in silences if topics & set(silence.topics) and silence.since <= day]
                assert known or measure_answer(measure, book.jurisdiction, day).coverage != "missing", f"{code} on {day}"


@pytest.mark.parametrize("pair", list(permutations(open_library().instruments, 2)), ids="-".join)
def test_every_pair_of_instruments_is_set_side_by_side_by_the_schema(real, pair):
    answer = real.crosswalk(*pair, ON, real.codes[-1])
    validator("crosswalk").validate(answer.to_json())
    back = real.crosswalk(*reversed(pair), ON)
    same, same_back = (
        {(row.article.iri, tie.article.iri) for row in found.rows for tie in row.ties if tie.relation == SAME and tie.whole}
        for found in (answer, back))
    assert same == {(one, other) for other, one in same_back}, "the same is the same both ways"


def test_offences_side_by_side_follow_their_schema_and_agree_with_what_each_law_says(real):
    """Each basic offence of a family in two laws: every witness is punished in the one, and asked again in the other."""
    check = validator("offences")
    pairs = [(one, other) for one, other in permutations(real.codes[:4], 2)]
    parted = 0
    for one, other in pairs:
        books = real.book(one), real.book(other)
        for name, norm in books[0].by_name.items():
            beside = next((n for n, found in books[1].by_name.items() if found.norm.families == norm.norm.families), None)
            if beside is None or norm.norm.aggravates or not norm.norm.in_force(ON):
                continue
            answer = real.offences(f"{one}:{name}", f"{other}:{beside}", ON)
            check.validate(answer.to_json())
            for alone in answer.one.alone:
                parted += 1
                act = act_of(alone.concepts, real.vocabulary)
                assert norm_state(norm, act) == MET and norm_state(books[1].by_name[beside], act) == FAILED
                assert alone.elsewhere is books[1].verdict(act, ON)
    assert parted


@pytest.mark.parametrize("name", open_library().instruments)
def test_the_guide_to_every_article_follows_its_schema(real, name):
    valid = validator("guide")
    for article in real.instrument(name)[1]:
        answer = real.guide(name, article.number, ON)
        if article.demands or article.measures:
            valid.validate(answer.to_json())
        covered = [practice.code for practice in answer.practices if practice.answer.coverage == "covered"]
        assert (answer.verdict is Verdict.YES) == bool(covered)


@pytest.mark.parametrize("by", open_library().demanding)
def test_every_pair_of_laws_is_compared_by_the_schema_and_each_difference_holds(real, by):
    valid = validator("compare")
    for pair in combinations(real.codes, 2):
        answer = real.compare(list(pair), by, ON)
        valid.validate(answer.to_json())
        for found in answer.differences:
            act = real.act(present=tuple(concept.name for concept in found.concepts), only=True)
            assert real.criminal(act, [found.punished_in], ON).verdict is Verdict.YES
            assert real.criminal(act, [found.not_in], ON).verdict in (Verdict.NO, Verdict.DEPENDS)


@pytest.mark.parametrize("against", open_library().demanding)
def test_witnesses_escape_and_what_is_covered_is_punished_when_asked_again(real, against):
    """Asked as a person would ask, with the concepts by name: each smallest act by itself."""
    for code in real.codes:
        for article in real.gaps(code, against, ON).articles:
            for demand in article.demands:
                for chosen in minimal_acts(compile_norm(demand.norm, real.vocabulary), real.vocabulary):
                    act = real.act(present=tuple(concept.name for concept in chosen), only=True)
                    verdict = real.criminal(act, [code], ON).verdict
                    if demand.punished == demand.acts:
                        assert verdict is Verdict.YES
                    if chosen in {witness.concepts for witness in demand.witnesses}:
                        assert verdict is not Verdict.YES


def test_nothing_says_no_over_an_incomplete_record(real):
    for act in real.scenarios.values():
        compiled = compile_act(act, real.vocabulary)
        for code in real.codes:
            book = real.book(code)
            for on in (date(1995, 1, 1), date(2010, 1, 1), ON):
                if book.verdict(compiled, on) is Verdict.NO:
                    assert all(book.jurisdiction.review_of(family, on) for family in book.families(compiled))


@pytest.mark.parametrize("requested", open_library().codes)
@pytest.mark.parametrize("name", ["ransomware", "break-in", "carding"])
def test_extradition_between_every_ordered_pair_answers_by_the_schema(real, name, requested):
    valid = validator("extradite")
    for requesting in (code for code in real.codes if code != requested):
        for nationality in (frozenset(), frozenset({requested})):
            answer = real.extradite(Request(real.scenarios[name], requested, requesting, nationality, ON, ON))
            valid.validate(answer.to_json())
            assert_every_decided_step_rests_on_something(answer.step)


def assert_every_decided_step_rests_on_something(step: Step) -> None:
    if step.verdict in (Verdict.YES, Verdict.NO):
        assert step.cites or step.because or step.given, step.claim
    assert all(isinstance(cite, Citation) for cite in step.cites)
    for below in step.because:
        assert_every_decided_step_rests_on_something(below)


@pytest.mark.parametrize("code", ["de", "ru", "uz"])
def test_proposed_changes_close_the_gap_and_nothing_smaller_does(real, code):
    """Exhaustive over the places of the offences that come near: to drop one does the most that any edit of it can do."""
    book, answer = real.book(code), real.gaps(code, "budapest", ON)
    found = real.proposals(answer)
    assert found
    for article in answer.articles:
        for demand in article.demands:
            some = [p for p in found.get(article.article.name, ()) if p.demand == demand.norm]
            if not some:
                continue
            acts = list(minimal_acts(compile_norm(demand.norm, real.vocabulary), real.vocabulary).values())
            assert len({p.size for p in some}) == 1
            for proposal in some:
                assert closes(Book(proposal.law(book.jurisdiction), real.vocabulary), acts), proposal.words
            near = {near.offence for witness in demand.witnesses for near in witness.near if near.offence.criminal}
            places = [(o, place) for o in near for place in (*range(len(o.requirements)), *o.judgements)]
            for size in range(some[0].size):
                for dropped in combinations(places, size):
                    assert not closes(Book(without(book.jurisdiction, dropped), real.vocabulary), acts), dropped


def closes(book: Book, acts: list) -> bool:
    return all(book.verdict(act, ON) is Verdict.YES for act in acts)


def without(law, dropped):
    """A law with some requirements and judgements of its offences dropped."""
    changed = []
    for offence in law.offences:
        places = {place for of, place in dropped if of == offence}
        requirements = tuple(r for number, r in enumerate(offence.requirements) if number not in places)
        judgements = tuple(judgement for judgement in offence.judgements if judgement not in places)
        changed.append(replace(offence, requirements=requirements, judgements=judgements) if places else offence)
    return replace(law, offences=tuple(changed))


def test_the_laws_named_as_examples_punish_every_act_that_escapes(real):
    named = 0
    for code in real.codes:
        answer = real.gaps(code, "budapest", ON)
        for article in answer.articles:
            for example in real.examples(answer).get(article.article.name, ()):
                acts = minimal_acts(compile_norm(example.demand, real.vocabulary), real.vocabulary).values()
                escaping = [act for act in acts if real.book(code).verdict(act, ON) is not Verdict.YES]
                alone = replace(real.jurisdiction(example.code), offences=example.offences)
                assert escaping and closes(Book(alone, real.vocabulary), escaping), example.words
                named += 1
    assert named


def test_the_sweep_of_a_change_answers_by_the_schema(real, tmp_path):
    concepts = tuple((real.vocabulary.find(word).iri,) for word in ("AccessingSystem", "WithoutRight", "Intent"))
    file = tmp_path / "change.ttl"
    file.write_text(turtle(Draft("uz", "Unlawful access", "IllegalAccess", concepts, 24, ON)))
    found = real.whatif(file, ON)
    validator("whatif").validate(found.to_json())
    assert ("break-in", ("uz",), "no", "yes") in {(m.subject, m.codes, m.before, m.after) for m in found.criminal}


def test_obstacles_and_openings_follow_their_schemas(real):
    validator("obstacles").validate(real.obstacles(["uz", "de"], ["break-in", "ransomware"], ON).to_json())
    validator("openings").validate(real.openings("uz", "de", ON).to_json())

"""Every scenario in every pair of recorded jurisdictions: valid by the published schemas, cited, never no by silence."""

import json
from dataclasses import replace
from datetime import date
from itertools import combinations, combinations_with_replacement, permutations
from pathlib import Path

import jsonschema
import pytest

from kb.elements.book import Book
from kb.elements.compiled import compile_act, compile_norm
from kb.elements.coverage import minimal_acts
from kb.law.sources import Citation
from kb.library import open_library
from kb.questions.crosswalk import SAME
from kb.questions.extradite import Request
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


@pytest.mark.parametrize("pair", list(permutations(open_library().instruments, 2)), ids="-".join)
def test_every_pair_of_instruments_is_set_side_by_side_by_the_schema(real, pair):
    answer = real.crosswalk(*pair, ON, real.codes[-1])
    validator("crosswalk").validate(answer.to_json())
    back = real.crosswalk(*reversed(pair), ON)
    same, same_back = (
        {(row.article.iri, tie.article.iri) for row in found.rows for tie in row.ties if tie.relation == SAME}
        for found in (answer, back))
    assert same == {(one, other) for other, one in same_back}, "the same is the same both ways"


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


@pytest.mark.parametrize("name", ["ransomware", "break-in", "carding"])
def test_extradition_between_every_ordered_pair_answers_by_the_schema(real, name):
    valid = validator("extradite")
    for requested, requesting in permutations(real.codes, 2):
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


@pytest.mark.parametrize("code", ["de", "ru", "gb"])
def test_proposed_changes_close_the_gap_and_nothing_smaller_does(real, code):
    """Exhaustive over the edits: every way to leave out one or more of them leaves an act unpunished."""
    book, answer = real.book(code), real.gaps(code, "budapest", ON)
    found = real.proposals(answer)
    assert found
    for proposal in (proposal for some in found.values() for proposal in some):
        acts = minimal_acts(compile_norm(proposal.demand, real.vocabulary), real.vocabulary).values()
        parts = _edited_parts(proposal)
        for size in range(len(parts) + 1):
            for done in combinations(range(len(parts)), size):
                law = replace(book.jurisdiction, offences=(*(o for o in book.jurisdiction.offences if o != proposal.offence),
                                                           _with_edits(proposal, parts, done)))
                closed = all(Book(law, real.vocabulary).verdict(act, ON) is Verdict.YES for act in acts)
                assert closed == (size == len(parts)), (proposal.offence.citation, [e.words for e in proposal.edits])


def _edited_parts(proposal) -> list:
    """What the edits touch: requirements that are dropped or widened, by place, then judgements."""
    before, after = proposal.offence.requirements, list(proposal.changed.requirements)
    parts = []
    for place, requirement in enumerate(before):
        if after and set(requirement.any_of) <= set(after[0].any_of):
            new = after.pop(0)
            if new != requirement:
                parts.append((place, new))
        else:
            parts.append((place, None))
    return parts + [("judgement", judgement) for judgement in proposal.offence.judgements]


def _with_edits(proposal, parts, done):
    """The offence with only some of the edits made."""
    requirements, judgements = list(proposal.offence.requirements), list(proposal.offence.judgements)
    for number in done:
        place, new = parts[number]
        if place == "judgement":
            judgements.remove(new)
        else:
            requirements[place] = new
    return replace(proposal.offence, requirements=tuple(r for r in requirements if r), judgements=tuple(judgements))


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

"""Extradition between invented states: roads, grounds, days, nationals, doctrine."""

from dataclasses import replace
from datetime import date

import pytest

from kb.elements.compiled import compile_act
from kb.errors import BadQuestion, UnknownName
from kb.questions.extradite import Request
from kb.questions.grounds import Case, apply_ground
from kb.reasons.verdicts import Verdict
from tests.conftest import TODAY


def ask(library, requested, requesting, act="break-in-past-security", nationality="", on=TODAY, act_on=None, **more):
    present, absent = more.pop("present", ""), more.pop("absent", "")
    stated = library.act(act, tuple(present.split()), tuple(absent.split()))
    return library.extradite(
        Request(stated, requested, requesting, frozenset(nationality.split()), on, act_on or on, **more))


def ground(answer, name, basis="Extradition Treaty"):
    route = next(r for r in answer.routes if basis in r.route.basis)
    return next(g for g in route.grounds if g.ground == name)


XE_CODE, XT_ACT = (f"https://w3id.org/cyberlaw/id/{name}" for name in ("xe/penal-code", "xt/act"))


def applied_threshold(library, act, **more):
    """The threshold of twelve months in the treaty of xe and xt, changed, applied to an act on the day of the tests."""
    laws = {law.code: law for law in library.criminal(act, ["xe", "xt"], TODAY).jurisdictions}
    treaty = next(treaty for treaty in library.treaties if treaty.name == "xe-xt")
    threshold = next(each for each in treaty.grounds if each.kind.name == "PenaltyThreshold")
    case = Case(compile_act(act, library.vocabulary), library.vocabulary, frozenset(), laws["xe"], laws["xt"], ())
    return apply_ground(replace(threshold, **more), case)


def test_facts_not_stated_make_it_depend_and_are_asked_for(invented):
    answer = ask(invented, "xe", "xt", nationality="xt")
    assert answer.verdict == "depends"
    assert [[f.concept.name for f in q.facts] for q in answer.questions][0] == ["PoliticalOffence"]
    assert answer.questions[0].otherwise == "no" or answer.questions[0].verdict == "yes"


def test_yes_when_every_ground_is_passed(invented):
    answer = ask(invented, "xe", "xt", nationality="xt", absent="PoliticalOffence")
    assert answer.verdict == "yes"


def test_nothing_unstated_can_be_taken_to_stand_in_the_way_and_the_answer_says_so(invented):
    answer = ask(invented, "xe", "xt", nationality="xt", no_bars=True)
    assert answer.verdict == "yes"
    assert any("on the word of the person asking" in line for line in answer.step.lines())


def test_own_nationals_bar_where_the_law_binds_every_road_and_prosecution_takes_its_place(invented):
    answer = ask(invented, "xe", "xt", nationality="xe", no_bars=True)
    assert answer.verdict == "no"
    assert any("must submit the case" in step.claim for step in answer.alternatives)


def test_a_discretionary_ground_leaves_it_to_the_requested_state(invented):
    answer = ask(invented, "xt", "xe", nationality="xt", no_bars=True)
    assert answer.verdict == "depends"
    assert ground(answer, "OwnNationals").verdict == "depends"


def test_the_protocol_lowers_the_threshold_from_its_first_day(invented):
    before = ask(invented, "xe", "xt", nationality="xt", no_bars=True, on=date(2019, 12, 31))
    after = ask(invented, "xe", "xt", nationality="xt", no_bars=True, on=date(2020, 1, 1))
    assert ground(before, "PenaltyThreshold").verdict == "no"
    assert ground(after, "PenaltyThreshold").verdict == "yes"
    assert [r.verdict for r in before.routes if r.route.kind == "Bilateral"] == ["no"]
    assert after.verdict == "yes"


def test_a_threshold_is_not_asked_of_the_offences_of_a_text_for_which_it_is_lifted(invented):
    act = invented.act("break-in-past-security")
    measured = applied_threshold(invented, act)
    assert measured.verdict == "no" and "s. 1 carries up to 6 months" in str(measured.step.lines())
    lifted = applied_threshold(invented, act, not_asked_of=(XT_ACT,))
    assert lifted.verdict == "yes" and "s. 1 is extraditable whatever it carries" in str(lifted.step.lines())
    assert applied_threshold(invented, act, not_asked_of=(XE_CODE,)).verdict == "no", "the text of the other law"


def test_a_rule_whose_first_day_is_not_known_leaves_earlier_days_unknown(invented):
    answer = ask(invented, "xe", "xt", nationality="xe", no_bars=True, on=date(2020, 6, 1))
    assert answer.verdict == "unknown"
    assert any("whether the rule applied already" in line for line in answer.step.lines())


def test_before_the_treaty_the_road_is_closed(invented):
    answer = ask(invented, "xt", "xe", nationality="xe", no_bars=True, on=date(1999, 12, 31))
    assert [r.verdict for r in answer.routes if r.route.kind == "Bilateral"] == ["no"]
    assert answer.verdict == "unknown", "no finding says that there was no earlier treaty"


def test_without_treaty_a_state_that_needs_one_refuses_and_the_finding_is_cited(invented):
    answer = ask(invented, "xt", "xn", nationality="xn", no_bars=True)
    assert answer.verdict == "no"
    assert any("no extradition treaty between xt and xn" in line for line in answer.step.lines())


def test_a_finding_that_there_is_no_treaty_says_nothing_of_days_before_its_list(invented):
    read = date(2026, 1, 10)
    assert ask(invented, "xt", "xn", nationality="xn", no_bars=True, on=read).verdict == "no"
    before = ask(invented, "xt", "xn", nationality="xn", no_bars=True, on=date(2026, 1, 9))
    assert before.verdict == "unknown" and not any("no extradition treaty" in line for line in before.step.lines())


def test_domestic_law_opens_a_road_on_reciprocity(invented):
    answer = ask(invented, "xe", "xn", nationality="xn", no_bars=True)
    assert [r.route.kind for r in answer.routes] == ["DomesticLaw"]


def test_a_treaty_whose_terms_are_not_recorded_opens_nothing(invented):
    answer = ask(invented, "xe", "xf", nationality="xf", no_bars=True)
    treaty = next(r for r in answer.routes if r.route.kind == "Bilateral")
    assert treaty.verdict == "unknown" and "terms are not recorded" in treaty.route.opening.claim


def test_nothing_recorded_is_not_known(invented):
    assert ask(invented, "xn", "xt").verdict == "unknown"


def test_without_double_criminality_no_extradition(invented):
    answer = ask(invented, "xe", "xt", act="break-in", nationality="xt", no_bars=True)
    assert answer.double_criminality == "no"
    assert ground(answer, "DoubleCriminality").verdict == "no"
    assert answer.verdict == "no"


def test_death_penalty_bars_unless_assured(invented):
    facts = "PublicSystem AgainstStateSecurity WithoutRight ImpairingSystem Intent"
    bars = ask(invented, "xe", "xt", act="", present=facts, nationality="xt", no_bars=True)
    assert any(j.of(Verdict.YES)[0].penalty.death for j in bars.jurisdictions if j.code == "xt")
    asked = ask(invented, "xt", "xe", act="", present=facts + " DeathPenaltyPossible", absent="DeathPenaltyAssurance")
    assert ground(asked, "DeathPenalty").verdict == "no"
    assured = ask(invented, "xt", "xe", act="", present=facts + " DeathPenaltyPossible DeathPenaltyAssurance")
    assert ground(assured, "DeathPenalty").verdict == "yes"


def test_another_doctrine_that_would_change_the_answer_is_shown(invented):
    answer = ask(invented, "xe", "xt", act="break-in")
    assert any("in the abstract" in step.claim for step in answer.differs_if)


def test_the_day_of_the_act_counts_for_criminality(invented):
    answer = ask(invented, "xe", "xt", nationality="xt", no_bars=True, act_on=date(2010, 1, 1))
    assert answer.double_criminality == "no"


def test_one_state_alone_is_refused(invented):
    with pytest.raises(BadQuestion, match="needs two"):
        ask(invented, "xe", "xe")


def test_without_a_finding_that_no_treaty_exists_the_answer_is_unknown(invented):
    answer = ask(invented, "xt", "xf", act="denial-of-service", nationality="xf", no_bars=True)
    assert answer.verdict == "unknown"
    assert any("whether another extradition treaty" in line for line in answer.step.lines())


def test_a_treaty_that_obliges_governs_and_closes_the_road_of_domestic_law(invented):
    answer = ask(invented, "xe", "xt", nationality="xt", no_bars=True)
    domestic = next(r for r in answer.routes if r.route.kind == "DomesticLaw")
    assert domestic.verdict == "no" and "governs" in domestic.route.opening.claim


def test_an_assurance_is_never_assumed_against_a_bar_that_is_stated(invented):
    facts = "PublicSystem AgainstStateSecurity WithoutRight ImpairingSystem Intent DeathPenaltyPossible"
    answer = ask(invented, "xt", "xe", act="", present=facts, nationality="xe", no_bars=True)
    assert ground(answer, "DeathPenalty").verdict == "depends"


@pytest.mark.parametrize("word", ["germany", "xx", "", "ä", "1"])
def test_a_nationality_that_is_no_code_is_refused(invented, word):
    with pytest.raises(UnknownName, match="no country is called"):
        invented.extradite(Request(invented.scenarios["break-in"], "xe", "xt", frozenset({word}), TODAY, TODAY))


def test_a_nationality_in_capitals_is_the_same_nationality(invented):
    assert ask(invented, "xe", "xt", nationality="XE", no_bars=True).verdict == "no"


def test_a_nationality_may_not_contradict_the_facts(invented):
    with pytest.raises(BadQuestion, match="take one back"):
        ask(invented, "xe", "xt", nationality="xe", absent="NationalOfRequested")


def test_an_act_after_the_request_is_refused(invented):
    with pytest.raises(BadQuestion, match="lies after"):
        ask(invented, "xe", "xt", act_on=date(2030, 1, 1))


def test_a_treaty_recorded_in_part_is_never_known_to_be_open(invented):
    answer = ask(invented, "xt", "xf", act="denial-of-service", nationality="xf", no_bars=True, on=date(2015, 1, 1))
    treaty = next(r for r in answer.routes if r.route.basis == "Treaty read in part")
    assert "not recorded in full" in treaty.route.opening.claim and treaty.verdict == "unknown"


def test_an_extradition_law_recorded_in_part_is_never_known_to_open_a_road(invented):
    answer = ask(invented, "xf", "xn", act="break-in", nationality="xn", no_bars=True)
    assert [r.route.opening.verdict for r in answer.routes] == ["unknown"]
    assert "not recorded in full" in answer.routes[0].route.opening.claim

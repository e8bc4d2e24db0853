"""Is the act criminal: the four verdicts, their reasons, days, and what to ask next."""

from dataclasses import replace
from datetime import date

import pytest

from kb.elements.book import Book
from kb.errors import BadQuestion, UncitedStep, UnknownName
from kb.law.sources import Citation
from kb.questions.criminal import criminal
from kb.reasons.steps import Step, cited
from kb.reasons.verdicts import Verdict
from tests.conftest import TODAY


def ask(library, codes, name="", present="", absent="", on=TODAY):
    return library.criminal(library.act(name, tuple(present.split()), tuple(absent.split())), codes.split(), on)


def test_yes_when_an_offence_is_met(invented):
    assert ask(invented, "xe", "break-in-past-security").verdict == "yes"


def test_no_needs_a_complete_record(invented):
    assert ask(invented, "xe", "break-in").verdict == "no"
    assert ask(invented, "xn", "break-in").verdict == "unknown"


def test_a_federation_never_says_no_while_the_law_of_its_parts_is_not_recorded(invented):
    answer = ask(invented, "xf", "break-in")
    assert answer.verdict == "unknown"
    assert any("law of its parts" in line for line in answer.step.lines())


def test_no_becomes_unknown_before_the_record_is_complete(invented):
    assert ask(invented, "xe", "break-in", on=date(2004, 12, 31)).verdict == "unknown"
    assert ask(invented, "xe", "break-in", on=date(2005, 1, 1)).verdict == "no"


def test_depends_when_facts_are_open(invented):
    answer = ask(invented, "xe", present="AccessingSystem WithoutRight Intent", absent="ImpairingSystem")
    assert answer.verdict == "depends"
    first = answer.questions[0]
    assert [f.concept.name for f in first.facts] == ["OvercomingSecurity"]
    assert (first.verdict, first.otherwise) == ("yes", "no")


def test_depends_when_only_a_judgement_is_left(invented):
    answer = ask(invented, "xe", present="ImpairingSystem Intent")
    assert answer.verdict == "depends"
    assert any("considerable importance" in line for line in answer.step.lines())


def test_the_fewest_facts_that_decide_together_are_found(invented):
    answer = ask(invented, "xe", present="AccessingSystem")
    together = [q for q in answer.questions if q.verdict == "yes"]
    assert {f.concept.name for f in together[0].facts} == {"WithoutRight", "OvercomingSecurity", "Intent"}


def test_double_criminality_is_the_least_favourable_answer(invented):
    assert ask(invented, "xe xt", "break-in").verdict == "no"
    assert ask(invented, "xt xe", "break-in").verdict == "no"
    assert ask(invented, "xt xn", "break-in").verdict == "unknown"
    assert ask(invented, "xt xe", "break-in-past-security").verdict == "yes"


@pytest.mark.parametrize("on, verdict", [("2014-02-28", "no"), ("2014-03-01", "yes"), ("2014-03-02", "yes")])
def test_old_law_is_judged_by_its_own_wording(invented, on, verdict):
    assert ask(invented, "xe", "break-in-past-security", on=date.fromisoformat(on)).verdict == verdict


def test_an_act_copying_data_was_criminal_under_the_old_wording(invented):
    assert ask(invented, "xe", "break-in-with-copying", on=date(2010, 1, 1)).verdict == "yes"


def test_the_tree_shows_what_failed_and_what_was_searched(invented):
    lines = "\n".join(ask(invented, "xe", "break-in").step.lines())
    assert "requires overcoming a security measure: absent" in lines
    assert "the record of illegal access is complete" in lines


def test_an_exception_not_stated_is_a_caveat(invented):
    answer = ask(invented, "xe", present="AccessingSystem WithoutRight OvercomingSecurity Intent")
    assert answer.verdict == "yes"
    assert any("caveat" in line for line in answer.step.lines())


def test_penalties_are_given_for_what_is_met_and_for_what_may_be(invented):
    data = ask(invented, "xe", present="AccessingSystem WithoutRight OvercomingSecurity Intent").to_json()
    assert data["jurisdictions"]["xe"]["maximum_months"] == 36
    assert data["jurisdictions"]["xe"]["maximum_months_if_open_met"] == 60


def test_an_act_without_facts_is_refused(invented):
    with pytest.raises(BadQuestion, match="states nothing"):
        invented.act()


def test_no_jurisdiction_is_refused(invented):
    with pytest.raises(BadQuestion, match="--in"):
        ask(invented, "", "break-in")


def test_an_unknown_jurisdiction_is_refused_with_the_nearest(invented):
    with pytest.raises(UnknownName, match="'xe'"):
        ask(invented, "xee", "break-in")


def test_a_step_that_decides_needs_a_reason():
    with pytest.raises(UncitedStep, match="punished"):
        Step("punished", Verdict.YES)
    assert Step("punished", Verdict.YES, (Citation("s. 1", "", "OfficialText", None),))
    assert Step("punished", Verdict.UNKNOWN)


def test_a_wording_inferred_for_a_day_applies_and_says_so(invented):
    law = invented.jurisdiction("xt")
    offence = next(o for o in law.offences if o.iri.endswith("/access"))
    inferred = replace(offence.provisions[0], in_force_from=date(2015, 1, 1), start_known=False,
                       inferred_from=date(2010, 1, 1), note="read alike in 2009 and 2015")
    book = Book(replace(law, offences=(replace(offence, provisions=(inferred,)),), reviews=()), invented.vocabulary)
    answers = [criminal(invented.scenarios["break-in"], [book], date(year, 6, 1)) for year in (2009, 2012, 2020)]
    assert [answer.verdict for answer in answers] == ["unknown", "yes", "yes"]
    assert ["is inferred" in "".join(answer.step.lines()) for answer in answers] == [False, True, False]
    assert {c.verification for c in cited(answers[1].step)} == {"Unverified"}

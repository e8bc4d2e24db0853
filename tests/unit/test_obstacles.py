"""Why requests fail between invented states, and the single steps that would open them."""

from dataclasses import replace
from datetime import date

import pytest

from kb.elements.book import Book
from kb.errors import BadQuestion, UnknownName
from kb.law.treaties import NoTreaty
from kb.questions.extradite import Request
from kb.questions.obstacles import GROUND, NO_OFFENCE, NO_ROAD, OPEN, RESERVATION, UNKNOWN, obstacle
from kb.questions.openings import openings
from kb.reasons.verdicts import Verdict
from tests.conftest import TODAY


def one(library, act, requested="xe", requesting="xt", **changed):
    world = replace(library._world(["xe", "xt", "xn"]), **changed)
    request = Request(library.scenarios[act], requested, requesting, frozenset(), TODAY, TODAY, True)
    return obstacle(request, world)


def test_the_first_thing_that_stands_in_the_way_is_the_cause(invented):
    assert one(invented, "break-in-past-security").cause == OPEN
    assert one(invented, "break-in").cause == NO_OFFENCE and "Examplia" in one(invented, "break-in").words
    assert one(invented, "break-in-past-security", "xe", "xn").cause == UNKNOWN


def test_without_a_road_the_finding_that_there_is_no_treaty_decides_between_no_and_not_known(invented):
    """A law that extradites without a treaty is a road of its own: it is taken out here."""
    law = invented.jurisdiction("xe")
    book = Book(replace(law, extradition_laws=()), invented.vocabulary)
    books = {"xe": book, "xt": invented.book("xt"), "xn": invented.book("xn")}
    finding = NoTreaty(frozenset({"xe", "xt"}), ("Extradition",), "a treaty", invented.no_treaty[0].cites, TODAY)
    without = one(invented, "break-in-past-security", treaties=(), books=books, no_treaty=())
    assert without.cause == UNKNOWN and without.verdict is Verdict.UNKNOWN
    closed = replace(next(t for t in invented.treaties if t.name == "xe-xt"), participations=tuple(
        replace(p, status="NotParty") for p in next(t for t in invented.treaties if t.name == "xe-xt").participations))
    found = one(invented, "break-in-past-security", treaties=(closed,), books=books, no_treaty=(finding,))
    assert found.cause == NO_ROAD and found.verdict is Verdict.NO and found.nationals is Verdict.NO


def _with_threshold(library, months, by_party):
    treaty = next(t for t in library.treaties if t.name == "xe-xt")
    threshold = replace(next(g for g in treaty.grounds if g.kind.name == "PenaltyThreshold"), months=months)
    if by_party:
        parties = tuple(replace(p, grounds=(replace(threshold, iri="urn:own"),)) if p.code == "xe" else p
                        for p in treaty.participations)
        changed = replace(treaty, participations=parties)
    else:
        changed = replace(treaty, grounds=tuple(threshold if g.iri == threshold.iri else g for g in treaty.grounds))
    return tuple(changed if t is treaty else t for t in library.treaties if not t.amends)


def test_a_threshold_that_is_not_reached_is_named_and_a_reservation_told_apart(invented):
    by_treaty = one(invented, "break-in-past-security", treaties=_with_threshold(invented, 1200, False))
    assert by_treaty.cause == GROUND and by_treaty.grounds == ("penalty threshold",)
    by_state = one(invented, "break-in-past-security", treaties=_with_threshold(invented, 1200, True))
    assert by_state.cause == RESERVATION and by_state.verdict is Verdict.NO


def test_the_map_has_every_ordered_pair_and_act_once_and_agrees_with_extradite(invented):
    answer = invented.obstacles([], [], TODAY)
    states, acts = len(invented.codes), len(invented.scenarios)
    asked = {(o.requested, o.requesting, o.act) for o in answer.found}
    assert len(answer.found) == states * (states - 1) * acts == len(asked)
    for found in answer.found:
        act = invented.scenarios[found.act]
        asked = invented.extradite(Request(act, found.requested, found.requesting, frozenset(), TODAY, TODAY, True))
        assert asked.verdict is found.verdict and (found.cause == OPEN) == (asked.verdict is Verdict.YES)
        own = frozenset({found.requested})
        if found.verdict is not Verdict.NO:
            again = invented.extradite(Request(act, found.requested, found.requesting, own, TODAY, TODAY, True))
            assert again.verdict is found.nationals


def test_joining_a_treaty_is_tried_only_where_it_is_recorded_that_states_can(invented):
    treaty = next(t for t in invented.treaties if t.name == "xe-xt")
    acts, world = list(invented.scenarios.values()), invented._world(["xe", "xt"])
    for accession, expected in (("OpenToAll", True), ("ByInvitation", True), ("MembersOnly", False), ("", False)):
        outside = replace(treaty, accession=accession, participations=treaty.participations[:1])
        treaties = tuple(outside if t is treaty else t for t in invented.treaties)
        answer = openings(("xe", "xt"), acts, replace(world, treaties=treaties), {}, TODAY)
        assert bool(answer.steps) is expected
        if expected:
            assert ("xe", "xt", "break-in-past-security") in answer.steps[0].opens


def test_a_step_by_an_edit_that_reaches_beyond_the_demand_says_so(invented):
    [proposal, *_] = next(iter(invented.proposals(invented.gaps("xe", "budapest", TODAY)).values()))
    loose = replace(proposal, changes=tuple(replace(change, loose=("object",)) for change in proposal.changes))
    world = invented._world(["xe", "xt"])
    for edit, told in ((proposal, False), (loose, True)):
        steps = openings(("xe", "xt"), list(invented.scenarios.values()), world, {"xe": [edit]}, TODAY).steps
        [words] = [step.words for step in steps if "drop" in step.words]
        assert ("ask for no object at all" in words) == told


def test_an_edit_that_makes_the_act_punishable_is_found_and_opens_what_it_says(invented):
    answer = invented.openings("xe", "xt", TODAY)
    steps = {step.words: step for step in answer.steps}
    edit = next(words for words in steps if "drop “overcoming a security measure”" in words)
    assert ("xe", "xt", "break-in") in steps[edit].opens
    assert [len(step.opens) for step in answer.steps] == sorted((len(step.opens) for step in answer.steps), reverse=True)
    assert answer.open_now < answer.asked


def test_acts_on_which_an_edit_has_no_bearing_are_rightly_not_asked_about_again(invented, monkeypatch):
    pairs = [("xe", "xt"), ("xe", "xn"), ("xt", "xn")]
    found = [invented.openings(*pair, TODAY) for pair in pairs]
    assert any(step.opens for answer in found for step in answer.steps)
    monkeypatch.setattr("kb.questions.openings._bears_on", lambda *_: True)
    assert [invented.openings(*pair, TODAY) for pair in pairs] == found


def test_faulty_questions_are_explained(invented):
    with pytest.raises(BadQuestion, match="the same"):
        invented.openings("xe", "XE", TODAY)
    with pytest.raises(BadQuestion, match="two jurisdictions"):
        invented.obstacles(["xe"], [], TODAY)
    with pytest.raises(UnknownName, match="ransom"):
        invented.obstacles([], ["ransom"], date(2026, 1, 1))

"""Two offences side by side, on the invented states and on offences made for it."""

from dataclasses import replace

import pytest

from kb.elements.book import Book
from kb.errors import BadQuestion, UnknownName
from kb.law.concepts import CASE_FACET
from kb.law.offences import Exemption, Requirement
from kb.questions.offences import offences
from tests.conftest import TODAY


@pytest.fixture
def made(invented):
    """Make an offence of one of the invented states that asks for some concepts, each requirement a list of words."""
    def make(code: str, *asked: list[str], **more):
        book = invented.book(code)
        requirements = tuple(Requirement(tuple(invented.vocabulary.find(word).iri for word in words)) for words in asked)
        model = book.norms[0].norm
        norm = replace(model, iri=f"{model.iri}-made", requirements=requirements, exemptions=(), judgements=())
        norm = replace(norm, **more)
        own = Book(replace(book.jurisdiction, offences=(*book.jurisdiction.offences, norm)), invented.vocabulary)
        return own, own.norms[-1]

    return make


def exemption(invented, *words: str, label="an exception") -> tuple[Exemption, ...]:
    return (Exemption(tuple(invented.vocabulary.find(word).iri for word in words), label),)


def test_the_same_elements_are_the_same_offence_in_whatever_order(made):
    answer = offences(made("xe", ["AccessingSystem"], ["Intent"]), made("xt", ["Intent"], ["AccessingSystem"]), TODAY)
    assert (answer.verdict, answer.relation) == ("yes", "same")
    assert not answer.one.alone and not answer.other.alone
    assert answer.step.cites, "both provisions are cited"
    assert all(asked.shared for side in (answer.one, answer.other) for asked in side.asks)


def test_an_element_that_one_alone_asks_for_gives_a_witness_without_it(made):
    wide, narrow = made("xe", ["AccessingSystem"]), made("xt", ["AccessingSystem"], ["OvercomingSecurity"])
    answer = offences(wide, narrow, TODAY)
    assert (answer.verdict, answer.relation) == ("no", "narrower")
    (alone,) = answer.one.alone
    assert [concept.name for concept in alone.concepts] == ["AccessingSystem"]
    assert alone.lacks == ("overcoming a security measure",) and not answer.other.alone
    assert [(asked.words, asked.shared) for asked in answer.other.asks] == [
        ("accessing a computer system", True), ("overcoming a security measure", False)]
    assert offences(narrow, wide, TODAY).relation == "wider"


def test_of_several_ways_to_commit_one_those_that_the_other_does_not_know_are_named(made):
    answer = offences(made("xe", ["CopyingData", "DeletingData"]), made("xt", ["DeletingData"]), TODAY)
    (alone,) = answer.one.alone
    assert [concept.name for concept in alone.turns_on] == ["CopyingData"]
    assert [concept.name for concept in alone.concepts] == ["CopyingData"]


def test_a_witness_has_as_much_of_the_other_offence_as_it_can(made):
    """Of a broad element it has what the other asks for, so that it turns on what is lacking alone."""
    answer = offences(made("xe", ["GainingAccess"]), made("xt", ["AccessingSystem"], ["OvercomingSecurity"]), TODAY)
    lacking = [alone.lacks for alone in answer.one.alone]
    assert ("overcoming a security measure",) in lacking, lacking


def test_an_act_that_both_punish_has_the_elements_of_both_and_no_more(made):
    answer = offences(made("xe", ["CopyingData", "DeletingData"], ["Intent"]),
                      made("xt", ["DeletingData"], ["OvercomingSecurity"]), TODAY)
    assert {concept.name for concept in answer.both} == {"DeletingData", "OvercomingSecurity", "Intent"}


def test_an_exception_that_only_one_makes_parts_them(made, invented):
    barred = exemption(invented, "Insider")
    plain, other = made("xe", ["AccessingSystem"]), made("xt", ["AccessingSystem"], exemptions=barred)
    answer = offences(plain, other, TODAY)
    (alone,) = answer.one.alone
    assert alone.excepted == "an exception" and {c.name for c in alone.concepts} == {"AccessingSystem", "Insider"}
    assert answer.relation == "narrower" and answer.verdict == "no"
    assert offences(made("xe", ["AccessingSystem"], exemptions=barred), other, TODAY).verdict == "yes"


def test_what_is_left_to_a_court_makes_it_depend(made):
    plain, judged = made("xe", ["AccessingSystem"]), made("xt", ["AccessingSystem"], judgements=("grave",))
    assert offences(plain, judged, TODAY).verdict == "depends"
    assert offences(judged, made("xe", ["AccessingSystem"], judgements=("grave",)), TODAY).verdict == "yes"
    parted = offences(judged, made("xe", ["AccessingSystem"], ["OvercomingSecurity"]), TODAY)
    assert parted.verdict == "depends", "the one that punishes more leaves it to a court"


def test_an_exception_in_words_alone_makes_it_depend(made):
    worded = made("xt", ["AccessingSystem"], exemptions=(Exemption((), "a case that no element describes"),))
    answer = offences(made("xe", ["AccessingSystem"]), worded, TODAY)
    assert answer.verdict == "depends" and "a case that no element describes" in answer.step.because[0].claim


def test_each_witness_says_what_the_other_law_as_a_whole_does(invented):
    answer = invented.offences("xe:access", "xt:access", TODAY)
    for side, against in answer.sides:
        for alone in side.alone:
            act = invented.act("", tuple(concept.name for concept in alone.concepts), only=True)
            code = against.name.partition(":")[0]
            assert alone.elsewhere is invented.criminal(act, [code], TODAY).verdict


def test_in_one_law_the_whole_law_is_not_asked(invented):
    answer = invented.offences("xe:access", "xe:access-of-2005", TODAY)
    assert all(alone.elsewhere is None and not alone.elsewhere_words for side, _ in answer.sides for alone in side.alone)
    assert (answer.one.in_force, answer.other.in_force) == (True, False)


def test_rows_tell_facet_by_facet_and_mark_what_stands_alone(invented):
    answer = invented.offences("xe:access", "xe:access-of-2005", TODAY)
    rows = {row.about: (row.one, row.other) for row in answer.rows}
    assert rows["conduct"] == ("accessing a computer system", "accessing a computer system")
    assert rows["means"] == ("overcoming a security measure †", "–")
    assert rows["not if"][0] and CASE_FACET not in rows


def test_what_an_instrument_demands_can_be_set_beside_an_offence(invented):
    instrument, demanded = next((name, word) for name in invented.instruments
                                for word in invented.law_or_instrument(name).by_name)
    answer = invented.offences(f"{instrument}:{demanded}", "xe:access", TODAY)
    assert answer.one.penalty is None and answer.other.penalty


@pytest.mark.parametrize(("one", "other", "fault", "named"), [
    ("xe:acess", "xt:access", UnknownName, "did you mean 'access'"),
    ("zz:access", "xt:access", UnknownName, "'zz'"),
    ("xe", "xt:access", BadQuestion, "kb list offences"),
    ("xe:", "xt:access", BadQuestion, "kb list offences"),
    ("xe:access", "XE:Access", BadQuestion, "beside itself"),
    ("draft.ttl", "xt:access", BadQuestion, "kb gaps CODE --against"),
])
def test_a_word_that_names_no_offence_is_refused(invented, one, other, fault, named):
    with pytest.raises(fault, match=named):
        invented.offences(one, other, TODAY)

"""Witnesses stand only for acts with the same answer: verdict, administrative offences, used options."""

from dataclasses import replace

import pytest

from kb.elements.book import Book
from kb.law.instruments import Option
from kb.law.offences import Norm, Requirement
from kb.questions.gaps import gaps
from tests.conftest import TODAY, declared

PURPOSES = ("ToObtainData", "Dishonestly", "ForGain")


@pytest.fixture
def iri(invented):
    return lambda word: invented.vocabulary.find(word).iri


@pytest.fixture
def asked(invented, iri):
    """An article that demands access for any of three purposes: three smallest acts, of a family that is complete."""
    requirements = tuple(Requirement(tuple(map(iri, words)), "") for words in (("AccessingSystem",), PURPOSES))
    demand = Norm(iri="urn:demand", label="access", families=("IllegalAccess",), requirements=requirements, exemptions=(),
                  judgements=())
    return replace(invented.articles[0], demands=(demand,), options=())


@pytest.fixture
def offence(invented, iri):
    def made(*words: str, judgements=(), liability="Criminal"):
        requirements = tuple(Requirement((iri(word),), "") for word in words)
        model = next(o for o in invented.jurisdiction("xe").offences if o.iri.endswith("/access"))
        return replace(model, iri=f"urn:{'-'.join(words)}-{liability}", label=" ".join(words), requirements=requirements,
                       exemptions=(), judgements=judgements, liability=liability)
    return made


@pytest.fixture
def answer(invented, asked):
    def found(*offences, options=(), used=(), **more):
        law = replace(invented.jurisdiction("xe"), offences=offences, **more)
        article = replace(asked, options=options)
        return gaps(Book(law, invented.vocabulary), "x", (article,), declared(*used), TODAY).articles[0]
    return found


def turning(article) -> dict[tuple[str, ...], str]:
    return {tuple(concept.name for concept in witness.turns_on): witness.verdict.value for witness in article.witnesses}


def test_where_all_escape_alike_one_stands_for_all(answer):
    assert turning(answer()) == {(): "no"}


def test_an_act_that_an_administrative_offence_punishes_stands_apart_and_the_offence_is_shown(answer, offence):
    found = answer(offence("AccessingSystem", "ForGain", liability="Administrative"))
    assert turning(found) == {("ToObtainData",): "no", ("Dishonestly",): "no", ("ForGain",): "no"}
    shown = {witness.turns_on[0].name: [near.words for near in witness.near] for witness in found.witnesses}
    assert any("as an administrative offence" in words for words in shown["ForGain"])
    assert not any("as an administrative offence" in words for name in PURPOSES[:2] for words in shown[name])
    assert found.coverage == "missing", "an administrative offence is no coverage"


def test_where_the_same_administrative_offence_punishes_all_one_stands_for_all(answer, offence):
    found = answer(offence("AccessingSystem", liability="Administrative"))
    assert turning(found) == {(): "no"} and "as an administrative offence" in found.witnesses[0].near[0].words


def test_an_act_left_to_a_court_stands_apart_from_those_that_escape(answer, offence):
    found = answer(offence("AccessingSystem", "ForGain", judgements=("whether it is grave",)))
    assert turning(found)["ForGain",] == "depends" and turning(found)["ToObtainData",] == "no"


def test_an_act_that_a_used_option_does_not_allow_is_not_excused_by_another_that_it_does(answer, iri):
    """The first act is allowed, the others are not: the gap stays."""
    option = Option("urn:option", "to obtain data may be left out", (), (iri("ToObtainData"),))
    found = answer(options=(option,), used=("urn:option",))
    assert {w.turns_on[0].name: w.excused for w in found.witnesses} == {"ToObtainData": True, "Dishonestly": False,
                                                                       "ForGain": False}
    assert found.coverage == "missing"


def test_of_the_options_that_allow_an_act_only_those_used_excuse_it(answer, iri):
    options = tuple(Option(f"urn:{n}", f"option {n}", (), (iri("AccessingSystem"),)) for n in (1, 2))
    witness = answer(options=options, used=("urn:2",)).witnesses[0]
    assert witness.allowed_by == options and witness.excused_by == options[1:]
    assert "“option 2”, which the state uses, allows it" in witness.step.claim
    assert "“option 1” allows it" in witness.step.claim
    assert witness.step.cites == tuple(declared("urn:2").values()), "where the state says so is cited"
    told = witness.to_json()
    assert (told["allowed_by"], told["excused_by"]) == (["option 1", "option 2"], ["option 2"])


def test_an_option_that_allows_some_only_is_not_said_to_allow_all(answer, iri):
    option = Option("urn:option", "to obtain data may be left out", (), (iri("ToObtainData"),))
    found = answer(options=(option,))
    assert turning(found) == {(): "no"} and not found.witnesses[0].allowed_by


@pytest.mark.parametrize(("complete", "coverage"), [(True, "partly"), (False, "unknown")])
def test_what_is_left_to_a_court_is_a_gap_only_where_the_record_is_complete(answer, offence, complete, coverage):
    """With the record incomplete an offence that is not recorded may punish it outright."""
    more = {} if complete else {"reviews": ()}
    found = answer(offence("AccessingSystem", judgements=("whether it is grave",)), **more)
    assert found.coverage == coverage and turning(found) == {(): "depends"}


def test_every_escaping_act_has_a_witness_with_its_answer(answer, offence, invented):
    """Each act keeps its own verdict, whichever way the law parts them."""
    found = answer(offence("AccessingSystem", "Dishonestly"),
                   offence("AccessingSystem", "ForGain", liability="Administrative"))
    assert turning(found) == {("ToObtainData",): "no", ("ForGain",): "no"} and found.coverage == "partly"

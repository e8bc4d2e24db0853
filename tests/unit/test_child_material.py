"""Simulated child material is a person who only appears to be a minor, or a realistic image: told apart throughout."""

from dataclasses import replace

import pytest

from kb.elements.book import Book
from kb.law.instruments import Option
from kb.law.offences import Norm, Requirement
from kb.questions.gaps import gaps
from tests.conftest import TODAY, declared

REAL, SIMULATED = "RealChildMaterial", "SyntheticChildMaterial"
APPARENT, IMAGE = "ApparentMinorMaterial", "RealisticChildImage"


@pytest.fixture
def answer(invented):
    """What escapes an invented law that punishes possessing some material, and whether a used option excuses it."""
    def find(word):
        return invented.vocabulary.find(word).iri

    def found(punished, demanded=(REAL, APPARENT, IMAGE), left_out=""):
        def requiring(words):
            return tuple(Requirement(tuple(map(find, some)), "") for some in (("Possessing",), words))
        family = ("ChildAbuseMaterial",)
        demand = Norm("urn:demand", "possessing", family, requiring(demanded), (), ())
        law = invented.jurisdiction("xe")
        review = replace(law.reviews[0], families=family)
        offence = replace(law.offences[0], families=family, requirements=requiring(punished), exemptions=(), judgements=())
        option = Option("urn:option", "may be left out", (), (find(left_out),) if left_out else ())
        article = replace(invented.articles[0], demands=(demand,), options=(option,))
        book = Book(replace(law, offences=(offence,), reviews=(review,)), invented.vocabulary)
        answered = gaps(book, "x", (article,), declared("urn:option"), TODAY).articles[0]
        return answered.coverage, {w.turns_on[0].name if w.turns_on else "": w.excused for w in answered.witnesses}
    return found


@pytest.mark.parametrize("punished", [(REAL, SIMULATED), (REAL, APPARENT, IMAGE), ("ChildAbuseMaterial",)])
def test_a_law_recorded_with_the_wider_concept_reaches_both(answer, punished):
    assert answer(punished) == ("covered", {})


@pytest.mark.parametrize(("punished", "escapes"), [(IMAGE, APPARENT), (APPARENT, IMAGE)])
def test_a_law_that_reaches_one_lets_the_other_escape(answer, punished, escapes):
    assert answer((REAL, punished)) == ("partly", {escapes: False})
    assert answer((REAL, punished), (REAL, SIMULATED)) == ("partly", {escapes: False})


@pytest.mark.parametrize(("left_out", "coverage"), [(APPARENT, "covered"), (SIMULATED, "covered"), (IMAGE, "partly")])
def test_a_reservation_to_one_excuses_that_one_alone(answer, left_out, coverage):
    assert answer((REAL, IMAGE), left_out=left_out) == (coverage, {APPARENT: coverage == "covered"})


def test_a_reservation_to_one_does_not_excuse_the_other_where_both_escape(answer):
    assert answer((REAL,), left_out=APPARENT) == ("partly", {APPARENT: True, IMAGE: False})

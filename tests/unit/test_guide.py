"""The guide to an article, on invented states and articles made for it."""

from dataclasses import replace

import pytest

from kb.elements.book import Book
from kb.errors import UnknownName
from kb.law.definitions import Definition, Feature, Term
from kb.law.instruments import Floor, Measure, Option
from kb.law.offences import Requirement
from kb.questions.definitions import told
from kb.questions.guide import Use, guide
from tests.conftest import TODAY, declared

ATTEMPT = Measure("Attempt", "attempt", (), False, with_offences=True)
SEARCH = Measure("Search", "search", (), False)
CODES = ["xe", "xt", "xn"]


@pytest.fixture
def article(invented):
    return next(found for found in invented.articles if found.demands)


def asked(invented, article, beside=(), used=(), terms=(), definitions=()):
    books = [invented.book(code) for code in CODES]
    using = {iri: tuple(Use(book.jurisdiction.name, article.fact.cite) for book in books) for iri in used}
    return guide(article, (article, *beside), books, using, dict.fromkeys(CODES, declared(*used)), terms, definitions, TODAY)


def test_the_elements_stand_facet_by_facet_as_a_lawyer_tells_them(invented, article):
    structure = asked(invented, article).structures[0]
    assert [element.facet for element in structure.elements] == ["conduct", "authority", "mental"]
    assert structure.elements[0].words == "accessing a computer system"


def test_a_concept_that_its_parts_exhaust_is_to_be_reached_in_all_of_them(invented, article):
    whole = invented.vocabulary.find("WithoutRight")
    assert whole.divided_into
    element = next(e for e in asked(invented, article).structures[0].elements if e.facet == "authority")
    assert [part.iri for part in element.reaching] == list(whole.divided_into)
    assert any("alike" in item for item in asked(invented, article).checklist)


def test_states_stand_by_their_legal_family_with_what_they_ask_besides(invented, article):
    answer = asked(invented, article)
    assert {p.code for found in answer.by_family.values() for p in found} == set(CODES)
    strict = next(p for p in answer.practices if p.code == "xe")
    assert strict.answer.coverage == "partly" and strict.asks_besides == ("overcoming a security measure",)
    item = next(item for item in answer.checklist if "overcoming a security measure" in item)
    assert strict.name in item and "Testland" not in item
    assert any(invented.jurisdiction("xn").name in item for item in answer.checklist if item.startswith("no example"))


def test_the_answer_is_yes_where_one_law_serves_as_an_example_and_not_otherwise(invented, article):
    assert asked(invented, article).verdict == "yes"
    strict = [invented.book("xe")]
    assert guide(article, (article,), strict, {}, {"xe": {}}, (), (), TODAY).verdict == "no"


def test_an_option_names_who_uses_it_and_is_to_be_decided_on(invented, article):
    overcoming = Requirement((invented.vocabulary.find("OvercomingSecurity").iri,))
    option = Option("https://example.org/o", "only past security", (overcoming.any_of,), ())
    able = replace(article, options=(option,))
    assert asked(invented, able).used_by(option) == ()
    used = asked(invented, able, used=(option.iri,))
    assert len(used.used_by(option)) == len(CODES)
    assert any("decide whether to use the option: only past security" in item for item in used.checklist)


def test_the_floor_and_the_articles_beside_are_on_the_checklist(invented, article):
    floored = replace(article, floors=(Floor(article.demands[0].iri, 24, "13"),))
    beside = replace(article, iri="a11", number="11", demands=(), measures=(ATTEMPT,))
    other = replace(article, iri="a19", number="19", demands=(), measures=(SEARCH,))
    answer = asked(invented, floored, (beside, other))
    assert any("at least 24 months (article 13)" in item for item in answer.checklist)
    assert "provide for attempt (article 11)" in answer.checklist
    assert not any("search" in item for item in answer.checklist)
    assert "provide for search" in asked(invented, other, (article,)).checklist


def test_definitions_of_the_terms_it_turns_on_are_compared_by_features(invented, article):
    one, two = Feature("f:1", "One", "one thing"), Feature("f:2", "Two", "another")
    concept = invented.vocabulary.concepts[article.demands[0].requirements[0].any_of[0]].name
    term = Term("t:1", "Term", "term", (one, two), (concept,))
    stray, of_measure = (Term(f"t:{name}", name, name, (), (name,)) for name in ("Stray", SEARCH.name))
    provision = article.fact
    definition = Definition("d:1", "t:1", "xe", ("word",), frozenset({"f:1"}), frozenset({"f:2"}), "short", (provision,))
    second = replace(definition, iri="d:2", takes_in=frozenset())
    answer = asked(invented, article, terms=(term, stray, of_measure), definitions=(definition, second))
    assert [compared.term.name for compared in answer.definitions] == ["Term"]
    columns = answer.definitions[0].columns
    assert [[told(found, f) for f in (one, two)] for found in columns.values()] == [["yes", "no"], ["silent", "no"]]
    assert list(columns) == ["xe", "xe (2)"], "two definitions of one law stand apart"
    power = replace(article, iri="a19", number="19", demands=(), measures=(SEARCH,))
    assert [c.term.name for c in asked(invented, power, terms=(term, of_measure)).definitions] == [SEARCH.name]


def test_an_article_that_is_not_recorded_is_named_with_those_that_are(invented):
    with pytest.raises(UnknownName, match="article of"):
        invented.guide("budapest", "99", TODAY)


def with_one_more(invented, article, liability: str) -> Book:
    """Examplia's law with an offence that is just what the article demands, as a crime or as an administrative offence."""
    law = invented.jurisdiction("xe")
    crime = law.offences[0]
    whole = replace(crime, iri="urn:whole", requirements=article.demands[0].requirements, aggravates=None, judgements=(),
                    families=article.demands[0].families, liability=liability,
                    provisions=(replace(crime.provisions[0], citation="Code of Fines, s. 1"),))
    return Book(replace(law, offences=(*law.offences, whole)), invented.vocabulary)


def test_an_administrative_offence_is_not_shown_as_a_crime_that_comes_near(invented, article):
    found = guide(article, (article,), [with_one_more(invented, article, "Administrative")], {}, {"xe": {}}, (), (),
                  TODAY).practices[0]
    assert found.answer.coverage == "partly"
    assert found.answer.given == "near: Penal Code, art. 210(1); administrative: Code of Fines, s. 1"
    assert found.asks_besides == ("overcoming a security measure",), "the crime that comes near is the one to learn from"
    crime = guide(article, (article,), [with_one_more(invented, article, "Criminal")], {}, {"xe": {}}, (), (),
                  TODAY).practices[0]
    assert crime.answer.given == "Code of Fines, s. 1"

"""What a law does not give: coverage, witnesses, options, drafts, on invented states."""

from dataclasses import replace
from datetime import date

import pytest

from kb.elements.book import Book
from kb.errors import BadQuestion, BadRecord, UnknownName
from kb.law.as_law import as_law
from kb.law.instruments import Floor, Option
from kb.law.sources import in_order
from kb.questions.gaps import articles_of, gaps
from tests.conftest import TODAY, declared

PREFIXES = """@prefix kb: <https://w3id.org/cyberlaw/ontology#> .
@prefix c: <https://w3id.org/cyberlaw/concept/> .
@prefix fam: <https://w3id.org/cyberlaw/family/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix d: <https://example.org/draft/> .
"""


def article(library, code, against="budapest", on=TODAY):
    return library.gaps(code, against, on).articles[0]


def test_a_law_that_asks_for_less_covers(invented):
    found = article(invented, "xt")
    assert found.coverage == "covered" and not found.witnesses
    assert [offence.citation for offence in found.by] == ["Computer Act, s. 1"]


def test_a_law_that_asks_for_more_covers_in_part_and_the_witness_names_the_element(invented):
    found = article(invented, "xe")
    assert found.coverage == "partly"
    witness = found.witnesses[0]
    assert witness.verdict == "no" and witness.turns_on == ()
    assert witness.near[0].lacks == ("overcoming a security measure",)


def test_what_is_not_recorded_is_not_known(invented):
    assert article(invented, "xn").coverage == "unknown"
    assert article(invented, "xe", on=date(2004, 1, 1)).coverage == "unknown"


def test_an_option_excuses_only_where_the_state_uses_it(invented):
    security = invented.vocabulary.find("OvercomingSecurity").iri
    option = Option("urn:option", "only past security", ((security,),), ())
    demanded = (replace(invented.articles[0], options=(option,)),)
    book = invented.book("xe")
    unused = gaps(book, "x", demanded, {}, TODAY).articles[0]
    used = gaps(book, "x", demanded, declared("urn:option"), TODAY).articles[0]
    assert unused.coverage == "partly" and unused.witnesses[0].allowed_by == (option,)
    assert used.coverage == "covered" and used.witnesses[0].excused


def test_an_option_may_leave_a_concept_out(invented):
    concept = invented.vocabulary.find("AccessingSystem").iri
    option = Option("urn:option", "access may be left out", (), (concept,))
    demanded = (replace(invented.articles[0], options=(option,)),)
    assert gaps(invented.book("xe"), "x", demanded, declared("urn:option"), TODAY).articles[0].coverage == "covered"


def test_another_law_can_be_the_measure(invented):
    numbers = {a.article.number: a.coverage for a in invented.gaps("xt", "xe", TODAY).articles}
    assert numbers["Penal Code, art. 210(1)"] == "covered"
    assert {a.coverage for a in invented.gaps("xe", "xt", TODAY).articles} <= {"partly", "missing", "unknown"}


def test_what_no_article_demands_goes_beyond(invented):
    demanded = tuple(a for a in invented.articles)
    beyond = gaps(invented.book("xt"), "x", demanded, {}, TODAY).beyond
    assert beyond == ()


def test_a_draft_can_be_the_measure(invented, tmp_path):
    draft = tmp_path / "draft.ttl"
    draft.write_text(PREFIXES + """d:copying a kb:DemandedOffence ; rdfs:label "copying data"@en ; kb:family fam:DataTheft ;
        kb:requires [ kb:anyOf c:CopyingData ] , [ kb:anyOf c:WithoutRight ] .""")
    found = article(invented, "xt", str(draft))
    assert found.article.label == "copying data" and found.coverage in ("missing", "unknown")


def test_an_instrument_can_be_read_as_a_law(invented):
    """The crosswalk: what a state that gives just what a convention demands would leave unpunished of another law."""
    found = {a.article.number: a.coverage for a in invented.gaps("budapest", "xe", TODAY).articles}
    assert found["Penal Code, art. 210(1)"] == "covered" and found["Penal Code, art. 12"] == "missing"
    found = {a.article.number: a.coverage for a in invented.gaps("budapest", "xt", TODAY).articles}
    assert found["Computer Act, s. 2"] == "missing"


def test_an_instrument_not_read_in_a_text_is_never_known_to_leave_something_out(invented):
    unread = replace(invented.articles[0], fact=replace(invented.articles[0].fact, verification="Unverified"))
    law = as_law("x", "X", (unread,), invented.families, [])
    book = Book(law, invented.vocabulary)
    demands = articles_of(invented.book("xt").on(TODAY), "xt")
    assert "missing" not in {a.coverage for a in gaps(book, "xt", demands, {}, TODAY).articles}


def test_faulty_questions_are_explained(invented, tmp_path):
    with pytest.raises(UnknownName, match="budapest"):
        invented.gaps("xe", "budapst", TODAY)
    with pytest.raises(BadQuestion, match="itself"):
        invented.gaps("xe", "xe", TODAY)
    with pytest.raises(BadRecord, match="cannot be read"):
        invented.gaps("xe", str(tmp_path / "none.ttl"), TODAY)
    empty = tmp_path / "empty.ttl"
    empty.write_text(PREFIXES)
    with pytest.raises(BadQuestion, match="demands nothing"):
        invented.gaps("xe", str(empty), TODAY)
    misspelt = tmp_path / "misspelt.ttl"
    misspelt.write_text(PREFIXES + """d:x a kb:DemandedOffence ; rdfs:label "x"@en ; kb:family fam:DataTheft ;
        kb:requires [ kb:anyOf c:CopyngData ] .""")
    with pytest.raises(BadRecord, match="CopyingData"):
        invented.gaps("xe", str(misspelt), TODAY)


@pytest.mark.parametrize("months, verdict", [(1, "yes"), (6, "yes"), (7, "no"), (1200, "no")])
def test_a_penalty_is_held_against_the_floor_of_the_instrument(invented, months, verdict):
    """The gravest offence that punishes an act counts; the law of xt knows six months for access."""
    demanded = invented.articles[0]
    floors = (Floor(demanded.demands[0].iri, months, "13"),)
    found = gaps(invented.book("xt"), "x", (replace(demanded, floors=floors),), {}, TODAY).articles[0]
    penalty = found.demands[0].penalty
    assert penalty.verdict == verdict and found.coverage == "covered"
    assert bool(found.below_floor) == (verdict == "no") == bool(penalty.below)


def test_where_nothing_punishes_the_floor_is_not_judged(invented):
    demanded = invented.articles[0]
    floors = (Floor(demanded.demands[0].iri, 1, "13"),)
    found = gaps(invented.book("xn"), "x", (replace(demanded, floors=floors),), {}, TODAY).articles[0]
    assert found.demands[0].penalty.verdict == "unknown" and not found.below_floor


def test_articles_stand_in_the_order_of_their_numbers():
    numbers = ["14", "9(3)", "10 bis", "2", "9", "10", "9(3) a"]
    assert sorted(numbers, key=in_order) == ["2", "9", "9(3)", "9(3) a", "10", "10 bis", "14"]


def test_two_demands_of_an_article_that_read_the_same_are_told_apart(invented):
    norm = invented.articles[0].demands[0]
    twin = replace(norm, iri=f"{norm.iri}-twin", label="the same of another kind")
    book = invented.book("xe")
    once = gaps(book, "x", (invented.articles[0],), {}, TODAY).articles[0]
    twice = gaps(book, "x", (replace(invented.articles[0], demands=(norm, twin)),), {}, TODAY).articles[0]
    assert once.told(once.witnesses[0]) == once.witnesses[0].words
    assert [twice.told(witness).endswith(f"({witness.demand.label})") for witness in twice.witnesses] == [True, True]

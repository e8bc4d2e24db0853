"""Two instruments side by side, on articles made for it."""

from dataclasses import replace

import pytest

from kb.errors import BadQuestion, UnknownName
from kb.law.instruments import Article, Measure
from kb.law.offences import Requirement
from kb.questions.crosswalk import crosswalk
from kb.questions.gaps import gaps
from tests.conftest import TODAY

RETENTION = Measure("Retention", "retention", (), False)
SANCTIONS = Measure("Sanctions", "sanctions", (), True)


@pytest.fixture
def article(invented):
    """Make an article that asks for some conduct without right, or for measures alone."""
    model = next(a for a in invented.articles if a.demands)

    def made(number: str, *conducts: str, measures=(), read=True) -> Article:
        iri = f"{model.iri}-{number}-{len(conducts)}-{'-'.join(conducts)}"
        norm = model.demands[0]
        asked = Requirement(tuple(invented.vocabulary.find(name).iri for name in conducts))
        demands = (replace(norm, iri=f"{iri}-norm", requirements=(asked, *norm.requirements[1:])),) if conducts else ()
        fact = replace(model.fact, verification="OfficialText" if read else "Unverified")
        return replace(model, iri=iri, number=number, demands=demands, measures=tuple(measures), fact=fact)

    return made


def side_by_side(invented, one, other):
    return crosswalk(tuple(one), tuple(other), invented.vocabulary, TODAY)


@pytest.mark.parametrize(("first", "second", "relation", "verdict"), [
    (["AccessingSystem"], ["AccessingSystem"], "same", "yes"),
    (["AccessingSystem"], ["AccessingSystem", "CopyingData"], "wider", "no"),
    (["AccessingSystem", "CopyingData"], ["AccessingSystem"], "narrower", "no"),
    (["AccessingSystem", "CopyingData"], ["AccessingSystem", "DeletingData"], "overlapping", "no"),
])
def test_what_the_second_article_is_beside_the_first(invented, article, first, second, relation, verdict):
    row = side_by_side(invented, [article("1", *first)], [article("7", *second)]).rows[0]
    assert [tie.relation for tie in row.ties] == [relation]
    assert row.step.verdict == verdict
    assert row.step.cites, "both articles are cited"


def test_an_article_that_finds_nothing_and_one_that_nothing_finds(invented, article):
    answer = side_by_side(invented, [article("1", "AccessingSystem")], [article("7", "DeletingData")])
    assert answer.rows[0].ties == () and answer.rows[0].words == "nothing"
    assert [a.number for a in answer.rest] == ["7"] and answer.verdict == "no"


def test_the_same_is_named_alone_and_what_is_near_before_what_is_of_the_kind(invented, article):
    one = article("1", "AccessingSystem", measures=[SANCTIONS])
    same, wider = article("7", "AccessingSystem"), article("8", "AccessingSystem", "CopyingData")
    kind = article("9", measures=[SANCTIONS])
    assert [t.article.number for t in side_by_side(invented, [one], [kind, wider, same]).rows[0].ties] == ["7"]
    assert [t.article.number for t in side_by_side(invented, [one], [kind, wider]).rows[0].ties] == ["8"]
    assert [t.relation for t in side_by_side(invented, [one], [kind]).rows[0].ties] == ["kind"]


def test_duties_of_many_kinds_are_never_called_the_same(invented, article):
    answer = side_by_side(invented, [article("13", measures=[SANCTIONS])], [article("21", measures=[SANCTIONS])])
    assert answer.rows[0].ties[0].relation == "kind" and answer.verdict == "unknown"
    both = [article("16", measures=[RETENTION])], [article("25", measures=[RETENTION])]
    assert side_by_side(invented, *both).verdict == "yes"


def test_nothing_is_certain_of_an_article_that_was_not_read(invented, article):
    unread = article("7", "AccessingSystem", read=False)
    answer = side_by_side(invented, [article("1", "AccessingSystem"), article("2", "DeletingData")], [unread])
    assert [row.step.verdict for row in answer.rows] == ["unknown", "unknown"]
    assert answer.unread == {unread.title: ("7",)} and "7 (not read): the same" in answer.rows[0].words


def test_nothing_is_certain_where_the_first_instrument_was_not_read(invented, article):
    unread = article("1", "AccessingSystem", read=False)
    answer = side_by_side(invented, [unread], [article("7", "AccessingSystem"), article("8", "DeletingData")])
    assert [a.number for a in answer.rest] == ["8"] and answer.verdict == "unknown"


def test_what_is_near_but_not_shown_is_not_left_over(invented, article):
    one = [article("1", "AccessingSystem")]
    answer = side_by_side(invented, one, [article("7", "AccessingSystem"), article("8", "AccessingSystem", "DeletingData")])
    assert [tie.article.number for tie in answer.rows[0].ties] == ["7"] and not answer.rest


def test_the_same_with_duties_of_many_kinds_besides_is_the_same_only_as_far_as_compared(invented, article):
    one, other = article("33", measures=[RETENTION, SANCTIONS]), article("41", measures=[RETENTION, SANCTIONS])
    row = side_by_side(invented, [one], [other]).rows[0]
    assert row.step.verdict == "unknown" and "41: the same, as far as compared" in row.words


def test_acts_that_are_the_same_beside_another_measure_are_not_the_same(invented, article):
    one, other = article("1", "AccessingSystem", measures=[RETENTION]), article("7", "AccessingSystem")
    row = side_by_side(invented, [one], [other]).rows[0]
    assert (row.ties[0].relation, row.step.verdict) == ("narrower", "no")


def test_what_a_law_lacks_of_both_stands_once(invented, article):
    one = [article("1", "AccessingSystem", "DeletingData"), article("2", measures=[RETENTION])]
    other = [article("7", "DeletingData", "AccessingSystem"), article("8", "CopyingData")]

    def lacking(articles):
        return gaps(invented.book("xe"), "x", tuple(articles), {}, TODAY)

    answer = crosswalk(tuple(one), tuple(other), invented.vocabulary, TODAY, (lacking(one), lacking(other)))
    items = [([a.article.number for a in item.articles], item.first is None) for item in answer.to_do]
    assert (["1", "7"], False) in items and (["8"], True) in items and (["2"], False) in items
    assert [item.certain for item in answer.to_do] == sorted((item.certain for item in answer.to_do), reverse=True)
    first = next(item for item in answer.to_do if item.first and item.first.article.number == "1")
    assert len(first.escaping) == len(set(first.escaping)) > 0


def test_faulty_questions_are_explained(invented):
    with pytest.raises(BadQuestion, match="beside itself"):
        invented.crosswalk("budapest", "budapest", TODAY)
    with pytest.raises(UnknownName, match="budapest"):
        invented.crosswalk("budapest", "budapst", TODAY)

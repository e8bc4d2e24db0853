"""Where laws part: differences, likeness and its history, on invented states."""

from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.elements.book import Book
from kb.elements.columns import Judged
from kb.errors import BadQuestion, UnknownName
from kb.questions.clusters import clusters
from kb.questions.compare import compare
from kb.questions.likeness import Likeness, Tried, likeness_of
from kb.reasons.verdicts import Verdict
from tests.conftest import TODAY


def test_a_difference_names_who_punishes_and_what_the_other_asks_besides(invented):
    answer = invented.compare(["xe", "xt"], "budapest", TODAY)
    assert answer.verdict == "no"
    found = answer.differences[0]
    assert (found.punished_in, found.not_in, found.verdict) == ("xt", "xe", "no")
    assert [offence.citation for offence in found.by] == ["Computer Act, s. 1"]
    assert found.near[0].lacks == ("overcoming a security measure",)


def test_likeness_is_the_share_of_acts_both_punish(invented):
    pair = invented.compare(["xe", "xt"], "budapest", TODAY).likeness[0]
    assert (pair.common, pair.alike, pair.known) == (0, 0, 1)


def test_a_law_is_wholly_like_itself_and_order_does_not_matter(invented):
    one, other = (invented.compare(codes, "budapest", TODAY).likeness[0] for codes in (["xe", "xt"], ["xt", "xe"]))
    assert (one.alike, one.common) == (other.alike, other.common)


def test_what_is_not_known_is_no_difference_and_counts_for_nothing(invented):
    answer = invented.compare(["xt", "xn"], "budapest", TODAY)
    assert answer.verdict == "unknown" and not answer.differences
    assert (answer.likeness[0].alike, answer.likeness[0].known) == (None, 0)


def test_what_is_left_to_a_court_parts_two_laws_only_where_the_record_is_complete(invented):
    law, article = invented.jurisdiction("xe"), invented.articles[0]
    model = next(offence for offence in law.offences if offence.iri.endswith("/access"))
    surely = replace(model, iri="urn:surely", requirements=article.demands[0].requirements, exemptions=(), judgements=())
    punishing = Book(replace(law, code="xa", offences=(surely,)), invented.vocabulary)
    for reviews, verdict, parting in ((law.reviews, "no", True), ((), "unknown", False)):
        left = replace(law, offences=(replace(surely, judgements=("whether it is grave",)),), reviews=reviews)
        answer = compare([punishing, Book(left, invented.vocabulary)], "x", (article,), TODAY)
        assert (answer.verdict, bool(answer.differences), bool(answer.partings)) == (verdict, parting, parting)


def test_history_follows_the_law_of_each_day(invented):
    years = invented.likeness_by_year(["xe", "xt"], "budapest", [date(2004, 1, 1), date(2006, 1, 1)])
    assert [pairs[0].known for pairs in years.values()] == [0, 1]


def test_faulty_questions_are_explained(invented):
    with pytest.raises(BadQuestion, match="two jurisdictions"):
        invented.compare(["xe", "XE"], "budapest", TODAY)
    with pytest.raises(UnknownName, match="budapest"):
        invented.compare(["xe", "xt"], "budapst", TODAY)


def test_an_instrument_that_demands_no_offence_is_no_measure(real):
    silent = next(name for name in real.instruments if name not in real.demanding)
    with pytest.raises(BadQuestion, match="demands no offence.*name one of"):
        real.compare([], silent, TODAY)


def test_without_a_code_every_recorded_law_is_compared(invented):
    assert [law.code for law in invented.compare([], "budapest", TODAY).laws] == invented.codes


ANSWERS = [Verdict.YES, Verdict.NO, Verdict.DEPENDS, Verdict.UNKNOWN]


def tried(one: list[Verdict], other: list[Verdict]) -> Tried:
    """A demand with as many acts as there are answers, and what two laws say of them."""
    def said(answers):
        return Judged(*(sum(1 << n for n, answer in enumerate(answers) if answer is verdict)
                        for verdict in (Verdict.YES, Verdict.DEPENDS, Verdict.NO, Verdict.UNKNOWN)))
    columns = SimpleNamespace(everyone=(1 << len(one)) - 1)
    return Tried(SimpleNamespace(iri="a"), None, (None,) * len(one), columns, (said(one), said(other)))


def books() -> list:
    return [SimpleNamespace(jurisdiction=SimpleNamespace(code=code)) for code in ("xa", "xb")]


@given(st.lists(st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)), min_size=1, max_size=4))
def test_the_bounds_of_likeness_are_reached_by_some_answers_and_passed_by_none(pairs):
    """Every way in which what is not known could turn out is tried: the bounds are the least and the most of them."""
    found = likeness_of(books(), [tried(*zip(*pairs, strict=True))])[0]
    open_answers = [[[v] if v is not Verdict.UNKNOWN else [Verdict.YES, Verdict.NO] for v in pair] for pair in pairs]
    ways = product(*(product(*pair) for pair in open_answers))
    shares = [likeness_of(books(), [tried(*zip(*way, strict=True))])[0].alike for way in ways]
    assert (found.least, found.most) == (min(shares), max(shares))
    assert found.least <= found.middle <= found.most
    assert found.alike is None or found.least <= found.alike <= found.most


def likeness(one, other, least, most=None) -> Likeness:
    return Likeness((one, other), least, least, 1.0, least, least if most is None else most)


def test_the_two_most_alike_are_joined_first_and_the_rest_by_the_mean_of_its_pairs():
    found = clusters((likeness("xa", "xb", 0.2, 0.4), likeness("xa", "xc", 0.9), likeness("xb", "xc", 0.4)))
    assert [set(part.codes) for part in found.parts] in ([{"xb"}, {"xa", "xc"}], [{"xa", "xc"}, {"xb"}])
    assert found.alike == pytest.approx(0.35) and (found.least, found.most) == pytest.approx((0.3, 0.4))
    nearest = max(found.parts, key=lambda part: len(part.codes))
    assert nearest.alike == pytest.approx(0.9)
    names = {code: code.upper() for code in found.codes}
    assert [words for _, words in found.lines(names)].count("alike 90%, for certain between 90% and 90%") == 1
    assert {words for depth, words in found.lines(names) if depth == 2} == {"XA", "XC"}


def test_two_laws_are_one_group():
    assert clusters((likeness("xa", "xb", 0.5),)).to_json() == {
        "codes": ["xa", "xb"], "alike": 0.5, "least": 0.5, "most": 0.5, "parts": [{"codes": ["xa"]}, {"codes": ["xb"]}]}

"""Where laws part: differences, likeness and its history, on invented states."""

from datetime import date

import pytest

from kb.errors import BadQuestion, UnknownName
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


def test_history_follows_the_law_of_each_day(invented):
    years = invented.likeness_by_year(["xe", "xt"], "budapest", [date(2004, 1, 1), date(2006, 1, 1)])
    assert [pairs[0].known for pairs in years.values()] == [0, 1]


def test_faulty_questions_are_explained(invented):
    with pytest.raises(BadQuestion, match="two jurisdictions"):
        invented.compare(["xe", "XE"], "budapest", TODAY)
    with pytest.raises(UnknownName, match="budapest"):
        invented.compare(["xe", "xt"], "budapst", TODAY)

"""The reasoner is asked of every act and every norm, however many norms there are."""

import pytest

from kb import second_opinion
from kb.second_opinion import AT_ONCE, disagreements


@pytest.mark.java
@pytest.mark.parametrize("at_once", [2, AT_ONCE])
def test_each_act_is_held_against_each_norm_whatever_is_asked_at_once(invented, monkeypatch, at_once):
    monkeypatch.setattr(second_opinion, "AT_ONCE", at_once)
    norms = [norm.norm for norm in invented.book("xe").norms]
    acts = list(invented.scenarios.values())[:2]
    assert disagreements(norms, acts, invented.vocabulary) == []
    monkeypatch.setattr(second_opinion, "norm_state", lambda norm, act: "neither")
    told = disagreements(norms, acts, invented.vocabulary)
    assert len(told) == len(acts) * len(norms) and len(norms) > 2

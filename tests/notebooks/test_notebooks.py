"""Each notebook runs from first to last cell, and a fact it computes is the library's."""

from datetime import date

from tests.notebooks.running import run


def test_which_acts_are_crimes_where(real):
    told = run("1-which-acts-are-crimes-where", "[DAY, answers.values.tolist()]")
    day, rows = told.found
    acts = {act.label: act for act in real.scenarios.values()}
    assert {(label, code) for label, code, *_ in rows} == {(label, code) for label in acts for code in real.codes}
    for label, code, state, verdict in rows:
        assert state == real.jurisdiction(code).name
        assert verdict == real.criminal(acts[label], [code], date.fromisoformat(day)).verdict.value, (label, code)
    assert told.pictures == 1

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


def test_who_can_extradite_to_whom(real):
    told = run("2-who-can-extradite-to-whom", "[ACT, str(DAY), list(network.edges(data=True))]")
    act, on, edges = told.found
    day = date.fromisoformat(on)
    expected = {(o.requested, o.requesting): o.verdict.value for o in real.obstacles([], [act], day).found}
    drawn = {(requested, requesting): edge["verdict"] for requested, requesting, edge in edges}
    assert drawn == {pair: verdict for pair, verdict in expected.items() if verdict != "no"}
    treaties = {treaty.label: treaty for treaty in real.treaties}
    for requested, requesting, edge in edges:
        if edge["verdict"] == "yes" and edge["kind"] != "DomesticLaw":
            assert all(treaties[edge["road"]].participation(code).was_bound(day) for code in (requested, requesting)), edge
    assert told.pictures == 1

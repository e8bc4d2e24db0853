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


def test_map_of_an_article(real):
    told = run("3-map-of-an-article",
               "[INSTRUMENT, ARTICLE, str(DAY), {code: a.coverage for code, a in found.items()}, off_the_map,"
               " len(ax.patches), list(outlines), coverage.to_dict()]")
    instrument, number, on, coverage, off_the_map, shapes, outlines, table = told.found
    day = date.fromisoformat(on)
    assert set(coverage) == set(real.codes)
    for code in real.codes:
        articles = {a.article.number: a for a in real.gaps(code, instrument, day).articles}
        assert coverage[code] == articles[number].coverage
        assert table[code.upper()] == {f"{n} {a.article.label}": a.coverage for n, a in articles.items() if a.demands}
    assert set(off_the_map) == set(real.codes) - set(outlines)
    assert shapes == len(outlines) and told.pictures == 1

"""Each notebook runs from first to last cell, and a fact it computes is the library's."""

from datetime import date

import kb
from kb.questions.clusters import Cluster, clusters
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


def test_did_the_laws_draw_nearer(real):
    told = run("4-did-the-laws-draw-nearer",
               "[INSTRUMENT, list(YEARS), table.values.tolist(), moves.values.tolist(),"
               " {code: band.values.tolist() for code, band in offences.items()}]")
    instrument, years, rows, moves, counts = told.found
    for code in real.codes:
        known, _ = counts[code][-1]
        in_force = real.show(code, date(years[-1], 1, 1))["offences"]
        assert known == sum(offence["basic"] and offence["liability"] == "Criminal" for offence in in_force)
        assert all(least <= most for least, most in counts[code])
    bounds = {(year, one, other): (least, most) for year, one, other, _, _, least, most in rows}
    last = real.compare([], instrument, date(years[-1], 1, 1)).likeness
    assert {pair.codes: (pair.least, pair.most) for pair in last} == {
        (one, other): found for (year, one, other), found in bounds.items() if year == years[-1]}
    expected = {
        (one, other, what, later)
        for later, one, other in bounds for earlier in years if earlier < later
        for what, low, high in (("nearer", bounds[later, one, other][0], bounds[earlier, one, other][1]),
                                ("apart", bounds[earlier, one, other][0], bounds[later, one, other][1]))
        if low > high + 1e-6
    }
    assert {tuple(move[:4]) for move in moves} == expected
    assert told.pictures == 2


def test_which_laws_belong_together(real):
    told = run("5-which-laws-belong-together",
               "[INSTRUMENT, str(DAY), sorted(sorted(group) for group in groups_of([1 - pair.middle for pair in pairs])),"
               " groups.reset_index().values.tolist(), nearest]")
    instrument, on, drawn, rows, nearest = told.found
    pairs = real.compare([], instrument, date.fromisoformat(on)).likeness
    joints = joints_of(clusters(pairs))
    assert drawn == sorted(sorted(joint.codes) for joint in joints)
    assert {row[0]: row[1:4] for row in rows} == {
        ", ".join(sorted(joint.codes)): [joint.alike, joint.least, joint.most] for joint in joints}
    assert {row[0]: row[4] for row in rows}[", ".join(real.codes)] == 1
    alike = {frozenset(pair.codes): pair for pair in pairs}
    for code, found in nearest.items():
        beside = {other: alike[frozenset((code, other))] for other in real.codes if other != code}
        for other, pair in beside.items():
            beaten = any(third.least > pair.most for third in beside.values() if third is not pair)
            assert (other in found) is not beaten, (code, other)
    assert told.pictures == 2


def joints_of(cluster: Cluster) -> list[Cluster]:
    return [cluster, *(joint for part in cluster.parts for joint in joints_of(part))] if cluster.parts else []


def test_penalties_by_article(real):
    told = run("6-penalties-by-article",
               "[INSTRUMENT, str(DAY), offences.groupby(['article', 'code'])['months'].agg(['count', 'max'])"
               ".reset_index().values.tolist(), offences[['code', 'legal family']].drop_duplicates().values.tolist()]")
    instrument, on, rows, families = told.found
    expected = {}
    for article in real.measured_by(instrument)[1]:
        asked = {family for demand in article.demands for family in demand.families}
        for code in real.codes:
            shown = real.show(code, date.fromisoformat(on))["offences"]
            months = [offence["maximum_months"] for offence in shown
                      if offence["liability"] == "Criminal" and asked & set(offence["family"].split(", "))]
            if months:
                expected[article.number, code] = (len(months), max(months))
    assert {(article, code): (count, most) for article, code, count, most in rows} == expected
    assert all(real.jurisdiction(code).legal_family.startswith(family) for code, family in families)
    assert told.pictures == 1


def elements(norms) -> set[frozenset[frozenset[str]]]:
    return {frozenset(frozenset(requirement.any_of) for requirement in norm.requirements) for norm in norms}


def test_what_if_a_state_enacted_an_article(real, tmp_path):
    told = run("7-what-if-a-state-enacted-an-article",
               "[INSTRUMENT, ARTICLE, str(DAY), {code: enacts(code) for code in law.codes},"
               " {code: sweep.to_json() for code, sweep in enacted.items()}, roads.empty, sorted(joined)]")
    instrument, number, on, changes, sweeps, no_roads, joined = told.found
    day = date.fromisoformat(on)
    demands = next(article for article in real.instrument(instrument)[1] if article.number == number).demands
    for code in real.codes:
        file = tmp_path / f"{code}.ttl"
        file.write_text(changes[code])
        changed = kb.open().with_change(file)
        recorded = {offence.iri for offence in real.jurisdiction(code).offences}
        drafted = [offence for offence in changed.jurisdiction(code).offences if offence.iri not in recorded]
        assert elements(drafted) == elements(demands)
        answers = {name: (real.criminal(act, [code], day).verdict.value, changed.criminal(act, [code], day).verdict.value)
                   for name, act in real.scenarios.items()}
        assert {row["subject"]: (row["before"], row["after"]) for row in sweeps[code]["criminal"]} == {
            name: answer for name, answer in answers.items() if answer[0] != answer[1]}
        coverage = {answer.article.number: answer.coverage for answer in changed.gaps(code, instrument, day).articles}
        assert coverage[number] == "covered"
    parties = next(treaty for treaty in real.treaties if treaty.name == instrument).participations
    assert joined == sorted(set(real.codes) - {party.code for party in parties if party.bound(day)})
    assert not no_roads and told.pictures == 1

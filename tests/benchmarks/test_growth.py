"""The runner of the growth, and what it found slow: reading many laws, and the closures of their concepts."""

import gc
from itertools import combinations
from xml.etree import ElementTree

import pytest

import kb
from benchmarks.chart import Series, chart
from benchmarks.growth import MEMORY, TIMES, drawn, measured, table
from benchmarks.growth_steps import ON, STEPS
from benchmarks.synthetic_world import Size, write_world
from kb.graph.paths import turtle_files
from kb.graph.records import Records
from kb.law.concepts import Vocabulary
from kb.law.treaties import among, by_pair
from kb.questions.obstacles import obstacles

CONCEPTS = """@prefix kb: <https://w3id.org/cyberlaw/ontology#> . @prefix c: <https://w3id.org/cyberlaw/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix facet: <https://w3id.org/cyberlaw/facet/> .
@prefix fam: <https://w3id.org/cyberlaw/family/> .
"""
ABOVE = "c:Above a kb:Concept ; kb:facet facet:conduct ; kb:concerns fam:F ; kb:dividedInto c:Middle ."
MIDDLE = "c:Middle a kb:Concept ; kb:facet facet:conduct ; skos:broader c:Above ; kb:entails c:Aside ."
ASIDE = "c:Aside a kb:Concept ; kb:facet facet:means ."
BELOW = "c:Below a kb:Concept ; kb:facet facet:conduct ; skos:broader c:Middle ." + ASIDE


@pytest.mark.virtuoso
def test_a_small_world_is_measured_step_by_step_and_drawn(tmp_path):
    found = [measured(size, tmp_path / str(size), list(STEPS)) for size in (2, 3)]
    assert found[1]["quads"] > found[0]["quads"] > 15_000
    assert all(value > 0 for row in found for value in row.values())
    named = {name for lines in (TIMES, MEMORY) for name, _ in lines.values()}
    assert named <= set(found[0])
    lines = table(found).splitlines()
    assert "| 2 jurisdictions | 3 jurisdictions |" in lines[0] and len(lines) == 1 + len(found[0])
    assert all(label in drawn(found) for label in TIMES | MEMORY)


def test_a_chart_has_a_point_for_each_figure_and_labels_that_do_not_overlap():
    series = [Series("one & all", [(1, 1), (10, 100)]), Series("two", [(1, 10), (10, 101)])]
    root = ElementTree.fromstring(chart("t", "n", [("s", series)]))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}circle")) == 4
    rows = [float(text.get("y")) for text in root.findall(f"{space}text") if text.text in ("one & all", "two")]
    assert len(rows) == 2 and abs(rows[0] - rows[1]) >= 14


def test_concepts_taken_in_one_file_after_another_have_the_closures_of_all_taken_at_once(tmp_path):
    files = {}
    for name, text in (("above", ABOVE + MIDDLE), ("below", BELOW)):
        files[name] = tmp_path / f"{name}.ttl"
        files[name].write_text(CONCEPTS + text)
    whole = _closures([Records(list(files.values()))])
    assert whole["down"]["Above"] == {"Above", "Middle", "Below"}
    assert whole["up"]["Below"] == {"Below", "Middle", "Above", "Aside"}
    for order in (("above", "below"), ("below", "above")):
        assert _closures([Records([files[name]]) for name in order]) == whole


def test_the_concepts_of_many_states_taken_one_by_one_have_the_closures_of_all_taken_at_once(tmp_path):
    write_world(tmp_path, Size(states=3, versions=1))
    words = [file for file in turtle_files(tmp_path / "ontology") if file.stem != "shapes"]
    laws = turtle_files(tmp_path / "data" / "jurisdictions")
    assert _closures([Records(words), *(Records([law]) for law in laws)]) == _closures([Records(words + laws)])


def _closures(parts: list[Records]) -> dict:
    vocabulary = Vocabulary()
    for records in parts:
        vocabulary.add(records)
        assert vocabulary.named(0) == ()

    def names(mask: int) -> set[str]:
        return {concept.name for concept in vocabulary.named(mask)}

    return {
        "up": {vocabulary.concepts[iri].name: names(mask) for iri, mask in vocabulary.up.items()},
        "down": {vocabulary.concepts[iri].name: names(mask) for iri, mask in vocabulary.down.items()},
        "facets": {facet: names(mask) for facet, mask in vocabulary.facet_mask.items()},
        "families": {family: names(mask) for family, mask in vocabulary.family_mask.items()},
        "divisions": {concept.name: names(mask) for concept, mask in vocabulary.divisions},
    }


def test_the_collector_works_again_after_a_law_is_read_and_rests_where_it_rested(tmp_path):
    write_world(tmp_path, Size(states=1, versions=1))
    assert gc.isenabled()
    kb.open(tmp_path).book("x0001")
    assert gc.isenabled()
    gc.disable()
    try:
        kb.open(tmp_path).book("x0001")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_requests_among_some_states_ask_only_the_treaties_that_bear_on_them(tmp_path):
    write_world(tmp_path, Size(states=6, versions=1))
    library = kb.open(tmp_path)
    codes, acts = library.codes[:3], list(library.scenarios)[:2]
    found = among(library.treaties, codes)
    assert {"Bilateral", "Multilateral"} == {treaty.kind for treaty in found} and len(found) < len(library.treaties)
    whole = obstacles([library.act(name) for name in acts], codes, library._world(codes), ON)
    assert library.obstacles(codes, acts, ON) == whole


def test_treaties_by_pair_are_those_in_which_both_states_are(tmp_path):
    write_world(tmp_path, Size(states=5, versions=1))
    library = kb.open(tmp_path)
    found = by_pair(library.treaties)
    for one, other in combinations(library.codes, 2):
        assert tuple(found[frozenset((one, other))]) == among(library.treaties, [one, other]) != ()

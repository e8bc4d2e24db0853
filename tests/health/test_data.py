"""The health of the recorded law: checks pass, words are known, days leave no gap or overlap, the reasoner agrees."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import kb
from kb.elements.compiled import compile_norm
from kb.elements.coverage import minimal_acts
from kb.graph.check import check
from kb.graph.paths import turtle_files
from kb.graph.reasoner import Inconsistent, inconsistent_classes, java_missing
from kb.law.scenarios import Act
from kb.library import open_library
from kb.second_opinion import disagreements, second_opinion

ROOT = Path(__file__).parent.parent.parent
CODES = open_library().codes
SAMPLE = 6


def test_every_record_passes_every_check():
    assert [str(finding) for finding in check(ROOT)] == []


def test_nine_of_ten_provisions_were_read_in_a_text_or_faithful_copy(real):
    counted = Counter(p.verification for code in real.codes for p in real.jurisdiction(code).provisions)
    assert (counted["OfficialText"] + counted["Reproduction"]) / counted.total() >= 0.9, counted


def test_wordings_of_one_paragraph_follow_each_other_without_overlap(real):
    for code in real.codes:
        by_citation: dict[str, list] = {}
        for provision in real.jurisdiction(code).provisions:
            by_citation.setdefault(provision.citation, []).append(provision)
        for citation, wordings in by_citation.items():
            wordings.sort(key=lambda p: p.in_force_from)
            for earlier, later in zip(wordings, wordings[1:], strict=False):
                assert earlier.in_force_until and earlier.in_force_until <= later.in_force_from, f"{code}: {citation}"


def test_every_scenario_compiles_and_is_tied_to_an_incident_type(real):
    for act in real.scenarios.values():
        assert act.rsit and act.summary and act.assumes


@pytest.mark.java
@pytest.mark.parametrize("code", CODES)
def test_the_reasoner_agrees_over_all_scenarios_and_a_sample_of_what_is_demanded(code):
    assert not java_missing()
    library = kb.open()
    assert second_opinion(library, code, smallest_acts(library, random.Random(code), SAMPLE)) == []


def smallest_acts(library, chance: random.Random, number: int) -> list[Act]:
    """Some of the smallest acts by which coverage is told, as people would ask about them, each of another demand."""
    norms = [norm for article in library.articles for norm in article.demands]
    acts = []
    for norm in chance.sample(norms, number):
        chosen = chance.choice(list(minimal_acts(compile_norm(norm, library.vocabulary), library.vocabulary)))
        act = library.act(present=tuple(concept.name for concept in chosen), only=True)
        acts.append(replace(act, name=f"smallest-{len(acts)}"))
    return acts


@pytest.mark.java
def test_the_reasoner_agrees_on_what_the_conventions_demand():
    library = kb.open()
    norms = [norm for article in library.articles for norm in article.demands]
    assert len(norms) >= 15
    assert disagreements(norms, list(library.scenarios.values()), library.vocabulary) == []


@pytest.mark.java
def test_the_ontology_is_consistent_and_every_class_can_have_members():
    files = [file for file in turtle_files(ROOT / "ontology") if file.name != "shapes.ttl"]
    assert inconsistent_classes(files) == []


@pytest.mark.java
def test_an_inconsistent_ontology_is_found(tmp_path):
    file = tmp_path / "bad.ttl"
    file.write_text("""@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <urn:x:> .
:A a owl:Class ; owl:disjointWith :B . :B a owl:Class . :a a :A , :B .""")
    with pytest.raises(Inconsistent):
        inconsistent_classes([file])

"""The invented world for measurements: sound by every check, the same each time, and it can be asked."""

from datetime import date

import pytest

import kb
from benchmarks.synthetic_world import Size, write_world
from kb.graph.check import check
from kb.graph.records import triples
from kb.questions.gaps import COVERED, MISSING
from kb.reasons.verdicts import Verdict

ON = date(2026, 1, 1)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    write_world(folder, Size(states=4, versions=3))
    return folder


def test_every_record_of_it_passes_every_check(world):
    assert [str(finding) for finding in check(world)] == []


def test_questions_between_its_states_are_answered_by_the_wording_of_the_day(world):
    library = kb.open(world)
    assert library.codes == ["x0001", "x0002", "x0003", "x0004"]
    found = {library.criminal(library.act(name), ["x0001", "x0002"], ON).verdict for name in library.scenarios}
    assert {Verdict.YES, Verdict.NO} <= found
    for code in library.codes:
        in_force = library.jurisdiction(code).in_force(ON)
        assert len(in_force) == 20 and len(library.jurisdiction(code).offences) == 60
        assert any(offence.aggravates for offence in in_force)


def test_treaties_of_two_and_of_many_bind_its_states(world):
    library = kb.open(world)
    sizes = {treaty.kind: len(treaty.participations) for treaty in library.treaties}
    assert sizes == {"Bilateral": 2, "Multilateral": 4}
    assert all(treaty.grounds for treaty in library.treaties)


def test_its_laws_give_some_articles_of_its_instrument_and_lack_others(world):
    library = kb.open(world)
    found = {article.coverage for code in library.codes for article in library.gaps(code, "invented", ON).articles}
    assert {COVERED, MISSING} <= found


def test_the_same_numbers_give_the_same_world_and_another_seed_another(world, tmp_path):
    write_world(tmp_path / "same", Size(states=4, versions=3))
    write_world(tmp_path / "other", Size(states=4, versions=3, seed=2))

    def law(folder):
        return [file.read_text() for file in sorted((folder / "data").rglob("*.ttl"))]

    assert law(tmp_path / "same") == law(world) != law(tmp_path / "other")


def test_two_thousand_states_with_ten_wordings_of_each_offence_make_more_than_ten_million_triples(tmp_path):
    write_world(tmp_path, Size(states=2, versions=10))
    files = list((tmp_path / "data" / "jurisdictions").glob("*.ttl"))
    assert 2000 * min(len(triples(file)) for file in files) > 10_000_000


def test_nothing_is_overwritten(world):
    with pytest.raises(FileExistsError, match="not empty"):
        write_world(world, Size(states=1))

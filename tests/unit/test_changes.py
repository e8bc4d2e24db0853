"""What changed between two states of the records: told as law, the same from folders and from exported files."""

import json
import shutil
from pathlib import Path

import pytest

from kb.cli.main import main
from kb.errors import BadQuestion, BadRecord
from kb.release.changes import changes
from kb.release.export import release_files, write_release
from kb.release.told import told

HERE = Path(__file__).parent.parent
OLD, NEW = HERE / "changes" / "old", HERE / "changes" / "new"
WORLD = HERE / "world"


@pytest.fixture
def world(tmp_path) -> Path:
    """A copy of the invented world that can be changed."""
    shutil.copytree(WORLD, tmp_path / "new")
    return tmp_path / "new"


def edited(folder: Path, file: str, was: str, now: str) -> None:
    path = folder / file
    text = path.read_text()
    assert text.count(was) == 1, f"{was!r} stands {text.count(was)} times in {file}"
    path.write_text(text.replace(was, now))


def test_the_list_of_a_small_change_reads_as_a_lawyer_would_tell_it():
    assert told(changes(OLD, NEW), markdown=True) == (HERE / "changes" / "expected.md").read_text()


def test_the_other_way_round_everything_is_undone():
    there, back = changes(OLD, NEW), changes(NEW, OLD)
    undone = {"added": "removed", "removed": "added", "changed": "changed", "raised": "lowered", "lowered": "raised"}
    assert {(c.kind, undone[c.how], c.id) for c in there.changes} == {(c.kind, c.how, c.id) for c in back.changes}
    assert {(c.id, undone[c.how], c.after, c.before) for c in there.verification} == {
        (c.id, c.how, c.before, c.after) for c in back.verification}
    assert [(kind, now, was) for kind, was, now in there.renamed] == list(back.renamed)
    for change in there.changes:
        if change.how == "changed":
            other = next(c for c in back.changes if (c.kind, c.id) == (change.kind, change.id))
            assert {(d.what, d.before, d.after) for d in change.differences} == {
                (d.what, d.after, d.before) for d in other.differences}


def test_folders_exports_and_exported_files_tell_the_same(world, tmp_path):
    edited(world, "data/jurisdictions/xe.ttl", "kb:maximumMonths 36", "kb:maximumMonths 48")
    expected = changes(WORLD, world)
    assert [(c.id, c.forms, [d.what for d in c.differences]) for c in expected.changes] == [
        ("xe:access", 1, ["maximum imprisonment"])]
    for folder, place in (WORLD, tmp_path / "before"), (world, tmp_path / "after"):
        write_release(release_files(folder), place)
    for old, new in (("before", "after"), ("before/rdf/cyberlaw.ttl", "after/rdf/cyberlaw.nq"),
                     ("before/rdf/cyberlaw.nq", "after/rdf/cyberlaw.ttl")):
        assert changes(tmp_path / old, tmp_path / new) == expected
    assert changes(WORLD / "data", world / "data").changes == expected.changes
    assert changes(WORLD, tmp_path / "before").changes == ()


@pytest.mark.parametrize("file, was, now, kind, told_as", [
    ("ontology/elements/conduct.ttl", "skos:broader c:GainingAccess ;\n    kb:concerns fam:IllegalAccess ;\n"
     "    skos:prefLabel \"accessing a computer system\"", "skos:broader c:CausingComputerFunction ;\n"
     "    kb:concerns fam:IllegalAccess ;\n    skos:prefLabel \"accessing a computer system\"", "concepts", "broader: "),
    ("data/jurisdictions/xe.ttl", "\"an employee testing the employer's system\"@en", "\"an employee\"@en", "offences",
     "except: an employee testing the employer's system [insider] → an employee [insider]"),
    ("data/jurisdictions/xe.ttl", "[ rdfs:label \"whether the interference is of considerable importance\"@en ]",
     "[ rdfs:label \"whether it is grave\"@en ]", "offences", "→ whether it is grave"),
    ("data/jurisdictions/xe.ttl", "kb:treatyRequired false", "kb:treatyRequired true", "extradition_laws",
     "treaty required: no → yes"),
    ("data/jurisdictions/xe.ttl", "kb:orderedBy \"prosecutor\"@en", "kb:orderedBy \"judge\"@en", "powers",
     "ordered by: prosecutor → judge"),
    ("data/jurisdictions/xe.ttl", "kb:referenceDay kb:DayOfAct", "kb:referenceDay kb:DayOfRequest", "doctrines",
     "reference day: day of the act → day of the request"),
    ("data/treaties/xe-xt.ttl", "kb:months 6 ;", "kb:months 9 ;", "grounds", "months: 6 months → 9 months"),
    ("data/treaties/xe-xt.ttl", "kb:between j:xt , j:xn", "kb:between j:xt , j:xf", "silences", "between: Nulland → "),
    ("data/treaties/xe-xt.ttl", "kb:number \"2\"", "kb:number \"3\"", "articles", "number: 2 → 3"),
    ("data/scenarios/break-in.ttl", "c:ComputerSystem", "c:CriticalSystem", "scenarios", "→ "),
])
def test_each_kind_of_change_is_told(world, file, was, now, kind, told_as):
    edited(world, file, was, now)
    found = changes(WORLD, world)
    assert [change.kind for change in found.changes] == [kind]
    assert told_as in told(found)


def test_words_of_ours_are_counted_and_not_told(world):
    edited(world, "data/jurisdictions/xe.ttl", "The facts are transposed; the label does not matter.", "Transposed.")
    edited(world, "ontology/elements/conduct.ttl", '"accessing a computer system"@en', '"entering a computer system"@en')
    found = changes(WORLD, world)
    assert found.changes == () and found.verification == () and found.editorial == {"doctrines": 1, "concepts": 1}
    assert "Nothing changed in the law" in told(found)


def test_a_wording_that_ends_is_told_as_the_offence_that_ends(world):
    edited(world, "data/jurisdictions/xe.ttl", 'kb:citation "Penal Code, art. 210(2)" ;',
           'kb:citation "Penal Code, art. 210(2)" ; kb:inForceUntil "2027-01-01"^^xsd:date ;')
    [change] = changes(WORLD, world).changes
    assert (change.kind, change.id, str(change.in_force_until)) == ("offences", "xe:access-large-damage", "2027-01-01")
    assert [(d.what, d.before, d.after) for d in change.differences] == [("in force until", (), ("2027-01-01",))]


def test_two_terms_of_one_name_are_not_taken_for_one(world):
    name = '"causing a computer to perform a function"@en'
    edited(world, "ontology/elements/conduct.ttl", '"accessing computer data"@en', name)
    edited(world, "data/jurisdictions/xt.ttl", "[ kb:anyOf c:CausingComputerFunction ]", "[ kb:anyOf c:AccessingData ]")
    assert [change.kind for change in changes(WORLD, world).changes] == ["offences"]


def test_the_command_answers_in_text_json_and_markdown(capsys):
    for words, start in ([], "Changes of the recorded law"), (["--markdown"], "# Changes of"), (["--json"], "{"):
        assert main(["changes", str(OLD), str(NEW), *words]) == 0
        out = capsys.readouterr().out
        assert out.startswith(start)
    assert {change["how"] for change in json.loads(out)["changes"]} == {"added", "removed", "changed"}


def test_a_place_without_records_is_refused(tmp_path):
    for place in (tmp_path, tmp_path / "missing", tmp_path / "notes.txt"):
        with pytest.raises(BadQuestion, match="nothing is recorded there"):
            changes(place, NEW)
    for name, form in ("bad.ttl", "Turtle"), ("bad.nq", "N-Quads"):
        (tmp_path / name).write_text("no records\n")
        with pytest.raises(BadRecord, match=f"not {form}"):
            changes(OLD, tmp_path / name)

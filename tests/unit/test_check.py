"""A change is checked as it would lie over the records: what it describes stands alone, and what it breaks is told."""

import pytest

from kb.graph.check import changing_nothing, check
from kb.graph.laid import laid_over
from kb.graph.paths import turtle_files
from kb.graph.records import Record, Records, short, triples
from tests.conftest import HERE
from tests.unit.test_whatif import ADDED, AMENDED, PREFIXES, RATIFIED, REPEALED

WORLD = HERE / "world"
ONLY_PREFIXES = PREFIXES[:PREFIXES.index("xe:draft a")]
LAW = WORLD / "data" / "jurisdictions" / "xe.ttl"


def findings(folder, text: str) -> list[str]:
    file = folder / "change.ttl"
    file.write_text(text)
    return [str(finding) for finding in check(WORLD, [file])]


@pytest.mark.parametrize("text", [ADDED, AMENDED, REPEALED, RATIFIED], ids=["added", "amended", "repealed", "ratified"])
def test_a_sound_change_has_no_finding(tmp_path, text):
    assert findings(tmp_path, text) == []


def test_a_recorded_node_told_again_as_it_is_has_no_second_value(tmp_path):
    assert findings(tmp_path, LAW.read_text()) == []


@pytest.mark.parametrize(("old", "new", "told"), [
    ("kb:liability kb:Criminal", "kb:liability kb:Criminal , kb:Administrative", "kb:liability is wrong or missing."),
    (" ; kb:liability kb:Criminal", "", "xe:access: kb:liability is wrong or missing."),
    ("kb:maximumMonths 12", "kb:maximumMonths 12 ; kb:minimumMonths 24", "minimum"),
    ("c:AccessingSystem", "c:AccessingSytem", "c:AccessingSytem"),
])
def test_a_faulty_replacing_node_is_told_at_its_line_of_the_change(tmp_path, old, new, told):
    assert old in AMENDED
    text = AMENDED.replace(old, new)
    line = next(n for n, words in enumerate(text.splitlines(), 1) if words.startswith("xe:access a"))
    found = findings(tmp_path, text)
    assert found and all(f"change.ttl:{line}: xe:access: " in finding for finding in found), found
    assert any(told in finding for finding in found), found


def test_what_a_change_breaks_in_the_records_is_told_where_it_stands(tmp_path):
    found = findings(tmp_path, ONLY_PREFIXES + "xe:art-210-1 a kb:Repealed .")
    line = LAW.read_text().splitlines().index("xe:access a kb:Offence ;") + 1
    told = f"data/jurisdictions/xe.ttl:{line}: xe:access: with the change, kb:provision xe:art-210-1 is wrong."
    assert any(finding.startswith(told) for finding in found), found
    assert not [finding for finding in found if "with the change" not in finding]


def test_a_form_of_what_the_change_takes_away_is_told(tmp_path):
    form = ADDED.replace("xe:bare-access a kb:Offence ;", "xe:form a kb:Offence ; kb:aggravates xe:access ;")
    found = findings(tmp_path, form + " xe:access a kb:Repealed .")
    assert found and all("xe:form: kb:aggravates xe:access is wrong." in finding for finding in found), found


@pytest.mark.parametrize("name", ["xe:nothing", "j:xe", "c:AccessingSystem"])
def test_what_is_no_record_of_a_law_cannot_be_taken_away(tmp_path, name):
    found = findings(tmp_path, ONLY_PREFIXES + f"\n{name} a kb:Repealed .")
    assert any(f"{name}: it cannot be repealed" in finding for finding in found), found


def plain(record: Record) -> dict:
    """The values of a record and of the nameless ones below it, in an order of their own."""
    def one(value):
        return sorted(plain(value).items()) if isinstance(value, Record) else str(value)

    return {key: sorted(map(str, map(one, values))) for key, values in record.values.items()}


@pytest.mark.parametrize("text", [ADDED, AMENDED, REPEALED, RATIFIED], ids=["added", "amended", "repealed", "ratified"])
def test_a_change_is_laid_for_the_check_as_it_is_for_a_question(tmp_path, text):
    change = tmp_path / "change.ttl"
    change.write_text(text)
    files = turtle_files(WORLD / "data")
    asked = Records(files, change)
    laid = laid_over({file: triples(file) for file in files}, {change: triples(change)})
    checked = Records(list(laid), read=lambda some: ((file, laid[file]) for file in some))
    forms = {iri for iri, record in asked.by_iri.items() if short(record.text("kb:aggravates")) == "xe:access"}
    left_out = forms if text is REPEALED else set()
    assert {iri: plain(r) for iri, r in checked.by_iri.items()} == {
        iri: plain(r) for iri, r in asked.by_iri.items() if iri not in left_out}
    assert forms


@pytest.mark.parametrize("text", ["", "# nothing\n", ONLY_PREFIXES, LAW.read_text()],
                         ids=["empty", "comment", "prefixes", "same"])
def test_a_file_that_changes_nothing_is_told(tmp_path, text):
    file = tmp_path / "change.ttl"
    file.write_text(text)
    assert check(WORLD, [file]) == [] and changing_nothing(WORLD, [file]) == [file]


@pytest.mark.parametrize("text", [ADDED, AMENDED, REPEALED, RATIFIED], ids=["added", "amended", "repealed", "ratified"])
def test_a_file_that_changes_something_is_none_of_those(tmp_path, text):
    file = tmp_path / "change.ttl"
    file.write_text(text)
    assert changing_nothing(WORLD, [file]) == []


def test_a_change_within_a_nameless_node_is_a_change(tmp_path):
    """A penalty stands in a node of its own without a name."""
    text, file = LAW.read_text(), tmp_path / "change.ttl"
    assert "kb:maximumMonths 24" in text
    file.write_text(text.replace("kb:maximumMonths 24", "kb:maximumMonths 25", 1))
    assert changing_nothing(WORLD, [file]) == []


def test_a_recorded_file_is_no_change(tmp_path):
    assert changing_nothing(WORLD, [LAW]) == []

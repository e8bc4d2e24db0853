"""Broken records, one file for each fault: `kb check` names the file, the record, the fault and the remedy."""

from pathlib import Path

import pytest

from kb.errors import BadRecord
from kb.graph.check import check

BAD = Path(__file__).parent / "bad"
WORLD = Path(__file__).parent / "world"
FILES = sorted(file for file in BAD.glob("*.ttl") if not file.name.startswith("_"))


def findings(file: Path) -> list[str]:
    try:
        return [str(finding) for finding in check(WORLD, [file])]
    except BadRecord as fault:
        return [str(fault)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_fault_is_found_and_explained(file):
    expected = file.read_text().splitlines()[0].removeprefix("# expect: ").split("|")
    found = findings(file)
    assert found, "the fault is not found"
    text = "\n".join(found).lower()
    assert all(words.lower() in text for words in expected), text
    assert file.name in text


def test_the_same_record_without_the_fault_is_healthy():
    assert findings(BAD / "_healthy.ttl") == []


def test_every_check_has_a_bad_file():
    faults = {
        "misspelt-term": "misspelt-concept", "family-complete-without-record": "complete-without-record",
    }
    for check_file in (WORLD / "ontology" / "checks").glob("*.rq"):
        name = faults.get(check_file.stem, check_file.stem)
        assert (BAD / f"{name}.ttl").exists(), f"no bad file shows {check_file.stem}"


def test_findings_carry_the_line_of_the_record():
    finding = check(WORLD, [BAD / "penalty-below-its-minimum.ttl"])[0]
    line = (BAD / "penalty-below-its-minimum.ttl").read_text().splitlines()[finding.line - 1]
    assert line.startswith("xb:access")

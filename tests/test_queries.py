"""The example queries: each opens with its question, finds something in the recorded law, and finds just what it should in
three invented states (tests/queries/world; what is expected: tests/queries/expected, one table for each query)."""

import csv
import io
import re
from pathlib import Path

import pytest
from rdflib import Graph

import kb
from kb.cli.sparql import shown
from kb.functions import LawFunctions
from kb.graph.check import check
from kb.graph.functions import Custom
from kb.graph.paths import turtle_files
from kb.graph.records import PREFIXES, short
from kb.graph.store import ask
from kb.inferences import open_inferred_store
from tests.conftest import HERE, TODAY

QUERIES = HERE.parent / "queries"
WORLD, EXPECTED = HERE / "queries" / "world", HERE / "queries" / "expected"
FILES = sorted(QUERIES.glob("*/*.rq"))
LIVE = sorted(QUERIES.glob("*.rq"))
USERS = ("analyst", "drafter", "negotiator")
LONGEST = 16
# Parts of a query that can be left out, so that it asks less or says less: a line, or a property with a value.
CONDITION = re.compile(r"^ *(?:FILTER|MINUS|OPTIONAL|BIND)\b.*\n|^HAVING.*\n|\w+:\w+ (?:\w+:[A-Z]\w*|true|false|\?day) ;",
                       re.MULTILINE)


@pytest.fixture(scope="module")
def store(real):
    return open_inferred_store(real, TODAY)


@pytest.mark.parametrize("file", LIVE, ids=lambda file: file.stem)
def test_a_query_that_asks_the_engine_answers_its_question(store, real, file):
    text = file.read_text()
    assert text.startswith("# ") and text.splitlines()[0].endswith("?")
    custom = Custom(LawFunctions(real).by_name())
    assert len(list(ask(store, text, custom=custom))) > 0
    assert custom.faults == []


@pytest.fixture(scope="module")
def three_states():
    return open_inferred_store(kb.open(WORLD), TODAY)


@pytest.fixture(scope="module")
def three_states_in_rdflib(three_states):
    return Graph().parse(data="\n".join(f"{quad.triple} ." for quad in three_states), format="nt")


def table(store, text: str) -> str:
    """The answer as CSV with short names."""
    answer = ask(store, text)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([variable.value for variable in answer.variables])
    writer.writerows([in_order(shown(value)) for value in row] for row in answer)
    return lines.getvalue()


def in_order(cell: str) -> str:
    """What is listed in one cell has no order of its own."""
    return "; ".join(sorted(cell.split("; ")))


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_query_finds_something_in_the_recorded_law(store, file):
    assert len(list(ask(store, file.read_text()))) > 0


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_query_is_short_and_opens_with_its_question(file):
    lines = file.read_text().splitlines()
    assert lines[0].startswith("# ") and lines[0].endswith("?") and len(lines) <= LONGEST
    assert file.parent.name in USERS


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_query_finds_just_what_it_should_in_three_invented_states(three_states, file, request):
    expected, found = EXPECTED / f"{name(file)}.csv", table(three_states, file.read_text())
    if request.config.getoption("--write-golden"):
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(found)
    assert found.count("\n") > 1, "the invented states hold nothing that the query finds"
    assert found == expected.read_text(), "if the change is meant, run `make golden` and read the difference"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_another_engine_finds_the_same(three_states_in_rdflib, file):
    """The queries are plain SPARQL 1.1, so that they run on any endpoint."""
    found = three_states_in_rdflib.query(file.read_text(), initNs=PREFIXES)
    rows = [["" if value is None else in_order(short(str(value))) for value in row] for row in found]
    expected = csv.reader(io.StringIO((EXPECTED / f"{name(file)}.csv").read_text()))
    assert sorted(rows) == sorted(list(expected)[1:])


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_condition_of_a_query_matters_to_the_three_states(three_states, file):
    """Without any one of its conditions the query finds something else: the expected tables would show the fault."""
    text = file.read_text()
    expected = (EXPECTED / f"{name(file)}.csv").read_text()
    for part in CONDITION.finditer(text):
        if part[0].count("{") == part[0].count("}"):
            without = text[:part.start()] + text[part.end():]
            assert table(three_states, without) != expected, f"nothing shows what this is for: {part[0].strip()}"


def test_no_table_is_left_without_its_query():
    assert {name(file) for file in EXPECTED.glob("*/*.csv")} == {name(file) for file in FILES}


def test_every_query_is_told_of_in_its_page():
    page = (HERE.parent / "docs" / "queries.md").read_text()
    for file in FILES:
        question = file.read_text().splitlines()[0].removeprefix("# ")
        assert f"`queries/{name(file)}.rq`" in page and question in page, name(file)


def test_the_three_states_pass_every_check():
    own = [file for file in turtle_files(WORLD) if not file.is_symlink()]
    assert [str(finding) for finding in check(WORLD, own)] == []


def test_forms_have_the_requirements_of_their_base(store):
    query = """ASK { ?form kb:aggravates ?base . ?base kb:requires ?r . FILTER NOT EXISTS { ?form kb:requires ?r } }"""
    assert not ask(store, query)

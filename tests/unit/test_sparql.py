"""SPARQL from Python: the same answers as the command, as plain values."""

import re
from datetime import UTC, date, datetime

import pytest

import kb
from kb.cli.main import main
from kb.errors import BadQuestion
from kb.graph.plain import Iri
from kb.reasons.verdicts import Verdict
from tests.conftest import HERE, TODAY

STATES = "SELECT ?law ?code { ?law a kb:Jurisdiction ; kb:code ?code } ORDER BY ?code"


@pytest.fixture(scope="module")
def law():
    return kb.open(HERE / "world")


def test_rows_are_dicts_by_variable(law):
    rows = law.sparql(STATES, TODAY)
    assert [row["code"] for row in rows] == law.codes
    assert rows[0] == {"law": f"https://w3id.org/cyberlaw/id/{law.codes[0]}", "code": law.codes[0]}
    assert isinstance(rows[0]["law"], Iri) and not isinstance(rows[0]["code"], Iri)


@pytest.mark.parametrize("written, value", [
    ("7", 7), ("0.5", 0.5), ("1e3", 1000.0), ("true", True), ("'a'@en", "a"), ("'a'", "a"), ("?none", None),
    ("'2026-11-01'^^xsd:date", date(2026, 11, 1)), ("'12'^^xsd:nonNegativeInteger", 12),
    ("'2026-11-01T10:00:00Z'^^xsd:dateTime", datetime(2026, 11, 1, 10, tzinfo=UTC)),
    ("'-0044-03-15'^^xsd:date", "-0044-03-15"), ("'many'^^xsd:integer", "many"), ("'x'^^<urn:kind>", "x"),
    ("fam:IllegalAccess", "https://w3id.org/cyberlaw/family/IllegalAccess"),
])
def test_values_are_those_of_python(law, written, value):
    found = law.sparql(f"SELECT (({written}) AS ?x) {{}}", facts_only=True)[0]["x"]
    assert found == value and isinstance(found, type(value))


def test_conclusions_are_those_of_the_day_and_can_be_left_out(law):
    day = "SELECT DISTINCT ?day { [] kb:inferredOn ?day }"
    assert [law.sparql(day, on) for on in (TODAY, date(2010, 1, 1))] == [[{"day": TODAY}], [{"day": date(2010, 1, 1)}]]
    assert law.sparql(day) == [{"day": date.today()}]
    assert law.sparql("ASK { [] kb:inferredOn ?day }", TODAY) is True
    assert law.sparql("ASK { [] kb:inferredOn ?day }", facts_only=True) is False


def test_a_construct_query_gives_turtle(law):
    made = law.sparql("CONSTRUCT { ?law kb:code ?code } { ?law kb:code ?code }", facts_only=True)
    assert "@prefix kb: " in made and all(f'kb:code "{code}"' in made for code in law.codes)


def test_functions_answer_and_what_they_cannot_answer_is_said(law):
    asked = 'SELECT ?code { ?law kb:code ?code FILTER(kbf:criminal("break-in", ?law, "2026-11-01") = "yes") }'
    answers = {code: law.criminal(law.act("break-in"), [code], date(2026, 11, 1)) for code in law.codes}
    said = [code for code, answer in answers.items() if answer.verdict is Verdict.YES]
    assert sorted(row["code"] for row in law.sparql(asked, TODAY)) == said != []
    with pytest.warns(UserWarning, match="kbf:criminal: .*brake-in"):
        assert law.sparql(asked.replace("break-in", "brake-in"), TODAY) == []


@pytest.mark.parametrize("query, said", [
    ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "SERVICE"), ("DELETE WHERE { ?s ?p ?o }", "an update"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"), ("SELEKT", "not a SPARQL query"),
])
def test_what_the_command_refuses_is_refused(law, query, said):
    with pytest.raises(BadQuestion, match=said):
        law.sparql(query, facts_only=True)


def test_a_change_is_not_in_the_graphs(law, tmp_path):
    file = tmp_path / "change.ttl"
    offence = law.book("xe").on(TODAY)[0].norm.iri
    file.write_text(f"<{offence}> a <https://w3id.org/cyberlaw/ontology#Repealed> .")
    with pytest.raises(BadQuestion, match="a change is not recorded"):
        law.with_change(file).sparql(STATES)


def test_the_command_gives_the_same_rows(capsys):
    assert main(["sparql", "-q", STATES, "--facts-only", "--format", "csv"]) == 0
    said = capsys.readouterr().out.split("\r\n")[1:-1]
    assert said == [f"{row['law']},{row['code']}" for row in kb.open().sparql(STATES, facts_only=True)]


def test_the_example_of_the_page_runs():
    page = (HERE.parent / "docs" / "queries.md").read_text()
    held: dict = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], held)
    assert held["longest"] > 0 and set(held["rows"][0]) == {"state", "offence", "months"}


def test_a_folder_can_be_named_as_a_text():
    assert kb.open(str(HERE / "world")).codes == kb.open(HERE / "world").codes


@pytest.mark.parametrize(("query", "on"), [(None, None), ("ASK {}", "2026-11-01")])
def test_what_is_no_text_or_no_day_is_told(law, query, on):
    with pytest.raises(BadQuestion, match="a query is a text, and the day of the conclusions a date"):
        law.sparql(query, on=on)

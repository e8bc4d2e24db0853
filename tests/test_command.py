"""The command as a new user meets it: help, answers, JSON, and one clear line where the question is wrong."""

import argparse
import importlib
import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli.main import COMMANDS, main
from kb.cli.parser import EachValue, OneLineParser
from kb.questions.records import begun

ROOT = Path(__file__).parent.parent


def run(capsys, *words: str) -> tuple[int, str, str]:
    try:
        status = main(list(words))
    except SystemExit as stop:
        status = stop.code
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize("words, named", [
    (["crimnal"], "did you mean criminal"),
    (["criminal", "--act", "ransomwear", "--in", "de"], "ransomware"),
    (["criminal", "--act", "ransomware", "--in", "dee"], "'de'"),
    (["criminal", "--act", "ransomware"], "--in"),
    (["criminal", "--in", "de"], "states nothing"),
    (["criminal", "--act", "break-in", "--present", "PoliticalOffence", "--in", "de"], "bears on extradition"),
    (["criminal", "--act", "break-in", "--in", "de", "--on", "20260131"], "year-month-day"),
    (["criminal", "--act", "break-in", "--nothing-else-in", "conducts", "--in", "de"], "conduct"),
    (["extradite", "--act", "carding", "--from", "de", "--to", "us", "--nationality", "germany"], "no country"),
    (["extradite", "--act", "carding", "--from", "de", "--to", "us", "--act-on", "2090-01-01"], "lies after"),
    (["list", "concepts", "--facet", "foo"], "no facet"),
    (["sparql", "-q", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"], "FROM"),
    (["app", "--port", "99999999"], "from 1 to 65535"),
    (["serve", "--port", "0"], "from 1 to 65535"),
    (["serve", "--port", "http"], "'http' is no port"),
    (["crosswalk", "budapest", "uncc", "--state", "uz", "--state", "de"], "given twice, 'uz' and 'de'"),
    (["whatif", "change.ttl", "--", "criminal", "--on", "2020-01-01", "--on", "2021-01-01"], "--on: given twice"),
    (["criminal", "--act", "break-in", "--in", ""], "--in: given without a value"),
    (["criminal", "--act", "break-in", "--in", "de", "--on", " "], "--on: given without a value"),
    (["compare", "uz", ""], "CODE: given without a value"),
    (["show", ""], "CODE: given without a value"),
    (["criminal", "--present", "OvercomeSecurity", "--in", "de"], "OvercomingSecurity"),
    (["criminal", "--act", "ransomware", "--in", "de", "--on", "1.2.2020"], "year-month-day"),
    (["criminal", "--act", "missing.ttl", "--in", "de"], "cannot be read"),
    (["criminal", "--present", "AccessingSystem", "--absent", "GainingAccess", "--in", "de"], "contradicts itself"),
    (["criminal", "--act", "ransomware", "--in", "de", "--colour"], "unrecognized arguments: --colour"),
    (["extradite", "--act", "ransomware", "--from", "de"], "--to"),
    (["extradite", "--act", "ransomware", "--from", "de", "--to", "de"], "needs two"),
    (["extradite", "--act", "ransomware", "--from", "de", "--to", "zz"], "'zz'"),
    (["show", "nowhere"], "nowhere"),
    (["list", "things"], "invalid choice"),
    (["sparql", "-q", "SELEKT"], "not a SPARQL query"),
    (["sparql", "-q", "DELETE WHERE { ?s ?p ?o }"], "not a SPARQL query"),
    (["sparql", "-q", "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }"], "SERVICE"),
    (["sparql"], "either a query"),
    (["sparql", "-q", "ASK { ?s ?p ?o }", "--on", "tomorrow"], "year-month-day"),
    (["check", "missing.ttl"], "no such file"),
    (["gaps", "uz", "--against", "budapest", "--json", "--sparql"], "--json has no effect beside --sparql"),
    (["criminal", "--act", "break-in", "--in", "de", "--why", "--sparql"], "--why has no effect beside --sparql"),
    (["show", "de", "--json", "--sparql"], "--json has no effect beside --sparql"),
    (["compare", "--cluster", "--sparql"], "--cluster has no effect beside --sparql"),
    (["show", "de", "--all", "--on", "2020-01-01"], "--all has no effect beside --on"),
    (["show", "ransomware", "--all"], "--all is about the offences"),
    (["sparql", "-q", "ASK {}", "--json", "--format", "csv"], "leave one of them out"),
    (["sparql", "-q", "ASK {}", "--facts-only", "--on", "2020-01-01"], "--on has no effect beside --facts-only"),
    (["load", "law.nq", "--graph-store", "http://127.0.0.1:9/"], "leave --graph-store out"),
    (["load", "law.nq", "--update", "http://127.0.0.1:9/"], "leave --update out"),
    (["load", "law.nq", "--json"], "leave --json out"),
    (["load", "law.nq", "--facts-only", "--on", "2020-01-01"], "--on has no effect beside --facts-only"),
    (["whatif", "c.ttl", "--on", "2020-01-01", "--", "criminal", "--on", "2021-01-01"], "before and after the two dashes"),
    (["whatif", "c.ttl", "--sparql", "--", "criminal", "--act", "break-in", "--in", "de", "--json"], "--json has no effect"),
    (["compare", "uz", "de", "--since", ""], "--since: given without a value"),
    (["compare", "uz", "de", "--since", "soon"], "'soon' is no year"),
    (["compare", "uz", "de", "--since", "-5"], "--since"),
    (["criminal", "--act", "break-in", "--in", "de", "--on", "9999-12-31"], "from 1950-01-01 to 2100-01-01"),
    (["extradite", "--act", "carding", "--from", "de", "--to", "us", "--act-on", "0202-01-01"], "look at the year"),
    (["compare", "uz", "de", "--since", "1800"], "from 1950 to"),
    (["gaps", "uz", "--against", "data/instruments"], "name the Turtle file itself"),
    (["criminal", "--act", "./data", "--in", "de"], "name the Turtle file itself"),
    (["criminal", "--act", "break-in", "--in", "de", "--save", "nowhere/x.docx"], "there is no folder nowhere: make it"),
    (["gaps", "uz", "--against", "budapest", "--save", "nowhere/x.pdf"], "there is no folder nowhere: make it"),
    (["whatif", "c.ttl", "--save", "nowhere/x.pdf"], "there is no folder nowhere: make it"),
    (["pack", "uz", "de", "--save", "nowhere/x.pdf"], "there is no folder nowhere: make it"),
    (["whatif", "data"], "data: the file cannot be read. That is a folder"),
    (["whatif", "change.ttl", "criminal", "--act", "break-in"], "unrecognized arguments: criminal"),
    (["pack", "uz", "de"], "--save pack.docx"),
    (["compare", "uz", "de", "--full"], "--save"),
    (["pack", "uz", "de", "--save", "pack.odt"], ".docx"),
    (["pack", "uz", "--save", "pack.pdf"], "two jurisdictions"),
    (["obstacles", "uz"], "two jurisdictions"),
    (["openings", "uz", "uz"], "the same"),
    (["whatif", "change.ttl", "--", "dance"], "'dance' is no question"),
    (["whatif", "change.ttl", "--", "criminal", "--inn", "de"], "unrecognized arguments: --inn"),
    (["offences", "uz:acess", "de:access"], "did you mean 'access'"),
    (["offences", "uz", "de:access"], "`kb list offences`"),
    (["offences", "untoc:access", "de:access"], "(untoc) is known"),
    (["offences", "de:access", "de:access"], "beside itself"),
    (["check", "data"], "a folder, not a file"),
    (["list", "concepts", "--in", "uz"], "--in is about offences"),
    (["list", "treaties", "--facet", "means"], "--facet is about concepts"),
    (["list", "offences", "--in", "zz"], "'zz'"),
    (["crosswalk", "budapest", "un-cybercrime", "--state", "zz"], "'zz'"),
    (["crosswalk", "uncc", "un-cybercrime"], "beside itself"),
    (["crosswalk", "budapest", "de"], "instrument"),
    (["compare", "uz", "de", "--by", "budapest-protocol-2"], "demands no offence"),
    (["guide", "budapest", "99"], "'99'"),
    (["guide", "budapst", "2"], "did you mean"),
    (["guide", "budapest", "2", "--in", "zz"], "'zz'"),
    (["gaps", "de", "--against", "de"], "against itself"),
    (["gaps", "uz", "--against", "untoc"], "is known, but none of its articles is recorded; they are of"),
    (["gaps", "untoc", "--against", "budapest"], "(untoc) is known, but none of its articles is recorded"),
    (["crosswalk", "budapest", "UNTOC"], "(untoc) is known"),
    (["compare", "uz", "de", "--by", "untoc"], "(untoc) is known"),
    (["guide", "untoc", "2"], "(untoc) is known"),
    (["gaps", "uncc", "--against", "un-cybercrime"], "against itself"),
])
def test_a_question_that_cannot_be_understood_gets_one_line_and_status_two(capsys, words, named):
    status, out, err = run(capsys, *words)
    assert status == 2
    assert named in err and err.count("\n") == 1, err
    assert out == ""


def _taking_a_value(command: str) -> list[argparse.Action]:
    """The options of a command that take a value."""
    parser = OneLineParser(prog=f"kb {command}")
    importlib.import_module(COMMANDS[command][0]).add_arguments(parser)
    return [action for action in parser._actions if action.option_strings and action.nargs is None]


def _some_value(action: argparse.Action) -> str:
    return str(next(iter(action.choices))) if action.choices else "2005"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_takes_an_empty_value_nor_a_second_one_where_one_is_meant(capsys, command):
    for action in _taking_a_value(command):
        name, value = action.option_strings[-1], _some_value(action)
        status, out, err = run(capsys, command, name, "")
        assert (status, out, err.count("\n")) == (2, "", 1) and name in err, err
        if not isinstance(action, EachValue):
            status, out, err = run(capsys, command, name, value, name, value)
            assert (status, out, err.count("\n")) == (2, "", 1) and f"{name}: given twice" in err, err


@pytest.mark.parametrize("command", ["serve", "app"])
def test_a_port_in_use_is_told(capsys, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        status, out, err = run(capsys, command, "--port", str(number))
    assert (status, out, err.count("\n")) == (2, "", 1) and f"port {number} (Address already in use)" in err, err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(capsys, command):
    status, out, _ = run(capsys, command, "--help")
    assert status == 0 and f"kb {command}" in out


@pytest.mark.parametrize("words", [
    ["criminal", "--act", "break-in", "--in", "de"], ["gaps", "uz", "--against", "budapest"], ["compare", "uz", "de"],
    ["whatif", "change.ttl"], ["whatif", "change.ttl", "--", "criminal", "--act", "break-in", "--in", "de"],
    ["pack", "uz", "de"],
], ids=" ".join)
def test_no_question_is_asked_whose_paper_could_not_be_left(capsys, monkeypatch, tmp_path, words):
    """Else the answer would be lost after it was waited for."""
    monkeypatch.setattr("kb.papers.place.os.access", lambda *_: False)
    for name in ("Library.criminal", "Library.gaps", "Library.compare", "Library.whatif", "Library.with_change"):
        monkeypatch.setattr(f"kb.library.{name}", lambda *_: pytest.fail("it was asked"))
    status, out, err = run(capsys, words[0], "--save", str(tmp_path / "x.docx"), *words[1:])
    assert (status, out, err.count("\n")) == (2, "", 1) and "nothing can be written there" in err, err


def test_a_paper_takes_no_folder_s_place(capsys, tmp_path):
    (tmp_path / "x.docx").mkdir()
    status, out, err = run(capsys, "criminal", "--act", "break-in", "--in", "de", "--save", str(tmp_path / "x.docx"))
    assert (status, out, err.count("\n")) == (2, "", 1) and "that is a folder" in err, err


def test_help_lists_every_command(capsys):
    status, out, _ = run(capsys)
    assert status == 0 and all(command in out for command in COMMANDS)


@pytest.mark.parametrize("words", [
    ["criminal", "--act", "ransomware", "--in", "uz", "--in", "de"],
    ["extradite", "--act", "ransomware", "--from", "uz", "--to", "de", "--nationality", "ru"],
    ["show", "uz"], ["show", "ransomware"], ["show", "OvercomingSecurity"], ["list", "jurisdictions"],
    ["list", "treaties"], ["list", "offences"], ["list", "scenarios"], ["list", "concepts"],
    ["sparql", "-q", "SELECT ?o { ?o a kb:Offence } LIMIT 2"],
])
def test_answers_for_people_and_as_json(capsys, words):
    status, out, _ = run(capsys, *words)
    assert status == 0 and out.strip()
    status, out, _ = run(capsys, *words, "--json")
    assert status == 0 and json.loads(out)


def test_people_are_told_what_is_recorded_in_words_and_programs_by_name(capsys):
    record, told = json.loads(run(capsys, "show", "uz", "--json")[1]), run(capsys, "show", "uz")[1]
    listed = run(capsys, "list", "offences", "--in", "uz")[1]
    parts = ("silences", "powers", "extradition", "authorities", "rules")
    names = {name for part in parts for item in record[part] for name in item["subject"].split(", ")}
    names |= set(record["complete"])
    in_camels = {name for name in names if sum(letter.isupper() for letter in name) > 1}
    assert {"MisuseOfDevices", "OwnNationals", "ProductionOrder", "DoubleCriminalityDoctrine"} <= in_camels
    assert not any(name in told or name in listed for name in in_camels)
    assert "misuse of devices" in listed
    assert "own nationals (mandatory): " in told and "double criminality doctrine: " in told


def test_a_treaty_is_shown_to_people_with_its_parties_and_grounds_and_no_braces(capsys):
    told = run(capsys, "show", "ece-1957")[1]
    assert "{" not in told and "_" not in told and "double criminality (mandatory): " in told
    for party in json.loads(run(capsys, "show", "ece-1957", "--json")[1])["parties"]:
        line = next(line for line in told.splitlines() if line.split()[:1] == [party["code"]])
        assert begun(party["in_force"], party["in_force_known"]) in line


def test_a_day_by_which_a_treaty_binds_is_not_told_as_its_first():
    assert begun("2020-01-31", known=False) == "by 2020-01-31"
    assert begun("2020-01-31", known=True) == "2020-01-31"
    assert begun(None, known=False) == ""


def test_what_show_and_list_promise_is_there(capsys):
    record = json.loads(run(capsys, "show", "uz", "--json")[1])
    assert {"offences", "complete", "silences", "powers", "extradition", "authorities", "participation"} <= set(record)
    assert {"iri", "label", "provision", "family", "basic", "maximum_months", "minimum_months", "life", "liability",
            "in_force_from", "in_force_until", "implements", "verification", "sources"} <= set(record["offences"][0])
    treaty = json.loads(run(capsys, "list", "treaties", "--json")[1])[0]
    assert {"iri", "name", "kind", "subjects", "parties"} <= set(treaty)
    state = json.loads(run(capsys, "list", "jurisdictions", "--json")[1])[0]
    assert {"code", "name", "complete", "verification"} <= set(state)


def test_an_act_from_a_file(capsys, tmp_path):
    file = tmp_path / "act.ttl"
    file.write_text("@prefix kb: <https://w3id.org/cyberlaw/ontology#> . @prefix c: <https://w3id.org/cyberlaw/concept/> .\n"
                    "<urn:act> a kb:Act ; kb:present c:AccessingSystem , c:WithoutAuthorisation , c:DirectIntent .\n")
    status, out, _ = run(capsys, "criminal", "--act", str(file), "--in", "de", "--json")
    assert status == 0 and json.loads(out)["verdict"] in ("depends", "yes")


@pytest.mark.parametrize("question", [
    ["criminal", "--act", "break-in", "--in", "de"],
    ["extradite", "--act", "break-in", "--from", "de", "--to", "us"],
    ["gaps", "gb", "--against", "budapest"],
    ["compare", "uz", "de"],
    ["offences", "us:access-fraud-repeat", "gb:access"],
    ["crosswalk", "budapest", "malabo", "--state", "uz"],
    ["guide", "budapest", "2", "--in", "de"],
    ["obstacles", "uz", "de", "--act", "break-in"],
    ["openings", "uz", "bw"],
    ["show", "uz"],
    ["show", "ece-1957"],
])
def test_the_facts_behind_an_answer_are_printed_as_a_query_that_runs_as_it_is(capsys, question):
    status, query, _ = run(capsys, *question, "--sparql")
    assert status == 0 and query.startswith("# The facts that this answer rests on: ")
    status, out, _ = run(capsys, "sparql", "-q", query, "--format", "csv")
    assert status == 0 and out.startswith("cited,citation,verification") and out.count("\n") > 5


def test_what_a_state_has_reserved_is_told_and_listed(capsys):
    asked = ["gaps", "de", "--against", "budapest", "--on", "2026-11-01"]
    _, out, _ = run(capsys, *asked)
    assert "covered, as far as the state has not reserved" in out
    narrowed = out.partition("Narrowed by what the state has reserved")[2]
    assert "11, attempt and aiding: left out: attempt of the offences of article 3" in narrowed
    article = next(a for a in json.loads(run(capsys, *asked, "--json")[1])["articles"] if a["article"] == "11")
    assert (article["coverage"], article["qualified"]) == ("covered", "as far as the state has not reserved")
    assert article["measures"][0]["narrowed_by"][0]["leaves_out"] == "attempt of the offences of article 3"
    assert "Narrowed" not in run(capsys, "gaps", "ru", "--against", "budapest", "--on", "2026-11-01")[1]
    _, query, _ = run(capsys, *asked, "--sparql")
    assert "inst:budapest-de" in query, "the participation that tells it is among the facts behind the answer"


@pytest.mark.parametrize("name", ["ransomware", "OvercomingSecurity"])
def test_what_one_node_says_is_printed_as_a_query(capsys, name):
    query = run(capsys, "show", name, "--sparql")[1]
    status, out, _ = run(capsys, "sparql", "-q", query, "--facts-only", "--format", "csv")
    assert status == 0 and out.startswith("property,value,label") and out.count("\n") > 5


@pytest.mark.parametrize("own, asked", [
    ([], []), ([], ["--", "criminal", "--act", "break-in", "--in", "uz", "--sparql"]),
    (["--sparql"], ["--", "gaps", "uz", "--against", "budapest"]),
])
def test_the_facts_behind_a_change_are_printed_as_a_query(capsys, tmp_path, own, asked):
    file = tmp_path / "change.ttl"
    file.write_text(CHANGE)
    query = run(capsys, "whatif", str(file), *(own or ["--sparql"] * (not asked)), *asked)[1]
    out = run(capsys, "sparql", "-q", query, "--facts-only", "--format", "csv")[1]
    assert "https://w3id.org/cyberlaw/id/uz/mining" in out and out.count("\n") > 5


def test_what_is_concluded_can_be_left_out(capsys):
    query = "ASK { ?law kb:partlyImplements ?article }"
    assert run(capsys, "sparql", "-q", query)[1] == "yes\n"
    assert run(capsys, "sparql", "-q", query, "--facts-only")[1] == "no\n"


def test_the_inferences_are_those_of_the_day_that_is_asked(capsys):
    query = "SELECT (COUNT(*) AS ?n) { ?offence a kb:Offence ; kb:inForceOn ?day }"
    asked = ["sparql", "-q", query, "--format", "csv", "--on"]
    early, late = (run(capsys, *asked, day)[1] for day in ("1990-01-01", "2026-11-01"))
    assert int(early.splitlines()[1]) < int(late.splitlines()[1])


def test_the_formats_of_sparql(capsys):
    select = "SELECT ?o { ?o a kb:Offence } LIMIT 2"
    assert run(capsys, "sparql", "-q", select, "--format", "csv")[1].startswith("o")
    construct = "CONSTRUCT { ?o a kb:Offence } WHERE { ?o a kb:Offence } LIMIT 2"
    assert "Offence" in run(capsys, "sparql", "-q", construct, "--format", "ttl")[1]
    assert run(capsys, "sparql", "-q", construct)[0] == 2
    assert run(capsys, "sparql", "-q", select, "--format", "ttl")[0] == 2


def test_the_installed_command_runs_from_another_folder(tmp_path):
    command = shutil.which("kb", path=str(Path(sys.executable).parent))
    assert command, "the package is not installed"
    done = subprocess.run([command, "list", "scenarios"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "ransomware" in done.stdout


CHANGE = """@prefix kb: <https://w3id.org/cyberlaw/ontology#> .
<https://w3id.org/cyberlaw/id/uz/mining> a kb:Repealed .
"""


@pytest.mark.parametrize("own", [["--json"], ["--json", "--on", "2026-11-01"]])
def test_what_stands_before_the_two_dashes_belongs_to_the_change(capsys, tmp_path, own):
    file = tmp_path / "change.ttl"
    file.write_text(CHANGE)
    status, out, err = run(capsys, "whatif", str(file), *own, "--", "criminal", "--act", "break-in", "--in", "uz")
    assert status == 0, err
    found = json.loads(out)
    assert found["question"]["asked"] == "criminal"
    if "--on" in own:
        assert found["before"]["on"] == "2026-11-01"


def test_the_examples_of_each_help_can_be_asked(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("criminal", "extradite", "gaps", "compare", "offences", "crosswalk", "guide"):
        examples = [line.split()[1:] for line in run(capsys, name, "--help")[1].splitlines() if line.startswith("  kb ")]
        for words in examples:
            if not any(word.endswith(".ttl") for word in words):
                assert run(capsys, *words)[0] == 0, words


@pytest.mark.parametrize("option", ["--memory", "--seconds", "--patience", "--rate", "--slow"])
@pytest.mark.parametrize("value", ["nan", "inf"])
def test_a_limit_that_is_none_is_refused(capsys, option, value):
    status, _, err = run(capsys, "serve", option, value)
    assert status == 2 and f"{value!r} is no limit" in err


def test_offences_are_listed_under_the_names_by_which_they_are_asked_for(capsys):
    status, out, _ = run(capsys, "list", "offences", "--in", "de", "--json")
    names = [row["name"] for row in json.loads(out)]
    assert status == 0 and "de:access" in names and all(name.startswith("de:") for name in names)
    assert run(capsys, "offences", *names[:2])[0] == 0
    status, out, _ = run(capsys, "list", "offences", "--in", "budapest")
    assert status == 0 and "budapest:art-2-access" in out


def test_two_offences_are_laid_side_by_side(capsys):
    status, out, _ = run(capsys, "offences", "uz:access", "de:access", "--on", "2026-11-01", "--why")
    assert status == 0 and "do they punish the same acts? NO" in out
    assert "overcoming a security measure †" in out and "Punished by uz:access, not by de:access" in out


def test_a_question_loads_no_more_than_it_needs():
    """What one question loads is most of its time: no RDF library but the parser, no tables, no screen."""
    asked = "import sys; from kb.cli.main import main; main(['criminal', '--act', 'break-in', '--in', 'de'])"
    told = "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{asked}; {told}"], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split()) - sys.stdlib_module_names
    assert {name for name in loaded if not name.startswith("_")} == {"kb", "pyoxigraph"}

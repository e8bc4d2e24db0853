"""The data set in open formats: every form holds the same, the same each time, and no cell runs in a spreadsheet."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef

import kb
from kb.cli.main import main
from kb.errors import BadRecord
from kb.graph.about import read_about
from kb.graph.context import json_ld_context
from kb.graph.json_ld import json_ld
from kb.graph.paths import turtle_files
from kb.papers.tables import harmless
from kb.questions.records import offence_record
from kb.release.changes import changes
from kb.release.columns import BETWEEN
from kb.release.export import check_place, release_files, write_release
from kb.release.published import published
from kb.release.tables import Tables

DCAT = Namespace("http://www.w3.org/ns/dcat#")
ROOT = Path(__file__).parent.parent.parent
WORLD = ROOT / "tests" / "world"
HOSTILE = '=HYPERLINK("https://evil.example","x")'
SCRIPTS = "قانون 刑法 Неправомерный доступ"
FIGURES = "0.125"
XT = "https://w3id.org/cyberlaw/id/xt/"
DTYPES = {"string": "str", "integer": "Int64", "boolean": "boolean", "number": "str", "date": "str"}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    """The invented world with a law whose words are hostile, in many scripts, or more than one."""
    folder = tmp_path_factory.mktemp("world") / "w"
    shutil.copytree(WORLD, folder)
    file = folder / "data" / "jurisdictions" / "xt.ttl"
    file.write_text(file.read_text() + f"""
xt:odd a kb:Source ; dct:title '{HOSTILE}'@en , '{SCRIPTS}'@ar ; dct:publisher "-1+cmd|x" ; dct:language "ar" , "zh" ;
    kb:url "https://law.example/odd"^^xsd:anyURI ; kb:readOn "2026-01-11"^^xsd:date .
xt:Odd a kb:Concept ; kb:facet <https://w3id.org/cyberlaw/facet/result> ; kb:amount {FIGURES} ; kb:unit "@unit" ;
    <http://www.w3.org/2004/02/skos/core#prefLabel> "{SCRIPTS}"@en ;
    <http://www.w3.org/2004/02/skos/core#definition> "+odd"@en ; dct:source xt:odd .
""")
    return folder


@pytest.fixture(scope="module")
def odd(world) -> dict[str, bytes]:
    return release_files(world)


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    return release_files(ROOT)


@pytest.fixture(params=["odd", "whole"])
def files(request) -> dict[str, bytes]:
    return request.getfixturevalue(request.param)


def canonical(content: bytes, form: ox.RdfFormat) -> set:
    """The triples of a file, its blank nodes under canonical names."""
    found = ox.Dataset([ox.Quad(*quad.triple) for quad in ox.parse(content, format=form)])
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(found)


def schemas(files: dict[str, bytes]) -> dict[str, dict]:
    return {resource["name"]: resource["schema"] for resource in json.loads(files["datapackage.json"])["resources"]}


def from_csv(files: dict[str, bytes], name: str) -> pd.DataFrame:
    """A table as pandas reads it, with the types that the description gives."""
    fields = schemas(files)[name]["fields"]
    return pd.read_csv(io.BytesIO(files[f"csv/{name}.csv"]), dtype={f["name"]: DTYPES[f["type"]] for f in fields},
                       keep_default_na=False, na_values=[""])


def from_parquet(files: dict[str, bytes], name: str):
    return pq.read_table(io.BytesIO(files[f"parquet/{name}.parquet"]))


def as_text(cell) -> str | None:
    """A cell of any form, as one text for all of them."""
    if cell is None or cell is pd.NA or cell != cell:
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if re.fullmatch(r"-?\d+\.\d+", str(cell)):
        return str(cell).rstrip("0").rstrip(".")
    return str(cell)[:10] if hasattr(cell, "hour") else str(cell)


# ---- RDF


def test_every_form_of_rdf_holds_the_same_triples(files):
    turtle = canonical(files["rdf/cyberlaw.ttl"], ox.RdfFormat.TURTLE)
    assert canonical(files["rdf/cyberlaw.nq"], ox.RdfFormat.N_QUADS) == turtle
    assert canonical(files["rdf/cyberlaw.jsonld"], ox.RdfFormat.JSON_LD) == turtle
    assert f"{len(turtle)} triples" in files["README.md"].decode()


def test_json_ld_read_by_rdflib_is_the_turtle(odd):
    read = Graph().parse(data=odd["rdf/cyberlaw.jsonld"], format="json-ld").serialize(format="nt", encoding="utf-8")
    assert canonical(read, ox.RdfFormat.N_TRIPLES) == canonical(odd["rdf/cyberlaw.ttl"], ox.RdfFormat.TURTLE)


def test_the_triples_are_those_of_the_files_each_in_a_graph_of_its_own(world, odd):
    graphs = {}
    for quad in ox.parse(odd["rdf/cyberlaw.nq"], format=ox.RdfFormat.N_QUADS):
        graphs.setdefault(quad.graph_name.value.partition("/graph/")[2], []).append(quad)
    recorded = turtle_files(world / "ontology") + turtle_files(world / "data")
    assert set(graphs) == {file.relative_to(world).as_posix() for file in recorded}
    for file in recorded:
        assert len(graphs[file.relative_to(world).as_posix()]) == len(list(ox.parse(path=file, format=ox.RdfFormat.TURTLE)))


def test_json_ld_has_plain_names_and_nodes_within_nodes(odd):
    nodes = {node["id"]: node for node in json.loads(odd["rdf/cyberlaw.jsonld"])["@graph"]}
    offence = next(node for node in nodes.values() if node.get("type") == "Offence")
    assert offence["id"].startswith("j:") and isinstance(offence["penalty"]["maximumMonths"], int)
    assert all(set(part) <= {"anyOf", "note"} for part in offence["requires"])
    assert nodes["j:xt/odd"]["title"] == {"en": HOSTILE, "ar": SCRIPTS}
    assert nodes["j:xt/odd"]["readOn"] == "2026-01-11"


@pytest.mark.parametrize("literal", [
    ox.Literal("036", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
    ox.Literal("in words"), ox.Literal("auf Deutsch", language="de"),
    ox.Literal("2026-02-30", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
])
@pytest.mark.parametrize("prop", ["note", "maximumMonths", "inForceFrom", "provision", "citation"])
def test_json_ld_loses_no_value_that_the_context_does_not_expect(literal, prop):
    node = ox.NamedNode("https://w3id.org/cyberlaw/id/xt/odd")
    found = [ox.Triple(node, ox.NamedNode(f"https://w3id.org/cyberlaw/ontology#{prop}"), literal)]
    assert canonical(json_ld(found, json_ld_context(WORLD)), ox.RdfFormat.JSON_LD) == {ox.Quad(*found[0])}


def test_json_ld_keeps_a_blank_node_that_two_nodes_share():
    shared, prop = ox.BlankNode("s"), ox.NamedNode("https://w3id.org/cyberlaw/ontology#penalty")
    months = ox.NamedNode("https://w3id.org/cyberlaw/ontology#maximumMonths")
    found = [ox.Triple(ox.NamedNode("urn:x:a"), prop, shared), ox.Triple(ox.NamedNode("urn:x:b"), prop, shared),
             ox.Triple(shared, months, ox.Literal(3))]
    expected = ox.Dataset([ox.Quad(*triple) for triple in found])
    expected.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert canonical(json_ld(found, json_ld_context(WORLD)), ox.RdfFormat.JSON_LD) == set(expected)


# ---- tables


def test_csv_read_by_pandas_parquet_and_workbook_hold_the_same_rows(files):
    book = openpyxl.load_workbook(io.BytesIO(files["tables.xlsx"]), read_only=True)
    assert set(book.sheetnames) == {"about", *schemas(files)}
    for name, schema in schemas(files).items():
        parquet = from_parquet(files, name)
        rows = [tuple(as_text(cell) for cell in row.values()) for row in parquet.to_pylist()]
        assert parquet.column_names == [field["name"] for field in schema["fields"]]
        frame = from_csv(files, name)
        read = [tuple(as_text(cell) for cell in row) for row in frame.astype(object).itertuples(index=False, name=None)]
        assert read == [tuple(as_text(harmless(cell)) for cell in row) for row in rows], name
        sheet = list(book[name].iter_rows(values_only=True, max_col=len(schema["fields"])))
        assert [tuple(as_text(cell) for cell in row) for row in sheet[1:]] == rows, name


def test_days_are_days_months_are_whole_numbers_and_truth_is_truth(files):
    for name, schema in schemas(files).items():
        parquet = from_parquet(files, name).schema
        for field in schema["fields"]:
            expected = {"date": "date32[day]", "integer": "int64", "boolean": "bool", "string": "string",
                        "number": "decimal128(24, 4)"}[field["type"]]
            assert str(parquet.field(field["name"]).type) == expected, f"{name}.{field['name']}"
    fields = {field["name"]: field for field in schemas(files)["offences"]["fields"]}
    assert fields["maximum_months"]["type"] == "integer" and fields["maximum_months"]["unit"] == "month"
    assert fields["in_force_from"]["type"] == "date" and fields["life"]["type"] == "boolean"
    sheet = openpyxl.load_workbook(io.BytesIO(files["tables.xlsx"]))["offences"]
    first = {sheet.cell(1, i).value: sheet.cell(2, i) for i in range(1, sheet.max_column + 1)}
    assert first["in_force_from"].is_date and isinstance(first["maximum_months"].value, int)
    assert isinstance(first["basic"].value, bool)


def test_the_tables_hold_what_the_law_holds(whole, real):
    offences = [offence for code in real.codes for offence in real.jurisdiction(code).offences]
    frame = from_csv(whole, "offences").set_index("iri")
    assert len(frame) == len(offences)
    for offence in offences:
        row = frame.loc[offence.iri]
        assert row["maximum_months"] == offence.penalty.maximum_months and row["citation"] == BETWEEN.join(
            provision.citation for provision in offence.provisions)
        assert row["in_force_from"] == offence.in_force_from.isoformat()
        assert row["verification"] == offence_record(offence)["verification"]
    assert len(from_csv(whole, "offence_requirements")) == sum(len(offence.requirements) for offence in offences)
    assert len(from_csv(whole, "provisions").query("jurisdiction.notna()")) == sum(
        len(real.jurisdiction(code).provisions) for code in real.codes)
    assert len(from_csv(whole, "participations")) == sum(len(treaty.participations) for treaty in real.treaties)
    assert len(from_csv(whole, "demands")) == sum(len(article.demands) for article in real.articles)


def test_requirements_say_their_facet_and_what_a_form_takes_over(odd, world):
    law = kb.open(world)
    offence = next(o for o in law.jurisdiction("xe").offences if o.aggravates)
    rows = from_csv(odd, "offence_requirements").query("norm == @offence.iri.rpartition('/id/')[2].replace('/', ':')")
    base = next(o for o in law.jurisdiction("xe").offences if o.iri == offence.aggravates)
    assert list(rows["taken_over"]) == [number < len(base.requirements) for number in range(len(offence.requirements))]
    for (_, row), requirement in zip(rows.iterrows(), offence.requirements, strict=True):
        assert row["facet"] == law.vocabulary.concepts[requirement.any_of[0]].facet


def test_no_cell_is_one_a_spreadsheet_would_run_and_every_script_survives(odd):
    sources = {row["id"]: row for row in from_parquet(odd, "sources").to_pylist()}
    assert sources["xt:odd"]["title"] == f"{HOSTILE}{BETWEEN}{SCRIPTS}"
    assert f"'{HOSTILE}" in list(from_csv(odd, "sources")["title"])[-1]
    concepts = from_csv(odd, "concepts").set_index("id").loc["xt:Odd"]
    assert (concepts["unit"], concepts["definition"], concepts["label"]) == ("'@unit", "'+odd", SCRIPTS)
    assert concepts["amount"] == FIGURES
    for path, content in odd.items():
        if path.startswith("csv/"):
            cells = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False).to_numpy().ravel()
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], path
    book = openpyxl.load_workbook(io.BytesIO(odd["tables.xlsx"]))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert any(cell.value.startswith(HOSTILE) for cell in texts) and any(SCRIPTS in cell.value for cell in texts)


def test_no_value_holds_what_stands_between_values(whole):
    many = {name: [f["name"] for f in schema["fields"] if BETWEEN not in f["description"]] for name, schema in
            schemas(whole).items()}
    for name, columns in many.items():
        for row in from_parquet(whole, name).to_pylist():
            assert not [row[c] for c in columns if isinstance(row[c], str) and BETWEEN in row[c]], name


def test_the_description_fits_the_tables(files):
    package = json.loads(files["datapackage.json"])
    assert package["licenses"][0]["path"].startswith("https://") and package["mark"] and package["version"]
    ids = {name: set(from_csv(files, name)["id"]) for name, schema in schemas(files).items() if schema["primaryKey"] == "id"}
    for resource in package["resources"]:
        content, schema = files[resource["path"]], resource["schema"]
        assert resource["bytes"] == len(content) and resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        frame = from_csv(files, resource["name"])
        assert all(field["description"] for field in schema["fields"])
        assert not frame.duplicated(schema["primaryKey"]).any()
        for field in schema["fields"]:
            assert not (field.get("constraints") and frame[field["name"]].isna().any()), f"{resource['name']} {field}"
        for key in schema.get("foreignKeys", []):
            target = key["reference"]["resource"] or resource["name"]
            assert set(frame[key["fields"]].dropna()) <= ids[target], f"{resource['name']}: {key}"


def test_a_new_kind_of_record_has_a_table_and_is_told(world, tmp_path):
    shutil.copytree(world, tmp_path / "w")
    shapes, words = tmp_path / "w" / "ontology" / "shapes.ttl", tmp_path / "w" / "ontology" / "offences.ttl"
    shapes.write_text(shapes.read_text() + """
shape:OddRule a sh:NodeShape ; sh:targetClass kb:OddRule ; sh:property [ sh:path kb:provision ; sh:class kb:Provision ] .""")
    words.write_text(words.read_text() + """
kb:OddRule a owl:Class ; rdfs:label "odd rule"@en ; skos:definition "A rule that is odd."@en ; dct:source ref:own .""")
    file = tmp_path / "w" / "data" / "jurisdictions" / "xt.ttl"
    file.write_text(file.read_text() + "xt:odd-rule a kb:OddRule ; kb:provision xt:s-1 .")
    table = next(table for table in Tables(tmp_path / "w").all() if table.name == "odd_rules")
    assert table.about == "A rule that is odd." and table.rows == (("xt:odd-rule", f"{XT}odd-rule", "xt:s-1"),)
    assert [(change.kind, change.id) for change in changes(world, tmp_path / "w").changes] == [("OddRule", "xt:odd-rule")]


# ---- what describes a release


def test_catalogue_and_doi_record_name_the_release_and_its_files(odd, world):
    about, graph = read_about(world), Graph().parse(data=odd["dcat.ttl"])
    assert about.day == date(2026, 2, 1) and about.version == "0.0.1"
    described = {str(graph.value(node, DCAT.downloadURL)): int(graph.value(node, DCAT.byteSize))
                 for node in graph.objects(URIRef(about.iri), DCAT.distribution)}
    assert {path.rpartition("/")[2]: size for path, size in described.items()} == {
        path.rpartition("/")[2]: len(odd[path]) for path in odd if "/" in path or path == "tables.xlsx"}
    assert (URIRef(about.iri), DCAT.version, Literal("0.0.1")) in graph
    record = json.loads(odd["datacite.json"])
    assert {"titles", "creators", "publisher", "publicationYear", "types", "schemaVersion"} <= set(record)
    assert record["publicationYear"] == "2026" and {"date": "2026-02-01", "dateType": "Issued"} in record["dates"]
    assert "date-released: 2026-02-01" in odd["CITATION.cff"].decode()


def test_a_data_set_that_is_not_described_is_refused(tmp_path):
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "release.ttl"
    with pytest.raises(BadRecord, match="cannot be read"):
        read_about(tmp_path)
    file.write_text("")
    with pytest.raises(BadRecord, match="0 data sets"):
        read_about(tmp_path)
    file.write_text((WORLD / "data" / "release.ttl").read_text().replace("owl:versionInfo", "owl:priorVersion"))
    with pytest.raises(BadRecord, match="owl:versionInfo"):
        read_about(tmp_path)


@pytest.mark.parametrize("path", published(ROOT))
def test_what_is_made_from_the_records_is_up_to_date(path):
    assert (ROOT / path).read_bytes() == published(ROOT)[path], f"{path} is out of date: run `make published`"


def test_the_version_of_the_code_is_that_of_the_data():
    words = (ROOT / "ontology" / "jurisdictions.ttl").read_text()
    assert kb.__version__ == read_about(ROOT).version and f'owl:versionInfo "{kb.__version__}"' in words


# ---- the files


def test_twice_gives_the_same_bytes(world, odd):
    code = ("import sys, hashlib; from pathlib import Path; from kb.release.export import release_files\n"
            "for path, text in release_files(Path(sys.argv[1])).items(): print(hashlib.sha256(text).hexdigest(), path)")
    here = "".join(f"{hashlib.sha256(content).hexdigest()} {path}\n" for path, content in odd.items())
    for seed in "1", "2":
        again = subprocess.run([sys.executable, "-c", code, str(world)], capture_output=True, text=True, check=True,
                               env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tashkent", "PYTHONPATH": str(ROOT)})
        assert again.stdout == here
    book = zipfile.ZipFile(io.BytesIO(odd["tables.xlsx"]))
    assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2026-02-01T00:00:00Z" in book.read("docProps/core.xml")


def test_an_export_is_written_checked_and_never_over_another_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KB_ROOT", str(WORLD))
    place = tmp_path / "new" / "release"
    assert main(["export", str(place)]) == 0 and str(place) in capsys.readouterr().out
    sums = dict(reversed(line.split("  ", 1)) for line in (place / "SHA256SUMS").read_text().splitlines())
    assert {*sums, "SHA256SUMS"} == {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()}
    assert all(hashlib.sha256((place / path).read_bytes()).hexdigest() == digest for path, digest in sums.items())
    (place / "README.md").write_text("mine")
    assert main(["export", str(place)]) == 2 and "--force" in capsys.readouterr().err
    assert (place / "README.md").read_text() == "mine"


def test_a_folder_that_is_called_data_will_do(tmp_path):
    (tmp_path / "data").mkdir()
    check_place(tmp_path / "data" / "release", force=False)
    check_place(tmp_path / "data", force=False)


def test_force_takes_away_an_earlier_export_and_nothing_else(tmp_path):
    outside, place = tmp_path / "outside.txt", tmp_path / "release"
    outside.write_text("mine")
    write_release({"csv/old.csv": b"old", "README.md": b"old"}, place)
    with (place / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  ../outside.txt\n")
    (place / "notes.txt").write_text("mine")
    write_release({"README.md": b"new"}, place)
    assert (place / "README.md").read_bytes() == b"new" and not (place / "csv" / "old.csv").exists()
    assert outside.read_text() == (place / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("place, named", [
    ("file.txt", "a file of that name"), ("file.txt/below", "cannot be written"), ("full", "--force"),
    ("records", "the records themselves"), ("records/data/out", "the records themselves"),
])
@pytest.mark.parametrize("force", [False, True])
def test_a_place_that_will_not_do_is_named(tmp_path, monkeypatch, capsys, place, named, force):
    monkeypatch.setenv("KB_ROOT", str(WORLD))
    (tmp_path / "file.txt").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "records" / "ontology").mkdir(parents=True)
    (tmp_path / "records" / "data").mkdir()
    before = sorted(tmp_path.rglob("*"))
    status = main(["export", str(tmp_path / place), *["--force"] * force])
    if force and place == "full":
        assert status == 0 and (tmp_path / "full" / "mine.txt").read_text() == "mine"
        return
    error = capsys.readouterr().err
    assert status == 2 and named in error and error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before

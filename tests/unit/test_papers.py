"""Answers on paper: every kind of answer in every form, in every script, with nothing a spreadsheet would run."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pypdf
import pytest

import kb
from kb.cli.main import main
from kb.errors import BadQuestion
from kb.papers.of_answers import about_data, paper_of
from kb.papers.pack import pack
from kb.papers.paper import Heading, Lines, Link, Paper, Table, Text, shares, words_of
from kb.papers.save import FORMS, save, written
from kb.questions.extradite import Request
from kb.questions.guide import NOT_RECORDED, guide
from kb.reasons.steps import cited
from tests.conftest import HERE, TODAY

HOSTILE = "=HYPERLINK(\"http://evil.example\")"
MANY_SCRIPTS = Paper(
    "Неправомерный доступ", "Да", ("Law in force on 2026-11-24",),
    (Heading("非法获取数据"), Text("قانون مكافحة الجرائم"), Text("#let x = 1; *no* markup _here_ $1$ \\ <b>"),
     Table("cells: a/b?", ("Статья", "条", "number"),
           ((Link("刑法", "https://law.example/1"), "مادة", 12), (HOSTILE, "@SUM(1)", -3), ("-1+2", "\tx\x0b", None))),
     Table("empty", ("a",), ()), Lines(((0, "one"), (12, "deep")))),
)


def answers(library):
    act = library.scenarios["break-in"]
    request = Request(act, "xe", "xt", frozenset({"xe"}), TODAY, TODAY)
    return [library.criminal(act, ["xe", "xt"], TODAY), library.extradite(request), library.gaps("xe", "budapest", TODAY),
            library.compare(["xe", "xt"], "budapest", TODAY)]


def words(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_every_answer_says_verdict_day_version_and_sources_on_paper(invented):
    about = about_data(invented.data_version)
    for answer in answers(invented):
        paper = paper_of(answer, about)
        assert invented.data_version in " ".join(paper.about)
        text = words(docx.Document(io.BytesIO(written(paper, ".docx"))))
        assert paper.title in text and paper.verdict in text and str(TODAY) in text
        assert "Penal Code" in text and "official text" in text
        pages = pypdf.PdfReader(io.BytesIO(written(paper, ".pdf"))).pages
        printed = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert "Reasons" in printed and "Penal Code" in printed


def test_a_sweep_leaves_a_paper(invented, tmp_path):
    change = tmp_path / "change.ttl"
    change.write_text("@prefix kb: <https://w3id.org/cyberlaw/ontology#> .\n"
                      "<https://w3id.org/cyberlaw/id/xe/access> a kb:Repealed .\n")
    paper = paper_of(invented.whatif(change, TODAY), "version")
    assert {table.name for table in paper.tables} >= {"criminal", "gaps"}


def test_no_paper_is_made_of_what_is_no_answer():
    with pytest.raises(TypeError, match="int"):
        paper_of(3, "version")


def test_the_version_changes_with_the_records(invented, tmp_path):
    found = kb.open(HERE / "world").data_version
    assert found == invented.data_version and len(found) == 12
    (tmp_path / "data").mkdir()
    (tmp_path / "ontology").mkdir()
    (tmp_path / "data" / "one.ttl").write_text("")
    assert kb.open(tmp_path).data_version != found


def test_scripts_markup_and_links_survive_in_word_and_pdf():
    document = docx.Document(io.BytesIO(written(MANY_SCRIPTS, ".docx")))
    text = words(document)
    assert all(part in text for part in ("Неправомерный доступ", "非法获取数据", "قانون", "*no* markup", HOSTILE))
    assert "w:bidi" in document.element.xml
    assert "https://law.example/1" in {link.target_ref for link in document.part.rels.values()}
    reader = pypdf.PdfReader(io.BytesIO(written(MANY_SCRIPTS, ".pdf")))
    printed = " ".join(page.extract_text() for page in reader.pages)
    assert "Неправомерный доступ" in printed and "*no* markup _here_ $1$" in printed
    targets = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])]
    assert "https://law.example/1" in targets


def test_no_cell_is_one_a_spreadsheet_would_run():
    workbook = openpyxl.load_workbook(io.BytesIO(written(MANY_SCRIPTS, ".xlsx")))
    sheet = workbook.worksheets[1]
    assert sheet.title == "cells  a b " and [w.title for w in workbook] == ["about", sheet.title]
    assert sheet["A2"].hyperlink.target == "https://law.example/1" and sheet["C2"].value == 12 and sheet["C3"].value == -3
    assert {cell.data_type for row in sheet for cell in row if isinstance(cell.value, str)} == {"s"}
    assert sheet["A3"].value == HOSTILE
    archive = zipfile.ZipFile(io.BytesIO(written(MANY_SCRIPTS, ".zip")))
    rows = list(csv.reader(io.StringIO(archive.read(archive.namelist()[0]).decode("utf-8-sig"))))
    assert rows[0] == ["Статья", "Статья (address)", "条", "number"]
    assert rows[1] == ["刑法", "https://law.example/1", "مادة", "12"]
    assert not [cell for row in rows for cell in row if cell[:1] in "=@\t-" and cell and cell != "-3"]


def test_saving_names_the_files_and_refuses_what_it_does_not_know(tmp_path):
    for ending in FORMS:
        file = tmp_path / f"paper{ending}"
        assert save(MANY_SCRIPTS, file) == [file]
        assert file.read_bytes().startswith(b"%PDF-" if ending == ".pdf" else b"PK\x03\x04")
    with pytest.raises(BadQuestion, match=r"\.docx"):
        save(MANY_SCRIPTS, tmp_path / "paper.odt")
    with pytest.raises(BadQuestion, match="cannot be written"):
        save(MANY_SCRIPTS, tmp_path / "nowhere" / "paper.pdf")


def test_a_table_as_csv_stands_in_a_file_of_its_own(tmp_path):
    plain = Paper("t", "v", (), (Table("first", ("a",), ((1,),)), Table("second", ("b",), (("x",),))))
    assert [file.name for file in save(plain, tmp_path / "out.csv")] == ["out-first.csv", "out-second.csv"]


def test_a_paper_bound_behind_another_keeps_its_order():
    both = MANY_SCRIPTS.beside(Paper("Second", "No", (str(date(2026, 1, 1)),), (Heading("Part"),)))
    assert both.blocks[-4:] == (Heading("Second"), Text("No"), Text("2026-01-01"), Heading("Part", 2))


def test_the_pack_binds_everything_and_no_table_is_lost(invented):
    paper = pack(invented, ["xe", "XT"], ["budapest"], TODAY)
    titles = [block.words for block in paper.blocks if isinstance(block, Heading)]
    assert any("obstacles" in title or "make requests fail" in title for title in titles)
    assert any("single steps" in title for title in titles) and any("laws part" in title for title in titles)
    names = [table.name for table in paper.beside(paper).tables]
    assert len(names) == len(set(names)) == 2 * len(paper.tables)
    with pytest.raises(BadQuestion, match="two jurisdictions"):
        pack(invented, ["xe"], ["budapest"], TODAY)


def pages(paper) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(written(paper, ".pdf"))).pages]


def headings(paper) -> list[str]:
    return [block.words for block in paper.printed if isinstance(block, Heading)]


def test_a_long_comparison_says_what_it_leaves_out_and_where_that_is(invented, monkeypatch):
    monkeypatch.setattr("kb.papers.of_compare.PRINTED_REASONS", 0)
    answer = invented.compare(["xe", "xt"], "budapest", TODAY)
    paper = paper_of(answer, "version")
    said = f"leave out: Where each two of them part ({len(answer.differences)} rows); Reasons ("
    assert said in " ".join("\n".join(pages(paper)).split()) and "--full" in "\n".join(pages(paper))
    assert said in words(docx.Document(io.BytesIO(written(paper, ".docx"))))
    assert "Reasons" not in headings(paper) and "Sources" in headings(paper)
    workbook = openpyxl.load_workbook(io.BytesIO(written(paper, ".xlsx")))
    assert workbook["differences"].max_row == 1 + len(answer.differences)
    full = paper.in_full()
    assert "leave out" not in "\n".join(pages(full)) and {"Reasons", "Sources"} <= set(headings(full))
    bound = MANY_SCRIPTS.beside(paper)
    assert said in bound.printed[0].words and {t.name for t in paper.tables} <= {t.name for t in bound.tables}


def test_how_alike_laws_were_is_on_paper_where_it_was_asked(invented, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("KB_ROOT", str(HERE / "world"))
    file = tmp_path / "compare.xlsx"
    assert main(["compare", "xe", "xt", "--by", "budapest", "--on", str(TODAY), "--since", "2024", "--save", str(file)]) == 0
    days = [row[0].value for row in openpyxl.load_workbook(file)["history"].iter_rows(min_row=2)]
    assert days == ["2024-01-01", "2025-01-01", "2026-01-01"]


def test_pages_in_word_are_numbered_under_the_version_of_the_data():
    footer = docx.Document(io.BytesIO(written(MANY_SCRIPTS, ".docx"))).sections[0].footer.paragraphs[0]
    assert MANY_SCRIPTS.about[-1] in footer.text and 'w:instr="PAGE"' in footer._p.xml


def test_a_short_comparison_leaves_nothing_out(invented):
    paper = paper_of(invented.compare(["xe", "xt"], "budapest", TODAY), "version")
    assert not paper.detail and {"Reasons", "Where each two of them part"} <= set(headings(paper))


def test_eight_laws_side_by_side_can_be_read(real):
    """Some thirty pages, of which each difference between two laws is part."""
    answer = real.compare([], "budapest", TODAY)
    paper = paper_of(answer, "version")
    assert len(pages(paper)) <= 40
    told = {(p.article.number, p.words, one, other) for p in answer.partings for one, _ in p.punished for other in p.escapes}
    assert {(d.article.number, d.words, d.punished_in, d.not_in) for d in answer.differences} <= told
    sources = next(table for table in paper.tables if table.name == "sources").rows
    assert {cite.label for cite in cited(answer.step)} <= {words_of(row[1]) for row in sources}
    assert {row[0] for row in sources} == {real.jurisdiction(code).name for code in real.codes}
    assert all(row[2] for row in sources)
    acts = next(table for table in paper.tables if table.name == "acts")
    for parting, row in zip(answer.partings, acts.rows, strict=True):
        listed = {*(code for code, _ in parting.punished), *parting.escapes, *parting.unknown}
        assert listed == set(real.codes) and row[1:3] == (parting.demand.label, parting.words)


def test_a_heading_with_nothing_under_it_says_so():
    paper = Paper("t", "v", (), (Heading("Beyond"), Table("beyond", ("a",), ())))
    assert paper.printed == (Heading("Beyond"), Text("Nothing.")) and not paper.tables


def test_a_column_has_room_for_its_words_and_the_rest_goes_to_the_long_ones():
    long = "what the provision says of it " * 9
    table = Table("t", ("Article", "State", "In short", "слово"), (("2", "Uzbekistan", long, "информационная"),) * 3)
    article, state, short, word = shares(table)
    assert article >= len("Article") and state >= len("Uzbekistan") and word >= len("информационная")
    assert short > article + state + word
    assert sum(shares(table)) == pytest.approx(sum(shares(replace(table, rows=table.rows[:1]))))


def test_letters_that_no_font_draws_are_told_at_the_head_of_the_pages():
    strange = Paper("t", "v", (), (Text("\U0010FFFD"),))
    assert "appear as empty boxes" in pages(strange)[0]
    assert "appear as empty boxes" not in pages(Paper("t", "v", (), (Text("Ўзбекистон, Straße"),)))[0]


def test_a_guide_names_texts_by_their_titles_with_links_and_verification(real):
    paper = paper_of(real.guide("budapest", "2", TODAY), "version")
    tables = {table.name: table for table in paper.tables}
    article, = tables["article"].rows
    assert isinstance(article[0], Link) and article[1:] != ("", "")
    defined = tables["computer system defined"].rows
    names = set(real.instruments.values()) | {real.jurisdiction(code).name for code in real.codes}
    assert {re.sub(r" \(\d+\)$", "", row[0]) for row in defined} <= names
    assert all(isinstance(row[3], Link) and row[4] for row in defined)
    assert all(row[1] and row[2] for number, row in enumerate(defined) if row[0] not in [r[0] for r in defined[:number]])
    assert [row[0] for row in tables["computer system defined, features"].rows] == list(dict.fromkeys(r[0] for r in defined))


def test_a_guide_to_an_article_of_which_nothing_is_recorded_says_so(invented):
    article = replace(invented.articles[0], demands=(), measures=())
    answer = guide(article, (article,), [invented.book("xe")], {}, {"xe": {}}, (), (), TODAY)
    assert answer.unrecorded and NOT_RECORDED in "\n".join(pages(paper_of(answer, "version"))).replace("\n", " ")

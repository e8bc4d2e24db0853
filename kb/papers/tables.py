"""The tables of a paper as CSV and XLSX; no cell is one that a spreadsheet would run."""

import csv
import io
import re
import zipfile

from openpyxl import Workbook

from kb.papers.paper import Cell, Link, Paper, Table, words_of

# A spreadsheet takes a cell of a CSV file that begins so as a formula (OWASP, CSV injection).
RUNS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767


def csv_files(paper: Paper) -> dict[str, str]:
    """Return each table of a paper as the text of a CSV file, by its name; links stand in a column of their own."""
    return {table.name: _csv(table) for table in paper.tables}


def csv_archive(paper: Paper) -> bytes:
    """Return the CSV files of a paper as one ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in csv_files(paper).items():
            archive.writestr(f"{name}.csv", text.encode("utf-8-sig"))
    return held.getvalue()


def xlsx(paper: Paper) -> bytes:
    """Return the tables of a paper as a workbook, one sheet each, the first saying what was asked."""
    workbook = Workbook()
    first = workbook.active
    first.title = "about"
    for row, line in enumerate((paper.title, paper.verdict, *paper.about), start=1):
        _put(first, row, 1, line)
    first.column_dimensions["A"].width = 100
    for table in paper.tables:
        sheet = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table.name)[:LONGEST_SHEET_NAME])
        for row, cells in enumerate((table.header, *table.rows), start=1):
            for column, cell in enumerate(cells, start=1):
                _put(sheet, row, column, cell)
        sheet.freeze_panes = "A2"
        for column, title in enumerate(table.header):
            widest = max([len(title)] + [len(words_of(row[column])) for row in table.rows])
            sheet.column_dimensions[sheet.cell(1, column + 1).column_letter].width = min(widest + 2, 60)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def _csv(table: Table) -> str:
    held = io.StringIO()
    writer = csv.writer(held)
    linked = [any(isinstance(row[i], Link) for row in table.rows) for i in range(len(table.header))]
    writer.writerow([name for title, has in zip(table.header, linked, strict=True)
                     for name in ([title, f"{title} (address)"] if has else [title])])
    for row in table.rows:
        cells: list[Cell] = []
        for cell, has in zip(row, linked, strict=True):
            cells += [words_of(cell), cell.url if isinstance(cell, Link) else ""] if has else [cell]
        writer.writerow([harmless(cell) for cell in cells])
    return held.getvalue()


def harmless(cell):
    """Return a cell that no spreadsheet runs: a text that one would run gets an apostrophe in front, the rest stays."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell


def _put(sheet, row: int, column: int, cell: Cell) -> None:
    """Write one cell: a number as a number, anything else as text that is never run."""
    place = sheet.cell(row, column)
    if isinstance(cell, int | float):
        place.value = cell
        return
    place.value = words_of(cell)[:LONGEST_CELL]
    place.data_type = "s"
    if isinstance(cell, Link):
        place.hyperlink = cell.url

"""Tables as CSV, Parquet and one workbook: the same bytes for the same data, and no cell that a spreadsheet would run."""

import csv
import io
import zipfile
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from kb.papers.paper import printable
from kb.papers.tables import LONGEST_CELL, harmless
from kb.release.columns import Cell, Column
from kb.release.tables import DataTable

# Digits of a number, and those behind the point.
DIGITS, BEHIND = 24, 4
ARROW = {"date": pa.date32(), "integer": pa.int64(), "number": pa.decimal128(DIGITS, BEHIND), "boolean": pa.bool_()}

# The day that files inside an archive bear, the first that the format knows.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
WIDEST = 60  # letters of a column


def as_csv(table: DataTable) -> bytes:
    """Return a table as CSV in UTF-8: days as year-month-day, truth as true and false, nothing where nothing is recorded."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return held.getvalue().encode()


def _written(cell: Cell) -> str | int | None:
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat() if isinstance(cell, date) else harmless(cell)


def as_parquet(table: DataTable) -> bytes:
    """Return a table as Parquet, each column with what it holds and its unit in the metadata of its field."""
    schema = pa.schema([_field(column) for column in table.columns], metadata={"about": table.about})
    columns = [[row[i] for row in table.rows] for i in range(len(table.columns))]
    arrays = [pa.array(cells, type=field.type) for cells, field in zip(columns, schema, strict=True)]
    held = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), held, compression="zstd")
    return held.getvalue()


def _field(column: Column) -> pa.Field:
    about = {"about": column.about} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, ARROW.get(column.kind, pa.string()), nullable=not column.required, metadata=about)


def as_workbook(tables: list[DataTable], about: list[str], day: date) -> bytes:
    """Return all tables as one workbook, a sheet each.

    Args:
        tables: the tables.
        about: lines for the first sheet.
        day: the day that the workbook says it was made, so that the same data give the same bytes.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = datetime(day.year, day.month, day.day)
    first = workbook.create_sheet("about")
    first.column_dimensions["A"].width = 2 * WIDEST
    for line in about:
        first.append([_cell(first, line)])
    for table in tables:
        sheet = workbook.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, 1):
            widest = max([len(column.name), *(len(str(row[number - 1] or "")) for row in table.rows)])
            sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, WIDEST)
        sheet.append([_cell(sheet, column.name, bold=True) for column in table.columns])
        for row in table.rows:
            sheet.append([_cell(sheet, cell) for cell in row])
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return _undated(held)


def _cell(sheet, value: Cell, bold: bool = False):
    """A cell: numbers, days and truth as such, anything else as text that is never run."""
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, printable(value)[:LONGEST_CELL] if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _undated(held: io.BytesIO) -> bytes:
    """An archive anew, without the hour at which its files were written."""
    anew = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(anew, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIRST_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return anew.getvalue()

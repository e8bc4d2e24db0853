"""What tells others of a release: the description of its tables, its citation, the record for a DOI."""

import hashlib
import json

from kb.graph.about import About
from kb.release.columns import BETWEEN, Column
from kb.release.tables import DataTable

# Frictionless types of the kinds of columns.
TYPES = {"text": "string", "address": "string", "date": "date", "integer": "integer", "number": "number",
         "boolean": "boolean"}
DATACITE = "http://datacite.org/schema/kernel-4"
CITATION = """cff-version: 1.2.0
title: {title}
message: "If you use the data or the engine, please cite it with its version and the day of your query."
type: dataset
abstract: {description}
authors:
  - name: {creator}
version: {version}
{released}license:
  - Apache-2.0
  - {licence_id}
keywords:
{keywords}
"""


def written(data: dict) -> bytes:
    """Return plain data as JSON for people and machines, in the order it was put together."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def citation(about: About) -> str:
    """Return the citation in the Citation File Format, without a day before the release."""
    quoted = {name: json.dumps(getattr(about, name), ensure_ascii=False) for name in ("title", "description", "creator")}
    released = f"date-released: {about.issued}\n" if about.issued else ""
    return CITATION.format(**quoted, version=about.version, released=released, licence_id=about.licence_id,
                           keywords="\n".join(f"  - {word}" for word in about.keywords))


def datacite(about: About) -> dict:
    """Return the record for a DOI, complete but for the DOI itself, which the repository gives."""
    days = [{"date": about.newest.isoformat(), "dateType": "Collected"}]
    if about.issued:
        days.append({"date": about.issued.isoformat(), "dateType": "Issued"})
    return {
        "schemaVersion": DATACITE,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge base"},
        "titles": [{"title": about.title, "lang": "en"}],
        "creators": [{"name": about.creator, "nameType": "Organizational"}],
        "publisher": {"name": about.creator},
        "publicationYear": str(about.day.year),
        "version": about.version,
        "language": "en",
        "subjects": [{"subject": word} for word in about.keywords],
        "dates": days,
        "descriptions": [{"description": about.description, "descriptionType": "Abstract", "lang": "en"}],
        "rightsList": [{"rights": about.licence_id, "rightsUri": about.licence, "rightsIdentifier": about.licence_id,
                        "rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}],
        "alternateIdentifiers": [{"alternateIdentifier": about.mark, "alternateIdentifierType": "mark of the records"}],
    }


def datapackage(about: About, tables: list[DataTable], files: dict[str, bytes]) -> dict:
    """Return the Frictionless description of the CSV files.

    Args:
        about: what the data set is called.
        tables: the tables.
        files: the files of the release, by their paths.
    """
    by_class = {table.cls: table.name for table in tables if table.cls}
    return {
        "profile": "tabular-data-package",
        "name": "cybercrime-law",
        "id": about.iri,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "mark": about.mark,
        "created": f"{about.day.isoformat()}T00:00:00Z",
        "licenses": [{"name": about.licence_id, "path": about.licence}],
        "contributors": [{"title": about.creator, "role": "author"}],
        "keywords": list(about.keywords),
        "resources": [_resource(table, files[csv_path(table)], by_class) for table in tables],
    }


def csv_path(table: DataTable) -> str:
    """Return where a table lies as CSV in a release."""
    return f"csv/{table.name}.csv"


def _resource(table: DataTable, content: bytes, tables: dict[str, str]) -> dict:
    keys = [{"fields": column.name, "reference": {"resource": tables[column.names] if tables[column.names] != table.name
                                                  else "", "fields": "id"}}
            for column in table.columns if column.names in tables and not column.many]
    key = "id" if table.columns[0].name == "id" else [table.columns[0].name, table.columns[1].name]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": csv_path(table),
        "description": table.about,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""], "primaryKey": key}
        | ({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict:
    about = column.about + (f" More than one are set apart by “{BETWEEN}”." if column.many else "")
    return {"name": column.name, "type": TYPES[column.kind]} \
        | ({"format": "uri"} if column.kind == "address" else {}) \
        | ({"unit": column.unit} if column.unit else {}) \
        | {"description": about} \
        | ({"constraints": {"required": True}} if column.required else {})

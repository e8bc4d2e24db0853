"""The page that lies beside the files of a release."""

from kb.graph.about import About
from kb.release.tables import DataTable

PAGE = """# {title}, version {version}

{description}

Mark of the records: `{mark}`. Latest reading of a source: {newest}. {issued}

Licence: {licence_id}, {licence}. To cite: `CITATION.cff`. Check the files with `sha256sum -c SHA256SUMS`.

| file | what it holds |
|---|---|
| `rdf/cyberlaw.ttl` | ontology and data in one graph, Turtle: {triples} triples |
| `rdf/cyberlaw.nq` | the same as N-Quads, a graph for each file of the records |
| `rdf/cyberlaw.jsonld` | the same as JSON-LD; its context is also in `rdf/context.jsonld` |
| `csv/` | each table as CSV, UTF-8, described in `datapackage.json` (Frictionless) |
| `parquet/` | each table as Parquet, with what a column holds and its unit in the metadata |
| `tables.xlsx` | all tables as one workbook |
| `dcat.ttl`, `datacite.json` | for catalogues, and for a DOI |
| `ontology/index.html` | every word of the ontology with its definition and where it is used, if exported with `--docs` |

| table | rows | a row is |
|---|---|---|
{tables}

- A table names the records of another by their `id`. More values than one in a cell are set apart by ` | `.
- An empty cell means that nothing is recorded, not that the answer is no. Imprisonment is in months; where `life`, `death`
  or `fine` is empty, the penalty as recorded does not have it.
- `in_force_from` is the first day of effect; where only a day with effect is known, it stands in `in_force_by`, and an
  offence says so in `first_day_known`. `in_force_until` is the first day without effect.
- `verification` says how a fact was checked. What is `Unverified` was not read.
- In CSV a text that begins with one of `= + - @` has an apostrophe in front, so that no spreadsheet runs it.

This is research, not legal advice.
"""


def readme(about: About, tables: list[DataTable], triples: int) -> str:
    """Return the page.

    Args:
        about: what the data set is called.
        tables: the tables of the release.
        triples: how many triples the data set has.
    """
    rows = "\n".join(f"| `{table.name}` | {len(table.rows)} | {table.about} |" for table in tables)
    issued = f"Released on {about.issued}." if about.issued else "Not a release: a state of the records between releases."
    return PAGE.format(**{**vars(about), "issued": issued, "tables": rows, "triples": triples})

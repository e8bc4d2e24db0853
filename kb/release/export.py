"""A release put together and written out; the same records give the same bytes."""

import hashlib
from pathlib import Path

from kb.errors import BadQuestion
from kb.graph.about import read_about
from kb.graph.catalogue import catalogue
from kb.graph.context import json_ld_context
from kb.graph.forms import PARTS, dataset_quads, merged, nquads, turtle
from kb.graph.json_ld import json_ld
from kb.graph.records import PREFIXES
from kb.release.files import as_csv, as_parquet, as_workbook
from kb.release.metadata import citation, csv_path, datacite, datapackage, written
from kb.release.pages import ontology_pages
from kb.release.readme import readme
from kb.release.tables import Tables

SUMS = "SHA256SUMS"
MEDIA = {
    "ttl": "text/turtle", "nq": "application/n-quads", "jsonld": "application/ld+json", "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def release_files(folder: Path, pages: bool = False) -> dict[str, bytes]:
    """Return the files of a release by their paths.

    Args:
        folder: where `ontology/` and `data/` lie.
        pages: whether the pages on the words of the ontology are among them.

    Raises:
        BadRecord: a file cannot be read, or the data set is not described.
    """
    about, tables, quads = read_about(folder), Tables(folder).all(), dataset_quads(folder)
    triples, context = merged(quads), json_ld_context(folder)
    codes = sorted(path.stem for path in (folder / "data" / "jurisdictions").glob("*.ttl"))
    own = {code: f"{PREFIXES['j']}{code}/" for code in codes if code not in PREFIXES}
    page = readme(about, tables, len(triples))
    files = {
        "rdf/cyberlaw.ttl": turtle(triples, own),
        "rdf/cyberlaw.nq": nquads(quads),
        "rdf/cyberlaw.jsonld": json_ld(triples, context),
        "rdf/context.jsonld": written(context),
        **{csv_path(table): as_csv(table) for table in tables},
        **{f"parquet/{table.name}.parquet": as_parquet(table) for table in tables},
        "tables.xlsx": as_workbook(tables, page.splitlines(), about.day),
    }
    files |= {
        "datapackage.json": written(datapackage(about, tables, files)),
        "datacite.json": written(datacite(about)),
        "dcat.ttl": catalogue(about, files, MEDIA, len(triples)),
        "CITATION.cff": citation(about).encode(),
        "README.md": page.encode(),
    }
    if pages:
        files |= {f"ontology/{name}": content for name, content in ontology_pages(folder).items()}
    licence = folder / "data" / "LICENSE"
    return files | ({"LICENSE": licence.read_bytes()} if licence.is_file() else {})


def check_place(place: Path, force: bool) -> None:
    """Make sure that a release can be written to a folder.

    Raises:
        BadQuestion: it is a file, or part of the records; or it holds files, and `force` is not set.
    """
    if place.exists() and not place.is_dir():
        raise BadQuestion(f"{place}: there is a file of that name; name a folder.")
    if any(_holds_records(part) for part in (place, *_records_around(place.resolve()))):
        raise BadQuestion(f"{place}: the records themselves lie there; name a folder of its own.")
    if place.is_dir() and any(place.iterdir()) and not force:
        raise BadQuestion(f"{place}: the folder is not empty; name another, or say --force to write over an earlier export.")


def _holds_records(folder: Path) -> bool:
    return all((folder / part).is_dir() for part in PARTS)


def _records_around(place: Path) -> list[Path]:
    """The folders above whose `data` or `ontology` a place is, or lies in."""
    return [part.parent for part in (place, *place.parents) if part.name in PARTS]


def write_release(files: dict[str, bytes], place: Path) -> list[Path]:
    """Write the files of a release with their checksums; what an earlier release left there goes.

    Args:
        files: the files, by their paths.
        place: the folder, which is made where it is not there.

    Returns:
        the files written.

    Raises:
        BadQuestion: a file cannot be written.
    """
    sums = "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    try:
        for earlier in _earlier(place):
            earlier.unlink()
        for path, content in {**files, SUMS: sums.encode()}.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
    except OSError as fault:
        raise BadQuestion(f"{place}: cannot be written ({fault.strerror}).") from fault
    return [place / path for path in (*files, SUMS)]


def _earlier(place: Path) -> list[Path]:
    """The files that the checksums of an earlier release name, as far as they lie within the folder."""
    if not (place / SUMS).is_file():
        return []
    named = [place / line[66:] for line in (place / SUMS).read_text().splitlines()]
    return [file for file in named if file.is_file() and file.resolve().is_relative_to(place.resolve())]

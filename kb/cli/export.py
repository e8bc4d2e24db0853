"""The whole data set in open formats: RDF, tables, and what describes them."""

from importlib import import_module
from pathlib import Path

from kb.graph.paths import root

EPILOG = """examples:
  kb export release
  kb export release --docs --force"""


def add_arguments(parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="where to leave the files; it is made where it is not there")
    parser.add_argument("--docs", action="store_true", help="also the pages on the words of the ontology, with drawings")
    parser.add_argument("--force", action="store_true", help="write over what is there, and take away an earlier export")


def run(arguments) -> None:
    export, place = import_module("kb.release.export"), Path(arguments.folder)
    export.check_place(place, arguments.force)
    written = export.write_release(export.release_files(root(), arguments.docs), place)
    size = sum(file.stat().st_size for file in written)
    print(f"{len(written)} files, {size / 1e6:.1f} MB, in {place}; README.md there says what each holds.")

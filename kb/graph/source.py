"""Where the records are read from: the files below a folder, or a SPARQL server that the variable KB_STORE names."""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Protocol

from kb.graph.paths import root, turtle_files
from kb.graph.records import read_files
from kb.graph.version import data_version

SETTING, VERSION_SETTING = "KB_STORE", "KB_STORE_VERSION"


class Source(Protocol):
    """What the engine needs of a place where records are kept."""

    version: str

    def files(self, part: str) -> list[Path]:
        """The files of a part of the records, as `data/treaties`, in a fixed order."""

    def read(self, files: Iterable[Path]) -> Iterator[tuple[Path, list]]:
        """Yield each file with its triples as (subject, predicate, object), in the order of its lines."""


class Folder:
    """The Turtle files below a folder."""

    def __init__(self, folder: Path):
        """Stand for the files; none is read yet.

        Args:
            folder: where `ontology/` and `data/` lie.
        """
        self.folder = folder

    @cached_property
    def version(self) -> str:
        return data_version(self.folder)

    def files(self, part: str) -> list[Path]:
        return turtle_files(self.folder / part)

    def read(self, files: Iterable[Path]) -> Iterator[tuple[Path, list]]:
        return read_files(files)


def open_source(place: Path | str | None = None) -> Source:
    """Return the source of the records.

    Args:
        place: a folder, or the address of a SPARQL server; where left out, what KB_STORE names, or the embedded data.

    Raises:
        BadQuestion: the address is none.
        StoreFault: the server cannot be reached, holds no data of ours, or not the version that KB_STORE_VERSION names (that
            of the embedded data, if it is empty).
    """
    place = place or os.environ.get(SETTING) or root()
    if isinstance(place, Path) or Path(place).is_dir():
        return Folder(Path(place))
    external = import_module("kb.graph.external")  # named here since loading it is a fifth of a cold start
    return external.Server(place, os.environ.get(VERSION_SETTING) or data_version(root()))

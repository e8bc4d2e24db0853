"""Which version of the records this is: a mark that changes with any of them."""

import hashlib
from pathlib import Path

from kb.graph.paths import turtle_files

LENGTH = 12


def data_version(folder: Path) -> str:
    """Return the first hexadecimal digits of a SHA-256 over the names and contents of all Turtle files below a folder."""
    mark = hashlib.sha256()
    for file in turtle_files(folder / "ontology") + turtle_files(folder / "data"):
        mark.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return mark.hexdigest()[:LENGTH]

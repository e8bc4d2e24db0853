"""Where the ontology and the data lie: beside the package in a checkout, inside it when installed."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def root() -> Path:
    """Return the folder that holds `ontology/`, `data/` and `queries/`; the variable KB_ROOT overrides it."""
    if "KB_ROOT" in os.environ:
        return Path(os.environ["KB_ROOT"])
    bundled = PACKAGE / "_bundle"
    return bundled if bundled.is_dir() else PACKAGE.parent


def turtle_files(folder: Path) -> list[Path]:
    """Return every Turtle file below a folder, in a fixed order."""
    return sorted(folder.rglob("*.ttl"))

"""The files of a checkout that are made from the records: run as a module, it writes them anew."""

from pathlib import Path

from kb.graph.about import read_about
from kb.graph.context import json_ld_context
from kb.graph.paths import root
from kb.release.metadata import citation, written


def published(folder: Path) -> dict[str, bytes]:
    """Return the files, by their paths in a checkout.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: a file cannot be read, or the data set is not described.
    """
    return {
        "CITATION.cff": citation(read_about(folder)).encode(),
        "docs/schemas/context.jsonld": written(json_ld_context(folder)),
    }


if __name__ == "__main__":
    for path, content in published(root()).items():
        (root() / path).write_bytes(content)

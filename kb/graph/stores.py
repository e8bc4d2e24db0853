"""The graphs of a source, for queries: an embedded store, or a server that looks like one."""

import pyoxigraph as ox

from kb.graph.external_store import ExternalStore
from kb.graph.source import Folder, Source
from kb.graph.store import open_store


def store_of(source: Source) -> ox.Store | ExternalStore:
    """Return the graphs of a source with what follows from them.

    Raises:
        BadRecord: a file of a folder is not Turtle.
    """
    return open_store(source.folder) if isinstance(source, Folder) else ExternalStore(source)


def runs_functions(source: Source) -> bool:
    """Whether queries of these graphs can use functions of ours, which only the embedded store runs."""
    return isinstance(source, Folder)

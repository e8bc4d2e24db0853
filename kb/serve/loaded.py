"""The recorded graph, loaded once: every worker is a fork of the process that imports this, and shares its memory."""

from kb.errors import KbError
from kb.graph.paths import root
from kb.graph.store import open_store
from kb.graph.version import data_version

STORE, VERSION, FAULT = None, "", ""
try:
    STORE, VERSION = open_store(root()), data_version(root())
except KbError as fault:
    FAULT = str(fault)

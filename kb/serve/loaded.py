"""The recorded graph and law, loaded once: the workers are forks of the process that imports this, and share it."""

from kb.errors import KbError
from kb.functions import LawFunctions
from kb.graph.paths import root
from kb.graph.store import open_store
from kb.graph.version import data_version
from kb.library import open_library

STORE, VERSION, FUNCTIONS, FAULT = None, "", {}, ""
try:
    STORE, VERSION = open_store(root()), data_version(root())
    FUNCTIONS = LawFunctions(open_library()).by_name()
except KbError as fault:
    FAULT = str(fault)

"""The recorded graph and law, loaded once: the workers are forks of the process that imports this, and share it.

Where a SPARQL server is named, its graphs stand in their place, and no function of ours can be used.
"""

from kb.errors import KbError
from kb.functions import LawFunctions
from kb.graph.source import open_source
from kb.graph.stores import runs_functions, store_of
from kb.library import Library

STORE, VERSION, FUNCTIONS, FAULT, FORWARDS = None, "", {}, "", False
try:
    SOURCE = open_source()
    STORE, VERSION, FORWARDS = store_of(SOURCE), SOURCE.version, not runs_functions(SOURCE)
    if not FORWARDS:
        FUNCTIONS = LawFunctions(Library(SOURCE)).by_name()
except KbError as fault:
    FAULT = str(fault)

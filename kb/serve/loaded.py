"""The recorded graph and law, loaded once: the workers are forks of the process that imports this, and share it.

What the engine concludes stands in the graph for the day of the start; `kb:inferredOn` tells it.
"""

from datetime import date

from kb.errors import KbError
from kb.functions import LawFunctions
from kb.graph.paths import root
from kb.graph.version import data_version
from kb.inferences import open_inferred_store
from kb.library import open_library

STORE, VERSION, FUNCTIONS, FAULT = None, "", {}, ""
try:
    library, today = open_library(), date.today()
    STORE, VERSION = open_inferred_store(library, today), f"{data_version(root())}-{today}"
    FUNCTIONS = LawFunctions(library).by_name()
except KbError as fault:
    FAULT = str(fault)

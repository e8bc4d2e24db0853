"""The recorded graph and law, loaded once: the workers are forks of the process that imports this, and share it.

What the engine concludes stands in the graph for the day of the start; `kb:inferredOn` tells it. Where a SPARQL server is
named, its graphs stand in their place, and no function of ours can be used.
"""

import gc
from datetime import date

from kb.errors import KbError
from kb.functions import LawFunctions
from kb.graph.source import open_source
from kb.graph.stores import runs_functions, store_of
from kb.inferences import open_inferred_store
from kb.library import Library

STORE, VERSION, FUNCTIONS, FAULT, FORWARDS = None, "", {}, "", False
try:
    SOURCE, TODAY = open_source(), date.today()
    FORWARDS = not runs_functions(SOURCE)
    if FORWARDS:
        STORE, VERSION = store_of(SOURCE), SOURCE.version
    else:
        LIBRARY = Library(SOURCE)
        STORE, VERSION = open_inferred_store(LIBRARY, TODAY), f"{SOURCE.version}-{TODAY}"
        FUNCTIONS = LawFunctions(LIBRARY).by_name()
except KbError as fault:
    FAULT = str(fault)
# What is loaded stays: no worker need look through it for what it may forget, which would also take it out of shared memory.
gc.freeze()

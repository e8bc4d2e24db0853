"""The world's cybercrime law, asked questions and answered with reasons."""

from importlib import import_module

__all__ = ["Library", "open"]
__version__ = "0.1.0"

# Loaded when first named: SPARQL over the records takes longer to load than a question on the command line to answer.
HOMES = {"Library": "SparqlLibrary", "open": "open_library"}


def __getattr__(name: str):
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("kb.sparql"), HOMES[name])

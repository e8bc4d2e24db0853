"""The world's cybercrime law, asked questions and answered with reasons."""

from kb.sparql import SparqlLibrary as Library
from kb.sparql import open_library as open

__all__ = ["Library", "open"]
__version__ = "0.1.0"

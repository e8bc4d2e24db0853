"""The world's cybercrime law, asked questions and answered with reasons."""

from kb.library import Library
from kb.library import open_library as open

__all__ = ["Library", "open"]
__version__ = "0.1.0"

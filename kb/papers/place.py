"""Where a paper can be left: asked before the question is, so that no answer is lost for want of a place."""

import os
from pathlib import Path

from kb.errors import BadQuestion

# The endings of the files that a paper can be saved as.
ENDINGS = (".docx", ".pdf", ".xlsx", ".zip", ".csv")


def form_of(file: Path) -> str:
    """Return the ending of a file's name, if a paper can be saved so.

    Raises:
        BadQuestion: the ending is none of `ENDINGS`.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise BadQuestion(f"{file}: a paper is saved as {', '.join(ENDINGS)}; give the file one of these endings.")
    return ending


def see_place(file: Path) -> None:
    """See that a paper can be saved as a file of this name; nothing is written.

    Raises:
        BadQuestion: the ending is none of `ENDINGS`, the folder is not there, or nothing can be written there.
    """
    form_of(file)
    if not file.parent.is_dir():
        raise BadQuestion(f"{file}: there is no folder {file.parent}: make it, or name another place.")
    if file.is_dir():
        raise BadQuestion(f"{file}: that is a folder: name a file.")
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise BadQuestion(f"{file}: nothing can be written there: name another place.")

"""The forms a paper can be taken away in, each by the ending of a file's name."""

from importlib import import_module
from pathlib import Path

from kb.errors import BadQuestion
from kb.papers.paper import Paper, printable
from kb.papers.place import form_of

# ending: (module, function); a module is loaded when its form is asked for.
FORMS = {".docx": ("docx", "docx"), ".pdf": ("pdf", "pdf"), ".xlsx": ("tables", "xlsx"), ".zip": ("tables", "csv_archive")}


def written(paper: Paper, ending: str) -> bytes:
    """Return a paper in one of the forms of `FORMS`."""
    module, function = FORMS[ending]
    return getattr(import_module(f"kb.papers.{module}"), function)(printable(paper))


def save(paper: Paper, file: Path) -> list[Path]:
    """Write a paper to a file; as CSV, each table to a file of its own beside it.

    Returns:
        the files written.

    Raises:
        BadQuestion: the ending is none of `ENDINGS`, or the file cannot be written.
    """
    ending = form_of(file)
    if ending == ".csv":
        texts = import_module("kb.papers.tables").csv_files(printable(paper))
        contents = {file.with_name(f"{file.stem}-{name}.csv"): text.encode("utf-8-sig") for name, text in texts.items()}
    else:
        contents = {file: written(paper, ending)}
    try:
        for place, content in contents.items():
            place.write_bytes(content)
    except OSError as fault:
        raise BadQuestion(f"{file}: cannot be written ({fault.strerror}).") from fault
    return list(contents)

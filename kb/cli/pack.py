"""A negotiation pack for some states: obstacles, openings, differences and what is to be done, bound into one paper."""

from importlib import import_module
from pathlib import Path

from kb.cli.common import add_full_argument, day, see_paper
from kb.errors import BadQuestion
from kb.library import open_library

EPILOG = """examples:
  kb pack uz de --save pack.docx
  kb pack uz de us --by budapest --by uncc --save pack.pdf"""


def add_arguments(parser) -> None:
    parser.add_argument("codes", nargs="+", metavar="CODE", help="the jurisdictions, two or more")
    parser.add_argument("--by", action="append", default=[], metavar="INSTRUMENT",
                        help="a convention to measure them by; repeat for more (all that demand offences, if left out)")
    parser.add_argument("--on", metavar="DATE", help="the day whose law is asked, year-month-day; today if left out")
    parser.add_argument("--save", metavar="FILE", help="where to leave it: .docx, .pdf, .xlsx, .csv or .zip of CSV")
    add_full_argument(parser)


def run(arguments) -> None:
    if not arguments.save:
        raise BadQuestion("name the file to leave the pack in: --save pack.docx (or .pdf, .xlsx, .csv, .zip).")
    see_paper(arguments)
    library = open_library()
    by = arguments.by or list(library.demanding)
    paper = import_module("kb.papers.pack").pack(library, arguments.codes, by, day(arguments.on))
    for file in import_module("kb.papers.save").save(paper.in_full() if arguments.full else paper, Path(arguments.save)):
        print(f"saved: {file}")

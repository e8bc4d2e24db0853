"""A paper as PDF, set by Typst; needs no program beside the Python package, and fonts for what is not Latin or Cyrillic."""

import json
from pathlib import Path

import typst

from kb.papers.paper import Block, Cell, Heading, Lines, Link, Paper, Table, Text, shares, words_of

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """Return a paper as a PDF file with headings, tables and links.

    Arabic and Chinese need fonts of the machine (Debian: fonts-noto-core, fonts-noto-cjk); without one the letters
    appear as empty boxes.
    """
    said = {"title": paper.title, "verdict": paper.verdict, "about": paper.about, "footer": "; ".join(paper.about[-1:]),
            "blocks": [_block(block) for block in paper.printed if not isinstance(block, Table) or block.rows]}
    return typst.compile(str(TEMPLATE), sys_inputs={"paper": json.dumps(said, ensure_ascii=False)})


def _block(block: Block) -> dict:
    if isinstance(block, Heading):
        return {"kind": "heading", "words": block.words, "level": min(block.level, 6)}
    if isinstance(block, Text):
        return {"kind": "text", "words": block.words}
    if isinstance(block, Lines):
        return {"kind": "lines", "lines": block.lines}
    return {"kind": "table", "header": block.header, "widths": shares(block),
            "rows": [[_cell(cell) for cell in row] for row in block.rows]}


def _cell(cell: Cell) -> str | dict:
    if isinstance(cell, Link):
        return {"words": cell.words, "url": cell.url}
    return words_of(cell)

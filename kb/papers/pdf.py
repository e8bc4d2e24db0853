"""A paper as PDF, set by Typst; needs no program beside the Python package, and fonts for what is not Latin or Cyrillic."""

import json
import re
from pathlib import Path

import typst

from kb.papers.paper import Block, Cell, Heading, Lines, Link, Paper, Text, shares, words_of

TEMPLATE = Path(__file__).with_name("paper.typ")
SHORT = 200  # letters of the longest cell of a row that is kept on one page
NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
NO_FONT = ("Some letters, such as “{letter}”, appear as empty boxes: the machine that made this file has no font for them. "
           "The Word file of the same answer holds them.")


def pdf(paper: Paper) -> bytes:
    """Return a paper as a PDF file with headings, tables and links.

    Arabic and Chinese need fonts of the machine (Debian: fonts-noto-core, fonts-noto-cjk); where one is missing the paper
    says so at its head, since such letters appear as empty boxes.
    """
    said = {"title": paper.title, "verdict": paper.verdict, "about": paper.about, "footer": "; ".join(paper.about[-1:]),
            "blocks": [_block(block) for block in paper.printed]}
    try:
        return _set(said, ["a-2b"])
    except typst.TypstError as fault:
        letter = NOT_DRAWN.search(str(fault))
        if letter is None:
            raise
        told = NO_FONT.format(letter=letter[1])
        return _set(said | {"about": [*paper.about, told]}, [])


def _set(said: dict, standards: list[str]) -> bytes:
    """Set a paper; as PDF/A nothing is set that a font of this machine cannot draw."""
    return typst.compile(str(TEMPLATE), sys_inputs={"paper": json.dumps(said, ensure_ascii=False)}, pdf_standards=standards)


def _block(block: Block) -> dict:
    if isinstance(block, Heading):
        return {"kind": "heading", "words": block.words, "level": min(block.level, 6)}
    if isinstance(block, Text):
        return {"kind": "text", "words": block.words}
    if isinstance(block, Lines):
        return {"kind": "lines", "lines": block.lines}
    return {"kind": "table", "header": block.header, "widths": shares(block),
            "rows": [{"whole": max(len(words_of(cell)) for cell in row) <= SHORT, "cells": [_cell(cell) for cell in row]}
                     for row in block.rows]}


def _cell(cell: Cell) -> str | dict:
    if isinstance(cell, Link):
        return {"words": cell.words, "url": cell.url}
    return words_of(cell)

"""A paper as a Word document."""

import io
import unicodedata

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kb.papers.paper import Cell, Heading, Lines, Link, Paper, Table, Text, shares, words_of

FONT, EAST_ASIAN, COMPLEX = "Noto Sans", "Noto Sans CJK SC", "Noto Naskh Arabic"
LINK_COLOUR = "0563C1"
INDENT = 0.6
DEEPEST = 8
PAGE = 17  # centimetres between the margins


def docx(paper: Paper) -> bytes:
    """Return a paper as a DOCX file: headings, tables whose first row repeats, links, text in any script."""
    document = Document()
    _fonts(document)
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(2)
    document.sections[0].page_width, document.sections[0].page_height = Cm(21), Cm(29.7)
    document.core_properties.title = paper.title
    document.core_properties.author = "Cybercrime-law knowledge base"
    document.core_properties.comments = ""
    _turned(document.add_heading(paper.title, 0), paper.title)
    document.add_paragraph().add_run(paper.verdict).bold = True
    for line in paper.about:
        _turned(document.add_paragraph(line), line)
    for block in paper.printed:
        _block(document, block)
    _footer(document.sections[0].footer.paragraphs[0], "; ".join(paper.about[-1:]))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _footer(paragraph, words: str) -> None:
    """When it was drawn up from what, and the number of the page, which Word fills in."""
    paragraph.add_run(f"{words} · ").font.size = Pt(8)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    paragraph._p.append(number)


def _block(document, block) -> None:
    if isinstance(block, Heading):
        _turned(document.add_heading(block.words, min(block.level, 9)), block.words)
    elif isinstance(block, Text):
        _turned(document.add_paragraph(block.words), block.words)
    elif isinstance(block, Lines):
        for depth, words in block.lines:
            paragraph = document.add_paragraph(words)
            paragraph.paragraph_format.left_indent = Cm(INDENT * min(depth, DEEPEST))
            paragraph.paragraph_format.space_after = Pt(2)
            _turned(paragraph, words)
    elif isinstance(block, Table):
        _table(document, block)


def _table(document, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.header), style="Light Grid Accent 1")
    for cell, title in zip(table.rows[0].cells, block.header, strict=True):
        cell.text = title
    repeats = OxmlElement("w:tblHeader")
    repeats.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    for row in block.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, content in zip(added.cells, row, strict=True):
            _cell(cell.paragraphs[0], content)
    widths = shares(block)
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(PAGE * width / sum(widths))
    document.add_paragraph()


def _cell(paragraph, content: Cell) -> None:
    words = words_of(content)
    if isinstance(content, Link):
        _link(paragraph, content)
    else:
        paragraph.add_run(words)
    _turned(paragraph, words)


def _link(paragraph, link: Link) -> None:
    """A run of text that leads to a page; python-docx has no word of its own for it."""
    kind = RELATIONSHIP_TYPE.HYPERLINK
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), paragraph.part.relate_to(link.url, kind, is_external=True))
    run = paragraph.add_run(link.words)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(LINK_COLOUR)
    hyperlink.append(run._r)
    paragraph._p.append(hyperlink)


def _fonts(document) -> None:
    """Name a font for each kind of script; Word takes another where one is not installed."""
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in list(fonts.attrib):
                del fonts.attrib[name]
            for slot, font in (("ascii", FONT), ("hAnsi", FONT), ("eastAsia", EAST_ASIAN), ("cs", COMPLEX)):
                fonts.set(qn(f"w:{slot}"), font)
    document.styles["Normal"].font.size = Pt(10)


def _turned(paragraph, words: str) -> None:
    """Set a paragraph from right to left where its first letter is written so."""
    if _right_to_left(words):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True


def _right_to_left(words: str) -> bool:
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"

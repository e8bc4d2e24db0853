"""A paper: what is said, in headings, sentences, tables and chains of reasons, whatever file it is written to."""

import re
from collections import Counter
from dataclasses import dataclass, is_dataclass, replace
from unicodedata import east_asian_width

from kb.law.sources import READ, Citation
from kb.reasons.steps import Step, cited

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Heading:
    """The title of a part; 1 is the highest level."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """One paragraph."""

    words: str


@dataclass(frozen=True)
class Link:
    """A cell or a line that leads to a page."""

    words: str
    url: str


Cell = str | int | float | Link | None


def words_of(cell: Cell) -> str:
    """What a cell says, without where it leads to."""
    return cell.words if isinstance(cell, Link) else "" if cell is None else str(cell)


@dataclass(frozen=True)
class Table:
    """A table with a short name, which files and sheets are named by."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Lines:
    """Lines indented by depth, as a chain of reasons is drawn."""

    lines: tuple[tuple[int, str], ...]


LINE = 98  # letters side by side on a page, as tables are printed
WIDEST = 80  # letters of a column that are reckoned with; more go on a next line
HYPHENATED = 12  # letters of a Latin word, or of a cell, from which on it may be broken
BESIDE = 3  # letters' room that a word needs beside itself
USUAL = 0.8  # the share of a column's cells that its width is measured by


def shares(table: Table) -> list[float]:
    """The widths of the columns beside each other: room for each word that is not broken, the rest by what is usual."""
    least, wished = [], []
    for title, *cells in zip(table.header, *table.rows, strict=True):
        words = [_longest(words_of(cell)) for cell in cells]
        usual = sorted(max(map(len, words_of(cell).split("\n"))) for cell in cells)[int(len(cells) * USUAL)]
        least.append(max(*map(len, title.split()), *words, usual if usual <= HYPHENATED else 0) + BESIDE)
        wished.append(max(min(usual, WIDEST) - least[-1], 0))
    left = max(LINE - sum(least), 0)
    return [room + left * wish / sum(wished) if any(wished) else room for room, wish in zip(least, wished, strict=True)]


def _longest(words: str) -> int:
    """The letters of the longest word that no line breaks: a short Latin one, or one of another script but East Asian."""
    long = (word for word in words.split() if east_asian_width(word[0]) not in "WF")
    return max((min(len(word), HYPHENATED if word.isascii() else WIDEST) for word in long), default=0)


Block = Heading | Text | Table | Lines


@dataclass(frozen=True)
class Paper:
    """What an answer leaves on paper.

    Args:
        title: what was asked.
        verdict: the answer in a few words.
        about: lines under the title: day, what was asked of whom, version of the data.
        blocks: the body, in order.
        detail: what is printed only where the paper is wanted in full; its tables always leave as tables.
    """

    title: str
    verdict: str
    about: tuple[str, ...]
    blocks: tuple[Block, ...]
    detail: tuple[Block, ...] = ()

    @property
    def printed(self) -> tuple[Block, ...]:
        """What stands on the pages: first what they leave out, if anything, then the body; an empty table says so."""
        body = (Text("Nothing.") if isinstance(block, Table) and not block.rows else block for block in self.blocks)
        return (*left_out(self.detail), *body)

    def in_full(self) -> "Paper":
        """The paper with every detail on its pages."""
        return replace(self, blocks=self.blocks + self.detail, detail=())

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have rows, each under a name of its own: one that comes again is numbered."""
        seen: Counter = Counter()
        found = []
        for block in self.blocks + self.detail:
            if isinstance(block, Table) and block.rows:
                seen[block.name] += 1
                number = f" {seen[block.name]}" if seen[block.name] > 1 else ""
                found.append(replace(block, name=block.name + number))
        return tuple(found)

    def beside(self, other: "Paper") -> "Paper":
        """This paper with another bound in behind it, its headings one level down."""
        head = (Heading(other.title), Text(other.verdict), *(Text(line) for line in other.about))
        more = (Heading(f"{other.title}, in detail"), *_lowered(other.detail)) if other.detail else ()
        return Paper(self.title, self.verdict, self.about, self.blocks + head + _lowered(other.blocks), self.detail + more)


def left_out(detail: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a paper says of the detail that its pages leave out: how much there is of what, and where it is to be had."""
    if not detail:
        return ()
    told, title = [], ""
    for block in detail:
        if isinstance(block, Heading):
            title = block.words
        elif isinstance(block, Table | Lines):
            told.append(f"{title} ({len(block.rows)} rows)" if isinstance(block, Table) else
                        f"{title} ({len(block.lines)} lines)")
    return (Text(f"To keep it short these pages leave out: {'; '.join(told)}. Rows are in the tables of the same answer "
                 "(.xlsx, .zip of CSV); everything is printed where the paper is made in full (--full, or the box on the "
                 "page)."),)


def _lowered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Some blocks with their headings one level down."""
    return tuple(Heading(b.words, b.level + 1) if isinstance(b, Heading) else b for b in blocks)


def printable(part):
    """The paper, or a part of it, without the control characters that no office file may hold."""
    if isinstance(part, str):
        return CONTROL.sub("", part)
    if isinstance(part, tuple):
        return tuple(printable(inner) for inner in part)
    if is_dataclass(part):
        return replace(part, **{name: printable(value) for name, value in vars(part).items()})
    return part


def reasons(step: Step) -> tuple[Block, ...]:
    """A chain of reasons and the list of what it cites."""
    return (*chain(step), *sources(step))


def chain(step: Step) -> tuple[Block, ...]:
    """A chain of reasons."""
    return (Heading("Reasons"), Lines(tuple(_lines(step, 0))))


def sources(step: Step) -> tuple[Block, ...]:
    """The list of what a chain of reasons cites, each with a link, how it was verified and when."""
    found = {(c.label, c.url, c.verification, c.read_on): c for c in cited(step)}
    rows = tuple(map(cited_cells, found.values()))
    return (Heading("Sources"), Table("sources", ("Provision", "Read in", "Read on"), rows))


def cited_cells(cite: Citation) -> tuple[Cell, str, str]:
    """A citation as cells: the provision, linked where its page is known, how it was read, and when."""
    provision = Link(cite.label, cite.url) if cite.url else cite.label
    return provision, READ[cite.verification], cite.read_on.isoformat() if cite.read_on else ""


def _lines(step: Step, depth: int):
    provisions = "; ".join(dict.fromkeys(cite.label for cite in step.cites))
    yield depth, f"{step.claim}: {step.verdict.words.lower()}" + (f" [{provisions}]" if provisions else "")
    for below in step.because:
        yield from _lines(below, depth + 1)

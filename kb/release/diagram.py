"""Drawings as SVG, without anything from elsewhere: a tree of concepts, and boxes with what refers to what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

LETTER = 7  # width of a letter, in pixels
ROW, PAD, GAP = 24, 8, 46
BOX, BOX_GAP, COLUMN_GAP = 44, 18, 110
SWEEPS = 12
STYLE = """<style>
text { font: 12px system-ui, sans-serif; fill: currentColor } .small { font-size: 10px; opacity: .7 }
rect { fill: var(--box, #eef2f7); stroke: var(--line, #8aa0b8) } path { fill: none; stroke: var(--line, #8aa0b8) }
.also { stroke-dasharray: 4 3 } a:hover rect { stroke-width: 2 }
</style>"""


@dataclass
class Node:
    """A box of a drawing.

    Args:
        id: by which edges name it.
        label: what stands in it.
        href: where a click leads.
        below: small words under the label.
        title: what is shown when the pointer rests on it.
    """

    id: str
    label: str
    href: str
    below: str = ""
    title: str = ""
    x: float = field(default=0, compare=False)
    y: float = field(default=0, compare=False)

    @property
    def width(self) -> float:
        return max(len(self.label), len(self.below) * 10 / 12) * LETTER + 2 * PAD


@dataclass(frozen=True)
class Edge:
    """A line from one box to another; `also` is drawn dashed."""

    start: str
    end: str
    title: str = ""
    also: bool = False


def tree(nodes: list[Node], broader: dict[str, list[str]], title: str) -> str:
    """Return a drawing of a hierarchy, the broadest on the left; a second broader term is tied by a dashed line.

    Args:
        nodes: the terms, in the order in which they are drawn under each other.
        broader: for each term the terms it is narrower than, the first of which it is drawn under.
        title: what the drawing shows.
    """
    by_id = {node.id: node for node in nodes}
    above = {node.id: [one for one in broader.get(node.id, []) if one in by_id] for node in nodes}
    below: dict[str, list[Node]] = {}
    for node in nodes:
        below.setdefault(above[node.id][0] if above[node.id] else "", []).append(node)
    columns: list[float] = []
    rows = 0

    def place(node: Node, depth: int) -> None:
        nonlocal rows
        if len(columns) <= depth:
            columns.append(0)
        columns[depth] = max(columns[depth], node.width)
        children = below.get(node.id, [])
        for child in children:
            place(child, depth + 1)
        node.x, node.y = depth, (children[0].y + children[-1].y) / 2 if children else rows * ROW
        rows += not children

    for root in below.get("", []):
        place(root, 0)
    for node in nodes:
        node.x = sum(columns[:int(node.x)]) + GAP * node.x
    edges = [Edge(one, node.id, also=number > 0) for node in nodes for number, one in enumerate(above[node.id])]
    return _svg(nodes, edges, ROW - 4, title)


def boxes(nodes: list[Node], edges: list[Edge], title: str) -> str:
    """Return a drawing of boxes in columns: what refers to others on the left, what is referred to on the right.

    Args:
        nodes: the boxes.
        edges: what refers to what; one that closes a circle, or leads from a box to itself, is left out.
        title: what the drawing shows.
    """
    by_id = {node.id: node for node in nodes}
    ahead: dict[str, list[str]] = {node.id: [] for node in nodes}
    drawn = []
    for edge in edges:
        if not _leads(edge.end, edge.start, ahead):
            ahead[edge.start].append(edge.end)
            drawn.append(edge)
    rank = {node.id: _height(node.id, ahead) for node in nodes}
    columns: list[list[Node]] = [[] for _ in range(max(rank.values()) + 1)]
    for node in nodes:
        columns[max(rank.values()) - rank[node.id]].append(node)
    _order(columns, drawn)
    left, tallest = 0.0, max(map(len, columns))
    for column in columns:
        start = (tallest - len(column)) * (BOX + BOX_GAP) / 2
        for number, node in enumerate(column):
            node.x, node.y = left, start + number * (BOX + BOX_GAP)
        left += max(node.width for node in column) + COLUMN_GAP
    return _svg(list(by_id.values()), drawn, BOX, title)


def _leads(start: str, end: str, ahead: dict[str, list[str]]) -> bool:
    return start == end or any(_leads(one, end, ahead) for one in ahead[start])


def _height(node: str, ahead: dict[str, list[str]]) -> int:
    return 1 + max((_height(one, ahead) for one in ahead[node]), default=-1)


def _order(columns: list[list[Node]], edges: list[Edge]) -> None:
    """Put each column in an order with few crossings: every box near the middle of those it is tied to."""
    tied: dict[str, list[str]] = {}
    for edge in edges:
        tied.setdefault(edge.start, []).append(edge.end)
        tied.setdefault(edge.end, []).append(edge.start)
    for sweep in range(SWEEPS):
        place = {node.id: number / len(column) for column in columns for number, node in enumerate(column)}
        for column in columns if sweep % 2 else reversed(columns):
            column.sort(key=lambda n: (sum(place[o] for o in tied[n.id]) / len(tied[n.id]) if n.id in tied else 1, n.id))
            place |= {node.id: number / len(column) for number, node in enumerate(column)}


def _svg(nodes: list[Node], edges: Iterable[Edge], height: float, title: str) -> str:
    by_id = {node.id: node for node in nodes}
    lines = []
    for edge in edges:
        start, end = by_id[edge.start], by_id[edge.end]
        x1, y1, x2, y2 = start.x + start.width, start.y + height / 2, end.x, end.y + height / 2
        middle = (x1 + x2) / 2 if x2 > x1 else x1 + GAP
        also = ' class="also"' if edge.also else ""
        lines.append(f'<path{also} d="M{x1:.0f} {y1:.0f} C{middle:.0f} {y1:.0f} '
                     f'{middle:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"><title>{escape(edge.title)}</title></path>')
    for node in nodes:
        first = node.y + (height / 2 + 4 if not node.below else height / 2 - 3)
        small = f'<text class="small" x="{node.x + PAD:.0f}" y="{first + 15:.0f}">{escape(node.below)}</text>'
        lines.append(f'<a href="{escape(node.href)}"><title>{escape(node.title)}</title><rect x="{node.x:.0f}" '
                     f'y="{node.y:.0f}" width="{node.width:.0f}" height="{height}" rx="4"/>'
                     f'<text x="{node.x + PAD:.0f}" y="{first:.0f}">{escape(node.label)}</text>'
                     f'{small if node.below else ""}</a>')
    width = max(node.x + node.width for node in nodes) + 2
    tall = max(node.y for node in nodes) + height + 2
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width:.0f} {tall:.0f}" width="{width:.0f}" '
            f'height="{tall:.0f}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>{STYLE}'
            f'{"".join(lines)}</svg>')

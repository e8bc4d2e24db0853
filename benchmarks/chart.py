"""A chart of lines with logarithmic axes as SVG, drawn without any library so that it is the same everywhere."""

from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 430, 70, 230, 60, 45
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c6d1f", "#56b4e9", "#7a3b9a", "#444444", "#b2182b", "#1b7837")
APART = 15


@dataclass(frozen=True)
class Series:
    """A line: its label and its points, both numbers above nought."""

    label: str
    points: list[tuple[float, float]]


def chart(title: str, across: str, panels: list[tuple[str, list[Series]]]) -> str:
    """Return panels one above the other as one SVG.

    Args:
        title: what stands above.
        across: what the horizontal axis counts.
        panels: of each what the vertical axis counts, and the lines.
    """
    height = TOP + len(panels) * HEIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
             '  font-family="sans-serif" font-size="12">', f"<title>{escape(title)}</title>",
             f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
             f'<text x="{LEFT}" y="30" font-size="16" fill="#222222">{escape(title)}</text>']
    for number, (up, lines) in enumerate(panels):
        parts += _panel(up, across, [line for line in lines if line.points], TOP + number * HEIGHT)
    return "\n".join([*parts, "</svg>", ""])


def _panel(up: str, across: str, lines: list[Series], top: float) -> list[str]:
    if not lines:
        return []
    xs, ys = ([point[axis] for line in lines for point in line.points] for axis in (0, 1))
    x_low, x_high, y_low, y_high = log10(min(xs)), log10(max(xs)), floor(log10(min(ys))), ceil(log10(max(ys)))
    bottom, right = top + HEIGHT - BOTTOM, WIDTH - RIGHT

    def x(value: float) -> float:
        return LEFT + (log10(value) - x_low) / ((x_high - x_low) or 1) * (right - LEFT)

    def y(value: float) -> float:
        return bottom - (log10(value) - y_low) / ((y_high - y_low) or 1) * (bottom - top)

    parts = [f'<text x="{LEFT}" y="{top - 8:.0f}" fill="#222222">{escape(up)}</text>',
             f'<text x="{right}" y="{bottom + 34:.0f}" text-anchor="end" fill="#222222">{escape(across)}</text>']
    for value in (10.0**power for power in range(y_low, y_high + 1)):
        parts.append(f'<line x1="{LEFT}" x2="{right}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end" fill="#555555">{value:,g}</text>')
    for value in sorted(set(xs)):
        parts.append(f'<line x1="{x(value):.1f}" x2="{x(value):.1f}" y1="{top}" y2="{bottom}" stroke="#eeeeee"/>')
        parts.append(f'<text x="{x(value):.1f}" y="{bottom + 17:.0f}" text-anchor="middle" fill="#555555">{value:,g}</text>')
    ends = _spread([y(line.points[-1][1]) for line in lines])
    for number, line in enumerate(lines):
        colour, points = COLOURS[number % len(COLOURS)], [(x(a), y(b)) for a, b in line.points]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        parts.append(f'<line x1="{points[-1][0]:.1f}" y1="{points[-1][1]:.1f}" x2="{right + 18}" y2="{ends[number]:.1f}" '
                     f'stroke="{colour}" stroke-width="0.6" stroke-dasharray="2 2"/>')
        parts.append(f'<text x="{right + 22}" y="{ends[number] + 4:.1f}" fill="{colour}">{escape(line.label)}</text>')
    return parts


def _spread(wanted: list[float]) -> list[float]:
    """Places near those wanted, each at least a line of text from the next."""
    order, places = sorted(range(len(wanted)), key=wanted.__getitem__), list(wanted)
    for before, after in zip(order, order[1:], strict=False):
        places[after] = max(places[after], places[before] + APART)
    return places

"""Drawings of how alike laws are: each pair as a square, and the groups as a tree."""

import altair as alt
import streamlit as st

from kb.questions.clusters import Cluster, clusters
from kb.questions.likeness import Likeness

SHARE = alt.Scale(domain=[0, 1])
ROW = 34


def nearness(pairs: tuple[Likeness, ...], names: dict[str, str]) -> None:
    """Draw the groups of some laws and the likeness of each two, like beside like.

    Args:
        pairs: the likeness of every two of the laws.
        names: the name of each law by its code.
    """
    found = clusters(pairs)
    order = [names[code] for code in found.codes]
    st.altair_chart(_tree(found, order), width="stretch")
    st.altair_chart(_squares(pairs, names, order), width="stretch")
    st.caption("The tree joins the laws most alike first; further left is less alike. The pale bar at a joint reaches from "
               "the least to the most that it can be, whatever the answers are that are not known. In the squares: the "
               "middle between the bounds of alike; paler letters where less than half of the answers are known.")


def _tree(found: Cluster, order: list[str]) -> alt.LayerChart:
    rows = {code: number for number, code in enumerate(found.codes)}
    strokes, joints = [], []
    _branches(found, rows, strokes, joints)
    across = alt.X("x:Q", scale=SHARE, axis=alt.Axis(format="%", title="alike", values=[0, .25, .5, .75, 1]))
    height = alt.Y("y:Q", scale=alt.Scale(domain=[len(order) - 0.5, -0.5]),
                   axis=alt.Axis(values=list(range(len(order))), title=None, grid=False, labelLimit=140,
                                 labelExpr=f"{order}[datum.value]"))
    told = [alt.Tooltip("words:N", title="joined")]
    bounds = alt.Chart(alt.Data(values=joints)).mark_rule(strokeWidth=7, opacity=0.25).encode(
        x=alt.X("least:Q", scale=SHARE), x2="most:Q", y=height, tooltip=told)
    lines = alt.Chart(alt.Data(values=strokes)).mark_rule(strokeWidth=2).encode(x=across, x2="x2:Q", y=height, y2="y2:Q")
    points = alt.Chart(alt.Data(values=joints)).mark_point(filled=True, size=70).encode(x=across, y=height, tooltip=told)
    return alt.layer(bounds, lines, points).properties(height=ROW * len(order) + 40)


def _branches(found: Cluster, rows: dict[str, int], strokes: list[dict], joints: list[dict]) -> float:
    """Collect the strokes of a group and those within it; return the height at which it lies."""
    if not found.parts:
        return rows[found.codes[0]]
    heights = [_branches(part, rows, strokes, joints) for part in found.parts]
    strokes += [{"x": found.alike, "x2": part.alike, "y": height, "y2": height}
                for part, height in zip(found.parts, heights, strict=True)]
    strokes.append({"x": found.alike, "x2": found.alike, "y": heights[0], "y2": heights[1]})
    middle = sum(heights) / 2
    joints.append({"x": found.alike, "least": found.least, "most": found.most, "y": middle, "words": found.words})
    return middle


def _squares(pairs: tuple[Likeness, ...], names: dict[str, str], order: list[str]) -> alt.LayerChart:
    values = [
        {"one": names[one], "other": names[other], "alike": pair.middle, "known": pair.known, "between": pair.words[1],
         "text": f"{pair.middle:.0%}"}
        for pair in pairs for one, other in (pair.codes, pair.codes[::-1])
    ]
    told = ["one:N", "other:N", alt.Tooltip("alike:Q", format=".0%"), "between:N", alt.Tooltip("known:Q", format=".0%")]
    blues = alt.Scale(domain=[0, 1], scheme="blues")
    chart = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("other:N", sort=order, title=None, axis=alt.Axis(labelAngle=-90, labelLimit=110, labelOverlap=False)),
        y=alt.Y("one:N", sort=order, title=None, axis=alt.Axis(labelLimit=140)),
        tooltip=told)
    squares = chart.mark_rect().encode(color=alt.Color("alike:Q", scale=blues, legend=None))
    words = chart.mark_text().encode(
        text="text:N", opacity=alt.condition("datum.known < 0.5", alt.value(0.45), alt.value(1)),
        color=alt.condition("datum.alike > 0.6", alt.value("white"), alt.value("black")))
    return alt.layer(squares, words).properties(height=ROW * len(order) + 70)

"""The page of pinned answers: gathered while one asks, taken away together."""

import streamlit as st

from kb.papers.paper import Paper
from ui.papers import downloads, pins

st.title("Pinned answers")
if not pins():
    st.info("Nothing is pinned yet. Under each answer there is a button “Pin this”; what is pinned stays until the "
            "browser's page is closed or loaded anew.")
for number, paper in enumerate(list(pins())):
    left, right = st.columns([5, 1])
    left.markdown(f"**{number + 1}. {paper.title}**  \n{paper.verdict} · {paper.about[0]}")
    if right.button("Remove", key=f"remove-{number}"):
        pins().pop(number)
        st.rerun()


def together() -> Paper:
    """All pinned answers bound into one paper."""
    bound = Paper("Pinned answers", f"{len(pins())} answers", (pins()[0].about[-1],), ())
    for paper in pins():
        bound = bound.beside(paper)
    return bound


if pins():
    st.markdown("#### Take them away together")
    downloads(together, "pins")

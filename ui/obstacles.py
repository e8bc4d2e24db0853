"""The page of the question: what would make requests between some states fail, and which step would open most of them."""

import streamlit as st

from kb.errors import KbError
from kb.papers.pack import pack
from kb.questions.obstacles import OPEN, WORDS, ObstaclesAnswer
from ui.address import DAY, asked_known, keep
from ui.facts import facts_behind
from ui.papers import downloads, take_away
from ui.shared import MARKS, day_input, library, names, states_input, table

MOST_AT_ONCE = 3


def ask() -> ObstaclesAnswer | None:
    st.title("What stands in the way between these states?")
    st.caption("Each asks each other one for a suspect of each typical act. It is taken that no fact of the case stands in "
               "the way and that conditions, such as reciprocity, are met: what remains is the law's.")
    left, middle, right = st.columns([5, 5, 3], vertical_alignment="bottom")
    with left:
        codes = states_input("The states", "in", library().codes[:2])
    with middle:
        acts = library().scenarios
        chosen = st.multiselect("For which acts (all, if none is named)", list(acts), format_func=lambda n: acts[n].label,
                                default=asked_known("act", acts))
    with right:
        on = day_input("On which day")
    keep(**{"in": codes, "act": chosen, DAY: on})
    if len(codes) < 2:
        st.info("Name two states or more.")
        return None
    try:
        return library().obstacles(codes, chosen, on)
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: ObstaclesAnswer) -> None:
    st.markdown(f"### {answer.counts[OPEN]} of {len(answer.found)} requests meet no obstacle in the recorded law")
    table([{"What stands in the way": WORDS[cause].capitalize(), "Requests": number}
           for cause, number in answer.counts.most_common()])
    st.markdown("#### Requests that meet no obstacle")
    st.caption("Rows: the state where the suspect is. In brackets: those where it hands over its own nationals too.")
    table([{"From": names()[one]} | {names()[other]: answer.tally(one, other) for other in answer.codes}
           for one in answer.codes])
    st.markdown("#### Request by request")
    table([{"From": names()[o.requested], "To": names()[o.requesting], "Act": library().scenarios[o.act].label,
            "Extraditable": MARKS[o.verdict], "Own nationals": MARKS[o.nationals], "In the way": o.words}
           for o in answer.found])
    facts_behind(answer)
    take_away(answer, "obstacles")
    if len(answer.codes) == 2:
        _openings(answer)
    if len(answer.codes) <= MOST_AT_ONCE:
        _pack(answer)


def _openings(answer: ObstaclesAnswer) -> None:
    st.markdown("#### Which single step opens most")
    if not st.button("Try every participation and every edit of one offence", key="openings"):
        return
    with st.spinner("Each step is tried on all typical acts, both ways"):
        found = library().openings(*answer.codes, answer.on)
    if not found.steps:
        st.write("No single step that was tried opens another request.")
    table([{"Opens": len(step.opens), "Step": step.words,
            "For": ", ".join(dict.fromkeys(library().scenarios[act].label for _, _, act in step.opens))}
           for step in found.steps])
    facts_behind(found)


def _pack(answer: ObstaclesAnswer) -> None:
    st.markdown("#### Negotiation pack")
    st.caption("Obstacles, single steps, differences on what the conventions demand, and what each law lacks, bound into "
               "one paper. It takes up to a minute.")
    demanding = library().demanding
    by = st.multiselect("Measured by", list(demanding), default=list(demanding), format_func=demanding.get)
    if by:
        downloads(lambda: pack(library(), list(answer.codes), by, answer.on), "pack")


if answer := ask():
    show(answer)

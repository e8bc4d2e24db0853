"""The page of the question: what does each article of an instrument find in another, and what does a law lack of both."""

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.questions.crosswalk import CrosswalkAnswer
from ui.address import DAY, keep
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import choice_input, day_input, library, names, reasons, table

ONE, OTHER, STATE = "one", "other", "state"
NO_STATE = "-"


def ask() -> CrosswalkAnswer | None:
    st.title("How do two conventions compare?")
    titles = library().instruments
    left, middle, right, last = st.columns([4, 4, 3, 3], vertical_alignment="bottom")
    with left:
        one = choice_input("The articles of", ONE, titles, library().usual_instrument(date.today()))
    with middle:
        other = choice_input("are looked for in", OTHER, {name: title for name, title in titles.items() if name != one})
    with right:
        state = choice_input("and what is lacking of both in", STATE, {NO_STATE: "no law"} | names())
    with last:
        on = day_input("On which day")
    keep(**{ONE: one, OTHER: other, STATE: state, DAY: on})
    try:
        return library().crosswalk(one, other, on, "" if state == NO_STATE else state)
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: CrosswalkAnswer) -> None:
    st.markdown(f"### {answer.one} beside {answer.other}")
    st.caption("Two articles are the same if each takes in every smallest act that the other demands; the second is wider "
               "if it takes in all of the first's and more, narrower if the first takes in all of its own and more. "
               "Articles without offences are compared by the measures that they ask for.")
    table([{"Article": row.article.number, "About": row.article.label, "Smallest acts": row.acts or "",
            "Finds there": row.words} for row in answer.rows])
    if answer.rest:
        st.markdown(f"#### {answer.rest_words}")
        table([{"Article": article.number, "About": article.label} for article in answer.rest])
    if answer.state:
        _to_do(answer)
    for title, numbers in answer.unread.items():
        st.warning(f"Known, but not read in the text itself: {title}, {', '.join(numbers)}.")
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "crosswalk")


def _to_do(answer: CrosswalkAnswer) -> None:
    heads = (f"Of {answer.one}", f"Of {answer.other}", "What escapes or is missing")
    certain = [item for item in answer.to_do if item.certain]
    st.markdown(f"#### What the law of {answer.state} does not give, or leaves open")
    table([dict(zip(heads, item.cells, strict=True)) for item in certain])
    if not certain:
        st.write("Nothing that is certain.")
    with st.expander(f"Not known to be given: {len(answer.to_do) - len(certain)}"):
        table([dict(zip(heads, item.cells, strict=True)) for item in answer.to_do if not item.certain])


if answer := ask():
    show(answer)

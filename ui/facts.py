"""What the pages show of the facts behind an answer: a query that anyone can run again."""

import streamlit as st

from kb.facts import facts_query


def facts_behind(answer) -> None:
    """The query that shows what an answer rests on, folded away."""
    with st.expander("The facts behind this, as SPARQL"):
        st.caption("What is cited, how it was read, and what the offences there require and carry. Copy it to a file and "
                   "run `kb sparql FILE`.")
        st.code(facts_query(answer), language="sparql")

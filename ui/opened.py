"""The recorded law that the pages draw on, opened once; a page that cannot be drawn without it says why."""

import streamlit as st

import kb
from kb.errors import KbError
from kb.library import Library


def library() -> Library:
    """The recorded law; where it cannot be read the page ends with the reason, and its next run tries again."""
    try:
        return _opened()
    except KbError as fault:
        st.error(str(fault))
        st.stop()


@st.cache_resource(show_spinner="Reading the records")
def _opened() -> Library:
    """Everything is read at once, so that a jurisdiction's own concepts can be named and no page waits for a server."""
    opened = kb.open()
    opened.read_all()
    return opened

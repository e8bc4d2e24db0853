"""What the pages offer to take away: the answer itself, and the answers that were pinned."""

import streamlit as st

from kb.papers.of_answers import about_data, paper_of
from kb.papers.paper import Paper
from kb.papers.save import written
from ui.shared import library

FORMS = {".docx": "Word", ".pdf": "PDF", ".xlsx": "Tables as Excel", ".zip": "Tables as CSV"}
PINS = "pins"


def pins() -> list[Paper]:
    """The papers pinned since the page was opened."""
    return st.session_state.setdefault(PINS, [])


def take_away(answer, name: str) -> None:
    """Offer to pin an answer, or to take it away as a paper or as tables."""
    left, right, _ = st.columns([1, 1, 3])
    with left, st.popover("Take this away", icon=":material/download:"):
        downloads(lambda: paper_of(answer, about_data(library().data_version)), name)
    with right:
        if st.button("Pin this", icon=":material/push_pin:", key=f"pin-{name}"):
            pins().append(paper_of(answer, about_data(library().data_version)))
            st.toast("Pinned: see the page “Pinned answers”.")


def downloads(make, name: str) -> None:
    """A button for each form; the paper is made when one is pressed."""
    full = st.checkbox("Every detail, however long", key=f"full-{name}",
                       help="Long comparisons leave their reasons and the differences pair by pair out, and say so.")

    def content(ending: str) -> bytes:
        return written(make().in_full() if full else make(), ending)

    for ending, words in FORMS.items():
        st.download_button(words, lambda ending=ending: content(ending), file_name=f"{name}{ending}",
                           key=f"{name}{ending}", on_click="ignore")

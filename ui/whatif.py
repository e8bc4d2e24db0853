"""The page of the question: what would a change of law change; it drafts an offence and shows what it moves."""

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from kb.errors import KbError
from kb.law.concepts import FACETS
from kb.questions.whatif import TITLES, Moved, Sweep
from ui.address import DAY, asked, asked_known, asked_number, keep
from ui.draft import Draft, turtle
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import choice_input, day_input, library, names, state_input, table

LABEL, FAMILY, MONTHS = "label", "family", "months"
MOST_MONTHS = 1200
START = {"conduct": ["AccessingSystem"], "authority": ["WithoutRight"], "mental": ["Intent"]}


def draft_input() -> tuple[Draft, date]:
    """Let the person write a draft offence; the address bar keeps it."""
    st.title("What would a change change?")
    st.caption("Draft an offence: it is laid over the recorded law of one state, which itself is not touched.")
    left, middle, right = st.columns([4, 6, 3], vertical_alignment="bottom")
    with left:
        code = state_input("Added to the law of", "state", library().codes[0])
    with middle:
        label = st.text_input("What the offence is called", asked(LABEL, "Unlawful access to a computer system"))
    with right:
        on = day_input("On which day")
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        families = {name: library().vocabulary.in_words([name]) for name in library().families}
        family = choice_input("Family of conduct", FAMILY, families, "IllegalAccess")
    with right:
        months = st.number_input("Longest imprisonment, months", 0, MOST_MONTHS, asked_number(MONTHS, 0, MOST_MONTHS, 24),
                                 help="0 where there is none")
    requirements = _requirements_input()
    keep(**{"state": code, LABEL: label, FAMILY: family, MONTHS: str(months), DAY: on})
    return Draft(code, label, family, requirements, int(months), on), on


def _requirements_input() -> tuple[tuple[str, ...], ...]:
    """One requirement for each facet, any one of its concepts will do; a facet left empty is not required."""
    st.markdown("**Elements.** Of each row any one will do; all rows are needed; an empty row is not required.")
    chosen = []
    columns = st.columns(2)
    started = any(asked(facet) for facet in FACETS)
    for number, facet in enumerate(FACETS):
        concepts = {c.name: c for c in library().vocabulary.concepts.values() if c.facet == facet}
        default = asked_known(facet, concepts, () if started else START.get(facet, ()))
        with columns[number % 2]:
            picked = st.multiselect(facet.capitalize(), sorted(concepts, key=lambda n: concepts[n].label), default=default,
                                    format_func=lambda name, concepts=concepts: concepts[name].label)
        keep(**{facet: picked})
        if picked:
            chosen.append(tuple(concepts[name].iri for name in picked))
    return tuple(chosen)


def show(draft: Draft, on: date) -> None:
    text = turtle(draft)
    st.download_button("Save the change as a file", text, file_name="change.ttl", mime="text/turtle")
    with st.expander("The change as Turtle"):
        st.code(text, language="turtle")
    if not draft.requirements:
        st.info("Choose at least one element.")
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "change.ttl"
        file.write_text(text)
        try:
            found = library().whatif(file, on)
        except KbError as fault:
            st.error(str(fault))
            return
    _sweep(found)


def _sweep(found: Sweep) -> None:
    moved = False
    for name, title in TITLES.items():
        rows: tuple[Moved, ...] = getattr(found, name)
        if rows:
            moved = True
            st.markdown(f"#### {title}: {len(rows)} moved")
            table([{"Between": " – ".join(names()[code] for code in row.codes), "About": _subject(row.subject),
                    "Before": row.before, "After": row.after} for row in rows])
    facts_behind(found)
    take_away(found, "whatif")
    if not moved:
        st.markdown("#### The change moves nothing")
        st.write("No typical act, road or article has another answer on this day.")


def _subject(word: str) -> str:
    return library().scenarios[word].label if word in library().scenarios else word


show(*draft_input())

"""The first page: it starts from the person's question."""

import streamlit as st

from ui.shared import library, names, table

st.title("Cybercrime law, asked and answered with reasons")
st.markdown(
    "Every offence is recorded as **elements**: what is done, to what, by what right, with what mind, with what result. "
    "An act is described with the same elements, so that each answer can be followed line by line to the provision "
    "it rests on. Where nothing is recorded the answer says so."
)
left, right = st.columns(2)
with left, st.container(border=True):
    st.subheader("Is this act criminal in both states?")
    st.write("Under which provisions, with what penalty, on what day; and which facts would decide an open answer.")
    st.page_link("ui/criminal.py", label="Ask about an act", icon=":material/gavel:")
with right, st.container(border=True):
    st.subheader("Can the suspect be extradited?")
    st.write("By which treaty, past which bars, on what conditions; if nationality bars it, who must prosecute.")
    st.page_link("ui/extradite.py", label="Ask about a suspect", icon=":material/flight_takeoff:")

left, right = st.columns(2)
with left, st.container(border=True):
    st.subheader("What does a convention ask that this law does not give?")
    st.write("Article by article, with the smallest acts that escape and the provisions that come nearest.")
    st.page_link("ui/gaps.py", label="Hold a law against a convention or another law", icon=":material/rule:")
with right, st.container(border=True):
    st.subheader("Where do these laws part?")
    st.write("A matrix of articles and states, how alike the laws are, and each act on which they give different answers.")
    st.page_link("ui/compare.py", label="Compare laws", icon=":material/compare_arrows:")
    st.page_link("ui/offences.py", label="Set two offences side by side", icon=":material/balance:")

left, right = st.columns(2)
with left, st.container(border=True):
    st.subheader("What stands in the way between states?")
    st.write("A map of all requests by the cause that would make them fail, and the single step that opens most of them.")
    st.page_link("ui/obstacles.py", label="See the obstacles", icon=":material/block:")
with right, st.container(border=True):
    st.subheader("What would a new article change?")
    st.write("Draft an offence and see which acts, pairs of states and gaps would have another answer.")
    st.page_link("ui/whatif.py", label="Draft a change", icon=":material/edit_note:")

left, right = st.columns(2)
with left, st.container(border=True):
    st.subheader("How do two conventions compare?")
    st.write("Article by article: the same, wider or narrower; and what one law lacks of both.")
    st.page_link("ui/crosswalk.py", label="Set two conventions side by side", icon=":material/sync_alt:")
with right, st.container(border=True):
    st.subheader("What does a law need to give an article?")
    st.write("Its elements, the options it leaves, how states do it, definitions compared, and a checklist.")
    st.page_link("ui/guide.py", label="Draft for an article", icon=":material/checklist:")

st.subheader("What is recorded")
rows = []
for code in library().codes:
    law = library().jurisdiction(code)
    read = [p for p in law.provisions if p.verification in ("OfficialText", "Reproduction")]
    rows.append({
        "State": law.name,
        "Offences": len(law.offences),
        "Families complete": sum(law.review_of(f, d) is not None for f in library().families
                                 for d in [max((r.read_on for r in law.reviews), default=None)] if d),
        "Provisions": len(law.provisions),
        "Read in text or faithful copy": f"{len(read) / max(len(law.provisions), 1):.0%}",
        "Last read": max((p.read_on for p in law.provisions if p.read_on), default=None),
    })
table(rows)
st.page_link("ui/records.py", label="Look into the records", icon=":material/menu_book:")
st.caption(f"{len(names())} states, {len(library().treaties)} treaties and conventions, "
           f"{len(library().scenarios)} typical acts. This is research, not legal advice.")

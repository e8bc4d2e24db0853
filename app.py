"""The list of the dashboard's pages."""

import streamlit as st

st.set_page_config(page_title="Cybercrime law", page_icon="⚖", layout="wide")
# A table wider than the screen scrolls by itself instead of pushing the page over its edge.
st.html("<style>[data-testid=stMarkdownContainer] { overflow-x: auto; }</style>")
st.navigation([
    st.Page("ui/home.py", title="Start", icon=":material/home:", default=True),
    st.Page("ui/criminal.py", title="Is the act criminal?", icon=":material/gavel:", url_path="criminal"),
    st.Page("ui/extradite.py", title="Can the suspect be extradited?", icon=":material/flight_takeoff:",
            url_path="extradite"),
    st.Page("ui/gaps.py", title="What does a law not give?", icon=":material/rule:", url_path="gaps"),
    st.Page("ui/compare.py", title="Where do these laws part?", icon=":material/compare_arrows:", url_path="compare"),
    st.Page("ui/offences.py", title="Are two offences the same?", icon=":material/balance:", url_path="offences"),
    st.Page("ui/crosswalk.py", title="How do conventions compare?", icon=":material/sync_alt:", url_path="crosswalk"),
    st.Page("ui/guide.py", title="What does an article need?", icon=":material/checklist:", url_path="guide"),
    st.Page("ui/whatif.py", title="What would a change change?", icon=":material/edit_note:", url_path="whatif"),
    st.Page("ui/obstacles.py", title="What stands in the way?", icon=":material/block:", url_path="obstacles"),
    st.Page("ui/pins.py", title="Pinned answers", icon=":material/push_pin:", url_path="pins"),
    st.Page("ui/records.py", title="What is recorded", icon=":material/menu_book:", url_path="records"),
]).run()

"""The page of the records: what is recorded of one state, and how it was verified."""

import streamlit as st

from kb.law.sources import READ
from kb.questions.records import begun
from ui.address import DAY, keep
from ui.facts import facts_behind
from ui.shared import day_input, library, state_input

st.title("What is recorded")
left, right = st.columns([3, 1], vertical_alignment="bottom")
with left:
    code = state_input("State", "state", library().codes[0])
with right:
    on = day_input("In force on")
keep(**{"state": code, DAY: on})
record = library().show(code, on)
doctrine = record["doctrine"]


def told(names: str) -> str:
    return library().vocabulary.in_words(names.split(", "))


st.subheader(record["name"])
st.caption(record["legal_family"])
offences, complete, cooperation, powers, sources = st.tabs(
    ["Offences", "Complete or not", "Extradition and treaties", "Powers and rules", "Sources"])
with offences:
    st.dataframe(
        [{"Family": told(o["family"]), "Provision": o["provision"], "Offence": o["label"],
          "Max. months": o["maximum_months"],
          "Min. months": o["minimum_months"], "Life": o["life"], "Liability": o["liability"],
          "In force from": begun(o["in_force_from"], o["in_force_from_known"]),
          "Verification": READ[o["verification"]], "Source": o["sources"][0] if o["sources"] else ""}
         for o in record["offences"]],
        hide_index=True, width="stretch", column_config={"Source": st.column_config.LinkColumn()})
with complete:
    st.write("Only where a family is complete can an answer be no: elsewhere it is not known.")
    st.dataframe([{"Family": told(family), "Complete on this day": "yes" if done else "no"}
                  for family, done in record["complete"].items()], hide_index=True)
    st.markdown("**Looked for and not found**")
    st.dataframe([{"About": told(s["subject"]), "Looked for": s["looked_for"], "Searched": "; ".join(s["searched"]),
                   "On": s["read_on"], "Known from": s["known_from"]} for s in record["silences"]],
                 hide_index=True, width="stretch")
with cooperation:
    for law in record["extradition_law"]:
        st.write(law["summary"])
    if doctrine:
        st.markdown(f"**Double criminality**: {doctrine['summary']} "
                    f"({told(doctrine['assessment']) or 'assessment not recorded'}, "
                    f"{told(doctrine['reference_day']) or 'day not recorded'})")
    st.dataframe(
        [{"Ground": told(g["subject"]), "Effect": told(g["effect"]), "On every road": g["every_route"],
          "Months": g["months"], "What the law says": g["summary"], "Provision": g["provision"]}
         for g in record["extradition"]],
        hide_index=True, width="stretch")
    st.markdown("**Treaties and instruments**")
    st.dataframe(
        [{"Treaty": p["title"], "Status": told(p["status"]), "Signed": p["signed"], "Ratified": p["ratified"],
          "In force": begun(p["in_force"], p["in_force_known"]), "Until": p["until"],
          "Verification": READ[p["verification"]], "Source": p["source"]}
         for p in record["participation"]],
        hide_index=True, width="stretch", column_config={"Source": st.column_config.LinkColumn()})
with powers:
    for part in ("powers", "rules", "authorities"):
        st.markdown(f"**{part.capitalize()}**")
        st.dataframe(
            [{"About": told(r["subject"]), "What it says": r["summary"] or r["label"], "Ordered by": r["ordered_by"],
              "Provision": r["provision"]} for r in record[part]],
            hide_index=True, width="stretch")
with sources:
    st.dataframe(record["sources"], hide_index=True, width="stretch",
                 column_config={"url": st.column_config.LinkColumn()})
facts_behind(library().recorded(code, on))

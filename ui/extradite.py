"""The page of the question: can the suspect be extradited, by which road, past which grounds."""

import pycountry
import streamlit as st

from kb.errors import KbError
from kb.questions.extradite import ExtraditeAnswer, Request, RouteAnswer
from kb.reasons.verdicts import Verdict
from ui.address import DAY, asked, asked_known, keep
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import (
    COLOURS,
    MARKS,
    act_input,
    citation,
    day_input,
    library,
    names,
    question_buttons,
    reasons,
    state_input,
    verdict_banner,
)

MEANING = {
    Verdict.YES: "a road is open and no ground stands in the way",
    Verdict.NO: "every recorded road is closed",
    Verdict.DEPENDS: "facts that are not stated, or the discretion of the requested state, would decide it",
    Verdict.UNKNOWN: "the record is not complete, so nothing is concluded",
}
NATIONALITY, ACT_ON, NO_BARS = "nationality", "act_on", "no_bars"


def ask() -> ExtraditeAnswer | None:
    st.title("Can the suspect be extradited?")
    act = act_input()
    left, middle, right = st.columns(3)
    with left:
        requested = state_input("The suspect is in (requested state)", "from", library().codes[0])
        on = day_input("Day of the request")
    with middle:
        requesting = state_input("Asked for by (requesting state)", "to", library().codes[1])
        act_on = day_input("Day of the act", ACT_ON, on)
    with right:
        countries = {country.alpha_2.lower(): country.name for country in pycountry.countries} | names()
        nationality = st.multiselect("Nationality, if known", sorted(countries, key=countries.get),
                                     default=asked_known(NATIONALITY, countries), format_func=countries.get)
        no_bars = st.checkbox("Assume no unstated bar", value=asked(NO_BARS) == "1",
                              help="Facts of the person and the case that are not stated are taken as no obstacle.")
    keep(**{"from": requested, "to": requesting, DAY: on, ACT_ON: act_on, NATIONALITY: nationality,
            NO_BARS: "1" if no_bars else ""})
    if act is None:
        return None
    try:
        return library().extradite(
            Request(act, requested, requesting, frozenset(nationality), on, act_on, no_bars))
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: ExtraditeAnswer) -> None:
    asking, asked_state = answer.jurisdictions
    verdict_banner(answer.verdict, f"From {asked_state.name} to {asking.name}?", MEANING)
    left, right = st.columns(2)
    for column, part, role in ((left, asking, "requesting"), (right, asked_state, "requested")):
        with column, st.container(border=True):
            st.markdown(f"**{part.name}** ({role}): criminal? :{COLOURS[part.verdict]}[{part.verdict.words}]")
    for step in answer.differs_if:
        st.caption(f"Differs: {step.claim}.")
    question_buttons(answer.questions)
    st.markdown("#### Roads")
    if not answer.routes:
        st.write("No road is recorded between these two.")
    for route in answer.routes:
        _route(route)
    if answer.alternatives:
        st.markdown("#### If nationality bars extradition")
        for step in answer.alternatives:
            st.markdown(f"- {step.claim}  \n{'; '.join(citation(c) for c in step.cites)}")
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "extradite")


def _route(route: RouteAnswer) -> None:
    barring = ", ".join(dict.fromkeys(ground.label for ground in route.grounds if ground.verdict is Verdict.NO))
    why = f" · barred by {barring}" if barring else "" if route.grounds else f" · {route.route.opening.claim}"
    head = f":{COLOURS[route.verdict]}[{MARKS[route.verdict]} {route.verdict.words}] · {route.route.basis}{why}"
    with st.expander(head, expanded=route.verdict.value != "no"):
        opening = route.route.opening
        st.markdown(f"{MARKS[opening.verdict]} {opening.claim}  \n" + "; ".join(citation(c) for c in opening.cites))
        lines = [
            f"- {MARKS[g.verdict]} **{g.label}**: {_outcome(g)}{'. ' + g.note if g.note else ''}  \n"
            + "; ".join(citation(c) for c in g.step.cites)
            for g in route.grounds
        ]
        st.markdown("\n".join(lines))


def _outcome(ground) -> str:
    if ground.source and ground.source.effect == "NoBar":
        return "no obstacle by this text"
    word = {"yes": "no obstacle", "no": "bars", "depends": "open", "unknown": "not known"}[ground.verdict.value]
    return f"{word} ({'must' if ground.mandatory else 'may'} refuse if it applies)"


if answer := ask():
    show(answer)

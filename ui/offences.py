"""The page of the question: do two offences punish the same acts, element by element."""

import streamlit as st

from kb.errors import KbError
from kb.questions.offences import OffencesAnswer
from kb.questions.sides import APART_WORDS, Side
from kb.reasons.verdicts import Verdict
from ui.address import DAY, asked_one, keep
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import citation, day_input, library, names, penalty_words, reasons, table, verdict_banner

ONE, OTHER = "one", "other"
MEANING = {
    Verdict.YES: "each takes in every act that the other punishes",
    Verdict.NO: "there are acts that one of them certainly punishes and the other does not",
    Verdict.DEPENDS: "it turns on what is left to a court, or on exceptions that are recorded in words alone",
}


def ask() -> OffencesAnswer | None:
    st.title("Do two offences punish the same acts?")
    laws = names() | library().instruments
    on = day_input("The law of which day")
    left, right = st.columns(2)
    with left:
        one = _offence_input("An offence", ONE, laws, 0)
    with right:
        other = _offence_input("beside", OTHER, laws, 1)
    keep(**{ONE: one, OTHER: other, DAY: on})
    try:
        return library().offences(one, other, on)
    except KbError as fault:
        st.error(str(fault))
        return None


def _offence_input(label: str, key: str, laws: dict[str, str], usual: int) -> str:
    """Let the person choose a law and an offence in it; the address bar may name it."""
    known = [f"{code}:{name}" for code in laws for name in library().law_or_instrument(code).by_name]
    code = list(laws)[min(usual, len(laws) - 1)]
    default = next(name for name in known if name.startswith(f"{code}:"))
    wanted = asked_one(key, known, default, default)
    codes = [code for code in laws if any(name.startswith(f"{code}:") for name in known)]
    law = st.selectbox(f"{label}, in", codes, index=codes.index(wanted.partition(":")[0]), format_func=laws.get)
    found = {f"{law}:{name}": norm.norm for name, norm in library().law_or_instrument(law).by_name.items()}
    return st.selectbox("which offence", list(found), index=list(found).index(wanted) if wanted in found else 0,
                        format_func=lambda name: f"{found[name].citation}: {found[name].label}", key=f"{key}-{law}")


def show(answer: OffencesAnswer) -> None:
    verdict_banner(answer.verdict, "Do they punish the same acts?", MEANING)
    st.write(answer.relation_words)
    table([_about(side) for side in (answer.one, answer.other)])
    st.markdown("#### Element by element")
    table([{"Element": row.about, answer.one.heading: row.one, answer.other.heading: row.other} for row in answer.rows])
    st.caption(APART_WORDS)
    for side, against in answer.sides:
        if side.alone:
            _alone(side, against)
    if answer.both:
        st.markdown("#### Punished by both, as little as can be")
        st.write(answer.both_words)
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "offences")


def _about(side: Side) -> dict:
    return {"Offence": side.name, "Law": side.law, "About": side.offence.label,
            "Provision": "; ".join(citation(cite) for cite in side.offence.cites),
            "Liability": side.offence.liability.lower(),
            "Penalty": penalty_words(side.penalty) if side.penalty else "",
            "In force on the day": "yes" if side.in_force else "no"}


def _alone(side: Side, against: Side) -> None:
    st.markdown(f"#### Punished by {side.heading}, not by {against.heading}")
    for alone in side.alone:
        lines = [f"**{alone.words}**", ""]
        if alone.turns_on:
            lines.append(f"- it turns on: {', '.join(concept.label for concept in alone.turns_on)}")
        lines.append(f"- {against.name} {alone.because}")
        if alone.elsewhere_words:
            lines.append(f"- in {against.law} as a whole {alone.elsewhere_words}")
        st.markdown("\n".join(lines))


if answer := ask():
    show(answer)

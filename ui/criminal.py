"""The page of the question: is the act criminal in each state, and in all of them."""

import streamlit as st

from kb.elements.compiled import compile_act, requirement_state
from kb.errors import KbError
from kb.law.concepts import FACETS
from kb.questions.criminal import CriminalAnswer, JurisdictionAnswer, OffenceAnswer
from kb.questions.explain import alternatives
from kb.reasons.steps import cited
from kb.reasons.verdicts import Verdict
from ui.address import DAY, keep
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import (
    MARKS,
    act_input,
    citation,
    day_input,
    library,
    penalty_words,
    question_buttons,
    reasons,
    states_input,
    verdict_banner,
)

MEANING = {
    Verdict.YES: "every element is met",
    Verdict.NO: "nothing recorded is met, and the record is complete",
    Verdict.DEPENDS: "facts that are not stated, or a judgement, would decide it",
    Verdict.UNKNOWN: "the record is not complete, so nothing is concluded",
}
SHOWN = 10
STATES = {"met": "met", "failed": "not met", "open": "open"}


def ask() -> CriminalAnswer | None:
    st.title("Is this act criminal?")
    act = act_input()
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        codes = states_input("In which states", "in", library().codes[:2])
    with right:
        on = day_input("On which day")
    keep(**{"in": codes, DAY: on})
    if act is None or not codes:
        st.info("Name an act and at least one state.")
        return None
    try:
        return library().criminal(act, codes, on)
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: CriminalAnswer) -> None:
    together = len(answer.jurisdictions) > 1
    verdict_banner(answer.verdict, "Criminal in all of them?" if together else "Criminal?", MEANING)
    columns = st.columns(min(len(answer.jurisdictions), 4))
    for number, part in enumerate(answer.jurisdictions):
        with columns[number % len(columns)], st.container(border=True):
            _state(part)
    question_buttons(answer.questions)
    st.markdown("#### The elements, state by state")
    _side_by_side(answer)
    for part in answer.jurisdictions:
        _all_offences(answer, part)
    st.markdown("#### Provisions and penalties")
    for part in answer.jurisdictions:
        _penalties(part)
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "criminal")


def _state(part: JurisdictionAnswer) -> None:
    st.markdown(f"**{part.name}: {part.verdict.words}** {MARKS[part.verdict]}")
    found = part.of(Verdict.YES)
    if found:
        st.write(f"{found[0].citation}: {penalty_words(found[0].penalty)}")
        weak = [c for offence in found for c in offence.cites if c.verification in ("SecondarySource", "Unverified")]
        if weak:
            st.caption("Rests in part on texts not read: " + "; ".join(c.label for c in weak))
    elif part.of(Verdict.DEPENDS):
        st.write(f"{len(part.of(Verdict.DEPENDS))} offences are open")
    elif any(found.verdict is Verdict.YES for found in part.offences):
        st.write("an administrative offence is met, but no crime")
    else:
        st.write("no offence is met")


def _side_by_side(answer: CriminalAnswer) -> None:
    """One column for each state: the elements of the offence that comes closest there, with what became of them."""
    closest = {part.code: part.offences[0] for part in answer.jurisdictions if part.offences}
    if not closest:
        st.write("No offence recorded bears on the act.")
        return
    rows = {"offence": {code: _title(found) for code, found in closest.items()}}
    for code, found in closest.items():
        for facet, cell in _cells(answer, code, found):
            row = rows.setdefault(facet, {})
            row[code] = f"{row[code]}; {cell}" if code in row else cell
    order = ["offence", *(facet for facet in FACETS if facet in rows)]
    names = [part.name for part in answer.jurisdictions if part.code in closest]
    lines = ["| |" + "|".join(names) + "|", "|---" * (len(names) + 1) + "|"]
    for facet in order:
        lines.append(f"|**{facet}**|" + "|".join(rows[facet].get(code, "not required") for code in closest) + "|")
    st.markdown("\n".join(lines))
    st.caption(f"The offence that comes closest in each state. {MARKS[Verdict.YES]} met, {MARKS[Verdict.NO]} failed, "
               f"{MARKS[Verdict.DEPENDS]} not stated.")


def _title(found: OffenceAnswer) -> str:
    kind = "" if found.offence.criminal else " (administrative)"
    return f"{found.offence.citation}: {found.offence.label}{kind}"


def _cells(answer: CriminalAnswer, code: str, found: OffenceAnswer) -> list[tuple[str, str]]:
    """The requirements of an offence as (facet, words with a mark)."""
    vocabulary = library().vocabulary
    act = compile_act(answer.act, vocabulary)
    norm = next(norm for norm in library().book(code).norms if norm.norm.iri == found.offence.iri)
    cells = []
    for mask in norm.requirements:
        mark = MARKS[_verdict(requirement_state(mask, act))]
        cells.append((vocabulary.named(mask)[0].facet, f"{mark} {alternatives(mask, vocabulary)}"))
    return cells


def _all_offences(answer: CriminalAnswer, part: JurisdictionAnswer) -> None:
    """Every offence that bears on the act, with all its elements in a row."""
    rows = []
    for found in part.offences:
        row = {"Offence": _title(found), "Outcome": STATES[_outcome(found.verdict)]}
        for facet, cell in _cells(answer, part.code, found):
            name = facet.capitalize()
            row[name] = f"{row[name]}; {cell}" if name in row else cell
        rows.append(row)
    with st.expander(f"All {len(rows)} offences of {part.name} that bear on the act"):
        st.dataframe(rows, hide_index=True, width="stretch")


def _outcome(verdict: Verdict) -> str:
    return {Verdict.YES: "met", Verdict.NO: "failed"}.get(verdict, "open")


def _verdict(state: str) -> Verdict:
    return {"met": Verdict.YES, "failed": Verdict.NO}.get(state, Verdict.DEPENDS)


def _penalties(part: JurisdictionAnswer) -> None:
    """Met and open offences with penalties and sources; beyond the first ones behind a fold."""
    lines = [
        f"- {MARKS[found.verdict]} **{found.offence.label}**: {penalty_words(found.offence.penalty)}"
        f"{'' if found.offence.criminal else ' (administrative)'}  \n"
        + "; ".join(citation(cite) for cite in found.offence.cites)
        for found in part.offences if found.verdict is not Verdict.NO
    ]
    st.markdown(f"**{part.name}**")
    if not lines:
        searched = "; ".join(citation(c) for c in cited(part.step)) or "not recorded"
        st.markdown(f"Nothing is met or open. What was searched and compared: {searched}.")
        return
    st.markdown("\n".join(lines[:SHOWN]))
    if lines[SHOWN:]:
        with st.expander(f"{len(lines) - SHOWN} more that are met or open"):
            st.markdown("\n".join(lines[SHOWN:]))


if answer := ask():
    show(answer)

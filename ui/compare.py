"""The page of the question: where do some laws part, on what an instrument demands."""

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.questions.compare import CompareAnswer, Difference
from kb.reasons.verdicts import Verdict
from ui.address import DAY, keep
from ui.facts import facts_behind
from ui.nearness import nearness
from ui.papers import take_away
from ui.shared import (
    MARKS,
    choice_input,
    coverage_words,
    day_input,
    library,
    names,
    penalty_words,
    reasons,
    states_input,
    table,
)

BY = "by"


def ask() -> CompareAnswer | None:
    st.title("Where do these laws part?")
    left, middle, right = st.columns([5, 5, 3], vertical_alignment="bottom")
    with left:
        codes = states_input("The laws of", "in", library().codes[:2])
    with middle:
        by = choice_input("on what is demanded by", BY, library().demanding, library().usual_instrument(date.today()))
    with right:
        on = day_input("On which day")
    keep(**{"in": codes, BY: by, DAY: on})
    if len(codes) < 2:
        st.info("Name two states or more.")
        return None
    try:
        return library().compare(codes, by, on)
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: CompareAnswer) -> None:
    rows = [answer.row(number) for number in range(len(answer.laws[0].articles))]
    st.markdown("#### Article by state")
    st.caption("Options and reservations are left aside: what is compared is the laws, not how far each keeps its word.")
    table([
        {"Article": row[0].article.number, "About": row[0].article.label}
        | {law.name: coverage_words(article.coverage) for law, article in zip(answer.laws, row, strict=True)}
        for row in rows
    ])
    if answer.unread:
        st.warning(f"Left out, since not read in the text itself: articles {', '.join(answer.unread)} of {answer.by}.")
    st.markdown("#### How alike")
    table([
        {"One": names()[pair.codes[0]], "Other": names()[pair.codes[1]]}
        | dict(zip(("Alike", "Between", "Common", "Known"), pair.words, strict=True))
        for pair in answer.likeness
    ])
    st.caption("Alike: of the smallest acts that at least one of the two punishes, the share that both do. Common: the "
               "share of all that both punish. Known: the share of which both answers are known. Between: what alike can "
               "be, whatever the answers are that are not known. Articles weigh the same.")
    if len(answer.laws) > 2:
        st.markdown("#### Nearest to each other")
        nearness(answer.likeness, {law.code: law.name for law in answer.laws})
    st.markdown("#### Where they part")
    if not answer.differences:
        st.write("Nowhere for certain, as far as the record goes.")
    for row in rows:
        found = [d for d in answer.differences if d.article.number == row[0].article.number]
        if found:
            counted = f"{len(found)} difference{'s' * (len(found) != 1)}"
            with st.expander(f"{row[0].article.number} · {row[0].article.label}: {counted}"):
                for difference in found:
                    _difference(difference, answer.on)
    st.markdown("#### Penalties")
    table([
        {"Article": row[0].article.number, "State": law.name, "Provision": citation, "Penalty": words}
        for row in rows for law, article in zip(answer.laws, row, strict=True)
        for citation, words in dict.fromkeys((o.citation, penalty_words(o.penalty)) for o in article.by)
    ])
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "compare")


def _difference(found: Difference, on: date) -> None:
    states = f"{MARKS[Verdict.YES]} {names()[found.punished_in]} · {MARKS[found.verdict]} {names()[found.not_in]}"
    lines = [f"{states}: **{found.words}**", "", f"- what is demanded: {found.demand.label}"]
    if found.turns_on:
        lines.append(f"- it turns on: {', '.join(concept.label for concept in found.turns_on)}")
    lines.append(f"- {names()[found.punished_in]}: {'; '.join(dict.fromkeys(offence.citation for offence in found.by))}")
    lines += [f"- {names()[found.not_in]}: {near.words}" for near in found.near]
    if found.near:
        beside = f"offences?one={found.by[0].name}&other={found.near[0].offence.name}&on={on}"
        lines.append(f"- [elements side by side]({beside})")
    st.markdown("\n".join(lines))


if answer := ask():
    show(answer)

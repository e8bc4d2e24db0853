"""The page of the question: what does an instrument or another law demand that this law does not give."""

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.questions.closing import Closing
from kb.questions.gaps import WORDS, GapsAnswer
from kb.questions.witnesses import OUTCOME, Witness
from ui.address import DAY, keep
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import MARKS, choice_input, citation, coverage_words, day_input, library, names, penalty_words, reasons, table

AGAINST = "against"


def ask() -> GapsAnswer | None:
    st.title("What does this law not give?")
    left, middle, right = st.columns([4, 6, 3], vertical_alignment="bottom")
    with left:
        code = choice_input("The law of (a convention counts as a law that gives just what it demands)", "state",
                            names() | library().instruments)
    with middle:
        options = library().instruments | {other: f"the law of {name}" for other, name in names().items()}
        options.pop(code, None)
        against = choice_input("held against", AGAINST, options, library().usual_instrument(date.today()))
    with right:
        on = day_input("On which day")
    keep(**{"state": code, AGAINST: against, DAY: on})
    try:
        return library().gaps(code, against, on)
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: GapsAnswer) -> None:
    counts = {state: sum(article.coverage == state for article in answer.articles) for state in WORDS}
    st.markdown(f"### {answer.name} against {answer.against}")
    st.markdown(" · ".join(f"**{coverage_words(state)}: {number}**" for state, number in counts.items() if number))
    st.caption("Covered: every smallest act that is demanded is punished, or allowed by an option that the state uses. "
               "Partly: some escape, or an offence asks for more. Missing: nothing reaches it. Not known: the record does "
               "not allow a conclusion.")
    table([
        {"Article": a.article.number, "About": a.article.label, "Coverage": coverage_words(a.coverage) + a.qualified,
         "Given by": a.given}
        for a in answer.articles
    ])
    if answer.reserved:
        st.markdown("#### Narrowed by what the state has reserved or declared")
        st.caption("What a declaration or reservation leaves out of a measure; whether the law gives it all the same was "
                   "not looked for.")
        table([{"Article": article.number, "Measure": measure.label, "Left out": option.left_out, "Option": option.label}
               for article, measure, option in answer.reserved])
    unread = [a.article.number for a in answer.articles if a.unread]
    if unread:
        st.warning(f"Known, but not read in the text itself: {', '.join(unread)}.")
    if weak := [a.article.number for a in answer.articles if a.rests_on_unread]:
        st.warning(f"What {answer.name} gives was in part not read in the text itself: {', '.join(weak)}.")
    st.markdown("#### What is demanded and not punished")
    closing = Closing(answer, library().proposals(answer), library().examples(answer))
    for article in answer.articles:
        if article.witnesses:
            with st.expander(f"{article.article.number} · {article.article.label}: {article.words}"):
                st.markdown(citation(article.article.fact.cite))
                for witness in article.witnesses:
                    _witness(article.told(witness), witness)
                _list("The fewest edits of recorded offences that would close it** (tried by the engine)",
                      closing.proposals.get(article.article.name, ()))
                _list("Whose present wording would close it**", closing.examples.get(article.article.name, ()))
    low = [(a.article.number, demand) for a in answer.articles for demand in a.below_floor]
    if low:
        st.markdown("#### Penalties below what is asked")
        if closing.caution:
            st.caption(closing.caution)
        table([{"Article": number, "For": demand.norm.label, "Asked": demand.penalty.words, "Provision": o.citation,
                "Penalty": penalty_words(o.penalty)} for number, demand in low for o in demand.penalty.below])
    st.markdown("#### Punished beyond what is demanded, in the same families of conduct")
    st.markdown("\n".join(f"- {offence.citation}: {offence.label}" for offence in answer.beyond) or "Nothing recorded.")
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(closing, "gaps")


def _witness(words: str, witness: Witness) -> None:
    lines = [f"{MARKS[witness.verdict]} **{words}**: {OUTCOME[witness.verdict]}"]
    if witness.turns_on:
        lines.append(f"- it turns on: {', '.join(concept.label for concept in witness.turns_on)}")
    lines += [f"- nearest: {near.words}" for near in witness.near]
    used = {True: "the state uses the option", False: "an option of the article would allow it"}
    lines += [f"- {used[option in witness.excused_by]}: {option.label}" for option in witness.allowed_by]
    st.markdown("\n".join([lines[0], "", *lines[1:]]))


def _list(title: str, found) -> None:
    """Ways to close the gap, for a drafter to start from."""
    if found:
        st.markdown(f"**{title}")
        lines = [line for each in found for line in (f"- {each.demand.label}: {each.words}",
                                                     *(f"    - {note}" for note in each.notes))]
        st.markdown("\n".join(lines))


if answer := ask():
    show(answer)

"""The page for whoever drafts: what a law needs to give an article, what may be added, how states do it."""

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.questions.definitions import Compared, told
from kb.questions.guide import NOT_RECORDED, GuideAnswer
from ui.address import DAY, keep
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import choice_input, citation, coverage_words, day_input, library, reasons, table

INSTRUMENT, ARTICLE = "instrument", "article"


def ask() -> GuideAnswer | None:
    st.title("What does a law need to give an article?")
    left, middle, right = st.columns([5, 5, 3], vertical_alignment="bottom")
    with left:
        instrument = choice_input("The instrument", INSTRUMENT, library().instruments,
                                  library().usual_instrument(date.today()))
    with middle:
        articles = {found.number: f"{found.number} · {found.label}" for found in library().instrument(instrument)[1]}
        number = choice_input("The article", ARTICLE, articles)
    with right:
        on = day_input("On which day")
    keep(**{INSTRUMENT: instrument, ARTICLE: number, DAY: on})
    try:
        return library().guide(instrument, number, on)
    except KbError as fault:
        st.error(str(fault))
        return None


def show(answer: GuideAnswer) -> None:
    article = answer.article
    st.markdown(f"### {article.title}, article {article.number}: {article.label}")
    st.markdown(citation(article.fact.cite))
    if answer.unrecorded:
        st.warning(NOT_RECORDED)
    for structure in answer.structures:
        st.markdown(f"#### Elements: {structure.norm.label}")
        table([{"Facet": element.facet, "Any of": element.words,
                "What it means": "; ".join(concept.definition for concept in element.concepts)}
               for element in structure.elements])
    if article.options:
        st.markdown("#### What may be added, by declaration or reservation")
        table([{"Option": option.label, "Used by": ", ".join(answer.used_by(option)) or "none recorded"}
               for option in article.options])
    st.markdown("#### How states do it, by legal family")
    table([{"Family": family, "State": practice.name,
            "Coverage": coverage_words(practice.answer.coverage) + practice.answer.qualified,
            "Given by": practice.answer.given, "Longest, months": practice.longest or "",
            "Asks besides": "; ".join(practice.asks_besides)}
           for family, practices in answer.by_family.items() for practice in practices])
    for compared in answer.definitions:
        _definitions(answer, compared)
    st.markdown("#### Checklist")
    st.markdown("\n".join(f"- ☐ {item}" for item in answer.checklist))
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "guide")


def _definitions(answer: GuideAnswer, compared: Compared) -> None:
    st.markdown(f"#### Definitions of {compared.term.label}")
    if not compared.definitions:
        st.write("No definition is recorded.")
        return
    columns = answer.titled(compared)
    table([{"Takes in": feature.label} | {title: told(definition, feature) for title, definition in columns.items()}
           for feature in compared.term.features])
    st.markdown("\n".join(f"- {title}: *{' / '.join(d.words)}*: {d.summary} {'; '.join(map(citation, d.cites))}"
                          for title, d in columns.items()))
    if compared.silent:
        st.write("Looked for and not found: "
                 + "; ".join(f"{answer.titles.get(code, code)}: {what}" for code, what in compared.silent.items()) + ".")


if answer := ask():
    show(answer)

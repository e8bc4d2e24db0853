"""The page for whoever drafts: what a law needs to give an article, what may be added, how states do it."""

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.questions.definitions import Compared, told
from kb.questions.guide import GuideAnswer
from ui.facts import facts_behind
from ui.papers import take_away
from ui.shared import DAY, choice_input, citation, coverage_words, day_input, keep, library, names, reasons, table

INSTRUMENT, ARTICLE = "instrument", "article"


def ask() -> GuideAnswer | None:
    st.title("What does a law need to give an article?")
    left, middle, right = st.columns([3, 3, 1])
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
    table([{"Family": family, "State": practice.name, "Coverage": coverage_words(practice.answer.coverage),
            "Given by": practice.answer.given, "Longest, months": practice.longest or "",
            "Asks besides": "; ".join(practice.asks_besides)}
           for family, practices in answer.by_family.items() for practice in practices])
    for compared in answer.definitions:
        _definitions(compared)
    st.markdown("#### Checklist")
    st.markdown("\n".join(f"- ☐ {item}" for item in answer.checklist))
    st.markdown("#### Why, step by step")
    reasons(answer.step)
    facts_behind(answer)
    take_away(answer, "guide")


def _definitions(compared: Compared) -> None:
    st.markdown(f"#### Definitions of {compared.term.label}")
    if not compared.definitions:
        st.write("No definition is recorded.")
        return
    titles = library().instruments | names()
    columns = {key.replace(d.owner, titles.get(d.owner, d.owner), 1): d for key, d in compared.columns.items()}
    table([{"Takes in": feature.label} | {title: told(definition, feature) for title, definition in columns.items()}
           for feature in compared.term.features])
    st.markdown("\n".join(f"- {title}: *{' / '.join(d.words)}*: {d.summary} {'; '.join(map(citation, d.cites))}"
                          for title, d in columns.items()))
    if compared.silent:
        st.write("Looked for and not found: "
                 + "; ".join(f"{titles.get(code, code)}: {what}" for code, what in compared.silent.items()) + ".")


if answer := ask():
    show(answer)

"""What the pages share: the opened library, the act and the address bar, verdicts, citations and reasons drawn."""

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.law.concepts import CASE_FACET, FACETS
from kb.law.scenarios import Act
from kb.law.sources import READ, Citation
from kb.limits import EARLIEST, LATEST
from kb.questions.asking import shown
from kb.questions.gaps import COVERED, MISSING, PARTLY, UNKNOWN
from kb.questions.gaps import WORDS as COVERAGE_WORDS
from kb.reasons.steps import Step
from kb.reasons.verdicts import Verdict
from ui.address import DAY, asked, asked_all, asked_day, asked_known, asked_one, keep
from ui.opened import library

COLOURS = {Verdict.YES: "green", Verdict.NO: "red", Verdict.DEPENDS: "orange", Verdict.UNKNOWN: "violet"}
MARKS = {Verdict.YES: "✓", Verdict.NO: "✗", Verdict.DEPENDS: "?", Verdict.UNKNOWN: "…"}
COVERAGE_COLOURS = {COVERED: "green", PARTLY: "orange", MISSING: "red", UNKNOWN: "violet"}
COVERAGE_MARKS = {COVERED: "✓", PARTLY: "◐", MISSING: "✗", UNKNOWN: "…"}
SCENARIO, PRESENT, ABSENT, CLOSED = "act", "present", "absent", "nothing_else_in"
NO_SCENARIO = ""


def names() -> dict[str, str]:
    return {code: library().jurisdiction(code).name for code in library().codes}


# ---- what every page asks for


def day_input(label: str, key: str = DAY, default: date | None = None) -> date:
    shown = asked_day(key, default or date.today())
    return st.date_input(label, shown, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD")


def choice_input(label: str, key: str, options: dict[str, str], default: str = "") -> str:
    """Let the person choose one of some options by its title; the address bar may name it."""
    default = default if default in options else next(iter(options))
    wanted = asked_one(key, options, default, options[default])
    return st.selectbox(label, list(options), index=list(options).index(wanted), format_func=options.get)


def state_input(label: str, key: str, default: str) -> str:
    return choice_input(label, key, names(), default)


def states_input(label: str, key: str, default: list[str]) -> list[str]:
    options = library().codes
    return st.multiselect(label, options, default=asked_known(key, options, default), format_func=lambda code: names()[code])


# ---- the act


def act_input() -> Act | None:
    """Let the person pick a scenario and add facts; return the act, or None with an explanation shown."""
    scenarios = library().scenarios
    options = [NO_SCENARIO, *scenarios]
    usual = "break-in" if not asked(SCENARIO) else NO_SCENARIO
    wanted = asked_one(SCENARIO, options, usual, "an act built from elements")
    name = st.selectbox("What was done", options, index=options.index(wanted),
                        format_func=lambda n: scenarios[n].label if n else "build the act from elements")
    if name:
        act = scenarios[name]
        st.caption(f"{act.summary} Taken for granted: {' '.join(act.assumes)}")
    concepts = {c.name: c for c in library().vocabulary.concepts.values()}
    facets = list(library().vocabulary.facet_mask)
    # Read before the fold, which would hide what is said of words that are not known.
    stated = {key: asked_known(key, concepts) for key in (PRESENT, ABSENT)}
    stated_closed = asked_known(CLOSED, facets)
    with st.expander("Elements of the act: add or change facts", expanded=not name):
        present, absent = _facts_input(name, concepts, stated)
        closed = st.multiselect("Nothing else in", facets, default=stated_closed,
                                help="In these facets nothing but what is present is the case.", key=f"{CLOSED}-{name}")
    keep(**{SCENARIO: name, PRESENT: present, ABSENT: absent, CLOSED: closed})
    try:
        return library().act(name, tuple(present), tuple(absent), tuple(closed))
    except KbError as fault:
        st.info(str(fault))
        return None


def _facts_input(name: str, concepts: dict, stated: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """Two lists of concepts to choose from: present and absent."""
    order = sorted(concepts, key=lambda n: (*FACETS, CASE_FACET).index(concepts[n].facet))
    left, right = st.columns(2)
    chosen = []
    for column, key, title in ((left, PRESENT, "Present"), (right, ABSENT, "Absent")):
        with column:
            chosen.append(st.multiselect(title, order, default=stated[key],
                                         format_func=lambda n: _labelled(concepts[n]),
                                         help="Facts not named on either side are not stated.", key=f"{key}-{name}"))
    return chosen[0], chosen[1]


def _labelled(concept) -> str:
    return f"{concept.facet}: {concept.label}"


# ---- answers


def verdict_banner(verdict: Verdict, question: str, meaning: dict[Verdict, str]) -> None:
    """The verdict in one word, with what the word means for the question."""
    st.markdown(f"### {question} :{COLOURS[verdict]}[**{verdict.words}**]")
    st.caption(f"{verdict.words}: {meaning[verdict]}.")


def table(rows: list[dict]) -> None:
    """Rows as a table whose cells wrap, so that nothing is cut off on a narrow screen."""
    if rows:
        lines = ["|" + "|".join(rows[0]) + "|", "|---" * len(rows[0]) + "|"]
        cells = (str(cell).replace("|", "\\|").replace("\n", " ") for row in rows for cell in row.values())
        width = len(rows[0])
        text = list(cells)
        lines += ["|" + "|".join(text[start:start + width]) + "|" for start in range(0, len(text), width)]
        st.markdown("\n".join(lines))


def citation(cite: Citation) -> str:
    """A citation as a link with its verification and the day it was read."""
    read = READ[cite.verification] + (f", read {cite.read_on}" if cite.read_on else "")
    label = cite.label.replace("[", "(").replace("]", ")")
    return f"[{label}]({cite.url}) ({read})" if cite.url else f"{label} ({read})"


def coverage_words(coverage: str) -> str:
    """How far an article is covered: a mark and a word in its colour."""
    return f":{COVERAGE_COLOURS[coverage]}[{COVERAGE_MARKS[coverage]} {COVERAGE_WORDS[coverage]}]"


def penalty_words(penalty) -> str:
    """A penalty in words: imprisonment in years and months, then what stands beside it."""
    words = ["death"] * penalty.death + ["life imprisonment"] * penalty.life
    if penalty.maximum_months:
        years, months = divmod(penalty.maximum_months, 12)
        span = " ".join([f"{years} year{'s' * (years != 1)}"] * bool(years) + [f"{months} months"] * bool(months))
        words.append(f"up to {span}")
    if penalty.minimum_months:
        words.append(f"at least {penalty.minimum_months} months")
    if penalty.fine:
        words.append(f"fine up to {penalty.fine_maximum:,} {penalty.fine_unit}" if penalty.fine_maximum else "fine")
    return ", ".join([*words, *penalty.other]) or "no penalty recorded"


def reasons(step: Step, depth: int = 0) -> None:
    """The tree of reasons, opened down to the second level."""
    head = f":{COLOURS[step.verdict]}[{MARKS[step.verdict]}] {step.claim}"
    if not step.because:
        st.markdown(head + "".join(f"  \n{citation(cite)}" for cite in step.cites))
        return
    with st.expander(head, expanded=depth < 1):
        for cite in step.cites:
            st.markdown(citation(cite))
        for below in step.because:
            reasons(below, depth + 1)


def question_buttons(questions) -> None:
    """The few facts that would decide an open answer, as buttons that answer at once."""
    if not questions:
        return
    st.markdown("#### What would decide it")
    for number, question in enumerate(shown(questions)):
        if len(question.facts) == 1:
            _single_fact(question, number)
        else:
            said = "; ".join(f"{fact.concept.label}: {'yes' if fact.present else 'no'}" for fact in question.facts)
            st.markdown(f"**Together:** {said}")
            st.button(f"All of this → {question.verdict.words}", key=f"ask-{number}", on_click=_state,
                      args=(question.facts, False))


def _single_fact(question, number: int) -> None:
    """One fact with a button for yes and one for no."""
    fact = question.facts[0]
    st.markdown(f"**{fact.concept.label[:1].upper()}{fact.concept.label[1:]}?**")
    columns = st.columns([1, 1, 2])
    for column, word, present in ((columns[0], "Yes", True), (columns[1], "No", False)):
        verdict = question.verdict if fact.present == present else question.otherwise
        if verdict is not None:
            column.button(f"{word} → {verdict.words}", key=f"ask-{number}-{word}", on_click=_state,
                          args=(question.facts, fact.present != present), width="stretch")
    with columns[2]:
        st.caption(fact.concept.definition)


def _state(facts, flip: bool) -> None:
    """Write facts into the address bar, which the next run of the page reads."""
    present, absent = set(asked_all(PRESENT)), set(asked_all(ABSENT))
    for fact in facts:
        (present if fact.present != flip else absent).add(fact.concept.name)
        (absent if fact.present != flip else present).discard(fact.concept.name)
    keep(**{PRESENT: sorted(present), ABSENT: sorted(absent)})
    for key in [key for key in st.session_state if str(key).startswith((f"{PRESENT}-", f"{ABSENT}-"))]:
        del st.session_state[key]

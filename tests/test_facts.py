"""The facts behind every answer of the cases: the query runs as it is and gives back just what the answer cites."""

from datetime import date

import pytest

from kb.facts import facts_query
from kb.graph.store import ask
from kb.inferences import open_inferred_store
from kb.questions.extradite import Request
from tests.conftest import TODAY
from tests.test_cases import act_of, load

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def store(real):
    return open_inferred_store(real, TODAY)


def criminal(real, case):
    return real.criminal(act_of(real, case), case["in"], case.get("on", ON))


def extradite(real, case):
    on = case.get("on", ON)
    return real.extradite(Request(
        act_of(real, case), case["from"], case["to"], frozenset(case.get("nationality", ())), on,
        case.get("act_on", on), case.get("no_bars", False)))


def gaps(real, case):
    return real.gaps(case["in"], case["against"], case.get("on", ON))


def cites_of(answer) -> list:
    further = (*getattr(answer, "alternatives", ()), *getattr(answer, "differs_if", ()))
    beyond = [cite for offence in getattr(answer, "beyond", ()) for cite in offence.cites]
    return [cite for step in (answer.step, *further) for cite in every(step)] + beyond


def every(step) -> list:
    """Every citation in a tree of steps, two records that read the same each for itself."""
    return [*step.cites, *(cite for below in step.because for cite in every(below))]


ASKED = [(question, *case.values) for question in (criminal, extradite, gaps) for case in load(question.__name__)]


@pytest.mark.parametrize("question, case", ASKED, ids=lambda part: part["name"] if isinstance(part, dict) else part.__name__)
def test_the_query_gives_back_what_the_answer_cites_and_no_more(real, store, question, case):
    answer = question(real, case)
    cites = cites_of(answer)
    rows = list(ask(store, facts_query(answer)))
    assert {row["cited"].value for row in rows} == {cite.iri for cite in cites}
    shown = {row["cited"].value: (row["citation"].value, row["readOn"].value if row["readOn"] else None) for row in rows}
    for cite in cites:
        label, read_on = shown[cite.iri]
        if cite.label.startswith("searched: "):
            assert cite.label == f"searched: {label}"
        else:
            instrument = {article.iri: article.title for article in real.articles}.get(cite.iri, label)
            assert cite.label == label or cite.label.startswith((f"{label}:", f"{instrument}, art."))
            assert read_on == (cite.read_on.isoformat() if cite.read_on else None)


def test_an_answer_that_cites_nothing_has_a_query_that_finds_nothing(invented):
    answer = invented.criminal(invented.act("break-in"), ["xn"], ON)
    assert cites_of(answer) == []
    assert list(ask(open_inferred_store(invented, TODAY), facts_query(answer))) == []


def test_names_that_no_prefix_can_shorten_stand_in_full(invented, tmp_path):
    draft = tmp_path / "draft.ttl"
    draft.write_text("""@prefix kb: <https://w3id.org/cyberlaw/ontology#> . @prefix c: <https://w3id.org/cyberlaw/concept/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix fam: <https://w3id.org/cyberlaw/family/> .
<urn:draft:1> a kb:DemandedOffence ; rdfs:label "access"@en ; kb:family fam:IllegalAccess ;
    kb:requires [ kb:anyOf c:AccessingSystem ] , [ kb:anyOf c:Intent ] .""")
    answer = invented.gaps("xe", str(draft), ON)
    query = facts_query(answer)
    assert "<urn:draft:1>" in query
    rows = ask(open_inferred_store(invented, TODAY), query)
    assert {row["cited"].value for row in rows} == {cite.iri for cite in cites_of(answer)} - {"urn:draft:1"}


def test_the_query_brings_its_prefixes_with_it(real, store):
    query = facts_query(real.criminal(real.act("break-in"), ["de", "gb"], ON))
    alone = store.query(query, use_default_graph_as_union=True)
    assert [str(row) for row in alone] == [str(row) for row in ask(store, query)]


def test_the_requirements_of_an_offence_stand_in_words_with_those_of_its_base(real, store):
    answer = real.criminal(real.act("break-in"), ["de"], ON)
    offence = answer.jurisdictions[0].offences[0].offence
    row = next(row for row in ask(store, facts_query(answer)) if row["offence"] and row["offence"].value == offence.label)
    labels = [[real.vocabulary.concepts[iri].label for iri in requirement.any_of] for requirement in offence.requirements]
    shown = {frozenset(part.split(" or ")) for part in row["requires"].value.split("; ")}
    assert shown == {frozenset(some) for some in labels}
    assert row["verification"].value and row["url"].value.startswith("https://")

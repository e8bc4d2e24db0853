"""The facts behind every answer of the cases: the query runs as it is and gives back just what the answer cites."""

from datetime import date

import pytest

from kb.facts import facts_query
from kb.graph.store import ask
from kb.inferences import open_inferred_store
from kb.questions.extradite import Request
from kb.questions.records import Recorded
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


REPEAL = "<https://w3id.org/cyberlaw/id/uz/mining> a <https://w3id.org/cyberlaw/ontology#Repealed> ."
NEW = """@prefix kb: <https://w3id.org/cyberlaw/ontology#> . @prefix c: <https://w3id.org/cyberlaw/concept/> .
@prefix xt: <https://w3id.org/cyberlaw/id/xt/> .
xt:new-access a kb:Offence ; kb:jurisdiction <https://w3id.org/cyberlaw/id/xt> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "access"@en ; kb:provision xt:new ; kb:liability kb:Criminal ;
    kb:family <https://w3id.org/cyberlaw/family/IllegalAccess> ; kb:requires [ kb:anyOf c:AccessingSystem ] .
xt:new a kb:Provision ; kb:citation "new" ; kb:inForceFrom "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> ."""
SUMMED_UP = {
    "compare": lambda law, codes, by, other, change: law.compare(codes, by, ON),
    "offences": lambda law, codes, by, other, change: law.offences(f"{codes[0]}:access", f"{codes[1]}:access", ON),
    "crosswalk": lambda law, codes, by, other, change: law.crosswalk(by, other, ON, codes[0]),
    "guide": lambda law, codes, by, other, change: law.guide(by, law.instrument(by)[1][0].number, ON),
    "whatif": lambda law, codes, by, other, change: law.whatif(change, ON),
    "obstacles": lambda law, codes, by, other, change: law.obstacles(codes, [], ON),
    "openings": lambda law, codes, by, other, change: law.openings(*codes, ON, by),
    "show": lambda law, codes, by, other, change: law.recorded(codes[0], ON),
    "former wordings": lambda law, codes, by, other, change: law.recorded(codes[0]),
}


@pytest.fixture(scope="module")
def worlds(real, store, invented):
    return {"real": (real, store, ["uz", "de"], REPEAL), "invented": (invented, open_inferred_store(invented, TODAY),
                                                                     ["xt", "xe"], NEW)}


@pytest.mark.parametrize("world", ["real", "invented"])
@pytest.mark.parametrize("question", SUMMED_UP)
def test_whatever_the_answer_names_stands_in_a_row(worlds, tmp_path, world, question):
    law, held, codes, text = worlds[world]
    change = tmp_path / "change.ttl"
    change.write_text(text)
    by, other = [name for name in law.instruments if name != "uncc"][:2] if world == "real" else (*law.instruments, "")[:2]
    if question == "crosswalk" and not other:
        pytest.skip("the invented world has one instrument")
    answer = SUMMED_UP[question](law, codes, by, other, change)
    rows = list(ask(held, facts_query(answer)))
    assert rows
    day = None if question == "former wordings" else ON
    said = law.show(codes[0], day) if isinstance(answer, Recorded) else answer.to_json()
    here = {value.value for row in rows for value in (row["cited"], row["citation"], row["norm"]) if value}
    urls = {row["url"].value for row in rows}
    missing = [name for name in named_in(said) if not stands(name, here, urls)]
    assert not missing


def named_in(data) -> set[tuple[str, str]]:
    """Whatever an answer as plain data points to: citations with their addresses, provisions and IRIs of offences."""
    found = set()
    if isinstance(data, dict):
        if "verification" in data and "url" in data:
            found.add((data["label"].removeprefix("searched: "), data["url"]))
        found |= {(name, "") for name in (data.get("provision"), data.get("iri"), *(data.get("provisions") or ())) if name}
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return found.union(*map(named_in, parts))


def stands(name: tuple[str, str], here: set[str], urls: set[str]) -> bool:
    """Whether a row has it; a participation is cited by its treaty and state, an article by its instrument and number."""
    label, url = name
    if url:
        return url in urls and (label in here or any(part in label for part in (": ", ", art. ")))
    for known in sorted((known for known in here if known in label), key=len, reverse=True):
        label = label.replace(known, "")
    return not label.strip("; ")


def test_what_a_change_moves_is_shown_as_it_was(worlds, tmp_path):
    law, held, _, text = worlds["invented"]
    change = tmp_path / "change.ttl"
    change.write_text(text.replace("xt", "xe"))
    found = law.whatif(change, ON)
    [moved] = found.criminal
    [gap] = found.gaps
    shown = {row["cited"].value for row in ask(held, facts_query(found))}
    before = law.criminal(law.act(moved.subject), list(moved.codes), ON)
    assert {cite.iri for cite in every(before.step)} <= shown
    article = next(a for a in law.articles if f"{a.title}, {a.number}" == gap.subject)
    assert article.iri in shown


@pytest.mark.parametrize("question", ["obstacles", "openings"])
def test_what_a_map_sums_up_is_shown_as_each_request_shows_it(real, store, question):
    answer = real.obstacles(["uz", "de"], ["break-in"], ON) if question == "obstacles" else real.openings("uz", "de", ON)
    request = Request(real.act("break-in"), "uz", "de", frozenset(), ON, ON, True)
    single = {row["cited"].value for row in ask(store, facts_query(real.extradite(request)))}
    assert single and single <= {row["cited"].value for row in ask(store, facts_query(answer))}


def test_who_uses_an_option_is_shown(real, store):
    answer = real.guide("budapest", "2", ON)
    uses = {use.cite.iri for uses in answer.using.values() for use in uses}
    assert uses and uses <= {row["cited"].value for row in ask(store, facts_query(answer))}


def test_a_silence_is_shown_in_words_and_only_that_of_the_answer(real, store):
    law = real.jurisdiction("uz")
    silence = next(s for s in law.silences if s.topics)
    rows = ask(store, facts_query(Recorded("one silence", (), silence.cites)))
    says = [row["says"].value for row in rows if row["says"]]
    assert says and all(silence.looked_for in words for words in says)
    others = [other.looked_for for other in law.silences if other.looked_for != silence.looked_for]
    assert not any(other in words for other in others for words in says)


def test_what_is_recorded_under_the_names_of_a_change_is_shown(real, store):
    mining = "https://w3id.org/cyberlaw/id/uz/mining"
    answer = real.criminal(real.act("break-in"), ["de"], ON)
    rows = list(ask(store, facts_query(answer, frozenset({mining, "urn:not-recorded"}))))
    there = [row for row in rows if row["norm"] and row["norm"].value == mining]
    assert there and all(row["requires"].value and row["maximumMonths"].value for row in there)
    assert {row["cited"].value for row in ask(store, facts_query(answer))} < {row["cited"].value for row in rows}


def test_the_penalty_of_an_offence_stands_beside_it(real, store):
    law = real.jurisdiction("de")
    months = {offence.iri: str(offence.penalty.maximum_months) for offence in law.in_force(ON)}
    rows = [row for row in ask(store, facts_query(real.recorded("de", ON))) if row["maximumMonths"] and row["norm"]]
    assert len(rows) > 50 and all(row["maximumMonths"].value == months[row["norm"].value] for row in rows)


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

"""Drafts and changes with a fault: each is told in one line, with where it is and what to do; nothing is dropped."""

import pytest

import kb
from kb.errors import BadQuestion, BadRecord
from tests.conftest import HERE, TODAY
from tests.unit.test_gaps import PREFIXES

DRAFT = PREFIXES + """@prefix facet: <https://w3id.org/cyberlaw/facet/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
d:copying a kb:DemandedOffence ; rdfs:label "copying"@en ; kb:family fam:IllegalAccess ;
    kb:requires [ kb:anyOf c:CopyingData ] , [ kb:anyOf c:WithoutRight ] .
"""
CHANGE = PREFIXES + """@prefix j: <https://w3id.org/cyberlaw/id/> .
@prefix xt: <https://w3id.org/cyberlaw/id/xt/> .
@prefix t: <https://w3id.org/cyberlaw/treaty/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
xt:new a kb:Offence ; rdfs:label "New"@en ; kb:jurisdiction j:xt ; kb:provision xt:s-1 ; kb:family fam:IllegalAccess ;
    kb:requires [ kb:anyOf c:AccessingSystem ] ; kb:penalty [ kb:maximumMonths 12 ] ; kb:liability kb:Criminal .
"""


def written(tmp_path, text: str):
    file = tmp_path / "draft.ttl"
    file.write_text(text)
    return file


@pytest.mark.parametrize(("old", "new", "told"), [
    ("c:WithoutRight", "c:withoutRight", "c:withoutRight is not declared. Did you mean c:WithoutRight"),
    ("kb:anyOf c:WithoutRight", "kb:anyOff c:WithoutRight", "kb:anyOff is not declared. Did you mean kb:anyOf"),
    ("fam:IllegalAccess", "fam:IllegalAcces", "fam:IllegalAcces is not declared. Did you mean fam:IllegalAccess"),
    ("c:CopyingData", '"CopyingData"', "has the text 'CopyingData' where a term or a node is meant"),
])
def test_a_misspelt_draft_is_not_answered(invented, tmp_path, old, new, told):
    assert old in DRAFT
    file = written(tmp_path, DRAFT.replace(old, new))
    with pytest.raises(BadRecord, match="draft.ttl") as fault:
        invented.gaps("xt", str(file), TODAY)
    assert told in str(fault.value)


def test_the_draft_without_a_fault_is_answered(invented, tmp_path):
    assert invented.gaps("xt", str(written(tmp_path, DRAFT)), TODAY).articles


def test_concepts_in_a_circle_are_told(tmp_path):
    circle = DRAFT + "".join(
        f'd:{one} a kb:Concept ; skos:prefLabel "x"@en ; kb:facet facet:conduct ; skos:broader d:{other} .\n'
        for one, other in (("A", "B"), ("B", "A")))
    with pytest.raises(BadRecord, match="circle"):
        kb.open(HERE / "world").gaps("xt", str(written(tmp_path, circle)), TODAY)


@pytest.mark.parametrize(("old", "new", "told"), [
    ("kb:provision xt:s-1 ;", "", "xt:new rests on no provision"),
    ("kb:requires [ kb:anyOf c:AccessingSystem ] ;", "", "xt:new asks for nothing"),
    ("kb:maximumMonths 12", 'kb:maximumMonths "twelve"', "has 'twelve' where a whole number is meant"),
    ("kb:jurisdiction j:xt ; kb:provision", "kb:state j:xt ; kb:provision", "kb:state is not declared"),
    ("xt:new a kb:Offence", "xt:nothing a kb:Repealed . xt:new a kb:Offence", "xt:nothing cannot be repealed"),
    ("xt:new a kb:Offence", "j:xt a kb:Repealed . xt:new a kb:Offence", "j:xt cannot be repealed"),
])
def test_a_faulty_change_is_not_answered(invented, tmp_path, old, new, told):
    assert old in CHANGE
    with pytest.raises(BadRecord) as fault:
        invented.whatif(written(tmp_path, CHANGE.replace(old, new)), TODAY)
    assert told in str(fault.value) and "draft.ttl" in str(fault.value)


def test_the_change_without_a_fault_is_answered(invented, tmp_path):
    assert invented.whatif(written(tmp_path, CHANGE), TODAY)


def test_a_demand_with_too_many_smallest_acts_is_refused(invented, tmp_path):
    names = sorted(concept.name for concept in invented.vocabulary.concepts.values() if concept.facet == "conduct")
    one = f"[ kb:anyOf {' , '.join(f'c:{name}' for name in names)} ]"
    text = DRAFT.replace("[ kb:anyOf c:CopyingData ]", " , ".join([one] * 4))
    with pytest.raises(BadQuestion, match="describe it as several offences"):
        invented.gaps("xt", str(written(tmp_path, text)), TODAY)


NEW = """xt:new a kb:Offence ; rdfs:label "New"@en ; kb:jurisdiction j:xt ; kb:provision xt:%s ;
    kb:family fam:IllegalAccess ;
    kb:requires [ kb:anyOf c:AccessingSystem ] ; kb:penalty [ kb:maximumMonths %d ] ; kb:liability kb:Criminal ."""


@pytest.mark.parametrize(("text", "words"), [
    ("xt:s-1 a kb:Repealed .", "xt:access would rest on no provision that is described"),
    (NEW % ("nowhere", 12), "xt:new would rest on no provision that is described"),
    (NEW % ("s-1", -12), "xt:new would carry imprisonment of less than nothing"),
])
def test_a_change_that_leaves_an_offence_without_footing_is_refused(tmp_path, text, words):
    head = CHANGE[:CHANGE.index("xt:new a kb:Offence")]
    with pytest.raises(BadRecord, match=words):
        kb.open(HERE / "world").whatif(written(tmp_path, head + text), TODAY)

"""Requirements, exceptions and acts: met, failed or open."""

import pytest

from kb.elements.compiled import compile_act, compile_norm, norm_state
from kb.errors import Contradiction, UnknownName
from kb.law.scenarios import Act


def act(library, present="", absent="", closed=()):
    found = library.act(present=tuple(present.split()), absent=tuple(absent.split())) if present or absent else None
    empty = Act("", "the act", frozenset(), frozenset())
    base = found or empty
    return Act("", "the act", base.present, base.absent, frozenset(closed))


def state(library, offence, **facts):
    books = library.book("xe"), library.book("xt")
    norm = next(n for book in books for n in book.norms if n.norm.iri.endswith("/" + offence))
    return norm_state(norm, compile_act(act(library, **facts), library.vocabulary))


def test_presence_goes_up_the_hierarchy(invented):
    assert state(invented, "xt/access", present="AccessingSystem WithoutAuthorisation DirectIntent") == "met"


def test_absence_goes_down_the_hierarchy(invented):
    assert state(invented, "xe/access", present="AccessingSystem", absent="WithoutRight") == "failed"
    compiled = compile_act(act(invented, absent="WithoutRight"), invented.vocabulary)
    assert compiled.absent & invented.vocabulary.find("ExceedingAuthorisation").bit


def test_what_is_not_stated_is_open(invented):
    assert state(invented, "xe/access", present="AccessingSystem WithoutRight Intent") == "open"


def test_a_narrower_concept_meets_a_broader_requirement_but_not_the_reverse(invented):
    assert state(invented, "xe/access", present="GainingAccess WithoutRight Intent OvercomingSecurity") == "open"


def test_recklessness_is_met_by_intent_and_intent_not_by_recklessness(invented):
    reckless = dict(present="ImpairingSystem WithoutRight Recklessness")
    assert state(invented, "xt/impairing", present="ImpairingSystem WithoutRight Intent") == "met"
    assert state(invented, "xt/impairing", **reckless) == "met"
    assert state(invented, "xt/access", **reckless) == "open"


def test_what_is_entailed_across_facets_is_present(invented):
    compiled = compile_act(act(invented, present="CopyingData"), invented.vocabulary)
    assert compiled.present & invented.vocabulary.find("DataCopied").bit
    compiled = compile_act(act(invented, absent="DataCopied"), invented.vocabulary)
    assert compiled.absent & invented.vocabulary.find("CopyingData").bit


def test_nothing_else_in_a_facet_makes_the_rest_absent_but_leaves_narrower_concepts_open(invented):
    vocabulary = invented.vocabulary
    compiled = compile_act(act(invented, present="WithoutRight ComputerSystem", closed=("object",)), vocabulary)
    assert compiled.absent & vocabulary.find("MaliciousProgram").bit
    assert not compiled.absent & vocabulary.find("PublicSystem").bit
    assert not compiled.absent & vocabulary.find("ExceedingAuthorisation").bit


def test_an_exception_that_holds_excludes_the_offence(invented):
    facts = "AccessingSystem WithoutRight OvercomingSecurity Intent"
    assert state(invented, "xe/access", present=facts) == "met"
    assert state(invented, "xe/access", present=facts + " Insider") == "failed"


def test_a_form_takes_over_the_requirements_and_exceptions_of_its_base(invented):
    form = next(o for o in invented.jurisdiction("xe").offences if o.iri.endswith("access-large-damage"))
    base = next(o for o in invented.jurisdiction("xe").offences if o.iri.endswith("/access"))
    assert form.requirements[:4] == base.requirements and len(form.requirements) == 5
    assert form.exemptions == base.exemptions


def test_a_concept_present_and_absent_is_an_error_that_names_it(invented):
    with pytest.raises(Contradiction, match="AccessingSystem"):
        compile_act(act(invented, present="AccessingSystem", absent="GainingAccess"), invented.vocabulary)


def test_an_unknown_concept_is_an_error_that_names_the_nearest(invented):
    with pytest.raises(UnknownName, match="OvercomingSecurity"):
        invented.act(present=("OvercommingSecurity",))


def test_a_norm_compiles_to_one_mask_for_each_requirement(invented):
    offence = invented.jurisdiction("xe").offences[1]
    assert len(compile_norm(offence, invented.vocabulary).requirements) == len(offence.requirements)


def test_of_a_divided_concept_the_last_part_not_absent_is_present(invented):
    compiled = compile_act(act(invented, present="WithoutRight", absent="WithoutAuthorisation"), invented.vocabulary)
    assert compiled.present & invented.vocabulary.find("ExceedingAuthorisation").bit


def test_a_divided_concept_is_absent_with_all_its_parts(invented):
    compiled = compile_act(act(invented, absent="WithoutAuthorisation ExceedingAuthorisation"), invented.vocabulary)
    assert compiled.absent & invented.vocabulary.find("WithoutRight").bit


def test_a_divided_concept_without_any_part_contradicts_itself(invented):
    with pytest.raises(Contradiction):
        compile_act(act(invented, present="WithoutRight", absent="WithoutAuthorisation ExceedingAuthorisation"),
                    invented.vocabulary)

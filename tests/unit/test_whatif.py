"""What a change of law would change, on invented states: added, amended, repealed, ratified; equal to a full rebuild."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

import kb
from kb.elements.book import Book
from kb.errors import BadRecord
from kb.graph.check import check
from kb.law.instruments import Option
from kb.questions.extradite import Request
from kb.questions.whatif import Snapshot, sweep
from tests.conftest import HERE, TODAY
from ui.draft import Draft, turtle

PREFIXES = """@prefix kb: <https://w3id.org/cyberlaw/ontology#> .
@prefix c: <https://w3id.org/cyberlaw/concept/> .
@prefix fam: <https://w3id.org/cyberlaw/family/> .
@prefix j: <https://w3id.org/cyberlaw/id/> .
@prefix xe: <https://w3id.org/cyberlaw/id/xe/> .
@prefix xn: <https://w3id.org/cyberlaw/id/xn/> .
@prefix t: <https://w3id.org/cyberlaw/treaty/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
xe:draft a kb:Source ; dct:title "Draft"@en ; dct:publisher "Ministry" ; kb:url "https://law.example/draft"^^xsd:anyURI ;
    dct:language "en" ; kb:readOn "2026-01-10"^^xsd:date .
xe:draft-art a kb:Provision ; kb:citation "Penal Code, art. 210a" ; kb:source xe:draft ;
    kb:inForceFrom "2026-01-01"^^xsd:date ; kb:verification kb:Unverified .
"""
ADDED = PREFIXES + """xe:bare-access a kb:Offence ; rdfs:label "Bare access"@en ; kb:jurisdiction j:xe ;
    kb:provision xe:draft-art ; kb:family fam:IllegalAccess ;
    kb:requires [ kb:anyOf c:AccessingSystem ] , [ kb:anyOf c:WithoutRight ] , [ kb:anyOf c:Intent ] ;
    kb:penalty [ kb:maximumMonths 12 ] ; kb:liability kb:Criminal ."""
AMENDED = ADDED.replace("xe:bare-access a", "xe:access a")
REPEALED = PREFIXES + "xe:access a kb:Repealed ."
RATIFIED = PREFIXES + """t:xe-xn a kb:Treaty ; rdfs:label "New treaty"@en ; kb:kind kb:Bilateral ;
    kb:subject kb:Extradition ; kb:extraditionBasis kb:TreatyBasis ;
    kb:hasGround t:xe-xt-double ; kb:source xe:draft ; kb:verification kb:Unverified .
t:xe-xn-xe a kb:Participation ; kb:treaty t:xe-xn ; kb:jurisdiction j:xe ; kb:status kb:Party ;
    kb:inForceFrom "2026-01-01"^^xsd:date ; kb:source xe:draft ; kb:verification kb:Unverified .
t:xe-xn-xn a kb:Participation ; kb:treaty t:xe-xn ; kb:jurisdiction j:xn ; kb:status kb:Party ;
    kb:inForceFrom "2026-01-01"^^xsd:date ; kb:source xe:draft ; kb:verification kb:Unverified ."""


@pytest.fixture
def world():
    """A library of its own: a change adds its concepts to the vocabulary."""
    return kb.open(HERE / "world")


def change(folder, text):
    file = folder / "change.ttl"
    file.write_text(text)
    return file


def moved(found) -> set:
    return {(row.subject, row.codes, row.before, row.after) for row in found}


def test_an_offence_added_makes_acts_criminal_pairs_double_and_gaps_close(world, tmp_path):
    found = world.whatif(change(tmp_path, ADDED), TODAY)
    assert ("break-in", ("xe",), "no", "yes") in moved(found.criminal)
    assert ("break-in", ("xe", "xt"), "no", "yes") in moved(found.double)
    assert ("Convention of the Invented, 2", ("xe",), "partly", "covered") in moved(found.gaps)
    assert not found.roads


def test_an_offence_amended_takes_the_place_of_the_recorded_one(world, tmp_path):
    after = world.with_change(change(tmp_path, AMENDED))
    law = {offence.iri.rpartition("/")[2]: offence for offence in after.jurisdiction("xe").offences}
    assert len(law["access"].requirements) == 3 and len(law) == len(world.jurisdiction("xe").offences)


def test_an_offence_repealed_is_gone_with_its_forms(world, tmp_path):
    file = change(tmp_path, REPEALED)
    assert ("break-in-past-security", ("xe",), "yes", "no") in moved(world.whatif(file, TODAY).criminal)
    names = {offence.iri.rpartition("/")[2] for offence in world.with_change(file).jurisdiction("xe").offences}
    assert not names & {"access", "access-large-damage"}


def test_a_treaty_opens_a_road(world, tmp_path):
    found = world.whatif(change(tmp_path, RATIFIED), TODAY)
    assert ("New treaty", ("xe", "xn"), "none", "yes") in moved(found.roads)
    assert not found.criminal and not found.double


def test_a_change_not_yet_in_force_moves_nothing(world, tmp_path):
    found = world.whatif(change(tmp_path, ADDED), date(2025, 12, 31))
    assert not (found.criminal or found.double or found.roads or found.gaps)


@pytest.mark.parametrize("text", [ADDED, AMENDED, REPEALED, RATIFIED], ids=["added", "amended", "repealed", "ratified"])
def test_after_is_equal_to_a_full_rebuild_with_the_change_in_the_data(world, tmp_path, text):
    """The change written into a copy of the data by hand: the recorded node cut out, the new one appended."""
    copy = tmp_path / "world"
    shutil.copytree(HERE / "world", copy)
    file = copy / "data" / "jurisdictions" / "xe.ttl"
    blocks = file.read_text().split("\n\n")
    if text in (AMENDED, REPEALED):
        blocks = [block for block in blocks if not block.lstrip().startswith("xe:access a ")]
    body = text.removeprefix(PREFIXES[:PREFIXES.index("xe:draft a")])
    prefixes = PREFIXES[:PREFIXES.index("xe:draft a")]
    if text is RATIFIED:
        (copy / "data" / "treaties" / "new.ttl").write_text(text)
    else:
        file.write_text(prefixes + "\n\n".join(blocks) + "\n\n" + body)
    rebuilt, after = kb.open(copy), world.with_change(change(tmp_path, text))
    for code in world.codes:
        rebuilt.book(code), after.book(code)
    for act in world.scenarios.values():
        for code in world.codes:
            verdicts = [library.criminal(act, [code], TODAY).verdict for library in (rebuilt, after)]
            assert verdicts[0] is verdicts[1], (act.name, code)
            if code != "xe":
                request = Request(act, "xe", code, frozenset(), TODAY, TODAY, True)
                assert rebuilt.extradite(request).verdict is after.extradite(request).verdict


def test_a_draft_written_on_the_screen_is_a_sound_change(world, tmp_path):
    """The text box may hold anything: quotes, backslashes, line breaks."""
    words = ("AccessingSystem",), ("WithoutRight",), ("Intent", "Recklessness")
    iris = tuple(tuple(world.vocabulary.find(word).iri for word in some) for some in words)
    draft = Draft("xe", 'Access, "bare" \\ and\nsimple', "IllegalAccess", iris, 12, date(2026, 1, 1))
    file = change(tmp_path, turtle(draft))
    assert check(HERE / "world", [file]) == []
    assert ("break-in", ("xe",), "no", "yes") in moved(world.whatif(file, TODAY).criminal)


def test_faulty_changes_are_explained(world, tmp_path):
    with pytest.raises(BadRecord, match="changes nothing"):
        world.whatif(change(tmp_path, PREFIXES), TODAY)
    with pytest.raises(BadRecord, match="zz is no recorded jurisdiction"):
        world.whatif(change(tmp_path, ADDED.replace("j:xe", "j:zz")), TODAY)
    with pytest.raises(BadRecord, match="AccessingSystem"):
        world.whatif(change(tmp_path, ADDED.replace("c:AccessingSystem", "c:AccesingSystem")), TODAY)
    with pytest.raises(BadRecord, match="not Turtle"):
        world.whatif(change(tmp_path, "this is no Turtle"), TODAY)
    with pytest.raises(BadRecord, match="cannot be read"):
        world.whatif(tmp_path / "none.ttl", TODAY)


def test_laws_that_a_change_does_not_touch_are_not_swept_again(tmp_path):
    """A library just opened has read no law yet: the untouched laws must still be the same before and after."""
    fresh = kb.open(HERE / "world")
    assert {row.codes for row in fresh.whatif(change(tmp_path, ADDED), TODAY).gaps} == {("xe",)}
    before = fresh._snapshot()
    after = fresh.with_change(change(tmp_path, ADDED))._snapshot()
    assert {code for code in fresh.codes if before.books[code] is not after.books[code]} == {"xe"}


def test_articles_of_one_number_keep_their_own_proposals(world):
    """Another law may have two offences under one citation."""
    answer = world.gaps("xe", "xt", TODAY)
    names = [article.article.name for article in answer.articles]
    assert len(names) == len(set(names)) and set(world.proposals(answer)) <= set(names)


def test_a_reservation_withdrawn_opens_the_gap_that_it_excused(invented):
    [article] = [found for found in invented.articles if found.demands]
    option = Option("urn:option", "access may be left out", (), (invented.vocabulary.find("AccessingSystem").iri,))
    party = replace(next(p for t in invented.treaties for p in t.participations if p.code == "xe" and p.bound(TODAY)),
                    uses_options=(option.iri,))
    convention = replace(invented.treaties[0], name=article.instrument, participations=(party,))
    law = {"xe": invented.book("xe")}
    anew = {"xe": Book(law["xe"].jurisdiction, invented.vocabulary)}
    before, after = (Snapshot(books, invented.vocabulary, {}, (replace(convention, participations=(reserved,)),),
                              (replace(article, options=(option,)),))
                     for books, reserved in ((law, party), (anew, replace(party, uses_options=()))))
    [moved] = sweep(before, after, TODAY).gaps
    assert (moved.codes, moved.before, moved.after) == (("xe",), "covered", "partly")

"""What a proposal says beyond its edits: the penalty that stays as it is, and what it means to drop a judgement."""

from dataclasses import replace

import docx
import pytest

from kb.elements.book import Book
from kb.law.instruments import Floor
from kb.law.offences import Requirement
from kb.papers.of_answers import paper_of
from kb.papers.save import save
from kb.questions.closing import ELEMENTS_ONLY, Closing
from kb.questions.gaps import gaps
from kb.questions.proposals import proposals
from tests.conftest import TODAY


def closing(invented, article) -> Closing:
    book = invented.book("xe")
    answer = gaps(book, "Convention", (article,), {}, TODAY)
    found = {a.article.name: proposals(a, book, TODAY) for a in answer.articles}
    return Closing(answer, {name: some for name, some in found.items() if some}, {})


def floored(article, months: int):
    return replace(article, floors=(Floor(article.demands[0].iri, months, "13"),))


def with_a_judgement(invented):
    """An article that demands what an offence punishes where a court finds it grave."""
    grave = next(offence for offence in invented.jurisdiction("xe").offences if offence.judgements)
    return replace(invented.articles[0], demands=(replace(grave, iri="urn:demanded", judgements=()),)), grave


@pytest.mark.parametrize(("months", "low"), [(1, False), (600, True)])
def test_a_proposal_says_which_penalties_stay_below_the_floor(invented, months, low):
    found = closing(invented, floored(invented.articles[0], months))
    proposal = next(iter(found.proposals.values()))[0]
    assert proposal.stays_low == low and bool(found.caution) == low
    if low:
        assert proposal.notes == (f"penalty: a maximum of at least {months} months (article 13): not reached by "
                                  f"{proposal.changes[0].offence.citation}; an edit of elements does not raise it",)
        assert found.caution == ELEMENTS_ONLY
    else:
        assert proposal.notes == () and proposal.to_json()["penalty"]["verdict"] == "yes"


def test_the_penalty_is_that_of_the_changed_law_not_of_the_recorded_one(invented):
    """No recorded offence punishes the bare access that is demanded, so that today nothing is held against the floor."""
    found = closing(invented, floored(invented.articles[0], 600))
    assert not found.answer.articles[0].below_floor and found.caution


def test_to_drop_a_judgement_is_to_settle_the_matter_in_the_text(invented):
    article, grave = with_a_judgement(invented)
    proposal = next(iter(closing(invented, article).proposals.values()))[0]
    assert [edit.judgement for change in proposal.changes for edit in change.edits] == [True]
    assert proposal.notes[0].startswith(f"“{grave.judgements[0]}” is left to a court today: to drop it is to settle")
    assert proposal.to_json()["notes"] == list(proposal.notes)


def test_the_paper_holds_the_proposals_with_what_they_mean(invented, tmp_path):
    article, grave = with_a_judgement(invented)
    file = tmp_path / "gaps.docx"
    save(paper_of(closing(invented, floored(article, 600)), "version"), file)
    document = docx.Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(f"“{grave.judgements[0]}” is left to a court today" in cell and "penalty: " in cell for cell in cells)
    assert ELEMENTS_ONLY in [paragraph.text for paragraph in document.paragraphs]


def test_an_edit_that_leaves_an_offence_without_the_object_of_the_demand_says_so(invented):
    def asking(*words):
        return tuple(Requirement((invented.vocabulary.find(word).iri,)) for word in words)

    law, article = invented.jurisdiction("xe"), invented.articles[0]
    demand = replace(article.demands[0], requirements=asking("AccessingSystem", "PublicSystem"))
    model = next(offence for offence in law.offences if offence.iri.endswith("/access"))
    for words, told in (("AccessingSystem", True), ("AccessingSystem PublicSystem", False)):
        offence = replace(model, requirements=asking(*words.split(), "ForGain"), exemptions=(), judgements=())
        book = Book(replace(law, offences=(offence,)), invented.vocabulary)
        answer = gaps(book, "Convention", (replace(article, demands=(demand,)),), {}, TODAY).articles[0]
        [proposal] = proposals(answer, book, TODAY)
        assert any("ask for no object at all" in note for note in proposal.notes) == told

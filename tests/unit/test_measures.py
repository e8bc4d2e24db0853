"""Measures that an article asks for: given, denied, reserved, waived, looked for and not found, on an invented state."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kb.elements.book import Book
from kb.law.instruments import Measure, Option
from kb.law.jurisdictions import Rule, Silence
from kb.law.sources import Source
from kb.papers.of_answers import paper_of
from kb.papers.paper import Table
from kb.questions.gaps import gaps
from kb.questions.measures import measure_answer
from kb.questions.records import jurisdiction_record
from tests.conftest import TODAY, declared

FREEZING = Measure("Freezing", "freezing of data", (), False)
LESS = Option("urn:less", "minor offences may be left out", (), (), narrows=("Freezing",), summary="minor offences")
NONE = Option("urn:none", "a state may do without", (), (), waives=("Freezing",))
OTHER = Option("urn:other", "of another measure", (), (), narrows=("Tapping",), waives=("Tapping",))
STOOD, READ = date(2020, 5, 1), date(2026, 1, 10)


@pytest.fixture
def law(invented):
    return replace(invented.jurisdiction("xt"), rules=(), powers=(), authorities=(), silences=())


def text(consolidated: date | None, title: str = "Code") -> Source:
    return Source(f"urn:{title}", title, "", "https://law.example", ("en",), consolidated, READ, "")


def silence(*texts: Source, complete_from: date | None = None) -> Silence:
    return Silence((), ("Freezing",), "an order to freeze data", texts, READ, "", complete_from=complete_from)


def power(law) -> Rule:
    return Rule("r", ("Freezing",), "", "", "", (law.provisions[0],))


@pytest.mark.parametrize(("denied", "until", "verdict"), [(False, None, "yes"), (True, None, "unknown"),
                                                         (True, date(2020, 1, 1), "unknown")])
def test_a_rule_that_denies_it_as_criminal_law_gives_no_measure(invented, denied, until, verdict):
    law = invented.jurisdiction("xt")
    provision = replace(law.provisions[0], in_force_until=until)
    rule = Rule("r", ("Liability",), "", "", "", (provision,), denied)
    found = measure_answer(Measure("Persons", "persons", ("Liability",), False), replace(law, rules=(rule,)), TODAY)
    assert found.verdict == verdict
    assert ("denied in criminal law" in found.words) == (denied and until is None)


def test_what_the_state_has_reserved_is_said_beside_what_its_law_gives(law):
    found = measure_answer(FREEZING, replace(law, powers=(power(law),)), TODAY, (LESS, OTHER), declared("urn:less"))
    assert (found.verdict, found.coverage, found.narrowed_by) == ("yes", "covered", (LESS,))
    assert found.words == "freezing of data (as far as the state has not reserved: minor offences)"
    assert found.step.claim.endswith("; as far as the state has not reserved: minor offences")
    assert [step.verdict for step in found.step.because] == ["unknown"], "nobody looked for what is left out"
    assert found.step.because[0].cites == tuple(declared("urn:less").values()), "where the state says so is cited"


@pytest.mark.parametrize(("options", "used"), [((LESS,), set()), ((OTHER,), {"urn:other"}), ((), {"urn:less"})])
def test_an_option_unused_or_of_another_measure_or_article_narrows_nothing(law, options, used):
    found = measure_answer(FREEZING, replace(law, powers=(power(law),)), TODAY, options, declared(*used))
    assert found.words == "freezing of data" and not found.narrowed_by and not found.step.because


def test_what_is_reserved_of_a_measure_that_is_not_given_is_said_too_and_is_no_coverage(law):
    found = measure_answer(FREEZING, law, TODAY, (LESS,), declared("urn:less"))
    assert found.coverage == "unknown" and found.words == "freezing of data (not recorded; reserved: minor offences)"
    found = measure_answer(FREEZING, replace(law, silences=(silence(text(STOOD)),)), TODAY, (LESS,), declared("urn:less"))
    assert found.coverage == "missing" and "reserved: minor offences" in found.words


@pytest.mark.parametrize("looked_for", [True, False])
def test_a_measure_that_a_used_option_waives_is_no_gap(law, looked_for):
    law = replace(law, silences=(silence(text(STOOD)),) * looked_for)
    unused = measure_answer(FREEZING, law, TODAY, (NONE,))
    used = measure_answer(FREEZING, law, TODAY, (NONE,), declared("urn:none"))
    assert unused.allowed_by == used.allowed_by == (NONE,)
    assert (unused.coverage, unused.excused) == ("missing" if looked_for else "unknown", False)
    assert (used.coverage, used.excused) == ("covered", True) and used.verdict == unused.verdict
    assert "allowed by an option that the state uses" in used.words


def test_a_measure_that_is_given_needs_no_excuse(law):
    found = measure_answer(FREEZING, replace(law, powers=(power(law),)), TODAY, (NONE,), declared("urn:none"))
    assert found.coverage == "covered" and not found.excused and found.words == "freezing of data"


@pytest.mark.parametrize(("options", "given", "coverage", "qualified"), [
    ((), True, "covered", ""),
    ((LESS,), True, "covered", ", as far as the state has not reserved"),
    ((NONE,), False, "covered", ", by an option that the state uses"),
    ((LESS,), False, "unknown", ""),
])
def test_a_drafter_sees_it_in_the_answer_the_json_and_the_paper(invented, law, options, given, coverage, qualified):
    asked = replace(invented.articles[0], demands=(), measures=(FREEZING,), options=options)
    book = Book(replace(law, powers=(power(law),) * given), invented.vocabulary)
    answer = gaps(book, "x", (asked,), declared(*(option.iri for option in options)), TODAY)
    article = answer.articles[0]
    assert (article.coverage, article.qualified) == (coverage, qualified) and article.words.endswith(qualified)
    assert article.step.claim.endswith(article.words)
    told = article.to_json()
    assert told["qualified"] == qualified.removeprefix(", ")
    reserved = [{"option": LESS.label, "leaves_out": "minor offences"}] * (options == (LESS,))
    assert told["measures"][0]["narrowed_by"] == reserved and len(answer.reserved) == len(reserved)
    tables = {block.name: block.rows for block in paper_of(answer, "data").blocks if isinstance(block, Table)}
    assert article.words in tables["articles"][0] and ("reserved" in tables) == bool(reserved)


@pytest.mark.parametrize(("searched", "since", "told"), [
    ((text(STOOD),), STOOD, "in the law as of 2020-05-01"),
    ((text(None),), READ, "in texts read on 2026-01-10"),
    ((text(STOOD), text(date(2024, 1, 1), "Act")), date(2024, 1, 1), "in the law as of 2024-01-01"),
    ((text(STOOD), text(None, "Act")), READ, "in texts read on 2026-01-10"),
])
def test_a_silence_holds_from_the_day_of_the_latest_text_searched(law, searched, since, told):
    law = replace(law, silences=(silence(*searched),))
    for on, coverage in ((since - timedelta(1), "unknown"), (since, "missing"), (date(2030, 1, 1), "missing")):
        found = measure_answer(FREEZING, law, on)
        assert found.coverage == coverage, on
        assert told in found.words and found.step.cites == law.silences[0].cites


def test_a_silence_can_be_known_of_earlier_days_than_the_last_text(law):
    law = replace(law, silences=(silence(text(STOOD), text(None, "Act"), complete_from=date(2010, 1, 1)),))
    assert measure_answer(FREEZING, law, date(2010, 1, 1)).coverage == "missing"
    assert measure_answer(FREEZING, law, date(2009, 12, 31)).coverage == "unknown"


def test_of_several_silences_one_that_holds_is_enough(law):
    law = replace(law, silences=(silence(text(None)), silence(text(STOOD))))
    found = measure_answer(FREEZING, law, date(2021, 1, 1))
    assert found.coverage == "missing" and f"as of {STOOD}" in found.words
    assert f"as of {STOOD}" in measure_answer(FREEZING, law, date(2019, 1, 1)).words


def test_what_is_given_before_the_text_in_which_it_was_not_found_is_given(law):
    """A power that was repealed later: the silence of the later text takes nothing from its days."""
    provision = replace(law.provisions[0], in_force_from=date(2000, 1, 1), in_force_until=STOOD)
    law = replace(law, powers=(replace(power(law), provisions=(provision,)),), silences=(silence(text(STOOD)),))
    assert measure_answer(FREEZING, law, date(2010, 1, 1)).coverage == "covered"
    assert measure_answer(FREEZING, law, STOOD).coverage == "missing"
    assert measure_answer(FREEZING, law, date(1999, 1, 1)).coverage == "unknown"


def test_a_silence_ends_where_newer_law_is_known_of_and_was_not_read(law):
    until = replace(silence(text(STOOD)), complete_until=date(2024, 1, 1))
    law, days = replace(law, silences=(until,)), (date(2023, 12, 31), date(2024, 1, 1))
    assert [measure_answer(FREEZING, law, on).coverage for on in days] == ["missing", "unknown"]


CONTACT = Measure("Contact", "contact at any hour", ("ContactOffice",), False)


def office_not_found(*texts: Source) -> Silence:
    return replace(silence(*texts), topics=(), roles=("ContactOffice",))


def test_an_office_that_was_not_found_is_told_and_is_no_absence(law):
    """States designate offices by letter: that the texts searched name none does not show that there is none."""
    law = replace(law, silences=(office_not_found(text(STOOD)),))
    found = measure_answer(CONTACT, law, STOOD)
    assert (found.verdict, found.coverage) == ("unknown", "unknown")
    assert found.outcome == f"not recorded: an office for it was looked for and not found in the law as of {STOOD}"
    assert found.step.cites == law.silences[0].cites
    before = measure_answer(CONTACT, law, STOOD - timedelta(1))
    assert (before.verdict, before.outcome, before.step.cites) == ("unknown", "not recorded", ())
    assert measure_answer(FREEZING, law, STOOD).outcome == "not recorded", "it is no matter of other measures"


def test_an_office_that_is_recorded_or_a_measure_that_was_not_found_comes_before_an_office_not_found(law):
    office = replace(power(law), subjects=("ContactOffice",))
    silent = replace(law, silences=(office_not_found(text(STOOD)),))
    assert measure_answer(CONTACT, replace(silent, authorities=(office,)), TODAY).verdict == "yes"
    both = replace(silent, silences=(*silent.silences, replace(silence(text(STOOD)), topics=("Contact",))))
    assert measure_answer(CONTACT, both, TODAY).verdict == "no"


def test_what_office_was_looked_for_is_told_where_the_state_is_shown(law):
    told = jurisdiction_record(replace(law, silences=(office_not_found(text(STOOD)),)), None)["silences"]
    assert [silence["subject"] for silence in told] == ["ContactOffice"]


def test_the_office_of_a_silence_is_read(real):
    subjects = {s["subject"] for code in real.codes for s in real.show(code)["silences"]}
    assert "Contact247" in subjects and "" not in subjects

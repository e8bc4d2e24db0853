"""The cases that a lawyer can read: every file below tests/cases, each case one test."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from kb.questions.extradite import Request
from kb.reasons.steps import cited
from kb.reasons.verdicts import Verdict

CASES = Path(__file__).parent / "cases"
FIELDS = {
    "criminal": {"name", "reason", "act", "present", "absent", "closed", "in", "on", "verdict", "each", "cites", "asks"},
    "extradite": {"name", "reason", "act", "present", "absent", "closed", "from", "to", "nationality", "on", "act_on",
                  "no_bars", "verdict", "road", "road_verdict", "ground", "outcome", "double_criminality", "alternative",
                  "cites"},
    "gaps": {"name", "reason", "in", "against", "article", "on", "coverage", "by", "near", "asks_also", "allowed_by",
             "excused_by", "reserved"},
}


def load(question: str) -> list[dict]:
    found = []
    for file in sorted((CASES / question).glob("*.toml")):
        for case in tomllib.loads(file.read_text())["case"]:
            unknown = set(case) - FIELDS[question]
            assert not unknown, f"{file.name}: {case.get('name')}: no field is called {sorted(unknown)}"
            assert case.get("reason"), f"{file.name}: {case.get('name')}: say the legal reason"
            found.append(pytest.param(case, id=case["name"]))
    return found


def act_of(library, case):
    return library.act(case.get("act", ""), tuple(case.get("present", ())), tuple(case.get("absent", ())),
                       tuple(case.get("closed", ())))


def labels(step) -> list[str]:
    return [cite.label for cite in cited(step)]


@pytest.mark.parametrize("case", load("criminal"))
def test_criminal(real, case):
    on = case.get("on", date(2026, 11, 1))
    answer = real.criminal(act_of(real, case), case["in"], on)
    verdicts = {part.code: part.verdict.value for part in answer.jurisdictions}
    assert answer.verdict == case["verdict"], f"{verdicts}: {case['reason']}"
    assert verdicts | case.get("each", {}) == verdicts, case["reason"]
    met = [o.citation for part in answer.jurisdictions for o in part.of(Verdict.YES) + part.of(Verdict.DEPENDS)]
    for wanted in case.get("cites", ()):
        assert any(wanted in label for label in (met or labels(answer.step))), f"{wanted} is not among {met}"
    asked = {fact.concept.name for question in answer.questions for fact in question.facts}
    assert set(case.get("asks", ())) <= asked, f"asked is {sorted(asked)}"


@pytest.mark.parametrize("case", load("extradite"))
def test_extradite(real, case):
    on = case.get("on", date(2026, 11, 1))
    answer = real.extradite(Request(
        act_of(real, case), case["from"], case["to"], frozenset(case.get("nationality", ())), on,
        case.get("act_on", on), case.get("no_bars", False)))
    roads = {r.route.basis: {g.ground: g.verdict.value for g in r.grounds} for r in answer.routes}
    assert answer.verdict == case["verdict"], f"{roads}: {case['reason']}"
    if "road" in case:
        verdicts = {r.route.basis: r.verdict.value for r in answer.routes}
        assert verdicts.get(case["road"]) == case["road_verdict"], f"{verdicts}: {case['reason']}"
    if "double_criminality" in case:
        assert answer.double_criminality == case["double_criminality"], case["reason"]
    if "ground" in case:
        outcomes = {g.verdict.value for r in answer.routes for g in r.grounds if g.ground == case["ground"]}
        assert case["outcome"] in outcomes, f"{case['ground']}: {outcomes}"
    if "alternative" in case:
        assert any(case["alternative"] in step.claim for step in answer.alternatives), answer.alternatives
    for wanted in case.get("cites", ()):
        assert any(wanted in label for label in labels(answer.step)), wanted


@pytest.mark.parametrize("case", load("gaps"))
def test_gaps(real, case):
    answer = real.gaps(case["in"], case["against"], case.get("on", date(2026, 11, 1)))
    article = next(a for a in answer.articles if a.article.number == case["article"])
    assert article.coverage == case["coverage"], f"{article.given}: {case['reason']}"
    if "by" in case:
        assert any(case["by"] in offence.citation for offence in article.by), article.given
    near = [n for witness in article.witnesses for n in witness.near if case.get("near", "") in n.offence.citation]
    if "near" in case:
        assert near, [n.words for witness in article.witnesses for n in witness.near]
    if "asks_also" in case:
        assert any(case["asks_also"] in words for n in near for words in n.lacks), [n.words for n in near]
    if "allowed_by" in case:
        options = {option.label for witness in article.witnesses for option in witness.allowed_by}
        assert case["allowed_by"] in options, options
    if "excused_by" in case:
        standing = [w.words for w in article.witnesses if case["excused_by"] not in [o.label for o in w.excused_by]]
        assert article.witnesses and not standing, standing
    if "reserved" in case:
        assert any(case["reserved"] in measure.reserved for measure in article.measures), article.given


def test_there_are_at_least_sixty_cases():
    assert len(load("criminal")) + len(load("extradite")) >= 60

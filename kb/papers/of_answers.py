"""What each answer says on paper."""

from datetime import date
from functools import singledispatch

from kb.papers.cells import OFFENCE_HEADER, offence_cells
from kb.papers.of_compare import compare_paper
from kb.papers.of_gaps import closing_paper, gaps_paper
from kb.papers.of_guide import guide_paper
from kb.papers.of_offences import offences_paper
from kb.papers.paper import Block, Heading, Paper, Table, Text, reasons
from kb.questions.asking import Question, shown
from kb.questions.closing import Closing
from kb.questions.compare import CompareAnswer
from kb.questions.criminal import CriminalAnswer
from kb.questions.crosswalk import CrosswalkAnswer
from kb.questions.extradite import ExtraditeAnswer
from kb.questions.gaps import GapsAnswer
from kb.questions.guide import GuideAnswer
from kb.questions.obstacles import OPEN, ObstaclesAnswer
from kb.questions.obstacles import WORDS as OBSTACLES
from kb.questions.offences import OffencesAnswer
from kb.questions.openings import OpeningsAnswer
from kb.questions.whatif import TITLES, Sweep
from kb.reasons.verdicts import Verdict

TAKEN = "Taken: no fact of the case stands in the way, and conditions such as reciprocity are met"


def about_data(version: str) -> str:
    """The line of a paper that says when it was drawn up, and from which version of the data."""
    return f"Drawn up on {date.today()} from the records, version {version}; research, not legal advice"


@singledispatch
def paper_of(answer, data: str) -> Paper:
    """Return what an answer says as a paper.

    Args:
        answer: the answer to a question.
        data: the version of the data, in words.

    Raises:
        TypeError: there is no paper for such an answer.
    """
    raise TypeError(f"no paper is made of {type(answer).__name__}")


paper_of.register(CompareAnswer)(compare_paper)
paper_of.register(GapsAnswer)(gaps_paper)
paper_of.register(GuideAnswer)(guide_paper)
paper_of.register(OffencesAnswer)(offences_paper)
paper_of.register(Closing)(closing_paper)


@paper_of.register
def _criminal(answer: CriminalAnswer, data: str) -> Paper:
    names = ", ".join(part.name for part in answer.jurisdictions)
    by_state = Table("states", ("State", "Criminal"), tuple((p.name, p.verdict.words) for p in answer.jurisdictions))
    rows = tuple(
        (part.name, found.verdict.words, *offence_cells(found.offence))
        for part in answer.jurisdictions for found in part.offences if found.verdict is not Verdict.NO
    )
    blocks = (Heading("State by state"), by_state, Heading("Offences met, or open"), Table("offences", OFFENCE_HEADER, rows))
    return Paper(f"{answer.act.label}: criminal in {names}?", f"In all of them: {answer.verdict.words}",
                 (f"Law in force on {answer.on}", data), (*blocks, *_open(answer.questions), *reasons(answer.step)))


@paper_of.register
def _extradite(answer: ExtraditeAnswer, data: str) -> Paper:
    asking, asked = answer.jurisdictions
    request = answer.request
    about = [f"Request of {request.on}, act of {request.act_on}",
             f"Nationality: {', '.join(sorted(request.nationality)).upper() or 'not stated'}",
             f"Criminal in {asking.name}: {asking.verdict.words}; in {asked.name}: {asked.verdict.words}"]
    if request.no_bars:
        about.append("Taken on the asker's word: no bar that is not stated, and the conditions of the texts are met")
    rows = tuple(
        (route.route.basis, ground.label, ground.verdict.words, "must" if ground.mandatory else "may", ground.note)
        for route in answer.routes for ground in route.grounds
    )
    roads = Table("roads", ("Road", "Open"), tuple((r.route.basis, r.verdict.words) for r in answer.routes))
    blocks: list[Block] = [Heading("Roads"), roads, Heading("Grounds"),
                           Table("grounds", ("Road", "Ground", "No obstacle", "Refusal", "Note"), rows)]
    if answer.alternatives:
        blocks += [Heading("If nationality bars"), *(Text(step.claim) for step in answer.alternatives)]
    if answer.differs_if:
        blocks += [Heading("Differs if"), *(Text(step.claim) for step in answer.differs_if)]
    return Paper(f"{request.act.label}: extradition from {asked.name} to {asking.name}?", answer.verdict.words,
                 (*about, data), (*blocks, *_open(answer.questions), *reasons(answer.step)))


@paper_of.register
def _crosswalk(answer: CrosswalkAnswer, data: str) -> Paper:
    rows = tuple((row.article.number, row.article.label, row.acts or None, row.words) for row in answer.rows)
    blocks: list[Block] = [Heading("Article by article"),
                           Table("crosswalk", ("Article", "About", "Smallest acts", f"Finds in {answer.other}"), rows)]
    if answer.rest:
        rest = tuple((article.number, article.label) for article in answer.rest)
        blocks += [Heading(answer.rest_words), Table("rest", ("Article", "About"), rest)]
    if answer.state:
        header = (f"Of {answer.one}", f"Of {answer.other}", "What escapes or is missing")
        blocks += [Heading(f"What the law of {answer.state} does not give, leaves open, or is not known to give"),
                   Table("to do", header, tuple(item.cells for item in answer.to_do))]
    blocks += [Text(f"Not read in the text itself: {title}, {', '.join(numbers)}.")
               for title, numbers in answer.unread.items()]
    return Paper(f"{answer.one} beside {answer.other}", f"The same throughout: {answer.verdict.words}",
                 (f"Law in force on {answer.on}", data), (*blocks, *reasons(answer.step)))


@paper_of.register
def _sweep(answer: Sweep, data: str) -> Paper:
    blocks: list[Block] = []
    moved = 0
    for name, title in TITLES.items():
        rows = tuple((" – ".join(row.codes), row.subject, row.before, row.after) for row in getattr(answer, name))
        moved += len(rows)
        blocks += [Heading(f"{title}: {len(rows)} moved"), Table(name, ("Between", "About", "Before", "After"), rows)]
    return Paper("What the change would change", f"{moved} answers have another verdict" if moved else "Nothing",
                 (f"Law in force on {answer.on}", data), tuple(blocks))


@paper_of.register
def _obstacles(answer: ObstaclesAnswer, data: str) -> Paper:
    counts = tuple((OBSTACLES[cause], number) for cause, number in answer.counts.most_common())
    rows = tuple((o.requested, o.requesting, o.act, OBSTACLES[o.cause], ", ".join(o.grounds), o.verdict.words,
                  o.nationals.words) for o in answer.found)
    header = ("Requested state", "Requesting state", "Act", "What stands in the way", "Which", "Extraditable",
              "Own nationals")
    return Paper(f"What would make requests fail between {', '.join(answer.codes)}",
                 f"{answer.counts[OPEN]} of {len(answer.found)} requests meet no obstacle in the recorded law",
                 (f"Law in force on {answer.on}", TAKEN, data),
                 (Heading("Causes"), Table("causes", ("What stands in the way", "Requests"), counts),
                  Heading("Request by request"), Table("requests", header, rows)))


@paper_of.register
def _openings(answer: OpeningsAnswer, data: str) -> Paper:
    rows = tuple((len(step.opens), step.words, "; ".join(f"{f} to {t}: {act}" for f, t, act in step.opens))
                 for step in answer.steps)
    return Paper(f"{answer.names[0]} and {answer.names[1]}: the single steps that open most requests",
                 f"Open now: {answer.open_now} of {answer.asked}", (f"Law in force on {answer.on}", data),
                 (Heading("Steps, each tried by the engine"), Table("steps", ("Opens", "Step", "Requests"), rows)))


def _open(questions: tuple[Question, ...]) -> tuple[Block, ...]:
    """The facts that would decide an open answer."""
    rows = tuple(
        (" and ".join(f"{'' if fact.present else 'not '}{fact.concept.label}" for fact in question.facts),
         question.verdict.words if question.verdict else "contradicts the act",
         question.otherwise.words if question.otherwise else "")
        for question in shown(questions)
    )
    return (Heading("What would decide it"), Table("open", ("If", "then", "otherwise"), rows)) if rows else ()

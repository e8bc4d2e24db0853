"""What two offences side by side say on paper: what they are, their elements, what each punishes alone."""

from kb.papers.cells import OFFENCE_HEADER, offence_cells
from kb.papers.paper import Block, Heading, Paper, Table, Text, reasons
from kb.questions.offences import OffencesAnswer
from kb.questions.sides import APART_WORDS, Side


def offences_paper(answer: OffencesAnswer, data: str) -> Paper:
    """Return what two offences side by side say."""
    both = (answer.one, answer.other)
    about = Table("offences", ("Law", *OFFENCE_HEADER[2:]), tuple((side.law, *_about(side)) for side in both))
    elements = Table("elements", ("Element", *(side.heading for side in both)),
                     tuple((row.about, row.one, row.other) for row in answer.rows))
    former = "; ".join(side.name for side in both if not side.in_force)
    common = (Heading("Punished by both, as little as can be"), Text(answer.both_words)) if answer.both else ()
    blocks = (Text(answer.relation_words), Heading("The two offences"), about,
              *([Text(f"Not in force on {answer.on}: {former}.")] if former else []),
              Heading("Element by element"), elements, Text(APART_WORDS),
              *(block for side, against in answer.sides for block in _alone(side, against)),
              *common, *reasons(answer.step))
    return Paper(f"{answer.one.heading} beside {answer.other.heading}", f"The same acts: {answer.verdict.words}",
                 (f"Law in force on {answer.on}", data), blocks)


def _about(side: Side) -> tuple:
    """The cells of an offence; without a penalty, where an instrument demands it."""
    provision, label, *penalty, liability, read = offence_cells(side.offence)
    return (provision, label, *(penalty if side.penalty else [""] * len(penalty)), liability, read)


def _alone(side: Side, against: Side) -> tuple[Block, ...]:
    """The acts that one offence alone punishes."""
    rows = tuple((alone.words, ", ".join(concept.label for concept in alone.turns_on), alone.because, alone.elsewhere_words)
                 for alone in side.alone)
    header = ("Act", "Turns on", f"{against.name} …", f"In {against.law} as a whole")
    return (Heading(f"Punished by {side.heading}, not by {against.heading}"), Table("alone", header, rows)) if rows else ()

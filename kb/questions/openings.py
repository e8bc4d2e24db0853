"""The single step that opens most roads between two states: a participation, or an edit of one offence."""

from dataclasses import dataclass, field, replace
from datetime import date

from kb.elements.book import CONCRETE, Book
from kb.elements.compiled import FAILED, compile_act, norm_state
from kb.law.scenarios import Act
from kb.law.sources import Citation
from kb.law.treaties import Participation, Treaty
from kb.questions.doctrine import manner_of
from kb.questions.extradite import ExtraditeAnswer, Request, World, answer_only
from kb.questions.proposals import Proposal
from kb.reasons.verdicts import Verdict

ACCESSIONS = {"OpenToAll": "open to all states", "ByInvitation": "on invitation or with consent of the parties"}


@dataclass(frozen=True)
class Opening:
    """A step with the requests that become possible by it: requested state, requesting state, act.

    `cites` is what the step starts from: the treaty that is joined, the provisions of what is edited.
    """

    words: str
    opens: tuple[tuple[str, str, str], ...]
    cites: tuple[Citation, ...] = ()

    def to_json(self) -> dict:
        return {"words": self.words, "opens": [{"from": f, "to": t, "act": a} for f, t, a in self.opens]}


@dataclass(frozen=True)
class OpeningsAnswer:
    """The steps that open requests between two states, the one that opens most first; `before`: the answers without any."""

    pair: tuple[str, str]
    names: tuple[str, str]
    on: date
    asked: int
    open_now: int
    steps: tuple[Opening, ...]
    before: tuple[ExtraditeAnswer, ...] = field(default=(), compare=False, repr=False)

    @property
    def claim(self) -> str:
        """What is answered, in words."""
        return f"which single steps open requests between {' and '.join(self.names)}, on {self.on}"

    def to_json(self) -> dict:
        return {"question": {"name": "openings", "in": list(self.pair)}, "on": self.on.isoformat(), "asked": self.asked,
                "open_now": self.open_now, "steps": [step.to_json() for step in self.steps]}


def openings(
    pair: tuple[str, str], acts: list[Act], world: World, proposals: dict[str, list[Proposal]], on: date
) -> OpeningsAnswer:
    """Try every single step and return those that open a request, the one that opens most first.

    A request counts as open where the answer is yes, given that no fact of the case stands in the way.

    Args:
        pair: ISO codes of the two states, who would ask each other.
        acts: the acts requests are for.
        world: the recorded law.
        proposals: edits of offences to try, by ISO code.
        on: the day of request and act.
    """
    answers = _answers(pair, acts, world, on)
    before = _open(answers)
    tried = [*((acts, *step) for step in _participations(pair, world, on)), *_amendments(proposals, acts, world, on)]
    found = {Opening(words, tuple(sorted(_open(_answers(pair, asked, changed, on)) - before)), cites)
             for asked, words, cites, changed in tried}
    steps = sorted((step for step in found if step.opens), key=lambda step: (-len(step.opens), step.words))
    names = tuple(world.books[code].jurisdiction.name for code in pair)
    return OpeningsAnswer(pair, names, on, len(acts) * len(pair), len(before), tuple(steps),
                          tuple(answers))


def _answers(pair: tuple[str, str], acts: list[Act], world: World, on: date) -> list[ExtraditeAnswer]:
    return [answer_only(Request(act, requested, requesting, frozenset(), on, on, True), world)
            for requested, requesting in (pair, pair[::-1]) for act in acts]


def _open(answers: list[ExtraditeAnswer]) -> set[tuple[str, str, str]]:
    requests = (answer.request for answer in answers if answer.verdict is Verdict.YES)
    return {(request.requested, request.requesting, request.act.name) for request in requests}


def _participations(pair: tuple[str, str], world: World, on: date):
    """The world with those of the two states that are not yet in it brought into each treaty that can carry extradition.

    Only treaties in force of which it is recorded that other states can join are tried.
    """
    for treaty in world.treaties:
        absent = [code for code in pair if not _bound(treaty, code, on)]
        can_be_joined = treaty.accession in ACCESSIONS and treaty.fact.in_force(on)
        if not (can_be_joined and treaty.basis and absent) or treaty.amends:
            continue
        names = " and ".join(world.books[code].jurisdiction.name for code in absent)
        joined = _joined(treaty, absent, on)
        yield (f"{names} in: {treaty.label} ({ACCESSIONS[treaty.accession]})", (treaty.fact.cite,),
               replace(world, treaties=tuple(joined if t is treaty else t for t in world.treaties)))


def _bound(treaty: Treaty, code: str, on: date) -> bool:
    party = treaty.participation(code)
    return party is not None and party.bound(on)


def _joined(treaty: Treaty, codes: list[str], on: date) -> Treaty:
    """A treaty in force with some states as parties, without reservations, who take it as a basis."""
    new = tuple(
        Participation(f"{treaty.iri}-{code}-if", code, "Party", None, None, True, (), (),
                      replace(treaty.fact, in_force_from=on, start_known=True, verification="Unverified"), "")
        for code in codes
    )
    return replace(treaty, participations=(*(p for p in treaty.participations if p.code not in codes), *new))


def _amendments(proposals: dict[str, list[Proposal]], acts: list[Act], world: World, on: date):
    """The world with the offences of one law edited, and the acts on which an edited offence has anything to say.

    What the law says of the other acts stays as it is, so they need not be asked about again.
    """
    for code, found in proposals.items():
        law = world.books[code].jurisdiction
        for proposal in found:
            book = Book(proposal.law(law), world.vocabulary)
            edited = {change.changed.iri for change in proposal.changes}
            cites = tuple(cite for change in proposal.changes for cite in change.offence.cites)
            words = "; ".join((proposal.words, *proposal.reaches_beyond))
            asked = [act for act in acts if _bears_on(act, book, edited, on)]
            yield asked, f"{law.name}, {words}", cites, replace(world, books=world.books | {code: book})


def _bears_on(act: Act, book: Book, offences: set[str], on: date) -> bool:
    """Whether one of some offences is met or open for an act, in a manner in which the law may be asked."""
    compiled = compile_act(act, book.vocabulary)
    manners = {CONCRETE, manner_of(book.jurisdiction.doctrine)}
    return any(norm.norm.iri in offences and norm_state(norm, compiled) != FAILED
               for manner in manners for norm in book.on(on, manner))

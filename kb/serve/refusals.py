"""Requests that are not answered: each refusal has its HTTP status, one plain text, and headers that say what to do."""

from starlette.responses import PlainTextResponse

from kb.serve.outcomes import FAULTY, NOT_ACCEPTABLE, NOT_THERE, OVER_TIME, REFUSED, TOO_LARGE, UNAVAILABLE
from kb.serve.settings import Settings

RETRY_SECONDS = 5
NOT_CACHED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Refused(Exception):
    """A request that gets an HTTP error; the text says what is wrong and what to do."""

    def __init__(self, status: int, words: str, **headers: str):
        """Refuse.

        Args:
            status: the HTTP status.
            words: what is wrong, and what to do.
            headers: further headers, an underscore standing for a hyphen.
        """
        super().__init__(words)
        self.status, self.words = status, words
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> PlainTextResponse:
        """The answer that goes out."""
        return PlainTextResponse(self.words + "\n", self.status, self.headers | NOT_CACHED)


def refusal(outcome: str, words: str, limits: Settings) -> Refused:
    """Return what is said where a query has no answer.

    Args:
        outcome: how it ended, any but an answer.
        words: what the worker said.
        limits: those that it may have met.
    """
    if outcome == REFUSED:
        return Refused(400, words)
    if outcome == NOT_THERE:
        return Refused(404, words)
    if outcome == NOT_ACCEPTABLE:
        return Refused(406, words)
    if outcome == OVER_TIME:
        return Refused(503, f"the query took longer than the {limits.seconds:g} s that one may take, and was ended: "
                       "ask for less, or join what is unconnected.", KB_Limit=f"seconds; at={limits.seconds:g}")
    if outcome == TOO_LARGE:
        return Refused(503, f"the query asked for more memory than the {limits.memory} bytes that one may take, and was "
                       "ended: sort, group or join fewer rows.", KB_Limit=f"memory; at={limits.memory}")
    if outcome == UNAVAILABLE:
        return Refused(503, "the SPARQL server behind this endpoint cannot be reached or refuses the query: try again "
                       "later, or write it another way.", Retry_After=str(RETRY_SECONDS))
    if outcome == FAULTY:
        return Refused(500, "this is a fault of ours, not of your query; please report it with the query.")
    return Refused(400, "the query ended the process that read it: it is nested too deeply. Write it flatter.")

"""The endpoint itself: a request becomes a question, the question a job for a worker, its result an answer."""

import asyncio
import hashlib
import time
from math import ceil

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kb.graph.results import CUT_ROWS, GRAPHS, TABLES
from kb.serve.clients import Clients, has_left, network_of
from kb.serve.line import Full
from kb.serve.metrics import Metrics
from kb.serve.negotiate import accepts_gzip, best, named_in
from kb.serve.outcomes import ANSWERED, GONE, TURNED_AWAY
from kb.serve.pages import MEDIA_TYPE, PAGE_HEADERS
from kb.serve.pool import Pool
from kb.serve.protocol import accept_of, fields_of, question_of
from kb.serve.refusals import RETRY_SECONDS, Refused, refusal
from kb.serve.sending import Outgoing, Sent
from kb.serve.settings import Settings

# The answer to a query with one of these is another each time.
CHANGING = ("now", "rand", "uuid", "bnode")


class Endpoint:
    """What answers requests: limits, workers, counts."""

    def __init__(self, settings: Settings, pool: Pool, metrics: Metrics):
        self.settings, self.pool, self.metrics = settings, pool, metrics
        self.clients = Clients(settings.rate, settings.burst)
        self.outgoing = Outgoing()

    async def sparql(self, request: Request) -> Response:
        """Answer one request of the SPARQL 1.1 Protocol.

        Raises:
            Refused: with the HTTP status that tells why.
        """
        self.admit(request)
        body = await self._body(request)
        question = question_of(request.method, request.scope["query_string"], request.headers.get("content-type", ""), body)
        if question is None:
            return await self.made(request, "description", self.settings.address, GRAPHS)
        accept = question.accept or _accepted(request)
        forms = {"table": best(accept, TABLES), "graph": best(accept, GRAPHS)}
        if not any(forms.values()):
            raise Refused(406, "none of the accepted formats is written here. For SELECT and ASK: "
                          f"{', '.join(TABLES)}. For CONSTRUCT and DESCRIBE: {', '.join(GRAPHS)}.")
        job = {"kind": "query", "default": question.default, "named": question.named} | forms
        changing = any(word in question.query.casefold() for word in CHANGING)
        return await self._answered(request, job, question.query, keep=not changing)

    async def made(self, request: Request, kind: str, text: str, offers) -> Response:
        """Return what a worker makes of a job that is no query, in the form that is accepted most.

        Args:
            request: whose headers, client and field `format` count.
            kind: the kind of the job.
            text: what goes with it.
            offers: the media types that there are, the one preferred by us first.

        Raises:
            Refused: with the HTTP status that tells why.
        """
        accept = accept_of(fields_of(request.scope["query_string"])) or _accepted(request)
        form = best(accept, offers)
        if form is None:
            raise Refused(406, f"none of the accepted formats is written here: ask for one of {', '.join(offers)}.")
        return await self._answered(request, {"kind": kind, "graph": form}, text)

    def admit(self, request: Request) -> None:
        """Count a request of a client.

        Raises:
            Refused: 429 where it sends too many, 503 where too much waits to be taken by slow clients.
        """
        wait = self.clients.wait_for(self._client(request))
        if wait:
            raise Refused(429, f"too many requests: this endpoint answers {self.settings.rate:g} a second to one client, "
                          f"{self.settings.burst} at once. Send fewer, and try again in {ceil(wait)} s.",
                          Retry_After=str(ceil(wait)))
        if self.outgoing.bytes > self.settings.outgoing_bytes:
            raise Refused(503, "too many answers wait to be taken by their clients: try again later.",
                          Retry_After=str(RETRY_SECONDS))

    async def _answered(self, request: Request, job: dict, text: str, keep: bool = True) -> Response:
        """What a worker makes of a job; a client that has it already is told so, if it may be kept at all."""
        job |= {"gzip": accepts_gzip(request.headers.get("accept-encoding", ""))}
        headers = {"Vary": "Accept, Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        mark = self._mark(job, text)
        headers |= {"ETag": mark, "Cache-Control": "public, no-cache"} if keep else {"Cache-Control": "no-store"}
        if keep and request.method != "POST" and named_in(request.headers.get("if-none-match", ""), mark):
            return Response(status_code=304, headers=headers)
        head, body = await self._asked(request, job, text)
        if head["outcome"] != ANSWERED:
            raise refusal(head["outcome"], body.decode(), self.settings)
        headers |= PAGE_HEADERS if head["type"] == MEDIA_TYPE else {}
        headers |= {"Content-Type": _with_charset(head["type"]), "KB-Rows": str(head["rows"])}
        if head["cut"]:
            most = self.settings.rows if head["cut"] == CUT_ROWS else self.settings.result_bytes
            headers["KB-Cut"] = f"{head['cut']}; at={most}"
        if head["note"]:
            headers["KB-Note"] = head["note"].encode("ascii", "replace").decode()
        if job["gzip"]:
            headers["Content-Encoding"] = "gzip"
        return Sent(body, 200, headers, self.outgoing, self.settings.slow)

    async def _asked(self, request: Request, job: dict, text: str) -> tuple[dict, bytes]:
        began = time.monotonic()
        try:
            head, body = await self.pool.ask(job, text, self._client(request), lambda: has_left(request.receive))
        except Full as fault:
            self.metrics.query(TURNED_AWAY, time.monotonic() - began)
            raise Refused(503, "all workers are busy and the queue is full: try again later.",
                          Retry_After=str(RETRY_SECONDS)) from fault
        self.metrics.query(head["outcome"], time.monotonic() - began, head.get("cut", ""))
        if head["outcome"] == GONE:
            raise ClientDisconnect
        return head, body

    def _mark(self, job: dict, text: str) -> str:
        """An entity tag that is another where the data, the job or the limits are."""
        told = repr((sorted(job.items()), text, self.settings.rows, self.settings.result_bytes))
        return f'W/"{self.pool.version}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"'

    async def _body(self, request: Request) -> bytes:
        """The body of a request, no more than is allowed of it, and no slower."""
        if request.method != "POST":
            return b""
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused(415, "a packed body is not read: send it without Content-Encoding.")
        body, most = bytearray(), self.settings.body_bytes
        try:
            async with asyncio.timeout(self.settings.slow):
                async for piece in request.stream():
                    body += piece
                    if len(body) > most:
                        raise Refused(413, f"the body is longer than the {most} bytes that are read: write the query "
                                      "shorter.", Connection="close")
        except TimeoutError as fault:
            raise Refused(408, f"the body did not arrive within {self.settings.slow:g} s: send it faster.",
                          Connection="close") from fault
        return bytes(body)

    @staticmethod
    def _client(request: Request) -> str:
        return network_of(request.client.host if request.client else "")


def _accepted(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type

"""The addresses of the server, and what stands around every answer: counts, clear errors, any origin without credentials."""

import gzip

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.graph.paths import root
from kb.serve.endpoint import Endpoint
from kb.serve.files import Files
from kb.serve.home import examples, home
from kb.serve.iris import Iris
from kb.serve.metrics import Metrics
from kb.serve.negotiate import accepts_gzip
from kb.serve.pages import PAGE_HEADERS
from kb.serve.pool import Pool
from kb.serve.protocol import fields_of
from kb.serve.refusals import NOT_CACHED, Refused
from kb.serve.settings import Settings

SHOWN_HEADERS = ["ETag", "KB-Rows", "KB-Cut", "KB-Limit", "KB-Note", "Retry-After"]
ASKED_HEADERS = ["Accept", "Content-Type", "If-None-Match"]
KEPT_SECONDS = 86_400
GZIP_LEVEL = 4


class Counted:
    """Counts the status of every response that goes out."""

    def __init__(self, app, metrics: Metrics):
        self.app, self.metrics = app, metrics

    async def __call__(self, scope, receive, send) -> None:
        async def counting(message) -> None:
            if message["type"] == "http.response.start":
                self.metrics.answers[message["status"]] += 1
            await send(message)

        await self.app(scope, receive, counting if scope["type"] == "http" else send)


def application(settings: Settings, pool: Pool) -> Starlette:
    """Return the server as an ASGI application.

    Args:
        settings: its limits.
        pool: the workers, started already.
    """
    metrics = Metrics()
    endpoint = Endpoint(settings, pool, metrics)
    iris, found = Iris(endpoint), examples(root() / "queries")
    files = Files(endpoint.outgoing, settings.slow)

    async def health(_request: Request) -> Response:
        sound = bool(pool.workers)
        told = {"status": "ok" if sound else "no worker", "workers": len(pool.workers), "waiting": pool.line.waiting,
                "data": pool.version}
        return JSONResponse(told, 200 if sound else 503, NOT_CACHED)

    async def numbers(_request: Request) -> Response:
        return PlainTextResponse(metrics.text(pool), headers=NOT_CACHED | {"Content-Type": "text/plain; version=0.0.4"})

    async def start(request: Request) -> Response:
        endpoint.admit(request)
        asked = dict(fields_of(request.scope["query_string"]))
        text = home(found, asked.get("example", ""), asked.get("query", ""), pool.triples).encode()
        headers = PAGE_HEADERS | {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            return HTMLResponse(gzip.compress(text, GZIP_LEVEL, mtime=0), headers=headers | {"Content-Encoding": "gzip"})
        return HTMLResponse(text, headers=headers)

    return Starlette(
        routes=[
            Route("/", start),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/health", health),
            Route("/metrics", numbers),
            Route("/dataset", iris.dataset),
            Route("/.well-known/void", iris.dataset),
            Route("/static/{path:path}", files.answer),
            Route("/{path:path}", iris.node),
        ],
        middleware=[
            Middleware(Counted, metrics=metrics),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"],
                       allow_headers=ASKED_HEADERS, expose_headers=SHOWN_HEADERS, max_age=KEPT_SECONDS),
        ],
        exception_handlers={Refused: _refused, HTTPException: _wrong_address, ClientDisconnect: _gone, Exception: _fault},
    )


async def _refused(_request: Request, fault: Refused) -> Response:
    return fault.response()


async def _wrong_address(request: Request, fault: HTTPException) -> Response:
    if fault.status_code == 405:
        allowed = (fault.headers or {}).get("Allow", "GET, HEAD, POST")
        return Refused(405, f"{request.method[:20]} is not answered here: take one of {allowed}.", Allow=allowed).response()
    return Refused(fault.status_code, "nothing is at this address: the endpoint is at /sparql.").response()


async def _gone(_request: Request, _fault: ClientDisconnect) -> Response:
    return Response(status_code=499)


async def _fault(_request: Request, _fault: Exception) -> Response:
    return Refused(500, "this is a fault of ours, not of your request; please report it.").response()

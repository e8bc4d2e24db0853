"""The protocol alone: the HTTP server of `kb serve`, from socket to socket, with an answer that lies ready behind it."""

import asyncio
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from benchmarks.server import awaited, free_port
from kb.serve.line import Line
from kb.serve.outcomes import ANSWERED
from kb.serve.run import configured
from kb.serve.settings import Settings

JSON = "application/sparql-results+json"
FORK = multiprocessing.get_context("fork")


class Ready:
    """Stands where the workers do, and gives the same bytes to every question at once."""

    def __init__(self, body: bytes):
        rows = len(json.loads(body)["results"]["bindings"])
        self.answer = {"outcome": ANSWERED, "type": JSON, "rows": rows, "cut": "", "note": ""}, body
        self.workers, self.line, self.busy, self.replaced = (self,), Line(1, 1.0), 0, Counter()
        self.version, self.triples = "ready", 0

    async def ask(self, _job: dict, _query: str, _client: str, _gone) -> tuple[dict, bytes]:
        head, body = self.answer
        return dict(head), body


@contextmanager
def ready_made(body: bytes) -> Iterator[str]:
    """Serve a table in JSON, whatever is asked; gives the address of the endpoint.

    Args:
        body: the bytes of the table.
    """
    port = free_port()
    process = FORK.Process(target=_serve, args=(port, body), daemon=True)
    process.start()
    try:
        awaited(port, process.is_alive)
        yield f"http://127.0.0.1:{port}/sparql"
    finally:
        process.kill()
        process.join()


def _serve(port: int, body: bytes) -> None:
    settings = Settings(port=port, rate=1e6, burst=10**6)
    config = configured(settings, Ready(body))
    config.port = port
    asyncio.run(uvicorn.Server(config).serve())

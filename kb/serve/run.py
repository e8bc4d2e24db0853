"""Starting the server, and ending it in good order."""

import asyncio
import logging
import socket
import sys

import uvicorn

from kb.errors import KbError
from kb.serve.application import application
from kb.serve.connection import with_limits
from kb.serve.pool import Pool
from kb.serve.settings import Settings

KEEP_ALIVE_SECONDS = 5
ENDING_SECONDS = 5


def serve(settings: Settings) -> None:
    """Serve until the process is told to end (SIGINT or SIGTERM).

    Raises:
        KbError: the records cannot be loaded, or nothing can listen at the address.
    """
    logging.basicConfig(format="%(levelname)s: %(message)s")
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    with _listening(settings) as listener:
        pool = Pool(settings)
        try:
            await pool.open()
            print(f"SPARQL endpoint at {settings.address}sparql; Ctrl-C ends it", file=sys.stderr, flush=True)
            await uvicorn.Server(configured(settings, pool)).serve([listener])
        finally:
            pool.close()


def configured(settings: Settings, pool: Pool) -> uvicorn.Config:
    """Return how the HTTP server is set up: the application, the limits of its connections, its quiet log."""
    return uvicorn.Config(
        application(settings, pool), http=with_limits(settings), ws="none", lifespan="off", log_level="warning",
        access_log=False, server_header=False, timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=ENDING_SECONDS, limit_concurrency=settings.connections,
        proxy_headers=bool(settings.trusted_proxy), forwarded_allow_ips=settings.trusted_proxy,
    )


def _listening(settings: Settings) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, proto=socket.IPPROTO_TCP)[0]
        # Named TCP, so that asyncio sends small answers at once.
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(settings.connections)
        return found
    except OSError as fault:
        raise KbError(f"nothing can listen at {settings.host}, port {settings.port} ({fault.strerror}): choose another with "
                      "--host or --port.") from fault

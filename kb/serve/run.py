"""Starting the server, and ending it in good order."""

import logging

import uvicorn

from kb.serve.application import application
from kb.serve.connection import with_limits
from kb.serve.settings import Settings

KEEP_ALIVE_SECONDS = 5
ENDING_SECONDS = 5


def serve(settings: Settings) -> None:
    """Serve until the process is told to end (SIGINT or SIGTERM)."""
    logging.basicConfig(format="%(levelname)s: %(message)s")
    uvicorn.run(
        application(settings), host=settings.host, port=settings.port, http=with_limits(settings), ws="none",
        lifespan="on", log_level="warning", access_log=False, server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=ENDING_SECONDS,
        limit_concurrency=settings.connections,
        proxy_headers=bool(settings.trusted_proxy), forwarded_allow_ips=settings.trusted_proxy or "",
    )

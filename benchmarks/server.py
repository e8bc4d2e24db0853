"""`kb serve` on a free port of loopback, for as long as a measurement needs it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.graph.paths import PACKAGE

PATIENCE = 600
PAUSE = 0.1


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[int]:
    """Serve the records below a folder, give the port, and end the server afterwards.

    Args:
        folder: where `ontology/` and `data/` lie.
        options: of `kb serve`, beside the port.

    Raises:
        RuntimeError: the server ended, or did not answer in time; with what it said.
    """
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-m", "kb.cli.main", "serve", "--port", str(port), *options],
                               env=os.environ | {"KB_ROOT": str(folder)}, cwd=PACKAGE.parent,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _await(process, port)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(process: subprocess.Popen, port: int) -> None:
    late = time.monotonic() + PATIENCE
    while time.monotonic() < late:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended before it answered: {process.stderr.read().strip()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(PAUSE)
    raise RuntimeError(f"the server did not answer within {PATIENCE} s.")

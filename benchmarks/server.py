"""`kb serve` on a free port of loopback, for as long as a measurement needs it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
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
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "kb.cli.main", "serve", "--port", str(port), *options],
                               env=os.environ | {"KB_ROOT": str(folder)}, cwd=PACKAGE.parent,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        awaited(port, lambda: process.poll() is None)
        yield port
    except RuntimeError as fault:
        process.kill()
        raise RuntimeError(f"{fault} It said: {process.communicate()[1].strip()}") from fault
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def awaited(port: int, alive: Callable[[], bool]) -> None:
    """Wait until a server answers at a port.

    Raises:
        RuntimeError: what was to listen is gone, or is late.
    """
    late = time.monotonic() + PATIENCE
    while time.monotonic() < late:
        if not alive():
            raise RuntimeError(f"the server that was to listen at port {port} ended before it answered.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(PAUSE)
    raise RuntimeError(f"the server did not answer at port {port} within {PATIENCE} s.")

"""A server of our own on loopback for the tests, and a way to ask it that keeps the bytes as they are."""

import http.client
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """Where a server listens."""

    port: int
    process: subprocess.Popen

    def ask(self, method: str = "GET", target: str = "/sparql", body: bytes | None = None, **headers: str) -> Answer:
        """Send one request on a connection of its own; an underscore in the name of a header stands for a hyphen."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
            found = connection.getresponse()
            return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()

    def query(self, text: str, **headers: str) -> Answer:
        return self.ask("POST", body=text.encode(), Content_Type="application/sparql-query", **headers)

    def number(self, name: str) -> float:
        """One of its metrics, by its name with labels."""
        found = re.search(rf"^{re.escape(name)} (\S+)$", self.ask(target="/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(*options: str):
    """Start `kb serve` on a free port of loopback and end it afterwards; what it wrote must hold no traceback."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "kb.cli.main", "serve", "--port", str(port), *options],
                               cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    server = Server(port, process)
    try:
        _until_it_answers(server)
        yield server
    finally:
        process.terminate()
        _, said = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said, said


def _until_it_answers(server: Server) -> None:
    for _ in range(PATIENCE * 5):
        assert server.process.poll() is None, server.process.stderr.read()
        try:
            if server.ask(target="/health").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer in time")

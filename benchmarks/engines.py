"""SPARQL servers of others, started on loopback with a folder of their own, for tests and measurements."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import free_port
from kb.graph.remote import Remote, StoreFault

PATIENCE = 60
BESIDE_PYTHON = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
# The limit on rows is left as Debian delivers it.
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""
VIRTUOSO_ROWS = 10_000
# Pages of 8 kB that Virtuoso keeps in memory.
BUFFERS = 20_000


@dataclass(frozen=True)
class Engine:
    """A server: its kind, where it answers queries, where it takes updates, and who may change it."""

    name: str
    query: str
    update: str
    user: str = ""
    password: str = ""
    folder: Path = Path()
    sql_port: int = 0
    pid: int = 0


@contextmanager
def virtuoso(folder: Path, buffers: int = BUFFERS):
    """Start Virtuoso on what it has in a folder, an empty database at first.

    Args:
        folder: where its database lies, and from where it may load files.
        buffers: pages of 8 kB that it keeps in memory.
    """
    port, sql_port, settings = free_port(), free_port(), folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO_INI.format(folder=folder, port=port, sql_port=sql_port, rows=VIRTUOSO_ROWS,
                                             buffers=buffers, dirty=buffers * 3 // 4))
    command = [found("virtuoso-t"), "+foreground", "+configfile", str(settings)]
    address = f"http://127.0.0.1:{port}"
    with _running(command, folder, f"{address}/sparql") as process:
        yield Engine("virtuoso", f"{address}/sparql", f"{address}/sparql-auth", "dba", "dba", folder, sql_port, process.pid)


def virtuoso_loads(engine: Engine, file: str) -> None:
    """Let Virtuoso's own loader take a file of N-Quads in its folder.

    Raises:
        subprocess.CalledProcessError: it does not.
    """
    commands = f"ld_dir('{engine.folder}', '{file}', 'urn:none'); rdf_loader_run(); checkpoint;"
    subprocess.run([found("isql-vt"), f"127.0.0.1:{engine.sql_port}", engine.user, engine.password, f"exec={commands}"],
                   check=True, capture_output=True)


@contextmanager
def oxigraph(folder: Path):
    """Start Oxigraph's own server on an empty store in memory."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _running([found("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"], folder, f"{address}/query"):
        yield Engine("oxigraph", f"{address}/query", f"{address}/update")


STARTERS = {"virtuoso": virtuoso, "oxigraph": oxigraph}


def found(program: str) -> str:
    """Where a program is: beside this Python, or on the path."""
    return shutil.which(program, path=BESIDE_PYTHON) or program


@contextmanager
def _running(command: list[str], folder: Path, address: str):
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
    try:
        end = time.monotonic() + PATIENCE
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < end, (folder / "said").read_text(errors="replace")
            time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(address: str) -> bool:
    try:
        return bool(Remote(address).query("ASK {}"))
    except StoreFault:
        return False

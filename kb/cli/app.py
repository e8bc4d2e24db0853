"""Open the dashboard in the browser."""

import socket
import subprocess
import sys

from kb.cli.common import add_store_argument, take_store
from kb.cli.parser import port
from kb.errors import KbError
from kb.graph.paths import PACKAGE

HOST = "localhost"


def add_arguments(parser) -> None:
    parser.add_argument("--port", type=port, default=8501, metavar="PORT",
                        help="the port to serve on, 1 to 65535 (8501)")
    parser.add_argument("--no-browser", action="store_true", help="serve without opening a browser")
    add_store_argument(parser)


def run(arguments) -> int:
    take_store(arguments)
    page = PACKAGE.parent / "app.py"
    if not page.exists():
        raise KbError("the dashboard is part of a checkout of the project; run it from there with `make app`.")
    _see_that_it_is_free(arguments.port)
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(arguments.port),
               "--server.address", HOST, "--browser.gatherUsageStats", "false"]
    return subprocess.call(command + ["--server.headless", "true"] * arguments.no_browser)


def _see_that_it_is_free(number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError as fault:
            raise KbError(f"nothing can listen at {HOST}, port {number} ({fault.strerror}): choose another with "
                          "--port.") from fault

"""Open the dashboard in the browser."""

import subprocess
import sys

from kb.cli.common import add_store_argument, take_store
from kb.errors import KbError
from kb.graph.paths import PACKAGE


def add_arguments(parser) -> None:
    parser.add_argument("--port", type=int, choices=range(1, 65536), default=8501, metavar="PORT",
                        help="the port to serve on, 1 to 65535 (8501)")
    parser.add_argument("--no-browser", action="store_true", help="serve without opening a browser")
    add_store_argument(parser)


def run(arguments) -> int:
    take_store(arguments)
    page = PACKAGE.parent / "app.py"
    if not page.exists():
        raise KbError("the dashboard is part of a checkout of the project; run it from there with `make app`.")
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(arguments.port),
               "--server.address", "localhost", "--browser.gatherUsageStats", "false"]
    return subprocess.call(command + ["--server.headless", "true"] * arguments.no_browser)

"""What tests share: the invented world, the real one, and what to do where a browser, Java or a server is missing."""

import os
import re
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

import kb
from benchmarks.engines import STARTERS
from kb.law.instruments import UsedOptions
from kb.law.sources import Citation
from kb.library import Library

HERE = Path(__file__).parent
BESIDE_PYTHON = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
TODAY = date(2026, 11, 23)

# Tests of these files share what is slow to start; so do those of an engine, which its name in brackets tells.
TOGETHER = {f"tests/{name}.py" for name in (
    "benchmarks/test_load", "browser/test_pages", "browser/test_query_page", "serve/test_attacks", "serve/test_endpoint",
    "test_queries", "unit/test_export")}
ENGINE = re.compile(rf"[\[-]({'|'.join(STARTERS)})[]-]")


class StartedOnce(LoadScopeScheduling):
    """Tests that share what is slow to start run in one process, the most first; each other test where there is room."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        engine = ENGINE.search(nodeid) if file.startswith("tests/external/") else None
        return engine[1] if engine else file if file in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return StartedOnce(config, log)


def declared(*options: str) -> UsedOptions:
    """Options as a state uses them that was read to do so."""
    cite = Citation("Accord: Party", "https://law.example/accord", "OfficialText", date(2026, 1, 10), "urn:party")
    return dict.fromkeys(options, cite)


def pytest_addoption(parser):
    parser.addoption("--write-golden", action="store_true", help="rewrite the golden explanations")


def pytest_runtest_setup(item):
    needs = {"browser": "chromium", "java": "java", "virtuoso": "virtuoso-t", "oxigraph": "oxigraph"}
    for mark, program in needs.items():
        if item.get_closest_marker(mark) and shutil.which(program, path=BESIDE_PYTHON) is None:
            words = f"{program} is not on this machine"
            if os.environ.get("KB_REQUIRE_ALL"):
                pytest.fail(words)
            pytest.skip(words)


@pytest.fixture(scope="session")
def invented() -> Library:
    """Three states that do not exist: Examplia (xe), Testland (xt), Nulland (xn)."""
    return kb.open(HERE / "world")


@pytest.fixture(scope="session")
def real() -> Library:
    """The recorded law, with every jurisdiction read."""
    library = kb.open()
    for code in library.codes:
        library.book(code)
    return library

"""A server of each kind, filled once by `kb load`'s own means."""

from contextlib import contextmanager
from datetime import date
from functools import cache

import pytest

from benchmarks.engines import STARTERS, Engine
from kb.cli.load import everything
from kb.graph.load import load
from kb.graph.paths import root
from kb.graph.remote import Remote
from kb.graph.version import data_version
from kb.graph.writers import writer_for

ENGINES = [pytest.param(name, marks=getattr(pytest.mark, name)) for name in STARTERS]


@contextmanager
def let_in(engine: Engine):
    """The credentials of an engine in the environment, and no server named there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KB_STORE", raising=False)
        patch.setenv("KB_STORE_USER", engine.user)
        patch.setenv("KB_STORE_PASSWORD", engine.password)
        yield patch


@cache
def graphs(on: date, facts_only: bool = False) -> dict[str, list]:
    """Each graph that is loaded with its triples, with the conclusions of a day or facts alone."""
    return dict(everything(on, facts_only))


def fill(engine: Engine, by_update: bool = False, on: date | None = None, facts_only: bool = False):
    """Load everything, with the conclusions of a day (today if left out), or facts alone; return what was loaded."""
    with let_in(engine):
        writer = writer_for(Remote(engine.query), update=engine.update if by_update else "")
        return load(graphs(on or date.today(), facts_only), data_version(root()), engine.query, writer)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request, tmp_path_factory):
    """A running server that holds everything."""
    with STARTERS[request.param](tmp_path_factory.mktemp(request.param)) as started:
        fill(started)
        yield started

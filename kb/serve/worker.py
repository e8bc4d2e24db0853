"""A worker: a process that answers one query after another and can be ended at any moment."""

import gzip
import os
import resource
import signal
import socket
import traceback
from contextlib import suppress
from dataclasses import replace

from kb.errors import KbError
from kb.graph.dataset import Dataset
from kb.graph.description import NAMES, description
from kb.graph.functions import Custom
from kb.graph.lookup import NotRecorded, record, view
from kb.graph.remote import StoreFault
from kb.graph.results import Limits, Result, WrongForm, write, write_triples
from kb.graph.store import ask
from kb.serve.loaded import FAULT, FORWARDS, FUNCTIONS, STORE, VERSION
from kb.serve.messages import Ended, pack, receive
from kb.serve.outcomes import ANSWERED, FAULTY, NOT_ACCEPTABLE, NOT_THERE, REFUSED, TOO_LARGE, UNAVAILABLE
from kb.serve.pages import MEDIA_TYPE, node_page
from kb.serve.settings import Settings

# The server ends a query at its limit; where the server is gone, this many seconds later the kernel does.
GRACE = 2
GZIP_LEVEL = 4
MOST_NOTES = 3
# A connection to a server, and the files that finding its address takes.
SOCKETS = 4
STATM = "/proc/self/statm"


def work(channel: socket.socket, settings: Settings) -> None:
    """Do the jobs that come over a socket until the server is gone.

    Args:
        channel: the worker's end of a pair of sockets.
        settings: the limits; memory counts from what the process holds when it starts.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    statm = os.open(STATM, os.O_RDONLY)
    held = _address_space(statm)
    bound(held + settings.memory, SOCKETS if FORWARDS else 0)
    last, hello = False, {"version": VERSION, "triples": len(STORE) if STORE is not None else 0, "fault": FAULT}
    with suppress(Ended, OSError):
        channel.sendall(pack(hello))
        while not last:
            job, text = receive(channel)
            _bound_time(settings.seconds)
            head, body = _answer(job, text.decode(), Limits(settings.rows, settings.result_bytes))
            last = head["outcome"] in (TOO_LARGE, FAULTY) or _address_space(statm) > held + settings.memory // 2
            channel.sendall(pack(head | {"last": last}, body))


def _query(job: dict, query: str, limits: Limits) -> Result:
    asked = Dataset(tuple(job["default"]), tuple(job["named"]))
    custom = Custom(FUNCTIONS)
    found = write(ask(STORE, query, asked, custom), job["table"], job["graph"], limits)
    return replace(found, note=" ".join(custom.faults[:MOST_NOTES]))


def _node(job: dict, iri: str, limits: Limits) -> Result:
    if job["graph"] == MEDIA_TYPE:
        return Result(node_page(view(STORE, iri)).encode(), MEDIA_TYPE, 1)
    return write_triples(record(STORE, iri), job["graph"], limits)


def _description(job: dict, address: str, limits: Limits) -> Result:
    return write_triples(description(STORE, address, VERSION), job["graph"], limits, NAMES)


# What a job can be, by its `kind`; each takes the text that goes with it.
KINDS = {"query": _query, "node": _node, "description": _description}


def _answer(job: dict, text: str, limits: Limits) -> tuple[dict, bytes]:
    try:
        found = KINDS[job["kind"]](job, text, limits)
        body = gzip.compress(found.body, GZIP_LEVEL, mtime=0) if job["gzip"] else found.body
        told = {"type": found.media_type, "rows": found.rows, "cut": found.cut, "note": found.note}
        return {"outcome": ANSWERED} | told, body
    except WrongForm as fault:
        return _refusal(NOT_ACCEPTABLE, str(fault))
    except NotRecorded as fault:
        return _refusal(NOT_THERE, str(fault))
    except StoreFault as fault:
        return _refusal(UNAVAILABLE, str(fault))
    except KbError as fault:
        return _refusal(REFUSED, str(fault))
    except MemoryError:
        return _refusal(TOO_LARGE, "")
    except (OSError, RuntimeError, ValueError) as fault:
        return _refusal(REFUSED, f"the query cannot be answered: {fault}")
    except BaseException:
        return _refusal(FAULTY, traceback.format_exc())


def _refusal(outcome: str, words: str) -> tuple[dict, bytes]:
    return {"outcome": outcome}, words.encode()


def bound(address_space: int, further: int = 0) -> None:
    """Let this process open no file and no connection from now on, so that no query calls out however it is spelt.

    Args:
        address_space: how many bytes of memory it may hold, those it holds now included.
        further: files and connections that it may open all the same, where it evaluates no query but hands it on.
    """
    files = max(map(int, os.listdir("/proc/self/fd"))) + 1 + further if further else 0
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + GRACE, hard))


def _address_space(statm: int) -> int:
    """How many bytes of address space the process holds, from its open file of the kernel's."""
    return int(os.pread(statm, 100, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")

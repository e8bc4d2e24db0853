"""The workers: each question goes to one that is idle; one that is over time, out of memory or dead is replaced."""

import asyncio
import logging
import multiprocessing
import signal
import socket
from collections import Counter
from dataclasses import dataclass
from importlib import import_module

from kb.errors import KbError
from kb.serve.line import Line
from kb.serve.messages import Channel, Ended
from kb.serve.outcomes import DIED, FAULTY, GONE, OVER_TIME, TOO_LARGE
from kb.serve.settings import Settings

log = logging.getLogger("kb.serve")
# What the kernel and the engine end a process with, when it asks for more than it may have.
ENDED_BY = {"SIGABRT": TOO_LARGE, "SIGKILL": TOO_LARGE, "SIGXCPU": OVER_TIME}
WORKER = "kb.serve.worker"
START_SECONDS = 120
PAUSE = 1.0


@dataclass(eq=False)
class Worker:
    """A process with the server's end of its socket."""

    process: multiprocessing.process.BaseProcess
    channel: Channel

    async def answer(self, job: dict, query: bytes, seconds: float) -> tuple[dict, bytes]:
        self.channel.send(job, query)
        async with asyncio.timeout(seconds):
            return await self.channel.received()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.channel.transport.close()

    def ended_by(self) -> str:
        """The name of the signal that ended a process that is gone; DIED where none did."""
        self.process.join(1)
        code = self.process.exitcode
        return signal.Signals(-code).name if code is not None and code < 0 else DIED


def _work(channel: socket.socket, settings: Settings) -> None:
    """What a worker runs; named by a word, since importing it loads the records, which the server itself does not need."""
    import_module(WORKER).work(channel, settings)


class Pool:
    """As many workers as are set, and the questions that wait for them."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.line = Line(settings.queue, settings.patience)
        self.workers: set[Worker] = set()
        self.busy = 0
        self.replaced: Counter[str] = Counter()
        self.version, self.triples = "", 0
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([WORKER])
        self._renewing: set[asyncio.Task] = set()
        self._closed = False

    async def open(self) -> None:
        """Start the workers.

        Raises:
            KbError: the records cannot be loaded; the message says which file.
        """
        for _ in range(self.settings.workers):
            await self._add()

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in list(self.workers):
            worker.end()

    async def ask(self, job: dict, query: str, client: str, gone) -> tuple[dict, bytes]:
        """Wait for a worker and return what it makes of a query.

        Args:
            job: the graphs asked and the forms accepted, as the worker takes them.
            query: the text of the query.
            client: whose turn this takes.
            gone: asked when the turn has come after a wait, tells whether the client has gone in the meantime.

        Returns:
            The head (`outcome` is one of the worker's, or OVER_TIME, GONE or DIED) and the body.

        Raises:
            Full: too many wait, or the wait was too long.
        """
        waits = not self.line.idle
        worker = await self.line.take(client)
        why = "left"
        self.busy += 1
        try:
            if waits and gone():
                why = ""
                return {"outcome": GONE}, b""
            head, body = await worker.answer(job, query.encode(), self.settings.seconds)
            why = head["outcome"] if head.pop("last") else ""
            if head["outcome"] == FAULTY:
                log.error("a worker failed at a query:\n%s", body.decode())
            return head, body
        except TimeoutError:
            why = OVER_TIME
            return {"outcome": OVER_TIME}, b""
        except Ended:
            why = worker.ended_by()
            return {"outcome": ENDED_BY.get(why, DIED)}, b""
        finally:
            self.busy -= 1
            if why:
                self._renew(worker, why)
            else:
                self.line.give(worker)

    def _renew(self, worker: Worker, why: str) -> None:
        worker.end()
        self.workers.discard(worker)
        self.replaced[why] += 1
        if not self._closed:
            task = asyncio.create_task(self._until_added())
            self._renewing.add(task)
            task.add_done_callback(self._renewing.discard)

    async def _until_added(self) -> None:
        while not self._closed:
            try:
                return await self._add()
            except Exception:
                log.exception("a worker could not be started; another try follows in %s s", PAUSE)
                await asyncio.sleep(PAUSE)

    async def _add(self) -> None:
        ours, theirs = socket.socketpair()
        process = self._context.Process(target=_work, args=(theirs, self.settings), daemon=True)
        process.start()
        theirs.close()
        _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=ours)
        worker = Worker(process, channel)
        try:
            async with asyncio.timeout(START_SECONDS):
                hello, _ = await channel.received()
            if hello["fault"]:
                raise KbError(hello["fault"])
        except BaseException:
            worker.end()
            raise
        self.workers.add(worker)
        self.version, self.triples = hello["version"], hello["triples"]
        self.line.give(worker)

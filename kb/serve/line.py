"""Who waits for a worker: one line for each client, the clients take turns, and no one client fills the room."""

import asyncio
from collections import OrderedDict, deque


class Full(Exception):
    """No more may wait, or one waited too long."""


class Line:
    """Idle things (workers), and those who wait for one."""

    def __init__(self, longest: int, patience: float):
        """Begin with nothing idle.

        Args:
            longest: how many may wait, all clients together.
            patience: how long one waits, in seconds.
        """
        self.longest, self.patience = longest, patience
        self._idle: list = []
        self._lines: OrderedDict[str, deque[asyncio.Future]] = OrderedDict()

    @property
    def idle(self) -> bool:
        """Whether something is idle, so that whoever comes now need not wait."""
        return bool(self._idle)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._lines.values()))

    async def take(self, client: str):
        """Wait for an idle thing, the one used last if there are several, since what it works with is still at hand in the
        processor; whoever takes it must give it back, or another in its place.

        Raises:
            Full: too many wait already, another client had the better claim to the room, or the wait was too long.
        """
        if self._idle:
            return self._idle.pop()
        if self.waiting >= self.longest:
            self._make_room(client)
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(turn)
        try:
            await asyncio.wait([turn], timeout=self.patience)
        except asyncio.CancelledError:
            if turn.done() and not turn.exception():
                self.give(turn.result())
            raise
        finally:
            self._leave(client, turn)
        if not turn.done():
            raise Full
        return turn.result()

    def give(self, thing) -> None:
        """Hand a thing to the first of the client whose turn it is; with nobody waiting it is idle."""
        if not self._lines:
            self._idle.append(thing)
            return
        client, line = next(iter(self._lines.items()))
        turn = line[0]
        self._leave(client, turn)
        if client in self._lines:
            self._lines.move_to_end(client)
        turn.set_result(thing)

    def _make_room(self, client: str) -> None:
        """Send away the last of the longest line, where that is longer than the client's own would be."""
        longest = max(self._lines, key=lambda other: len(self._lines[other]), default=client)
        if len(self._lines.get(longest, ())) <= len(self._lines.get(client, ())) + 1:
            raise Full
        turn = self._lines[longest][-1]
        self._leave(longest, turn)
        turn.set_exception(Full())

    def _leave(self, client: str, turn: asyncio.Future) -> None:
        line = self._lines.get(client)
        if line and turn in line:
            line.remove(turn)
            if not line:
                del self._lines[client]

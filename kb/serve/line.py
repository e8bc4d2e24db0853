"""Who waits for a worker: one line for each client, and the clients take turns."""

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
        self.longest, self.patience, self.waiting = longest, patience, 0
        self._idle: deque = deque()
        self._lines: OrderedDict[str, deque[asyncio.Future]] = OrderedDict()

    async def take(self, client: str):
        """Wait for an idle thing; whoever takes it must give it back, or another in its place.

        Raises:
            Full: too many wait already, or nothing became idle in time.
        """
        if self._idle:
            return self._idle.popleft()
        if self.waiting >= self.longest:
            raise Full
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(turn)
        self.waiting += 1
        try:
            await asyncio.wait([turn], timeout=self.patience)
        except asyncio.CancelledError:
            if turn.done():
                self.give(turn.result())
            raise
        finally:
            self.waiting -= 1
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
        turn = line.popleft()
        if line:
            self._lines.move_to_end(client)
        else:
            del self._lines[client]
        turn.set_result(thing)

    def _leave(self, client: str, turn: asyncio.Future) -> None:
        line = self._lines.get(client)
        if line and turn in line:
            line.remove(turn)
            if not line:
                del self._lines[client]

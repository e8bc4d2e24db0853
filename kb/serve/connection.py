"""A connection of HTTP/1.1 that is closed where its client dawdles: over the head of a request, or over reading."""

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kb.serve.clients import network_of
from kb.serve.settings import Settings

# One client may hold one in so many of all connections.
SHARE = 2


class Connection(H11Protocol):
    """One connection; `with_limits` gives the class its limits."""

    limits = Settings()

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self._head_due, self._unread, self._watch = None, 0, None
        if len(self.connections) > self.limits.connections or self._too_many():
            transport.abort()
            return
        self._await_head()
        self._watch = self.loop.call_later(self.limits.slow, self._look)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._await_head()
        elif self._head_due:
            self._head_due.cancel()
            self._head_due = None

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._head_due, self._watch):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def _too_many(self) -> bool:
        """Whether one client, a trusted proxy apart, holds more than its share."""
        mine = self._network()
        if not mine or mine == self.limits.trusted_proxy:
            return False
        return sum(1 for other in self.connections if other._network() == mine) > self.limits.connections // SHARE

    def _network(self) -> str:
        return network_of(self.client[0]) if self.client else ""

    def _await_head(self) -> None:
        if not self._head_due:
            self._head_due = self.loop.call_later(self.limits.slow, self.transport.abort)

    def _look(self) -> None:
        """Close the connection where not one byte was taken since the last look; else look again."""
        unread = self.transport.get_write_buffer_size()
        if unread and unread == self._unread:
            self.transport.abort()
            return
        self._unread = unread
        self._watch = self.loop.call_later(self.limits.slow, self._look)


def with_limits(settings: Settings) -> type[Connection]:
    """Return the class of connections that keep to some limits."""
    return type("Connection", (Connection,), {"limits": settings})

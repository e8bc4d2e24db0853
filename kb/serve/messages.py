"""How the server and a worker speak over a socket: a small JSON head and any bytes, each with its length before it."""

import asyncio
import json
import socket
import struct

LENGTHS = struct.Struct("!II")
# Read at once; a larger piece would have pages of its own asked of the kernel each time.
AT_ONCE = 2**16


class Ended(Exception):
    """The other side is gone."""


def pack(head: dict, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


class Message:
    """A message that comes in pieces."""

    def __init__(self):
        self._parts, self._whole = bytearray(), LENGTHS.size

    @property
    def missing(self) -> int:
        """How many bytes are known to be missing; none where it is whole."""
        return self._whole - len(self._parts)

    def take(self, piece: bytes | memoryview) -> None:
        """Add what came next."""
        short = len(self._parts) < LENGTHS.size
        self._parts += piece
        if short and len(self._parts) >= LENGTHS.size:
            self._whole = LENGTHS.size + sum(LENGTHS.unpack_from(self._parts))

    def read(self) -> tuple[dict, bytes]:
        """Return head and body of a message that is whole."""
        head, _ = LENGTHS.unpack_from(self._parts)
        start = LENGTHS.size + head
        return json.loads(self._parts[LENGTHS.size:start]), bytes(memoryview(self._parts)[start:self._whole])


def receive(channel: socket.socket) -> tuple[dict, bytes]:
    """Wait for a message, in a worker; the server sends one at a time.

    Raises:
        Ended: the server is gone.
    """
    message = Message()
    while message.missing > 0:
        piece = channel.recv(AT_ONCE)
        if not piece:
            raise Ended
        message.take(piece)
    return message.read()


class Channel(asyncio.BufferedProtocol):
    """The server's end of a worker's socket: one message comes for each that is sent, and one when the worker is ready."""

    def __init__(self):
        self.transport: asyncio.Transport | None = None
        self._buffer = memoryview(bytearray(AT_ONCE))
        self._message, self._whole, self._lost = Message(), None, False

    def connection_made(self, transport) -> None:
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        if self._whole and not self._whole.done():
            self._whole.set_exception(Ended())

    def get_buffer(self, _sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._message.take(self._buffer[:nbytes])
        if self._whole and not self._whole.done() and self._message.missing <= 0:
            self._whole.set_result(None)

    def send(self, head: dict, body: bytes) -> None:
        """Send a message; it goes out as fast as the worker takes it."""
        self.transport.write(pack(head, body))

    async def received(self) -> tuple[dict, bytes]:
        """Wait for a message.

        Raises:
            Ended: the worker is gone.
        """
        if self._message.missing > 0:
            if self._lost:
                raise Ended
            self._whole = asyncio.get_running_loop().create_future()
            await self._whole
        message, self._message, self._whole = self._message, Message(), None
        return message.read()

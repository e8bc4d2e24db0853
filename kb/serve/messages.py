"""How the server and a worker speak over a socket: a small JSON head and any bytes, each with its length before it."""

import asyncio
import json
import socket
import struct

LENGTHS = struct.Struct("!II")


class Ended(Exception):
    """The other side is gone."""


def pack(head: dict, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def receive(channel: socket.socket) -> tuple[dict, bytes]:
    """Wait for a message, in a worker.

    Raises:
        Ended: the server is gone.
    """
    head, body = LENGTHS.unpack(_exactly(channel, LENGTHS.size))
    return json.loads(_exactly(channel, head)), _exactly(channel, body)


async def received(reader: asyncio.StreamReader) -> tuple[dict, bytes]:
    """Wait for a message, in the server.

    Raises:
        Ended: the worker is gone.
    """
    try:
        head, body = LENGTHS.unpack(await reader.readexactly(LENGTHS.size))
        return json.loads(await reader.readexactly(head)), await reader.readexactly(body)
    except (asyncio.IncompleteReadError, OSError) as fault:
        raise Ended from fault


def _exactly(channel: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(min(length - len(parts), 2**20))
        if not part:
            raise Ended
        parts += part
    return bytes(parts)

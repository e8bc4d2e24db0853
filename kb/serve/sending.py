"""Answers on their way out: sent in pieces, with a limit on the time for each and a count of the bytes not yet taken."""

import asyncio

from starlette.responses import Response

PIECE = 64 * 2**10


class Outgoing:
    """The bytes of answers that clients have not taken yet."""

    def __init__(self):
        self.bytes = 0


class Sent(Response):
    """An answer that is given up where its client takes no piece of it for some seconds."""

    def __init__(self, body: bytes, status: int, headers: dict[str, str], outgoing: Outgoing, slow: float):
        """Prepare an answer.

        Args:
            body: all of it.
            status: the HTTP status.
            headers: its headers; the length is added.
            outgoing: where its bytes are counted while they wait.
            slow: seconds that one piece may take.
        """
        super().__init__(body, status, headers)
        self.outgoing, self.slow = outgoing, slow

    async def __call__(self, scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        left = len(self.body)
        self.outgoing.bytes += left
        try:
            for start in range(0, max(left, 1), PIECE):
                piece = self.body[start:start + PIECE]
                async with asyncio.timeout(self.slow):
                    await send({"type": "http.response.body", "body": piece, "more_body": start + PIECE < len(self.body)})
                self.outgoing.bytes -= len(piece)
                left -= len(piece)
        except TimeoutError:
            return
        finally:
            self.outgoing.bytes -= left

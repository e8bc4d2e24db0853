"""The files of the pages: read and packed once, below an address that changes with them, so that a browser may keep them."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kb.serve.negotiate import accepts_gzip, named_in
from kb.serve.refusals import Refused
from kb.serve.sending import Outgoing, Sent

FOLDER = Path(__file__).parent / "static"
BYTES = {file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in sorted(FOLDER.rglob("*")) if file.is_file()}
MARK = hashlib.sha256(repr(BYTES).encode()).hexdigest()[:16]
# Where the pages of this version find their files.
ADDRESS = f"/static/{MARK}"
LEVEL = 9
KEPT, ASKED_AGAIN = "public, max-age=31536000, immutable", "public, no-cache"


@dataclass(frozen=True)
class File:
    """A file with its media type and its entity tag, also packed where that makes it smaller."""

    plain: bytes
    packed: bytes
    media_type: str
    mark: str


class Files:
    """What answers for the files."""

    def __init__(self, outgoing: Outgoing, slow: float):
        """Pack them.

        Args:
            outgoing: where their bytes are counted while they wait to be taken.
            slow: seconds that the taking of one piece may last.
        """
        self.outgoing, self.slow = outgoing, slow
        self.files = {path: _file(path, plain) for path, plain in BYTES.items()}

    async def answer(self, request: Request) -> Response:
        """Send a file; at the address that names no version it is the one there is now, to be asked for again each time.

        Raises:
            Refused: 404 where there is no such file, or the address is that of another version.
        """
        path = request.path_params["path"]
        current = path.startswith(f"{MARK}/")
        file = self.files.get(path.removeprefix(f"{MARK}/"))
        if file is None:
            raise Refused(404, "no file of the pages has this name.")
        headers = {"Vary": "Accept-Encoding", "ETag": file.mark, "Cache-Control": KEPT if current else ASKED_AGAIN}
        if named_in(request.headers.get("if-none-match", ""), file.mark):
            return Response(status_code=304, headers=headers)
        headers |= {"Content-Type": f"{file.media_type}; charset=utf-8", "X-Content-Type-Options": "nosniff"}
        if len(file.packed) < len(file.plain) and accepts_gzip(request.headers.get("accept-encoding", "")):
            return Sent(file.packed, 200, headers | {"Content-Encoding": "gzip"}, self.outgoing, self.slow)
        return Sent(file.plain, 200, headers, self.outgoing, self.slow)


def _file(path: str, plain: bytes) -> File:
    mark = f'W/"{hashlib.sha256(plain).hexdigest()[:16]}"'
    return File(plain, gzip.compress(plain, LEVEL, mtime=0), mimetypes.guess_type(path)[0] or "text/plain", mark)

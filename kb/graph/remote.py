"""Requests to a SPARQL server: bounded in time, tried again where that may help, authenticated where it asks for that."""

import http.client
import os
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit

from kb.errors import BadQuestion, KbError

USUAL_SECONDS = 30.0
# Seconds before each further try.
PAUSES = (0.2, 1.0)
PASSING = (429, 502, 503, 504)
NOT_LET_IN, NOT_THERE = 401, 404
MOST_WORDS = 300
FORM, JSON = "application/x-www-form-urlencoded", "application/sparql-results+json"
# Virtuoso repeats each graph that is asked in a header of its answer, and Python reads no more than a hundred of them.
http.client._MAXHEADERS = 10_000
# By this header Virtuoso says that it cut an answer.
CUT = "x-sparql-maxrows"


class StoreFault(KbError):
    """A SPARQL server that cannot be reached, refuses, or does not hold what is asked for."""


@dataclass(frozen=True)
class Reply:
    """What a server sent back."""

    headers: dict[str, str]
    body: bytes


class Remote:
    """One server, with the credentials and the time that the environment gives.

    KB_STORE_USER and KB_STORE_PASSWORD are shown to a server that asks for them, by Basic or Digest; KB_STORE_SECONDS
    bounds each request.
    """

    def __init__(self, url: str):
        """Make ready; nothing is sent yet.

        Args:
            url: the address of the server's SPARQL query endpoint.

        Raises:
            BadQuestion: it is not the address of a server, holds a password, or KB_STORE_SECONDS is no number above 0.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadQuestion(f"{url!r} is not the address of a SPARQL server: write it as http://host:port/sparql.")
        if "@" in parts.netloc:
            raise BadQuestion("the address of the SPARQL server holds a name or password, which would be seen in lists of "
                              "processes: set KB_STORE_USER and KB_STORE_PASSWORD instead.")
        self.url, self.seconds = url, _seconds()
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._passwords.add_password(None, f"{parts.scheme}://{parts.netloc}", os.environ.get("KB_STORE_USER", ""),
                                     os.environ.get("KB_STORE_PASSWORD", ""))
        self._digest = urllib.request.HTTPDigestAuthHandler(self._passwords)
        self._asked_for: dict[str, str] = {}

    def send(self, method: str, url: str, body: bytes | None = None, missing_ok: bool = False, **headers: str) -> Reply:
        """Send a request that may be sent twice without harm, and return the answer.

        Args:
            method: the HTTP method.
            url: where to; of the same host as the query endpoint where credentials are to be shown.
            body: what is sent along.
            missing_ok: nothing being there is no fault.
            headers: an underscore standing for a hyphen.

        Raises:
            StoreFault: the server cannot be reached, takes too long, or answers with an error.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for pause in (*PAUSES, None):
            try:
                return self._let_in(method, url, body, named)
            except HTTPError as fault:
                words = " ".join(fault.read(10_000).decode(errors="replace").split())[:MOST_WORDS]
                if missing_ok and fault.code == NOT_THERE:
                    return Reply({}, b"")
                if fault.code not in PASSING or pause is None:
                    raise StoreFault(f"the SPARQL server at {url} answers {fault.code} {fault.reason}: "
                                     f"{words or 'it says no more'}.{_remedy(fault.code)}") from fault
            except (OSError, http.client.HTTPException) as fault:
                if pause is None or isinstance(_reason(fault), TimeoutError):
                    raise StoreFault(f"the SPARQL server at {url} cannot be reached ({_why(fault, self.seconds)}): start "
                                     "it, or correct KB_STORE; with KB_STORE empty the embedded data answer.") from fault
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def query(self, query: str, accept: str = JSON, default: Iterable[str] = (), named: Iterable[str] = ()) -> Reply:
        """Send a query and return the answer of the server.

        Args:
            query: the query, with its prefixes.
            accept: the media types wanted.
            default: the IRIs of the graphs that make up the default graph; the server's choice where none is given.
            named: those that GRAPH reaches.

        Raises:
            StoreFault: the server cannot be reached, refuses, or cuts its answer.
        """
        fields = [("query", query)]
        fields += [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
        reply = self.send("POST", self.url, urlencode(fields).encode(), Accept=accept, Content_Type=FORM)
        if CUT in reply.headers:
            raise StoreFault(f"the SPARQL server at {self.url} cut its answer at {reply.headers[CUT]} rows: ask for less, "
                             "or let it give more (Virtuoso: ResultSetMaxRows in its ini file).")
        return reply

    def learn(self, url: str) -> None:
        """Learn how an address wants to be authenticated, before much is sent to it that it would not read to the end."""
        try:
            self._once("GET", url, None, {})
        except HTTPError as fault:
            self._remember(url, fault)
        except (OSError, http.client.HTTPException):
            return

    def _let_in(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        try:
            return self._once(method, url, body, headers)
        except HTTPError as fault:
            if fault.code != NOT_LET_IN or not self._remember(url, fault):
                raise
        return self._once(method, url, body, headers)

    def _once(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        request = urllib.request.Request(url, body, headers, method=method)
        self._authenticate(request)
        with urllib.request.urlopen(request, timeout=self.seconds) as answer:
            return Reply({name.lower(): value for name, value in answer.headers.items()}, answer.read())

    def _remember(self, url: str, fault: HTTPError) -> bool:
        """Keep the challenge of a server; tell whether it can be met."""
        challenge = fault.headers.get("WWW-Authenticate", "")
        user, _ = self._passwords.find_user_password(None, url)
        if not user or not challenge.lower().startswith(("digest ", "basic ")):
            return False
        self._asked_for[urlsplit(url).path] = challenge
        return True

    def _authenticate(self, request: urllib.request.Request) -> None:
        challenge = self._asked_for.get(urlsplit(request.full_url).path, "")
        if challenge.lower().startswith("digest "):
            told = urllib.request.parse_keqv_list(filter(None, urllib.request.parse_http_list(challenge[len("digest "):])))
            value = self._digest.get_authorization(request, told)
            if value:
                request.add_unredirected_header("Authorization", f"Digest {value}")
        elif challenge:
            user, password = self._passwords.find_user_password(None, request.full_url)
            request.add_unredirected_header("Authorization", f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}")


def _seconds() -> float:
    word = os.environ.get("KB_STORE_SECONDS") or str(USUAL_SECONDS)
    try:
        found = float(word)
    except ValueError:
        found = 0.0
    if not found > 0:
        raise BadQuestion(f"KB_STORE_SECONDS={word}: it must be a number of seconds above 0.")
    return found


def _reason(fault: Exception):
    return fault.reason if isinstance(fault, URLError) else fault


def _why(fault: Exception, seconds: float) -> str:
    reason = _reason(fault)
    if isinstance(reason, TimeoutError):
        return f"no answer within {seconds:g} s, which KB_STORE_SECONDS sets"
    return getattr(reason, "strerror", None) or str(reason) or type(reason).__name__


def _remedy(status: int) -> str:
    return " Set KB_STORE_USER and KB_STORE_PASSWORD to those it knows." if status in (NOT_LET_IN, 403) else ""

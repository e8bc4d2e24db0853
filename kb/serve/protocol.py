"""The SPARQL 1.1 Protocol: a request read into a question, by GET, by form, or with the query as its body."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from kb.serve.refusals import Refused

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MOST_FIELDS = 200
READ_ONLY = "this endpoint is read only: it answers queries and carries out no update."
# Short names for media types, for a link that cannot set a header.
SHORT = {"json": "application/json", "xml": "application/xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
         "ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}


@dataclass(frozen=True)
class Question:
    """A query, the graphs named beside it, and the form asked for by `format`, if any (a media type)."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    accept: str = ""


def question_of(method: str, search: bytes, content_type: str, body: bytes) -> Question | None:
    """Return the question of a request; None where it asks nothing (then the service is to be described).

    Args:
        method: GET, HEAD or POST.
        search: what stands in the address after the question mark, as it came.
        content_type: the header `Content-Type`.
        body: what came with the request.

    Raises:
        Refused: 400 where the request cannot be understood, 415 where the body is of another kind.
    """
    fields = fields_of(search)
    if method == "POST":
        kind = _kind(content_type)
        if kind == FORM:
            fields += _fields(body, "the form")
        elif kind == QUERY:
            if _all(fields, "query"):
                raise Refused(400, "the query stands both in the address and in the body: leave one of them out.")
            fields.append(("query", _decoded(body)))
        elif kind == UPDATE:
            raise Refused(415, READ_ONLY)
        else:
            raise Refused(415, f"a body of the kind {kind or '(none named)'} is not read: send the query as {QUERY}, "
                          f"or as the field `query` of a form ({FORM}).")
    if _all(fields, "update"):
        raise Refused(400, READ_ONLY)
    queries = _all(fields, "query")
    if len(queries) > 1:
        raise Refused(400, f"the request holds {len(queries)} queries: send one.")
    if not queries:
        if method == "POST":
            raise Refused(400, "the request holds no query: name it `query` in the form.")
        return None
    if not queries[0].strip():
        raise Refused(400, "the query is empty: write one, for example SELECT * { ?s ?p ?o } LIMIT 5.")
    return Question(queries[0], _all(fields, "default-graph-uri"), _all(fields, "named-graph-uri"), accept_of(fields))


def accept_of(fields: list[tuple[str, str]]) -> str:
    """Return the media type that the field `format` asks for; empty where it is left out.

    Raises:
        Refused: 400 where the format is not known.
    """
    asked = _all(fields, "format")
    if not asked:
        return ""
    if asked[0] not in SHORT:
        raise Refused(400, f"format={asked[0][:40]}: no such format is known; take one of {', '.join(SHORT)}.")
    return SHORT[asked[0]]


def fields_of(search: bytes) -> list[tuple[str, str]]:
    """Return the fields of an address.

    Raises:
        Refused: 400 where they are not percent-encoded UTF-8, or too many.
    """
    return _fields(search, "the address")


def _fields(text: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as fault:
        raise Refused(400, f"{where} is not percent-encoded UTF-8: encode it so and send it again.") from fault
    except ValueError as fault:
        raise Refused(400, f"{where} has more than {MOST_FIELDS} fields: send fewer.") from fault


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as fault:
        raise Refused(400, f"the body is not UTF-8 (byte {fault.start}): encode it so and send it again.") from fault


def _kind(content_type: str) -> str:
    kind, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    for parameter in parameters:
        if parameter.startswith("charset=") and parameter.partition("=")[2].strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise Refused(415, f"the body is sent with {parameter}: send it as UTF-8.")
    return kind[:80]


def _all(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)

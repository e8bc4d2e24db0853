"""Which of the forms that there are a client accepts most, by the quality values it gives (RFC 9110)."""

import re

TOKEN = r"[\w!#$%&'*+.^`|~-]+"
RANGE = re.compile(rf"({TOKEN})/({TOKEN})")
QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
ANY = "*"


def best(accept: str, offers) -> str | None:
    """Return the offer that is accepted most, the first of equals; None where none is.

    Args:
        accept: the header `Accept`; whatever is not written as it should be in it is passed over.
        offers: media types, the one preferred by us first.
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(offers))
    found, most = None, 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > most:
            found, most = offer, quality
    return found


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether the header `Accept-Encoding` lets an answer be packed with gzip."""
    qualities = {}
    for part in accept_encoding.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        qualities[name] = _given_quality(parameters)
    return qualities.get("gzip", qualities.get(ANY, 0)) > 0


def named_in(if_none_match: str, mark: str) -> bool:
    """Whether the header `If-None-Match` names a weak entity tag; its own count as weak ones, too."""
    return mark in {f"W/{named.strip().removeprefix('W/')}" for named in if_none_match.split(",")}


def _ranges(accept: str) -> dict[tuple[str, str], float]:
    ranges = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if match := RANGE.fullmatch(name):
            ranges[match.groups()] = _given_quality(parameters)
    return ranges


def _given_quality(parameters: list[str]) -> float:
    given = [match[1] for match in map(QUALITY.fullmatch, parameters) if match]
    return float(given[0]) if given else 1.0


def _quality(offer: str, ranges: dict[tuple[str, str], float]) -> float:
    """The quality of the narrowest range that an offer falls under."""
    kind, _, name = offer.partition("/")
    for wanted in ((kind, name), (kind, ANY), (ANY, ANY)):
        if wanted in ranges:
            return ranges[wanted]
    return 0.0

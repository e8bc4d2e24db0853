"""The address bar carries the question: what it names is read here, and what it names and is not known is said."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from kb.limits import EARLIEST, LATEST

DAY = "on"


def asked(key: str, default: str = "") -> str:
    """What the address says under a name; what it says twice is set together."""
    found = st.query_params.get_all(key)
    return ",".join(found) if found else default


def asked_all(key: str) -> list[str]:
    """The words that the address lists under a name."""
    return [word.strip() for word in asked(key).split(",") if word.strip()]


def asked_known(key: str, options: Iterable[str], default: Iterable[str] = ()) -> list[str]:
    """The words that the address lists under a name, each once, as far as they can be chosen; of the others it is said.

    Args:
        key: the name in the address.
        options: what can be chosen, in whatever case the address writes it.
        default: what is taken where the address lists nothing.
    """
    by_lower = {option.lower(): option for option in options}
    words = asked_all(key)
    if not words:
        return list(default)
    unknown = [word for word in words if word.lower() not in by_lower]
    if unknown:
        _say(key, unknown, "left out")
    return list(dict.fromkeys(by_lower[word.lower()] for word in words if word.lower() in by_lower))


def asked_one(key: str, options: Iterable[str], default: str, otherwise: str) -> str:
    """The one word that the address says under a name, if it can be chosen; else the default, and it is said.

    Args:
        key: the name in the address.
        options: what can be chosen, in whatever case the address writes it.
        default: what is taken where the address says nothing, or nothing that can be chosen.
        otherwise: the default in words.
    """
    by_lower = {option.lower(): option for option in options}
    word = asked(key, default)
    if word.lower() not in by_lower:
        _say(key, [word], f"{otherwise} is taken")
    return by_lower.get(word.lower(), default)


def asked_number(key: str, lowest: int, highest: int, default: int) -> int:
    """The whole number that the address says under a name, within its bounds; else the default, and it is said."""
    word = asked(key, str(default))
    if word.isascii() and word.isdecimal() and lowest <= int(word[:9]) <= highest:
        return int(word)
    _say(key, [word], f"{default} is taken; write a whole number from {lowest} to {highest}")
    return default


def asked_day(key: str, default: date) -> date:
    """The day that the address says under a name; else the default, and it is said."""
    try:
        found = date.fromisoformat(asked(key)) if asked(key) else default
    except ValueError:
        found = None
    if found and EARLIEST <= found <= LATEST:
        return found
    _say(key, [asked(key)], f"{default} is taken; write days as 2026-01-31")
    return default


def keep(**values) -> None:
    """Write the question into the address bar; an empty value leaves it."""
    for key, value in values.items():
        text = ",".join(value) if isinstance(value, list | tuple | set) else str(value)
        if text:
            st.query_params[key] = text
        elif key in st.query_params:
            del st.query_params[key]


def _say(key: str, words: list[str], remedy: str) -> None:
    named = ", ".join(repr(word[:60]) for word in words)
    st.warning(f"The address names {named} under “{key}”, which cannot be chosen here: {remedy}.")

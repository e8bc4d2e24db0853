"""What can go wrong with a question or a record, each error saying what is wrong, where, and what to do."""

from difflib import get_close_matches


class KbError(Exception):
    """Something the person asking can put right; its text is all that is shown."""


class UnknownName(KbError):
    """A word that names nothing recorded."""

    def __init__(self, kind: str, word: str, known: list[str], where: str):
        folded = {name.lower(): name for name in known}
        near = [folded[match] for match in get_close_matches(word.lower()[:60], list(folded), n=3, cutoff=0.5)]
        hint = f"did you mean {' or '.join(repr(name) for name in near)}?" if near else "nothing recorded is close to it."
        shown = word if len(word) <= 60 else word[:60] + "…"
        super().__init__(f"no {kind} is called {shown!r}: {hint} See `{where}`.")


class Contradiction(KbError):
    """An act that says of one concept that it is present and that it is absent."""

    def __init__(self, concepts: list[str]):
        names = ", ".join(concepts)
        super().__init__(
            f"the act contradicts itself: {names} would be both present and absent. "
            "What is present makes its broader concepts present, what is absent makes its narrower concepts absent; "
            "take one of the two statements back."
        )


class BadDate(KbError):
    """A day that cannot be read."""

    def __init__(self, word: str):
        super().__init__(f"{word!r} is not a day: write it as year-month-day, for example 2026-01-31.")


class BadRecord(KbError):
    """A file of the knowledge base, or one given by the user, that cannot be read."""

    def __init__(self, where: str, what: str, remedy: str):
        super().__init__(f"{where}: {what}. {remedy}")


class BadQuestion(KbError):
    """A question whose parts do not go together."""


class UncitedStep(Exception):
    """A fault of ours: a step of an argument that gives no reason."""

    def __init__(self, claim: str):
        super().__init__(f"{claim!r} is decided with neither citation nor reason: give it cites, because or given.")

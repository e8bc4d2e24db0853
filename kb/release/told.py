"""A change list as people read it: in plain text, or as Markdown for the notes of a release."""

from collections.abc import Iterator

from kb.release.changes import Change, Changes
from kb.release.said import FROM, UNTIL

TITLES = {
    "offences": "Offences", "provisions": "Provisions that no offence rests on", "extradition_laws": "Extradition laws",
    "demands": "What instruments demand", "concepts": "Concepts", "silences": "What was looked for and is not there",
}
NOTHING = "—"
TEXT = {0: "{}", 1: "\n{}", 2: "  {}", 3: "    {}", 4: "        {}"}
MARKDOWN = {0: "# {}\n", 1: "\n## {}\n", 2: "\n### {}\n", 3: "- {}", 4: "  - {}"}


def told(found: Changes, markdown: bool = False) -> str:
    """Return a change list as text.

    Args:
        found: what changed.
        markdown: whether to write it as Markdown.
    """
    forms = MARKDOWN if markdown else TEXT
    return "\n".join(forms[level].format(words) for level, words in _lines(found)).replace("\n\n\n", "\n\n") + "\n"


def _lines(found: Changes) -> Iterator[tuple[int, str]]:
    """The lines with their levels: 0 the title, 1 a kind of record, 2 a jurisdiction, 3 a record, 4 a difference."""
    yield 0, f"Changes of the recorded law{_between(found)}"
    for kind in dict.fromkeys(change.kind for change in found.changes):
        yield 1, TITLES.get(kind, kind.replace("_", " ").capitalize())
        yield from _of_kind(found, [change for change in found.changes if change.kind == kind])
    if found.verification:
        yield 1, "Verification"
        for checked in found.verification:
            yield 3, f"{checked.how}: {_owned(found, checked)}{checked.label}: {checked.before} → {checked.after}"
    if found.renamed:
        yield 1, "Renamed, saying the same"
        yield from ((3, f"{was} → {now} ({kind.replace('_', ' ')})") for kind, was, now in found.renamed)
    if not (found.changes or found.verification or found.renamed):
        yield 1, "Nothing changed in the law as recorded."
    if found.editorial:
        counts = ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in found.editorial.items())
        yield 1, "Other words or sources"
        yield 3, f"Records with other labels, notes, summaries, sources or days of reading: {counts}."


def _between(found: Changes) -> str:
    if found.old == found.new:
        return f", version {found.new}" if found.new else ""
    return f", {found.old or 'version not known'} → {found.new or 'version not known'}"


def _of_kind(found: Changes, changes: list[Change]) -> Iterator[tuple[int, str]]:
    for code in dict.fromkeys(change.jurisdiction for change in changes):
        if code:
            yield 2, found.names.get(code, code)
        for change in changes:
            if change.jurisdiction == code:
                yield 3, f"{change.how}: {change.label}{_days(change)}"
                yield from ((4, line) for line in _differences(change, found.names.get(code, code)))


def _days(change: Change) -> str:
    days = [f"from {change.in_force_from}"] if change.in_force_from else []
    days += [f"until {change.in_force_until}"] if change.in_force_until else []
    return f", {' '.join(days)}" if days else ""


def _differences(change: Change, name: str) -> Iterator[str]:
    """One line for each difference; of what was added, what its line does not say; of what was removed, nothing."""
    if change.how == "changed":
        for part in change.differences:
            yield f"{part.what}: {'; '.join(part.before) or NOTHING} → {'; '.join(part.after) or NOTHING}"
    if change.how == "added":
        days = (FROM, UNTIL) if change.in_force_from else ()
        for part in change.differences:
            words = "; ".join(part.after)
            if part.what not in days and words not in change.label and words != name:
                yield f"{part.what}: {words}"
    if change.forms:
        yield f"forms that build on it and take this over: {change.forms}"


def _owned(found: Changes, checked) -> str:
    return f"{found.names.get(checked.jurisdiction, checked.jurisdiction)}, " if checked.jurisdiction else ""

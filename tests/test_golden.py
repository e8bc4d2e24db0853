"""Golden explanations of the invented world: rewritten by `make golden`, and the difference read before it is committed."""

from datetime import date
from pathlib import Path

import pytest

from kb.questions.extradite import Request

GOLDEN = Path(__file__).parent / "golden"
ON = date(2026, 1, 15)


def explanations(library) -> dict[str, str]:
    def act(name):
        return library.scenarios[name]

    def criminal(name, *codes):
        return library.criminal(act(name), list(codes), ON).step

    def extradite(name, requested, requesting, nationality):
        request = Request(act(name), requested, requesting, frozenset({nationality}), ON, ON)
        return library.extradite(request).step

    steps = {
        "bare-access-fails-where-security-must-be-overcome": criminal("break-in", "xe", "xt"),
        "access-past-security-is-criminal-in-both": criminal("break-in-past-security", "xe", "xt"),
        "nothing-recorded-is-not-known": criminal("break-in", "xn"),
        "impairing-is-left-to-a-judgement": criminal("denial-of-service", "xe"),
        "own-nationals-bar": extradite("break-in-past-security", "xe", "xt", "xe"),
        "threshold-lowered-by-protocol": extradite("break-in-past-security", "xt", "xe", "xe"),
        "treaty-needed-and-none": extradite("denial-of-service", "xt", "xn", "xn"),
    }
    return {name: "\n".join(step.lines()) + "\n" for name, step in steps.items()}


@pytest.mark.parametrize("name", [
    "bare-access-fails-where-security-must-be-overcome", "access-past-security-is-criminal-in-both",
    "nothing-recorded-is-not-known", "impairing-is-left-to-a-judgement", "own-nationals-bar",
    "threshold-lowered-by-protocol", "treaty-needed-and-none",
])
def test_explanation_is_as_it_was(invented, name, request):
    file = GOLDEN / f"{name}.txt"
    text = explanations(invented)[name]
    if request.config.getoption("--write-golden"):
        file.write_text(text)
    assert file.read_text() == text, "if the change is meant, run `make golden` and read the difference"

"""Check the records: shapes, one-fault checks and, where Java is present, the reasoner."""

import os
import sys
from pathlib import Path

from kb.cli.common import print_json
from kb.errors import BadRecord
from kb.graph.check import changing_nothing, check
from kb.graph.paths import root
from kb.graph.reasoner import java_missing
from kb.library import Library, open_library
from kb.second_opinion import second_opinion

FAULTS_FOUND = 2


def add_arguments(parser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="Turtle files; all data where left out")
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    parser.add_argument("--no-reasoner", action="store_true", help="leave the reasoner out")


def run(arguments) -> int:
    files = [Path(file) for file in arguments.files]
    for file in files:
        if os.path.isdir(file):
            raise BadRecord(str(file)[:200], "a folder, not a file",
                            "Name the Turtle files in it, or none to check all data.")
        if not os.path.isfile(file):
            raise BadRecord(str(file)[:200], "there is no such file", "Look at the path.")
    idle = [str(file) for file in changing_nothing(root(), files)]
    findings = check(root(), files or None)
    opinions = [] if findings or arguments.no_reasoner or java_missing() else _opinions(open_library(root()), files)
    if arguments.json:
        print_json({"findings": [vars(finding) for finding in findings], "changes_nothing": idle, "reasoner": opinions})
    else:
        for finding in findings:
            print(finding)
        print(f"{len(findings)} finding{'s' * (len(findings) != 1)}")
        for file in idle:
            print(f"{file}: the file changes nothing: it describes nothing that is not recorded so already.")
        for line in opinions:
            print(line["words"])
    if java_missing() and not arguments.no_reasoner:
        print("left out: the description-logic reasoner, since there is no Java on this machine", file=sys.stderr)
    return FAULTS_FOUND if findings or any(line["disagreements"] for line in opinions) else 0


def _opinions(library: Library, files: list[Path]) -> list[dict]:
    """The reasoner's view of each jurisdiction whose file is checked."""
    asked = {file.stem for file in files}
    opinions = []
    for code in library.codes:
        if not asked or code in asked:
            differing = second_opinion(library, code)
            words = "agrees" if not differing else f"DISAGREES: {'; '.join(differing)}"
            opinions.append({"jurisdiction": code, "disagreements": differing, "words": f"reasoner on {code}: {words}"})
    return opinions

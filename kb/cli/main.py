"""The command `kb`: finds the command asked for and turns faults into clear lines and exit statuses."""

import argparse
import importlib
import sys
import traceback
from difflib import get_close_matches

from kb.cli.parser import NOT_UNDERSTOOD, OneLineParser
from kb.errors import KbError

# name: (module, what it answers)
COMMANDS = {
    "criminal": ("kb.cli.criminal", "is the act criminal in each jurisdiction, and in all"),
    "extradite": ("kb.cli.extradite", "can the suspect be extradited, by which road, past which grounds"),
    "gaps": ("kb.cli.gaps", "what an instrument or another law demands and a law does not give"),
    "compare": ("kb.cli.compare", "where some laws part, on what a convention demands"),
    "offences": ("kb.cli.offences", "two offences side by side: their elements, and what only one of them punishes"),
    "crosswalk": ("kb.cli.crosswalk", "what each article of an instrument finds in another, and what a law lacks of both"),
    "guide": ("kb.cli.guide", "what a law needs to give one article: elements, options, how states do it, checklist"),
    "whatif": ("kb.cli.whatif", "what a change of law would change: one question, or everything it moves"),
    "obstacles": ("kb.cli.obstacles", "what would make requests between some states fail, act by act"),
    "openings": ("kb.cli.openings", "which single step opens most requests between two states"),
    "pack": ("kb.cli.pack", "a negotiation pack for some states, bound into one paper"),
    "show": ("kb.cli.show", "what is recorded of a jurisdiction, a scenario, a treaty or a concept"),
    "list": ("kb.cli.listing", "jurisdictions, treaties, offences, scenarios, concepts"),
    "export": ("kb.cli.export", "the whole data set in open formats: RDF, tables, and what describes them"),
    "changes": ("kb.cli.changes", "what changed between two releases, told as law"),
    "sparql": ("kb.cli.sparql", "a SPARQL query over facts and inferences"),
    "check": ("kb.cli.check", "check the records: shapes, one-fault checks, reasoner"),
    "load": ("kb.cli.load", "put everything on a SPARQL 1.1 server, which KB_STORE then names"),
    "serve": ("kb.cli.serve", "serve the records as a read-only SPARQL endpoint"),
    "app": ("kb.cli.app", "open the dashboard"),
}
ANSWERED, OUR_FAULT = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 answered (whatever the verdict), 2 the question cannot be understood, 1 a fault of ours.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    if not words or words[0] in ("-h", "--help"):
        print(_overview())
        return ANSWERED
    if words[0] not in COMMANDS:
        near = get_close_matches(words[0], COMMANDS, n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        print(f"kb: no command is called {words[0]!r}: {hint}See `kb --help`.", file=sys.stderr)
        return NOT_UNDERSTOOD
    module = importlib.import_module(COMMANDS[words[0]][0])
    parser = OneLineParser(prog=f"kb {words[0]}", description=module.__doc__, epilog=getattr(module, "EPILOG", None),
                           formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    try:
        module.add_arguments(parser)
        own, question = _at_dashes(words[1:]) if hasattr(module, "QUESTIONS") else (words[1:], [])
        arguments = parser.parse_args(own)
        arguments.question = question
        return module.run(arguments) or ANSWERED
    except KbError as fault:
        print(f"kb: {fault}", file=sys.stderr)
        return NOT_UNDERSTOOD
    except BrokenPipeError:
        sys.stderr.close()
        return ANSWERED
    except Exception:
        traceback.print_exc()
        print("kb: this is a fault of ours, not of your question. Please report it with the lines above.", file=sys.stderr)
        return OUR_FAULT


def _at_dashes(words: list[str]) -> tuple[list[str], list[str]]:
    """What stands before two dashes, and the question that stands after them."""
    place = words.index("--") if "--" in words else len(words)
    return words[:place], words[place + 1:]


def _overview() -> str:
    lines = ["kb: questions to the world's cybercrime law, answered with reasons.", "", "  kb COMMAND --help", ""]
    return "\n".join(lines + [f"  {name:10} {what}" for name, (_, what) in COMMANDS.items()])


def run_and_exit() -> None:
    """The entry point of the installed command."""
    sys.exit(main())


if __name__ == "__main__":
    run_and_exit()

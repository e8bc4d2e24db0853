"""A parser of command lines whose complaints are one line, and which drops no value that was given."""

import argparse
import math

NOT_UNDERSTOOD = 2
HIGHEST_PORT = 65535


class OneLineParser(argparse.ArgumentParser):
    """A parser whose complaints are one line; an option that takes one value cannot be given twice, nor any be empty."""

    def __init__(self, *words, **settings):
        super().__init__(*words, **settings)
        for name, action in ((None, OneValue), ("store", OneValue), ("append", EachValue)):
            self.register("action", name, action)
        self.given: dict[str, object] = {}
        self.apart: list[tuple[str, tuple[str, ...], str]] = []

    def keep_apart(self, one: str, *others: str, since: str) -> None:
        """Refuse an option together with any of some others, which it would leave without effect; and say why."""
        self.apart.append((one, others, since))

    def parse_known_args(self, args=None, namespace=None):
        self.given = {}
        found, rest = super().parse_known_args(args, namespace)
        for one, others, since in self.apart:
            for other in others:
                if self._is_set(one, found) and self._is_set(other, found):
                    self.error(f"{other} has no effect beside {one}, {since}: leave one of them out")
        return found, rest

    def _is_set(self, option: str, found: argparse.Namespace) -> bool:
        """Whether an option that the command has was given."""
        action = self._option_string_actions.get(option)
        return action is not None and getattr(found, action.dest) != action.default

    def error(self, message: str):
        if ": not allowed with argument" in message:
            message += ": leave one of them out"
        self.exit(NOT_UNDERSTOOD, f"kb: {message}. See `{self.prog} --help`.\n")


class OneValue(argparse.Action):
    """Keep the value of an option, or of a place of the command line; complain of a second one."""

    def __call__(self, parser, namespace, values, option_string=None):
        _not_empty(self, values)
        if option_string and self.dest in parser.given:
            both = f"{parser.given[self.dest]!r} and {values!r}"
            raise argparse.ArgumentError(self, f"given twice, {both}, where one value is meant: leave one out")
        parser.given[self.dest] = values
        setattr(namespace, self.dest, values)


class EachValue(argparse.Action):
    """Keep every value of an option that may be given again."""

    def __call__(self, parser, namespace, values, option_string=None):
        _not_empty(self, values)
        setattr(namespace, self.dest, [*getattr(namespace, self.dest, []), values])


def port(word: str) -> int:
    """The port that a word names, 1 to 65535: the type of an argument."""
    if not (word.isascii() and word.isdecimal() and 1 <= int(word[:9]) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{word[:60]!r} is no port: give a whole number from 1 to {HIGHEST_PORT}")
    return int(word)


def year(word: str) -> int:
    """The year that a word names: the type of an argument."""
    if not word.strip():
        raise argparse.ArgumentTypeError("given without a value: write one, or leave it out")
    if not (word.isascii() and word.isdecimal()):
        raise argparse.ArgumentTypeError(f"{word[:60]!r} is no year: give one as four digits, for example 2005")
    return int(word[:9])


def finite(word: str) -> float:
    """The number that a word names, no infinite one: the type of an argument."""
    number = float(word)
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{word[:60]!r} is no limit: give a number")
    return number


def _not_empty(action: argparse.Action, values) -> None:
    """Complain of a value that was given and says nothing; the usual one of a place left free was not given."""
    nothing_given = not action.option_strings and values is action.default
    given = [] if nothing_given else values if isinstance(values, list) else [values]
    if any(isinstance(value, str) and not value.strip() for value in given):
        raise argparse.ArgumentError(action, "given without a value: write one, or leave it out")

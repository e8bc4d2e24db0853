"""A parser of command lines whose complaints are one line."""

import argparse

NOT_UNDERSTOOD = 2


class OneLineParser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def error(self, message: str):
        self.exit(NOT_UNDERSTOOD, f"kb: {message}. See `{self.prog} --help`.\n")

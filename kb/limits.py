"""Limits of the machine, none of the law."""

# Verdicts a compiled law remembers before it forgets them all.
MOST_REMEMBERED = 50_000

# Facts that are tried one by one, and sets of facts that are tried together, to find those that decide a question.
MOST_ASKED = 40
MOST_GROUPS = 24

# How many of the smallest open offences of a jurisdiction are tried when facts are put together.
MOST_SETS = 6

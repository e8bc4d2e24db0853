"""Limits of the machine, none of the law."""

# Verdicts a compiled law remembers before it forgets them all.
MOST_REMEMBERED = 50_000

# How many of the smallest open offences of a jurisdiction are tried when facts are put together.
MOST_SETS = 6

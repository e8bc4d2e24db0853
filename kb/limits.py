"""Limits of the machine, none of the law."""

from datetime import date

# The days whose law can be asked: of one beyond them a slip of the pen is likelier than a question.
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 1, 1)

# Verdicts a compiled law remembers before it forgets them all.
MOST_REMEMBERED = 50_000

# Explained answers of laws on acts that are remembered within a question before all are forgotten.
MOST_JUDGEMENTS = 1_000

# Facts that are tried one by one, and sets of facts that are tried together, to find those that decide a question.
MOST_ASKED = 40
MOST_GROUPS = 24

# How many of the smallest open offences of a jurisdiction are tried when facts are put together, and of all of them.
MOST_SETS = 6
MOST_JOINED_SETS = MOST_SETS**2

# How many single facts, and how many sets of facts, a person is shown as worth asking.
SHOWN_SINGLES = 6
SHOWN_SETS = 2

# How many of the offences that come closest to an act that escapes are shown.
SHOWN_NEAREST = 3

# How many changes with the same number of edits are shown for one gap.
SHOWN_PROPOSALS = 6

# The lines of reasons that a comparison prints without being asked for everything: some six pages.
PRINTED_REASONS = 150

# The smallest acts of one demand that are gone through.
MOST_SMALLEST_ACTS = 5_000

# Stores with the conclusions of a day that a library keeps for its next query.
MOST_STORES = 2

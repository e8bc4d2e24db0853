"""Cells that several papers share: an offence with its penalty."""

from kb.law.offences import Offence, Penalty
from kb.law.sources import READ
from kb.papers.paper import Link

OFFENCE_HEADER = ("State", "Outcome", "Provision", "Offence", "Longest imprisonment, months", "Life", "Death",
                  "Liability", "Read in")


def offence_cells(offence: Offence) -> tuple:
    """Provision, offence, penalty, liability and verification of an offence, as cells under `OFFENCE_HEADER`."""
    penalty: Penalty = offence.penalty
    url = next((cite.url for cite in offence.cites if cite.url), "")
    provision = Link(offence.citation, url) if url else offence.citation
    read = ", ".join(dict.fromkeys(READ[cite.verification] for cite in offence.cites))
    return (provision, offence.label, penalty.maximum_months, "yes" if penalty.life else "", "yes" if penalty.death else "",
            offence.liability.lower(), read)

"""What the recorded data set is called and which version it is, as `data/release.ttl` says."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.errors import BadRecord
from kb.graph.paths import turtle_files
from kb.graph.records import PREFIXES, Records
from kb.graph.version import data_version

NEEDED = ("dct:title", "dct:description", "dct:creator", "dct:license", "dct:rights", "owl:versionInfo", "dcat:keyword")


@dataclass(frozen=True)
class About:
    """The data set as a catalogue or a citation names it.

    Args:
        iri: the IRI of the data set.
        title: what it is called.
        description: what it holds, in a sentence.
        creator: who made it.
        licence: the address of the licence.
        licence_id: the licence's SPDX identifier.
        version: the number of the release.
        keywords: words to find it by.
        issued: the day of the release; None before it is released.
        newest: the latest day on which any of the sources was read.
        mark: the mark of the records, which changes with any of them.
    """

    iri: str
    title: str
    description: str
    creator: str
    licence: str
    licence_id: str
    version: str
    keywords: tuple[str, ...]
    issued: date | None
    newest: date
    mark: str

    @property
    def day(self) -> date:
        """The day that the data set bears: that of its release, or the latest on which a source was read."""
        return self.issued or self.newest


def read_about(folder: Path) -> About:
    """Return what the data set below a folder is called.

    Args:
        folder: where `ontology/` and `data/` lie.

    Raises:
        BadRecord: the data set is not described, or not wholly, or no source says on which day it was read.
    """
    file = folder / "data" / "release.ttl"
    found = Records([file]).by_class.get(PREFIXES["dcat"] + "Dataset", [])
    if len(found) != 1:
        raise BadRecord(str(file), f"the file describes {len(found)} data sets", "Describe one node of class dcat:Dataset.")
    missing = [prop for prop in NEEDED if not found[0].many(prop)]
    days = [day for r in Records(turtle_files(folder / "data")).of("Source") for day in r.many("kb:readOn")]
    if missing or not days:
        lacks = f"the data set has no {', '.join(missing)}" if missing else "no source of the data says when it was read"
        raise BadRecord(str(file), lacks, "An export cannot be described without it.")
    record = found[0]
    return About(
        iri=record.iri,
        title=record.text("dct:title"),
        description=record.text("dct:description"),
        creator=record.text("dct:creator"),
        licence=record.text("dct:license"),
        licence_id=record.text("dct:rights"),
        version=record.text("owl:versionInfo"),
        keywords=tuple(sorted(record.many("dcat:keyword"))),
        issued=record.one("dct:issued"),
        newest=max(days),
        mark=data_version(folder),
    )

"""A venue: a place that takes part, or may. A Safe Space is a venue that is listed now."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safespaces.geo.located import LocatedPoint
from safespaces.language import marked
from safespaces.venues.categories import MAINLY_FOR_DRINKING


class ListingStatus(StrEnum):
    """Where a venue stands with the council. Only LISTED is ever public."""

    CANDIDATE = marked("candidate")
    APPLIED = marked("applied")
    LISTED = marked("listed")
    PAUSED = marked("paused")
    WITHDRAWN = marked("withdrawn")
    DECLINED = marked("declined")


OVER_16_ALONE = "16 and over alone"


def youngest_alone(kind: str, minimum_age: str) -> int:
    """From which age somebody may be in a venue without an adult; 0 where there is no rule.

    In premises mainly for drinking it is at least 16 (Licensing Act 2003, s145).
    """
    said = int(minimum_age) if minimum_age.isdigit() else 0
    return max(said, 16) if minimum_age == OVER_16_ALONE or kind in MAINLY_FOR_DRINKING else said


@dataclass(frozen=True, slots=True)
class Venue:
    """One record of the register, checked: every text is tidy and every code is known.

    Source and note are never public.
    """

    id: str
    slug: str  # in the address of its page; given once and kept when the name changes
    name: str
    kind: str  # a key of categories.KINDS
    status: ListingStatus
    address: str = ""
    postcode: str = ""  # "CV1 5FB" or ""
    located: LocatedPoint | None = None
    safe_hours: str = ""  # checked OSM text; "" means not known, never 24/7
    kit: tuple[str, ...] = ()  # keys of categories.KIT
    access: tuple[str, ...] = ()  # keys of categories.ACCESS
    minimum_age: str = ""  # "", a whole number of years, or OVER_16_ALONE
    website: str = ""  # http(s) only
    phone: str = ""  # the venue's public number
    source: str = ""
    external_id: str = (
        ""  # what sources number it by: "uprn 100070; id 17"; never used as an id of ours
    )
    checked_on: date | None = None
    note: str = ""
    way_in: str = ""  # how to find the door inside a building, for everybody
    alcohol: str = ""  # sold to drink there: a key of categories.ALCOHOL, or "" for not said


def slug_of(name: str) -> str:
    """A name as a part of a web address: "St Peter's Centre" is "st-peters-centre". Never empty."""
    plain = (
        unicodedata.normalize("NFKD", name)
        .encode("ascii", "ignore")
        .decode()
        .lower()
        .replace("'", "")
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "venue"

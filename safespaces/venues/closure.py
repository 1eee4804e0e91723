"""A closure: a dated span in which a venue is not a Safe Space, whatever its hours say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Closure:
    """From start (inside) to end (outside), in minutes since 1970 UTC.

    The reason is for the council and the partner only.
    """

    id: str
    venue_id: str
    start: int
    end: int
    reason: str = ""

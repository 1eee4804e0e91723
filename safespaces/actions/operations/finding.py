"""What a check of the doctor found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a check came out. Only FAIL makes the doctor's exit code 1."""

    OK = "ok"
    LOOK = "look"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it."""

    level: Level
    subject: str
    finding: str
    remedy: str = ""

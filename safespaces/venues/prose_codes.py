"""What a place has, from words instead of codes: "Toilets; Free wifi".

What is denied, limited or unknown here is named and left out.
"""

import re
from dataclasses import dataclass

_WORDS: dict[str, str] = {
    "toilets": r"(public |customer )?toilets?( facilities)?|wcs?|loos?",
    "wifi": r"(free |public )?wi ?fi",
    "first_aid": r"first aid( kit)?",
    "charger": r"(phone |mobile )?charg(er|ers|ing)( points?)?",
    "water": r"(free )?drinking water",
    "quiet_room": r"quiet (room|space)",
    "seats": r"seats|seating( area)?",
    "hygiene": r"hygiene packs?",
}
_LEADING = re.compile(r"^(we have|has|have|there (is|are)|a|an|the)\s+")


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """The codes that were understood, and the pieces that were not."""

    codes: tuple[str, ...]
    left_out: tuple[str, ...]


def pieces_of(text: str) -> list[str]:
    """The parts of a list in words."""
    return [
        piece.strip(" .") for piece in re.split(r"[;,|\n/]|\band\b|&", text) if piece.strip(" .")
    ]


def kit_in_words(piece: str) -> str | None:
    """The code that a piece says whole: "no toilets" and "toilets for customers only" say none."""
    words = _LEADING.sub("", " ".join(re.findall(r"[a-z]+", piece.lower())))
    return next((code for code, pattern in _WORDS.items() if re.fullmatch(pattern, words)), None)

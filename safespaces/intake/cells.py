"""What one cell says: web escapes as the signs they mean, words that stand for nothing as nothing,
letters that were lost as a fault.
"""

import html
import re

from safespaces.hours.written import SHUT
from safespaces.intake.encodings import UNREADABLE
from safespaces.intake.record import Row
from safespaces.language import gettext as _
from safespaces.venues.cleaners import Unclean
from safespaces.venues.csv_text import plain
from safespaces.venues.tidy import tidy

# Written where there is nothing to say; a spreadsheet's errors too. "-" is not among them: it
# empties a value (venues/draft.py).
_BLANKS = {
    "na",
    "n/a",
    "n.a",
    "unk",
    "unknown",
    "nan",
    "see website",
    "address not known",
    "#n/a",
    "null",
    "none",
    "nil",
    "tbc",
    "tba",
    "not known",
    "not available",
    "not applicable",
    "not relevant",
    "no information held",
    "[unknown]",
    "(unknown)",
    "(blank)",
    "#value!",
    "#name?",
    "#ref!",
    "#div/0!",
    "#num!",
    "#null!",
}
_LONGEST_BLANK = 40  # letters, with the brackets around it
_GARBLED = {  # UTF-8 that was read as something else before it came: "CafÃ©", "Caf√©"
    "cp1252": re.compile("[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"),
    "mac_roman": re.compile("[√¬][^\x00-\x7f]|‚Ä[^\x00-\x7f]"),
}
_MOST_ESCAPES = 3  # "&amp;amp;" was escaped twice on its way
_NO_ADDRESS = re.compile(
    r"0+|x+|no|none|to be confirmed|various|tbc|mobile|not applicable.*", re.IGNORECASE
)


def cell_text(row: Row, place: int) -> str:
    """A cell's text; "" where it says nothing."""
    text = tidy(_unescaped(plain(row.cells[place]))) if place < len(row.cells) else ""
    return "" if _says_nothing(text) else text


def _unescaped(text: str) -> str:
    for _turn in range(_MOST_ESCAPES):
        if "&" not in text:
            break
        text = html.unescape(text)
    return text


def _says_nothing(text: str) -> bool:
    """Whether a text stands where nothing is known: "N/A", "not known.", "--".

    One "-" alone empties a value.
    """
    if text == "-":
        return False
    if not text.strip("–—−‐‑ "):  # a dash of a word processor: not the "-" that empties a value
        return True
    if len(text) > _LONGEST_BLANK:
        return False
    return (
        text.lower() in _BLANKS
        or (len(text) < 3 and not text.strip(".-?_"))
        or text.strip(" .<>[]()!#").lower() in _BLANKS
    )


def check_letters(text: str) -> None:
    """Raises Unclean where a letter was lost before the text came here."""
    if UNREADABLE in text:
        raise Unclean(_("A letter of it is lost: its byte stands for none."), _("Write it again."))


def meant_by_garbled(text: str) -> str:
    """What a text was before somebody read its UTF-8 as Windows-1252 or Mac Roman ("CafÃ©" is
    "Café"); "" where it is none.
    """
    for encoding, looks in _GARBLED.items():
        if looks.search(text):
            try:
                return text.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    return ""


def is_no_address(text: str) -> bool:
    """Whether a text stands in an address because nobody knew it."""
    return bool(_NO_ADDRESS.fullmatch(text.strip()))


def day_text(cells: list[str]) -> str:
    """What a day's columns say together: one text, or opening and closing times in turn."""
    said = [cell for cell in cells if cell]
    if len(cells) == 1 or (said and all(cell.lower() in SHUT for cell in said)):
        return said[0] if said else ""
    return ", ".join(
        filter(None, ("-".join(filter(None, cells[at : at + 2])) for at in range(0, len(cells), 2)))
    )

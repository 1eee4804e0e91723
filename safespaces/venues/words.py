"""The words of a text as names are compared; the phone compares them alike
(static/js/public/place-words.js).
"""

import re
import unicodedata

_SHORT_FORMS = {
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "ln": "lane",
    "sq": "square",
    "cres": "crescent",
    "dr": "drive",
    "saint": "st",
    "stn": "station",
    "rail": "railway",
    "uni": "university",
    "sch": "school",
    "hosp": "hospital",
    "lib": "library",
    "ctr": "centre",
    "center": "centre",
    "yd": "yard",
    "pl": "place",
    "gdns": "gardens",
    "tce": "terrace",
    "nth": "north",
    "sth": "south",
}
# of web pages, from which names are pasted
_ESCAPES = tuple(
    (re.compile(escape), sign)
    for escape, sign in (
        ("&(?:#39|apos|rsquo|#8217|#x27);", "’"),
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("&quot;", '"'),
    )
)
_ACCENTS = re.compile("[\u0300-\u036f'’]")
_NO_LETTERS = re.compile("[^a-z0-9]+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no accents, capitals, apostrophes or signs; short
    forms written out.
    """
    if "&" in text:
        for escape, sign in _ESCAPES:
            text = escape.sub(sign, text)
    plain = (
        text.lower().replace("'", "")
        if text.isascii()
        else _ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower())
    )
    words = _NO_LETTERS.sub(" ", plain.replace("&", " and ")).split()
    if len(words) > 1 and words[-1] == "st":
        words[-1] = "street"
    return tuple(_SHORT_FORMS.get(word, word) for word in words)


def without_the(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without "the" at the beginning, where anything is left."""
    return words[1:] if len(words) > 1 and words[0] == "the" else words

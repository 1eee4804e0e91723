"""A point as phones and friends share it: "geo:52.4,-1.5", "52.4° N, 1.5° W", a map link.

Read as text; no link is ever opened.

Links of Google, Apple and OpenStreetMap, in the forms that their documentation has. A link to where
somebody goes is not where they are.
"""

import re

from safespaces.geo.point import Point
from safespaces.language import gettext as _

_NUMBER = r"([+-]?[0-9]{1,3}\.[0-9]+)"
_LINK = re.compile(r"^(?:https?://|www\.|maps\.|geo:)", re.IGNORECASE)
_GOING = re.compile(r"[?&](?:destination|daddr)=|/dir/", re.IGNORECASE)
_IN_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",  # the pin of a Google place
        rf"[?&]mlat={_NUMBER}&mlon={_NUMBER}",
        (
            rf"[?&](?:q|query|ll|sll|center|cp|coordinate|viewpoint)=(?:loc:)?{_NUMBER}(?:,|~)["
            rf" +]*{_NUMBER}"
        ),
        rf"/search/{_NUMBER},[ +]*{_NUMBER}",
        rf"#map=[0-9.]+/{_NUMBER}/{_NUMBER}",
        rf"^geo:{_NUMBER},{_NUMBER}",
        rf"@{_NUMBER},{_NUMBER}",
    )
)
_COMPASS = re.compile(
    r"^([0-9]{1,3}(?:\.[0-9]+)?) ?°? ?([NS])[ ,;]*([0-9]{1,3}(?:\.[0-9]+)?) ?°? ?([EW])$|"
    r"^([NS]) ?([0-9]{1,3}(?:\.[0-9]+)?) ?°?[ ,;]*([EW]) ?([0-9]{1,3}(?:\.[0-9]+)?) ?°?$",
    re.IGNORECASE,
)
_MINUTES = (
    "([0-9]{1,3}) ?° ?([0-5]?[0-9]) ?['′’] ?(?:([0-5]?[0-9](?:\\.[0-9]+)?) ?(?:[\"″”]|''|′′|’’) ?)?"
)
_DEGREES_MINUTES = re.compile(f"^{_MINUTES}([NS])[ ,;]*{_MINUTES}([EW])$", re.IGNORECASE)
_PLUS_CODE = re.compile(
    r"^([23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3})\b", re.IGNORECASE
)
_THREE_WORDS = re.compile(r"^(?:///)?([a-z]{3,}\.[a-z]{3,}\.[a-z]{3,})$", re.IGNORECASE)
_BRACKETS = re.compile(rf"^[(\[] ?{_NUMBER} ?[,;] ?{_NUMBER} ?[)\]]$")


def is_link(text: str) -> bool:
    """Whether a text is a link, and so no name of a place."""
    return bool(_LINK.match(text))


def unread_code(text: str) -> str:
    """The code of a place in a system that is not read here, what it is called first: "plus code
    CF5R+X9"; "" for none.
    """
    if match := _PLUS_CODE.match(text):
        return _("plus code %(match)s", match=match[1])
    match = _THREE_WORDS.match(text)
    return _("what3words address %(match)s", match=match[1]) if match and not is_link(text) else ""


def plain_numbers(text: str) -> str:
    """The text with one kind of minus, and without the codes that links have for commas and plus
    signs.
    """
    plain = re.sub("[\u2212\u2010\u2011\u2012\u2013](?=[0-9])", "-", text)
    return re.sub("%2C", ",", re.sub("%2B", "+", plain, flags=re.IGNORECASE), flags=re.IGNORECASE)


def shared_point(text: str) -> Point | None:
    """The point that a tidied text holds; None where it holds none.

    Raises BadPoint when it is out of range.
    """
    plain = plain_numbers(text)
    if is_link(plain):
        return None if _GOING.search(plain) else _in_link(plain)
    if match := _BRACKETS.match(plain):
        return Point(float(match[1]), float(match[2]))
    if match := _DEGREES_MINUTES.match(plain):
        return Point(
            _signed(match.group(1, 2, 3), match[4] in "Ss"),
            _signed(match.group(5, 6, 7), match[8] in "Ww"),
        )
    match = _COMPASS.match(plain)
    if match is None:
        return None
    lat, south, lon, west = match.group(1, 2, 3, 4) if match[1] else match.group(6, 5, 8, 7)
    return Point(
        float(lat) * (-1 if south in "Ss" else 1), float(lon) * (-1 if west in "Ww" else 1)
    )


def _signed(parts: tuple[str | None, ...], is_negative: bool) -> float:
    """Degrees, minutes and seconds in degrees."""
    degrees, minutes, seconds = (float(part or 0) for part in parts)
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if is_negative else 1)


def _in_link(link: str) -> Point | None:
    for pattern in _IN_LINKS:
        found = pattern.findall(link)
        if found:
            return Point(float(found[-1][0]), float(found[-1][1]))
    return None

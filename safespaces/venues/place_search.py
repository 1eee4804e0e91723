"""Finding a named place from what somebody typed, by a rule simple enough to be the same on the phone (static/js/place-search.js).

Four grades, best first: the same words; all typed words are words of the name; all begin one; all are a slip away from one.
Only the best grade that finds anything counts.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from safespaces.geo.point import Point

MOST_CHOICES = 6
_SHORT_FORMS = {
    "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "sq": "square", "cres": "crescent", "dr": "drive", "saint": "st",
    "stn": "station", "uni": "university", "sch": "school", "hosp": "hospital", "lib": "library", "ctr": "centre", "center": "centre",
}  # fmt: skip
_CITY_WORDS = {"coventry", "cov"}
_FILLERS = {
    "i", "im", "m", "am", "at", "near", "nearby", "the", "by", "in", "on", "outside", "inside", "next", "to", "close", "from", "now",
    "tonight", "today", "please",
}  # fmt: skip
_HOUSE_NUMBER = re.compile(r"[0-9]+[a-z]?")
_SHORTEST_JOINED = 6  # letters of a name written without its spaces, "poolmeadow"
_KIND_ORDER = ("neighbourhood", "street")  # of places with one and the same name, these are meant first


@dataclass(frozen=True, slots=True)
class Place:
    """A named place of the gazetteer."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float

    @property
    def point(self) -> Point:
        """Its middle."""
        return Point(self.lat, self.lon)


def is_middle(place: Place, area: str) -> bool:
    """Whether a place is the middle of an area, as "Coventry city centre" is of "Coventry"."""
    return place.kind == "neighbourhood" and place.name.startswith(area)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no accents, capitals, apostrophes or signs; short forms written out."""
    plain = unicodedata.normalize("NFKD", text).lower().replace("&", " and ")
    plain = re.sub(r"[\u0300-\u036f'’]", "", plain)
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    if len(words) > 1 and words[-1] == "st":
        words[-1] = "street"
    return tuple(_SHORT_FORMS.get(word, word) for word in words)


class PlaceIndex:
    """The gazetteer's places, ready to be searched. Immutable."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self._words = tuple(words_of(place.name) for place in self.places)

    def by_id(self, place_id: str) -> Place | None:
        """The place with an id, or None."""
        return next((place for place in self.places if place.id == place_id), None)

    def search(self, text: str) -> tuple[Place, ...]:
        """The places meant: none, one, or up to MOST_CHOICES to choose from, shortest name first."""
        found = next((found for words in readings(text) if (found := self._best(words))), None) or self._joined(text)
        return _apart(found)[:MOST_CHOICES]

    def _joined(self, text: str) -> list[Place]:
        """The places whose name, without spaces, begins with the text without its."""
        typed = "".join(words_of(text))
        if len(typed) < _SHORTEST_JOINED:
            return []
        return _plainest(place for place, name in zip(self.places, self._words, strict=True) if "".join(name).startswith(typed))

    def _best(self, words: tuple[str, ...]) -> list[Place]:
        if not words:
            return []
        grades = [_grade(words, name) for name in self._words]
        best = min(grades)
        if best > _SLIP:
            return []
        found = [place for place, grade in zip(self.places, grades, strict=True) if grade == best]
        return _plainest(found)


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text, then without the town's name, then also without "I'm at", house numbers and the like."""
    words = words_of(text)
    without_town = tuple(word for word in words if word not in _CITY_WORDS) if len(words) > 1 else words
    plain = tuple(word for word in without_town if word not in _FILLERS and not _HOUSE_NUMBER.fullmatch(word))
    return words, without_town, plain


def is_meant_exactly(text: str, place: Place) -> bool:
    """Whether a text, read in one of the ways, is the very name of a place."""
    return words_of(place.name) in readings(text)


def _plainest(found: Iterable[Place]) -> list[Place]:
    return sorted(found, key=lambda place: (len(words_of(place.name)), _kind_rank(place), place.name, place.id))


_SAME, _WORDS, _BEGINNINGS, _SLIP, _NO = range(5)


def _grade(typed: tuple[str, ...], name: tuple[str, ...]) -> int:
    if typed == name:
        return _SAME
    if all(word in name for word in typed):
        return _WORDS
    if all(any(its.startswith(word) for its in name) for word in typed):
        return _BEGINNINGS
    if all(any(_slip(word, its) for its in name) for word in typed):
        return _SLIP
    return _NO


def _slip(word: str, its: str) -> bool:
    """Whether a word is the other but for one slip (two from eight letters on): a letter wrong, missing, extra or swapped."""
    if len(word) < 4:
        return word == its
    return OSA.distance(word, its) <= (1 if len(word) < 8 else 2)


def _kind_rank(place: Place) -> int:
    return _KIND_ORDER.index(place.kind) if place.kind in _KIND_ORDER else len(_KIND_ORDER)


def _apart(found: list[Place]) -> tuple[Place, ...]:
    """Without second names for one spot, and without a ward or station that has the very name of a neighbourhood."""
    kept: list[Place] = []
    for place in found:
        if not any(words_of(place.name) == words_of(other.name) or place.point == other.point for other in kept):
            kept.append(place)
    return tuple(kept)

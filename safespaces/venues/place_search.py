"""Finding a named place from what somebody typed, by a rule simple enough to be the same on the
phone (static/js/public/place-search.js).

Only the very name answers: short forms, the town, house numbers and fillers such as "near" aside.
Anything else is likely at most, best first: all typed words are words of the name; all begin one;
all are a slip away from one. Only the best grade that finds anything counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from safespaces.geo.earth import arc_m, xyz
from safespaces.geo.point import Point
from safespaces.venues.town import NO_TOWN, Town
from safespaces.venues.words import without_the, words_of

MOST_CHOICES = 6
VENUE_PREFIX = "venue-"  # of the id of a Safe Space among places
STREET_PREFIX = "way-"  # of a street by its true line
APART_M = 500  # places of one name that are further apart are different ones
_SHORTEST_JOINED = 6  # letters of a name written without its spaces, "poolmeadow"
_MOST_WORDS = 6  # of a name
_TAKEN = ""  # in place of a word that belongs to a name
# words that are no name when others stand beside them, though a stop may be called so
_NO_NAMES = {
    "the",
    "avenue",
    "road",
    "street",
    "lane",
    "close",
    "drive",
    "grove",
    "way",
    "mount",
    "parkway",
    "quadrant",
    "town",
    "venue",
    "wave",
}
# of places with one and the same name at one spot, these are meant first
_KIND_ORDER = (
    "neighbourhood",
    "street",
    "venue",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: of the gazetteer, a Safe Space by its name, or a town outside.

    `spread_m`: how far its ends are from its point. `ends`: of a long street, places near its ends
    where it meets others, whose names are their areas.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    area: str = ""  # the neighbourhood, to tell two of one name apart
    spread_m: int = 0
    ends: "tuple[Place, ...]" = ()

    @property
    def point(self) -> Point:
        """The middle of the place."""
        return Point(self.lat, self.lon)


def is_middle(place: Place, area: str) -> bool:
    """Whether a place is the middle of an area, as "Coventry city centre" is of "Coventry"."""
    return place.kind == "neighbourhood" and place.name.startswith(area)


class PlaceIndex:
    """Named places, ready to be searched. Immutable."""

    def __init__(self, places: Iterable[Place], town: Town = NO_TOWN) -> None:
        self.places, self._town = tuple(places), town
        self._words = tuple(words_of(place.name) for place in self.places)
        self._no_names = {*_NO_NAMES, *town.names}
        self._by_words: dict[tuple[str, ...], list[Place]] = {}
        for place, words in zip(self.places, self._words, strict=True):
            # "railway station" may be any of the city's
            short = words if place.kind == "station" else town.without_its_name(words)
            for name in dict.fromkeys((words, without_the(words), short)):
                self._by_words.setdefault(name, []).append(place)

    def by_id(self, place_id: str) -> Place | None:
        """The place with an id, or None."""
        every = (each for place in self.places for each in (place, *place.ends))
        return next((place for place in every if place.id == place_id), None)

    def named(self, text: str) -> tuple[Place, ...]:
        """The places whose very name a text is: none, one, or several that are apart from each
        other.
        """
        typed = words_of(text)
        if self._town.is_named_by(typed):  # the town's name alone is its middle
            named = zip(self.places, self._words, strict=True)
            return tuple(
                place
                for place, name in named
                if place.kind == "neighbourhood" and self._town.is_named_by(name[:1])
            )[:1]
        for words in self._town.readings(text):
            if words and words in self._by_words:
                return _apart(_plainest(self._by_words[words]))[:MOST_CHOICES]
        run = "".join(typed)
        joined = [
            p
            for p, name in zip(self.places, self._words, strict=True)
            if len(name) > 1 and "".join(name) == run
        ]
        return _apart(_plainest(joined))[:MOST_CHOICES] if len(run) >= _SHORTEST_JOINED else ()

    def likely(self, text: str) -> tuple[Place, ...]:
        """The places that a text may mean, to be asked about: up to MOST_CHOICES, shortest name
        first.
        """
        found = next(
            (found for words in self._town.readings(text) if (found := self._best(words))), None
        ) or self._beginning(text)
        return _apart(found)[:MOST_CHOICES]

    def holding(self, text: str) -> tuple[Place, ...]:
        """The places whose name holds all words of a text but "the"."""
        words = without_the(words_of(text))
        return _apart(
            _plainest(
                p
                for p, name in zip(self.places, self._words, strict=True)
                if all(word in name for word in words)
            )
        )

    def named_inside(self, text: str) -> tuple[tuple[Place, ...], str]:
        """The places whose very name is a part of a text, longest names first, and the words that
        are left. Of places to be asked about.
        """
        words, found = list(words_of(text)), list[Place]()
        for length in range(min(_MOST_WORDS, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                run = tuple(words[start : start + length])
                if run[-1] == "st" and run not in self._by_words:
                    run = (*run[:-1], "street")
                if run in self._by_words and not set(run) <= self._no_names:
                    found += _plainest(self._by_words[run])
                    words[start : start + length] = [_TAKEN] * length
        left = " ".join(word for word in words if word != _TAKEN)
        return _apart(found), left

    def beginning_with(self, name: str) -> tuple[Place, ...]:
        """The places whose name begins with the words of a name, in their order."""
        words = words_of(name)
        return tuple(
            place
            for place, its in zip(self.places, self._words, strict=True)
            if its[: len(words)] == words
        )

    def _beginning(self, text: str) -> list[Place]:
        """The places whose name, without spaces, begins with the text without its."""
        typed = "".join(words_of(text))
        if len(typed) < _SHORTEST_JOINED:
            return []
        return _plainest(
            place
            for place, name in zip(self.places, self._words, strict=True)
            if "".join(name).startswith(typed)
        )

    def _best(self, words: tuple[str, ...]) -> list[Place]:
        if not words:
            return []
        grades = [_grade(words, name) for name in self._words]
        best = min(grades, default=_NO)
        return (
            _plainest(
                place for place, grade in zip(self.places, grades, strict=True) if grade == best
            )
            if best < _NO
            else []
        )


def _plainest(found: Iterable[Place]) -> list[Place]:
    # Railway and bus stations first: who types "station" rarely means Station Avenue.
    return sorted(
        found,
        key=lambda place: (
            place.kind != "station",
            len(_name_words(place.name)),
            _kind_rank(place),
            -place.spread_m,
            place.name,
            place.id,
        ),
    )


_WORDS, _BEGINNINGS, _SLIP, _NO = range(4)


def _grade(typed: tuple[str, ...], name: tuple[str, ...]) -> int:
    if all(word in name for word in typed):
        return _WORDS
    if all(any(its.startswith(word) for its in name) for word in typed):
        return _BEGINNINGS
    if all(any(_slip(word, its) for its in name) for word in typed):
        return _SLIP
    return _NO


def _slip(word: str, its: str) -> bool:
    """Whether a word is the other but for one slip (two from eight letters on): a letter wrong,
    missing, extra or swapped.
    """
    if len(word) < 4:
        return word == its
    return OSA.distance(word, its) <= (1 if len(word) < 8 else 2)


def _kind_rank(place: Place) -> int:
    return _KIND_ORDER.index(place.kind) if place.kind in _KIND_ORDER else len(_KIND_ORDER)


def metres_between(one: Point, other: Point) -> float:
    """Metres along the ground."""
    a, b = xyz(one), xyz(other)
    return arc_m(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5)


def _apart(found: Iterable[Place]) -> tuple[Place, ...]:
    """The first MOST_CHOICES, without second names for one spot, and without a second of one name
    within its own spread or APART_M.
    """
    kept: list[Place] = []
    for place in found:
        if not any(_is_twin(place, other) for other in kept):
            kept.append(place)
            if len(kept) == MOST_CHOICES:  # a town has thousands of roads
                break
    return tuple(kept)


@lru_cache(20_000)
def _name_words(name: str) -> tuple[str, ...]:
    return words_of(name)


def _is_twin(place: Place, other: Place) -> bool:
    """Whether a place is no other than one that is kept already."""
    if place.point == other.point:
        return True
    if place.id.startswith(STREET_PREFIX) and other.id.startswith(STREET_PREFIX):
        return False  # the network knows them apart
    same_name = without_the(_name_words(place.name)) == without_the(_name_words(other.name))
    if same_name and {place.kind, other.kind} == {"neighbourhood", "ward"}:
        return True
    return same_name and metres_between(place.point, other.point) <= max(APART_M, other.spread_m)

"""What a text can mean: a point, a question, advice, words of fear; and how a place is told and
offered.
"""

import re
from dataclasses import dataclass

from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.venues.place_search import Place
from safespaces.venues.town import Town
from safespaces.venues.words import words_of

PLACE_PREFIX = "place:"  # how an answered question comes back
# a place that ends further than this from a postcode or an outward code is not where that is
APART_M = 1_000
LONG_M = 500  # of a street whose ends are further from its middle than this it is asked where
LIKE_A_TIME = re.compile(
    r"\b(?:[0-9]+[a-z]*|mon|tues?|wed|weds|thu|thurs?|fri|sat|sun|[a-z]+day|hours?|hrs?|mins?|minutes?|half|quarter|later|soon|tmrw|tonite|night"
    r"|morning|evening|afternoon|noon|next|after|before|until|till?|week|weekend|tomm?orr?ow?|tonight|now)\b"
)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A point and what to call it. `note` says, where the point is rough, what it really is."""

    point: Point
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question: what to show, and the text that stands for it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """More than one thing could be meant.

    `rough` is good enough where nobody is on the way yet: the middle of a long street.

    `may_be_a_time`: words were not understood that may be one.
    """

    question: str
    options: tuple[Option, ...]
    rough: Whereabouts | None = None
    may_be_a_time: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Nothing was found: what to type instead."""

    message: str


@dataclass(frozen=True, slots=True)
class Distress:
    """Words of fear: numbers to call and text come before everything else."""


Meaning = Whereabouts | Choice | Advice | Distress


def rough(name: str) -> str:
    """What is said where only the middle of something is known."""
    return _("Distances are rough: they are from the middle of %(name)s.", name=name)


def option_of(place: Place, others: tuple[Place, ...]) -> Option:
    """With what tells it apart where another has the same name; of a long street it is said that it
    is only its middle.
    """
    twins = sum(words_of(place.name) == words_of(other.name) for other in others) > 1
    return Option(spot(place) if twins or is_long(place) else place.name, PLACE_PREFIX + place.id)


def is_long(place: Place) -> bool:
    """Whether a place is a street of which it is asked where."""
    return place.kind == "street" and place.spread_m > LONG_M


def spot(place: Place) -> str:
    """A place as one of several of its name: with its area, a long street by its middle, an end of
    it by what it meets there, a bus stop called so.
    """
    if place.kind == "corner":
        return _("%(name)s, where it meets %(other)s", name=place.name, other=place.area)
    if is_long(place):
        if place.area:
            return _("The middle of %(name)s, in %(area)s", name=place.name, area=place.area)
        return _("The middle of %(name)s", name=place.name)
    named = f"{place.name}, {place.area}" if place.area else place.name
    return _("The bus stop %(name)s", name=named) if place.kind == "stop" else named


def advice(said: str, town: Town) -> Advice:
    """Advice that ends with what can be typed."""
    ask = _("Type a postcode, a street, a bus stop, a school, a station or an area.")
    if town.postcode and town.street:
        ask = _(
            "Type a postcode, a street, a bus stop, a school, a station or an area, for example"
            " %(postcode)s or %(street)s.",
            postcode=town.postcode,
            street=town.street,
        )
    return Advice(f"{said} {ask}".strip())

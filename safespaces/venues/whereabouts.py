"""From what somebody typed to a point, a question or advice; the same steps run on the phone (static/js/whereabouts.js)."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from safespaces.errors import BadPoint
from safespaces.geo.earth import arc_m, xyz
from safespaces.geo.great_britain import in_great_britain
from safespaces.geo.point import Point, pair_from_text
from safespaces.geo.postcode import (
    Postcode,
    is_postcode,
    likely_postcodes,
    parse_outward,
    parse_postcode,
    parse_sector,
    postcode_inside,
    postcodes_inside,
    without_postcodes,
)  # fmt: skip
from safespaces.geo.shared_point import is_link, plain_numbers, shared_point
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import MOST_CHOICES, Place, not_understood, outward_beside, readings, words_of

LONGEST_TEXT = 120  # letters
PLACE_PREFIX = "place:"  # how an answered question comes back

PostcodePoint = Callable[[Postcode], Point | None]


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
    """More than one thing could be meant."""

    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Nothing was found: what to type instead."""

    message: str


@dataclass(frozen=True, slots=True)
class Distress:
    """Words of fear: numbers to call and text come before everything else."""


Meaning = Whereabouts | Choice | Advice | Distress

ASK = "Type a postcode, a street, a bus stop, a school, a station or an area, for example CV1 5FB or Foleshill Road."
_APART_M = 1_000  # a street that ends further than this from a postcode is not where it is
_LONG_M = 500  # a street whose ends are further from its middle than this says so
_ROUGH_SECTOR_M = 1_500  # a sector with a larger radius is no answer
_NONE_OF_THESE = "None of these? Type a postcode, a street or a bus stop near you."


def resolve(typed: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Meaning:
    """What `typed` means: names first, postcodes second; what only looks like either is asked about. Never raises for any text."""
    text = " ".join(typed.replace("\0", " ").split())
    if not text:
        return Advice(ASK)
    if len(text) > LONGEST_TEXT and not is_link(text):
        return Advice(f"That is too long to be a place. {ASK}")
    if text.startswith(PLACE_PREFIX):
        return _by_id(text.removeprefix(PLACE_PREFIX), gazetteer)
    return (
        _by_numbers(text)
        or _by_postcode(text, gazetteer, postcode_point)
        or (Distress() if _is_a_call(text, gazetteer) else None)
        or _by_name(text, gazetteer)
        or (Distress() if gazetteer.fear.are_in(text) else None)
        or _by_town(text, gazetteer)
        or _by_part_of_a_postcode(text, gazetteer, postcode_point)
        or _by_likeness(text, gazetteer)
        or Advice(f"We do not know that place. {ASK}")
    )


def _by_numbers(text: str) -> Whereabouts | Choice | Advice | None:
    if postcode_inside(text) and not is_link(text):
        return None  # both were given: see _beside_a_postcode
    try:
        point = pair_from_text(plain_numbers(text)) or shared_point(text)
    except BadPoint:
        return Advice(f"Those two numbers are not a place on the map. {ASK}")
    if point is None:
        return Advice(f"This link holds no place that we can read without opening it. {ASK}") if is_link(text) else None
    if not in_great_britain(point.lat, point.lon) and in_great_britain(point.lon, point.lat):
        swapped = f"{point.lon}, {point.lat}"
        return Choice(f"Did you mean {swapped}?", (Option(swapped, swapped),))
    return Whereabouts(point, "the point you gave")


def _by_id(place_id: str, gazetteer: Gazetteer) -> Whereabouts | Advice:
    place = gazetteer.places.by_id(place_id)
    if place:
        return _at(place)
    town = gazetteer.towns.by_id(place_id)
    return Whereabouts(town.point, town.name, _rough(town.name)) if town else Advice(ASK)


def _by_postcode(text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Whereabouts | Advice | None:
    if not is_postcode(text):
        return None
    postcode = parse_postcode(text)
    point = postcode_point(postcode)
    if point:
        return Whereabouts(point, str(postcode))
    sector = gazetteer.sectors.get(postcode.sector)
    if sector is None or sector.radius_m > _ROUGH_SECTOR_M:
        return Advice(f"We do not know the postcode {postcode}. Check it, or type a street, a bus stop, a school or a station.")
    return Whereabouts(sector.point, str(postcode), f"We do not know {postcode} itself. {_rough(sector.name)}")


def _is_a_call(text: str, gazetteer: Gazetteer) -> bool:
    """Whether "999" stands first, and is no house number of a street."""
    return words_of(text)[:1] == ("999",) and not any(place.kind == "street" for place in gazetteer.places.named(text))


def _by_name(text: str, gazetteer: Gazetteer) -> Whereabouts | Choice | None:
    """The very name of a place, of a street, of a bus stop, of a Safe Space."""
    named = gazetteer.places.named(text)
    if len(named) == 1 and named[0].kind == "stop" and (" " not in named[0].name or words_of(named[0].name) != words_of(text)):
        holding = gazetteer.places.holding(" ".join(readings(text)[-1]))  # one stop is called Asda, and there is another Asda
        if len(holding) > 1:
            return _which("Which one do you mean?", holding[:MOST_CHOICES])
        if " " not in named[0].name:  # the city may have several of a chain, and one stop that is called so
            return _which(f"Did you mean the bus stop {named[0].name}?", named)
    if len(named) == 1:
        return _named_elsewhere(text, named[0], gazetteer) or _at(named[0])
    return _which("Which one do you mean?", named) if named else None


def _named_elsewhere(text: str, place: Place, gazetteer: Gazetteer) -> Choice | None:
    """A question where a place is not in the outward code that stands behind its name."""
    outward = outward_beside(text)
    sectors = [sector for name, sector in gazetteer.sectors.items() if name.split(" ")[0] == outward]
    if not outward or any(_metres(sector.point, place.point) - sector.radius_m - place.spread_m <= _APART_M for sector in sectors):
        return None
    options = (_option(place, (place,)), *((Option(outward, outward),) if sectors else ()))
    return Choice(f"{place.name} is not in {outward}. Which one do you mean?", options)


def _by_town(text: str, gazetteer: Gazetteer) -> Choice | None:
    """A town or village outside, by its very name: asked about, beside what has its name here."""
    town = next(iter(gazetteer.towns.named(text)), None)
    if town is None:
        return None
    here = gazetteer.places.holding(text)[: MOST_CHOICES - 1]
    outside = Option(f"{town.name}, the town or village", PLACE_PREFIX + town.id)
    return Choice("Which one do you mean?", (*(_option(place, here) for place in here), outside))


def _by_part_of_a_postcode(text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Whereabouts | Choice | Distress | None:
    """A postcode in an address, a slip in one, a sector, an outward code. Nothing is offered that the next step would not know."""
    several = [each for each in postcodes_inside(text) if postcode_point(each)]
    if len(several) > 1:
        return Choice("Which one do you mean?", tuple(Option(str(each), str(each)) for each in several[:MOST_CHOICES]))
    inside = postcode_inside(text)
    if inside and (point := postcode_point(inside)):
        return _beside_a_postcode(text, inside, point, gazetteer) or Whereabouts(point, str(inside))
    if any(letter in "0123456789" for letter in text) and (asked := _slipped(text, gazetteer, postcode_point)):
        return asked
    plain = _plain_code(text)
    sector = gazetteer.sectors.get(parse_sector(plain) or (inside.sector if inside else ""))
    if sector:
        return Whereabouts(sector.point, sector.name, _rough(sector.name))
    outward = parse_outward(plain)
    middle = gazetteer.outward_middle(outward) if outward else None
    if outward and middle:
        return Whereabouts(middle, outward, _rough(outward))
    near = f"{outward[:-1]} {outward[-1]}" if outward else ""  # "CV65" without its space
    return Choice(f"Did you mean {near}?", (Option(near, near),)) if near in gazetteer.sectors else None


def _beside_a_postcode(text: str, postcode: Postcode, point: Point, gazetteer: Gazetteer) -> Choice | Distress | None:
    """Words of fear beside it; a question where a place is named that is nowhere near it, or where anything is not understood.

    A time that is not read must not be dropped, nor "not" or "or".
    """
    rest = without_postcodes(text)
    if gazetteer.fear.are_in(rest):
        return Distress()
    itself = Option(str(postcode), str(postcode))
    named = gazetteer.places.named(rest)[: MOST_CHOICES - 1]
    if any(_metres(place.point, point) - place.spread_m <= _APART_M for place in named):
        return None
    if named:
        question = f"{named[0].name} and {postcode} are far apart. Which one do you mean?"
        return Choice(question, (itself, *(_option(place, named) for place in named)))
    left = not_understood(rest, text)
    if not left:
        return None
    towns = tuple(Option(f"{town.name}, the town or village", PLACE_PREFIX + town.id) for town in gazetteer.towns.named(rest)[:1])
    return Choice(f"We did not understand “{left}”. Do you mean {postcode}?", (itself, *towns))


def _metres(one: Point, other: Point) -> float:
    return arc_m(math.dist(xyz(one), xyz(other)))


def _slipped(text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Choice | None:
    likely = [each for each in likely_postcodes(text) if each.sector in gazetteer.sectors and postcode_point(each)]
    return Choice(f"Did you mean {_either(likely)}?", tuple(Option(str(each), str(each)) for each in likely)) if likely else None


def _plain_code(text: str) -> str:
    """The text without the town, "in" and stray signs: "Coventry CV6?" is "CV6", "CV 4" is "CV4"."""
    words = re.sub("[^A-Z0-9]+", " ", text.upper()).split()
    kept = [word for word in words if word not in ("COVENTRY", "COV", "IN", "AT", "NEAR")]
    if len(kept) > 1 and kept[0].isalpha() and len(kept[0]) <= 2:
        kept = [kept[0] + kept[1], *kept[2:]]
    return " ".join(kept)


def _by_likeness(text: str, gazetteer: Gazetteer) -> Choice | None:
    """A part, a beginning or a slip of a name: never answered, always asked about."""
    likely = gazetteer.places.likely(text)
    if not likely:
        return None
    question = f"Did you mean {likely[0].name}?" if len(likely) == 1 else "Which one do you mean?"
    return _which(question, likely)


def _which(question: str, places: Iterable[Place]) -> Choice:
    every = tuple(places)
    return Choice(f"{question} {_NONE_OF_THESE}", tuple(_option(place, every) for place in every))


def _option(place: Place, others: tuple[Place, ...]) -> Option:
    """With its area where another has the same name."""
    twins = sum(place.name == other.name for other in others) > 1
    return Option(f"{place.name}, {place.area}" if twins and place.area else place.name, PLACE_PREFIX + place.id)


def _at(place: Place) -> Whereabouts:
    if place.spread_m <= _LONG_M:
        return Whereabouts(place.point, place.name)
    note = f"{place.name} is long: distances are from its middle, and its ends are up to {(place.spread_m + 50) // 100 / 10:g} km away."
    return Whereabouts(place.point, place.name, note)


def _rough(name: str) -> str:
    return f"Distances are rough: they are from the middle of {name}."


def _either(postcodes: list[Postcode]) -> str:
    return " or ".join(str(postcode) for postcode in postcodes)

"""From what somebody typed to a point, a question or advice; the same steps run on the phone (static/js/whereabouts.js)."""

from collections.abc import Callable
from dataclasses import dataclass

from safespaces.errors import BadPoint
from safespaces.geo.point import Point, pair_from_text
from safespaces.geo.postcode import Postcode, is_postcode, likely_postcodes, parse_outward, parse_postcode, parse_sector, postcode_inside
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import is_meant_exactly

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


ASK = "Type a postcode, a street, a school, a station or an area, for example CV1 5FB or Foleshill Road."


def resolve(typed: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Whereabouts | Choice | Advice:
    """What `typed` means. Never raises for any text."""
    text = " ".join(typed.replace("\0", " ").split())
    if not text:
        return Advice(ASK)
    if len(text) > LONGEST_TEXT:
        return Advice(f"That is too long to be a place. {ASK}")
    if text.startswith(PLACE_PREFIX):
        return _by_id(text.removeprefix(PLACE_PREFIX), gazetteer)
    try:
        pair = pair_from_text(text)
    except BadPoint:
        return Advice(f"Those two numbers are not a place on the map. {ASK}")
    if pair:
        return Whereabouts(pair, "the point you gave")
    return _by_postcode(text, gazetteer, postcode_point) or _by_name(text, gazetteer)


def _by_id(place_id: str, gazetteer: Gazetteer) -> Whereabouts | Advice:
    place = gazetteer.places.by_id(place_id)
    return Whereabouts(place.point, place.name) if place else Advice(ASK)


def _by_postcode(text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Whereabouts | Choice | Advice | None:
    if is_postcode(text):
        postcode = parse_postcode(text)
        point = postcode_point(postcode)
        return Whereabouts(point, str(postcode)) if point else _by_sector_of(postcode, gazetteer)
    likely = likely_postcodes(text)
    if likely:
        return Choice(f"Did you mean {_either(likely)}?", tuple(Option(str(postcode), str(postcode)) for postcode in likely))
    inside = postcode_inside(text)
    if inside and (point := postcode_point(inside)):
        return Whereabouts(point, str(inside))
    sector = gazetteer.sectors.get(parse_sector(text) or (inside.sector if inside else ""))
    if sector:
        return Whereabouts(sector.point, sector.name, _rough(sector.name))
    outward = parse_outward(text)
    middle = gazetteer.outward_middle(outward) if outward else None
    return Whereabouts(middle, outward, _rough(outward)) if outward and middle else None


def _by_sector_of(postcode: Postcode, gazetteer: Gazetteer) -> Whereabouts | Advice:
    sector = gazetteer.sectors.get(postcode.sector)
    if sector is None:
        return Advice(f"We do not know the postcode {postcode}. Check it, or type a street, a school, a station or an area.")
    return Whereabouts(sector.point, str(postcode), _rough(sector.name))


def _by_name(text: str, gazetteer: Gazetteer) -> Whereabouts | Choice | Advice:
    found = gazetteer.places.search(text)
    if not found:
        return Advice(f"We do not know that place. {ASK}")
    if len(found) == 1:
        note = "" if is_meant_exactly(text, found[0]) else f"“{text}” is taken as {found[0].name}. Not there? Type it again."
        return Whereabouts(found[0].point, found[0].name, note)
    return Choice("Which one do you mean?", tuple(Option(place.name, PLACE_PREFIX + place.id) for place in found))


def _rough(name: str) -> str:
    return f"Distances are rough: they are from the middle of {name}."


def _either(postcodes: tuple[Postcode, ...]) -> str:
    return " or ".join(str(postcode) for postcode in postcodes)

"""From what somebody typed to a point, a question or advice; the same steps run on the phone
(static/js/public/whereabouts.js).
"""

from safespaces.errors import BadPoint
from safespaces.geo.great_britain import in_great_britain
from safespaces.geo.point import Point, pair_from_text
from safespaces.geo.postcode import postcode_inside
from safespaces.geo.shared_point import is_link, plain_numbers, shared_point, unread_code
from safespaces.language import gettext as _
from safespaces.venues.corner_meant import CornerOf, by_corner
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.meaning import (
    PLACE_PREFIX,
    Advice,
    Choice,
    Distress,
    Meaning,
    Option,
    Whereabouts,
    advice,
    option_of,
    rough,
)
from safespaces.venues.name_meant import at, by_a_name_inside, by_likeness, by_name
from safespaces.venues.place_search import MOST_CHOICES, STREET_PREFIX, metres_between
from safespaces.venues.postcode_meant import PostcodePoint, by_part_of_a_postcode, by_postcode
from safespaces.venues.words import words_of

LONGEST_TEXT = 120  # letters
_NEAR_M = 30_000  # of a postcode sector of the town


def resolve(
    typed: str,
    gazetteer: Gazetteer,
    postcode_point: PostcodePoint,
    corner_of: CornerOf = lambda _one, _other: None,
) -> Meaning:
    """What `typed` means: names first, postcodes second; what only looks like either is asked
    about. `corner_of` knows where streets meet. Never raises for any text.
    """
    text = " ".join(typed.replace("\0", " ").split())
    if not text:
        return advice("", gazetteer.town)
    if len(text) > LONGEST_TEXT and not is_link(text):
        return advice(_("That is too long to be a place."), gazetteer.town)
    if text.startswith(PLACE_PREFIX):
        return _by_id(text.removeprefix(PLACE_PREFIX), gazetteer)
    return (
        _by_numbers(text, gazetteer)
        or by_postcode(text, gazetteer, postcode_point)
        or (Distress() if _is_a_call(text, gazetteer) else None)
        or by_corner(text, gazetteer.town, corner_of)
        or by_name(text, gazetteer)
        or (Distress() if gazetteer.fear.are_in(text) else None)
        or _by_town(text, gazetteer)
        or by_part_of_a_postcode(text, gazetteer, postcode_point)
        or by_likeness(text, gazetteer)
        or by_a_name_inside(text, gazetteer)
        or advice(_("We do not know that place."), gazetteer.town)
    )


def _by_numbers(text: str, gazetteer: Gazetteer) -> Whereabouts | Choice | Advice | None:
    if postcode_inside(text) and not is_link(text):
        return None  # both were given: see _beside_a_postcode
    if code := unread_code(text):
        return advice(_("We cannot read the %(code)s.", code=code), gazetteer.town)
    try:
        point = pair_from_text(plain_numbers(text)) or shared_point(text)
    except BadPoint:
        return advice(_("Those two numbers are not a place on the map."), gazetteer.town)
    if point is None:
        return (
            advice(
                _("This link holds no place that we can read without opening it."), gazetteer.town
            )
            if is_link(text)
            else None
        )
    if not in_great_britain(point.lat, point.lon) and in_great_britain(point.lon, point.lat):
        swapped = f"{point.lon}, {point.lat}"
        return Choice(_("Did you mean %(swapped)s?", swapped=swapped), (Option(swapped, swapped),))
    west = Point(point.lat, -point.lon)
    if (
        point.lon > 0 and _is_near(west, gazetteer) and not _is_near(point, gazetteer)
    ):  # its sign was lost on the way
        return Choice(
            _("Did you mean %(lat)s, %(lon)s?", lat=west.lat, lon=west.lon),
            (Option(f"{west.lat}, {west.lon}", f"{west.lat}, {west.lon}"),),
        )
    return Whereabouts(point, _("the point you gave"))


def _is_near(point: Point, gazetteer: Gazetteer) -> bool:
    return any(
        metres_between(point, sector.point) < _NEAR_M for sector in gazetteer.sectors.values()
    )


def _by_id(place_id: str, gazetteer: Gazetteer) -> Whereabouts | Advice:
    place = gazetteer.places.by_id(place_id)
    if place:
        return at(place)
    town = gazetteer.towns.by_id(place_id)
    return (
        Whereabouts(town.point, town.name, rough(town.name)) if town else advice("", gazetteer.town)
    )


def _is_a_call(text: str, gazetteer: Gazetteer) -> bool:
    """Whether "999" stands first, and is no house number of a street."""
    return words_of(text)[:1] == ("999",) and not any(
        place.kind == "street" and not place.id.startswith(STREET_PREFIX)
        for place in gazetteer.places.named(text)
    )


def _by_town(text: str, gazetteer: Gazetteer) -> Choice | None:
    """A town or village outside, by its very name: asked about, beside what has its name here."""
    town = next(iter(gazetteer.towns.named(text)), None)
    if town is None:
        return None
    here = gazetteer.places.holding(text)[: MOST_CHOICES - 1]
    outside = Option(_("%(name)s, the town or village", name=town.name), PLACE_PREFIX + town.id)
    return Choice(
        _("Which one do you mean?"), (*(option_of(place, here) for place in here), outside)
    )

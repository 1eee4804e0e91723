"""A postcode, whole or in part, as somebody means it: the same steps run on the phone
(static/js/public/postcode-meant.js).
"""

import re
from collections.abc import Callable

from safespaces.geo.point import Point
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
)
from safespaces.language import gettext as _
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.meaning import (
    APART_M,
    LIKE_A_TIME,
    PLACE_PREFIX,
    Advice,
    Choice,
    Distress,
    Option,
    Whereabouts,
    option_of,
    rough,
)
from safespaces.venues.place_search import MOST_CHOICES, metres_between
from safespaces.venues.town import Town
from safespaces.venues.words import words_of

PostcodePoint = Callable[[Postcode], Point | None]

_ROUGH_SECTOR_M = 1_500  # a sector with a larger radius is no answer


def by_postcode(
    text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint
) -> Whereabouts | Advice | None:
    """A text that is one postcode and nothing else; None for any other."""
    if not is_postcode(text):
        return None
    postcode = parse_postcode(text)
    point = postcode_point(postcode)
    if point:
        return Whereabouts(point, str(postcode))
    sector = gazetteer.sectors.get(postcode.sector)
    if sector is None or sector.radius_m > _ROUGH_SECTOR_M:
        return Advice(
            _(
                "We do not know the postcode %(postcode)s. Check it, or type a street, a"
                " bus stop, a school or a station.",
                postcode=postcode,
            )
        )
    return Whereabouts(
        sector.point,
        str(postcode),
        _(
            "We do not know %(postcode)s itself. %(rough)s",
            postcode=postcode,
            rough=rough(sector.name),
        ),
    )


def by_part_of_a_postcode(
    text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint
) -> Whereabouts | Choice | Distress | None:
    """A postcode in an address, a slip in one, a sector, an outward code.

    Nothing is offered that the next step would not know.
    """
    several = [each for each in postcodes_inside(text) if postcode_point(each)]
    if len(several) > 1:
        return Choice(
            _("Which one do you mean?"),
            tuple(Option(str(each), str(each)) for each in several[:MOST_CHOICES]),
        )
    inside = postcode_inside(text)
    if inside and (point := postcode_point(inside)):
        return _beside_a_postcode(text, inside, point, gazetteer) or Whereabouts(point, str(inside))
    if any(letter in "0123456789" for letter in text) and (
        asked := _slipped(text, gazetteer, postcode_point)
    ):
        return asked
    plain = _plain_code(text, gazetteer.town)
    sector = gazetteer.sectors.get(parse_sector(plain) or (inside.sector if inside else ""))
    if sector:
        return Whereabouts(sector.point, sector.name, rough(sector.name))
    outward = parse_outward(plain)
    middle = gazetteer.outward_middle(outward) if outward else None
    if outward and middle:
        return Whereabouts(middle, outward, rough(outward))
    near = f"{outward[:-1]} {outward[-1]}" if outward else ""  # "CV65" without its space
    return (
        Choice(_("Did you mean %(near)s?", near=near), (Option(near, near),))
        if near in gazetteer.sectors
        else None
    )


def _beside_a_postcode(
    text: str, postcode: Postcode, point: Point, gazetteer: Gazetteer
) -> Choice | Distress | None:
    """Words of fear beside it; a question where a place is named that is nowhere near it, or where
    anything is not understood.

    A time that is not read must not be dropped, nor "not" or "or".
    """
    rest = without_postcodes(text)
    if gazetteer.fear.are_in(rest):
        return Distress()
    itself = Option(str(postcode), str(postcode))
    town = gazetteer.town
    # "Coventry CV6 6GQ" is an address, not two places: every part of a town bears its name
    is_address = town.has_outward(postcode.outward) and town.is_named_by(words_of(rest))
    named = () if is_address else gazetteer.places.named(rest)[: MOST_CHOICES - 1]
    if any(metres_between(place.point, point) - place.spread_m <= APART_M for place in named):
        return None
    if named:
        question = _(
            "%(name)s and %(postcode)s are far apart. Which one do you mean?",
            name=named[0].name,
            postcode=postcode,
        )
        return Choice(question, (itself, *(option_of(place, named) for place in named)))
    left = town.not_understood(rest, text)
    if not left:
        return None
    towns = tuple(
        Option(_("%(name)s, the town or village", name=town.name), PLACE_PREFIX + town.id)
        for town in gazetteer.towns.named(rest)[:1]
    )
    may_be_a_time = bool(LIKE_A_TIME.search(left))
    return Choice(
        _(
            "We did not understand “%(left)s”. Do you mean %(postcode)s?",
            left=left,
            postcode=postcode,
        ),
        (itself, *towns),
        may_be_a_time=may_be_a_time,
    )


def _slipped(text: str, gazetteer: Gazetteer, postcode_point: PostcodePoint) -> Choice | None:
    likely = [
        each
        for each in likely_postcodes(text)
        if each.sector in gazetteer.sectors and postcode_point(each)
    ]
    return (
        Choice(
            _("Did you mean %(either)s?", either=_either(likely)),
            tuple(Option(str(each), str(each)) for each in likely),
        )
        if likely
        else None
    )


def _plain_code(text: str, town: Town) -> str:
    """The text without the town, "in" and stray signs: "Coventry CV6?" is "CV6", "CV 4" is
    "CV4".
    """
    words = re.sub("[^A-Z0-9]+", " ", text.upper()).split()
    kept = [
        word
        for word in words
        if word not in ("IN", "AT", "NEAR") and word.lower() not in town.names
    ]
    if len(kept) > 1 and kept[0].isalpha() and len(kept[0]) <= 2:
        kept = [kept[0] + kept[1], *kept[2:]]
    return " ".join(kept)


def _either(postcodes: list[Postcode]) -> str:
    return " or ".join(str(postcode) for postcode in postcodes)

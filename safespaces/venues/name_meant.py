"""A name, as somebody means it: the same steps run on the phone
(static/js/public/place-meant.js).
"""

from collections.abc import Iterable
from dataclasses import replace

from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.generic_names import ANY, STREETS
from safespaces.venues.meaning import (
    APART_M,
    LIKE_A_TIME,
    LONG_M,
    PLACE_PREFIX,
    Choice,
    Option,
    Whereabouts,
    is_long,
    option_of,
    spot,
)
from safespaces.venues.place_search import MOST_CHOICES, Place, metres_between
from safespaces.venues.town import has_house_number
from safespaces.venues.words import words_of

_BESIDE_M = 200  # a stop nearer to the middle is the middle
_NONE_OF_THESE = marked("None of these? Type a postcode, a street or a bus stop near you.")


_WITH_NUMBERS = ("street", "stop", "venue")  # kinds of places that houses stand at
# A stop is called after a street where the two meet; of a street with one stop nothing more is
# known, and there may be another Church Lane.


def by_name(text: str, gazetteer: Gazetteer) -> Whereabouts | Choice | None:
    """The very name of a place, of a street, of a bus stop, of a Safe Space."""
    named = gazetteer.places.named(text)
    if (
        len(named) == 1
        and named[0].kind == "stop"
        and (" " not in named[0].name or words_of(named[0].name) != words_of(text))
    ):
        plain = gazetteer.town.readings(text)[-1]
        # one stop is called Asda, and there is another Asda
        holding = gazetteer.places.holding(" ".join(plain))
        if len(holding) > 1:
            return _which(_("Which one do you mean?"), holding[:MOST_CHOICES])
        if (
            " " not in named[0].name
        ):  # the city may have several of a chain, and one stop that is called so
            return _which_stop(named[0])
    if (
        len(named) == 1
        and named[0].kind == "stop"
        and (
            set(words_of(named[0].name)) <= {*ANY, *gazetteer.town.names}
            or words_of(named[0].name)[-1] in STREETS
        )
    ):
        return _which_stop(named[0])
    if len(named) == 1 and has_house_number(text) and named[0].kind not in _WITH_NUMBERS:
        question = _which(
            _("We did not understand the number. Do you mean %(name)s?", name=named[0].name), named
        )
        return replace(question, may_be_a_time=True)  # "9, Canley"
    if len(named) == 1:
        return (
            _named_elsewhere(text, named[0], gazetteer)
            or _where_on(text, named, gazetteer)
            or at(named[0])
        )
    return (
        (_where_on(text, named, gazetteer) or _which(_("Which one do you mean?"), named))
        if named
        else None
    )


def _named_elsewhere(text: str, place: Place, gazetteer: Gazetteer) -> Choice | None:
    """A question where a place is not in the outward code that stands behind its name."""
    outward = gazetteer.town.outward_beside(text)
    sectors = [
        sector for name, sector in gazetteer.sectors.items() if name.split(" ")[0] == outward
    ]
    if not outward or any(
        metres_between(sector.point, place.point) - sector.radius_m - place.spread_m <= APART_M
        for sector in sectors
    ):
        return None
    options = (option_of(place, (place,)), *((Option(outward, outward),) if sectors else ()))
    if not sectors:  # of it nothing is known here, so not whether the place lies in it
        question = _("We do not know %(outward)s.", outward=outward)
        which = _("Do you mean %(name)s?", name=place.name)
        return Choice(f"{question} {which}", options)
    return Choice(
        _(
            "%(name)s is not in %(outward)s. Which one do you mean?",
            name=place.name,
            outward=outward,
        ),
        options,
    )


def _where_on(text: str, named: tuple[Place, ...], gazetteer: Gazetteer) -> Choice | None:
    """A question where a street is long and no house is named: its middle, its ends, the bus stops
    on it that have its name, and others of it.
    """
    road = next((place for place in named if is_long(place)), None)
    if road is None or has_house_number(text):
        return None
    stops = (stop for stop in gazetteer.places.beginning_with(road.name) if stop.kind == "stop")
    along = (
        stop
        for stop in stops
        if _BESIDE_M < metres_between(stop.point, road.point) <= road.spread_m + _BESIDE_M
    )
    streets = (place for place in named if place.kind == "street")
    every = tuple(dict.fromkeys((road, *streets, *road.ends, *along, *named)))[:MOST_CHOICES]
    options = tuple(Option(spot(place), PLACE_PREFIX + place.id) for place in every)
    return Choice(
        _(
            "%(name)s is long. Where on it are you? %(none_of_these)s",
            name=road.name,
            none_of_these=_(_NONE_OF_THESE),
        ),
        options,
        at(road),
    )


def by_likeness(text: str, gazetteer: Gazetteer) -> Choice | None:
    """A part, a beginning or a slip of a name: never answered, always asked about."""
    likely = gazetteer.places.likely(text)
    if not likely:
        return None
    question = (
        _("Did you mean %(name)s?", name=likely[0].name)
        if len(likely) == 1
        else _("Which one do you mean?")
    )
    return _which(question, likely)


def by_a_name_inside(text: str, gazetteer: Gazetteer) -> Choice | None:
    """The name of a place among words that nobody here understands: asked about, and said which
    words.
    """
    places, rest = gazetteer.places.named_inside(text)
    if not places:
        return None
    left = gazetteer.town.not_understood(rest, text)
    which = (
        _("Do you mean %(name)s?", name=places[0].name)
        if len(places) == 1
        else _("Which one do you mean?")
    )
    unclear = (
        _("We did not understand “%(left)s”. %(which)s", left=left, which=which) if left else which
    )
    every = places[:MOST_CHOICES]
    is_like_a_time = bool(LIKE_A_TIME.search(left))
    hint = (
        _(
            "To ask about another time, write it like “%(name)s, Friday 9:30pm”.",
            name=places[0].name,
        )
        if is_like_a_time
        else _(_NONE_OF_THESE)
    )
    return Choice(
        f"{unclear} {hint}",
        tuple(option_of(place, every) for place in every),
        may_be_a_time=is_like_a_time,
    )


def _which_stop(stop: Place) -> Choice:
    question = _("Did you mean the bus stop %(name)s?", name=stop.name)
    option = Option(spot(stop), PLACE_PREFIX + stop.id)
    return Choice(f"{question} {_(_NONE_OF_THESE)}", (option,))


def _which(question: str, places: Iterable[Place]) -> Choice:
    every = tuple(places)
    return Choice(
        f"{question} {_(_NONE_OF_THESE)}", tuple(option_of(place, every) for place in every)
    )


def at(place: Place) -> Whereabouts:
    """A place as an answer; of a long street it is said that it is only its middle."""
    if place.spread_m <= LONG_M:
        label = spot(place) if place.kind == "corner" else place.name
        return Whereabouts(place.point, label)
    note = _(
        "%(name)s is long: distances are from its middle, and its ends are up to"
        " %(spread_m)s km away.",
        name=place.name,
        spread_m=f"{(place.spread_m + 50) // 100 / 10:g}",
    )
    return Whereabouts(place.point, place.name, note)

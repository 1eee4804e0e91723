"""Made-up venues, places, sectors and postcodes for the vectors. No real Safe Space is among them."""

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.venues.fear_words import fear_words_of
from safespaces.venues.gazetteer import Gazetteer, Sector
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.town import Town
from safespaces.venues.venue import slug_of

CENTRE = Point(52.4081, -1.5106)

# name, kind, north and east of the centre in hundred-thousandths of a degree, hours, more
_VENUES: tuple[tuple[str, str, int, int, str, dict], ...] = (
    ("Red Cafe", "cafe", 310, -120, "Mo-Sa 08:00-18:00; Su 10:00-16:00; PH off", {"access": ("step_free",)}),
    ("Blue Library", "library", -220, 410, "Mo-Fr 09:00-19:00; Sa 09:00-16:00; PH off", {"access": ("step_free", "lift")}),
    ("Green Hub", "family_hub", 900, 870, "Mo-Th 09:00-17:00; Fr 09:00-16:30", {}),
    ("Night Owl", "fast_food", -640, -830, "Mo-Su 17:00-03:00", {"access": ("step_free",)}),
    ("All Night Garage", "shop", 2900, 1210, "24/7", {}),
    ("Late Chips", "fast_food", 120, 1630, "Fr,Sa 18:00-04:30; Su-Th 17:00-23:30; PH 18:00-22:00", {}),
    ("Old Tower Bar", "licensed_premises", 80, -90, "Mo-Su 11:00-02:00", {"access": ("step_free",)}),
    ("Ring Road Club", "entertainment", -90, 220, "Th-Sa 20:00-05:00", {"minimum_age": "16 and over alone"}),
    ("College Hall", "university", 1410, -560, "Mo-Fr 07:30-22:00; PH 10:00-16:00", {"minimum_age": "16"}),
    ("Adult Learning Centre", "other", -40, -40, "Mo-Su 09:00-21:00", {"minimum_age": "18"}),
    ("Grown-ups' Bar", "licensed_premises", 30, -30, "Mo-Su 11:00-23:00", {"minimum_age": "18"}),
    ("Play Barn", "leisure_centre", -1800, 300, "Sa-Su 10:00-18:00; Mo-Fr 15:00-20:00; PH 10:00-18:00", {"minimum_age": "11"}),
    ("Quiet Chapel", "faith", 205, 77, "", {}),
    ("St Ambrose Hall", "faith", 1205, -377, "", {"rough": True}),
    ("Market Stall", "food_hub", 55, 60, "We,Sa 10:00-14:00", {"rough": True}),
    ("Twin North", "cafe", 500, 500, "Mo-Su 09:00-21:00", {}),
    ("Twin South", "cafe", 500, 500, "Mo-Su 09:00-21:00", {"access": ("step_free",)}),
    ("Twin Third", "shop", 500, 500, "Mo-Su 09:00-20:30", {}),
    ("Split Day", "community_centre", -700, 1250, "Mo-Fr 09:30-12:30,13:30-17:00,18:00-21:45", {}),
    ("Midnight Pizza", "fast_food", -1250, -2100, "Mo-Su 12:00-24:00; Dec 24 12:00-16:00; Dec 25-26 off", {}),
    ("Change Night Cafe", "cafe", 640, 1985, "Su 00:30-01:30,01:45-03:30; Sa 22:00-26:00", {"access": ("step_free",)}),
    ("Christmas Kitchen", "food_hub", -310, -1440, 'Mo-Fr 10:00-15:00; Dec 25 11:00-16:00 "Christmas dinner"; Dec 31 20:00-01:00', {}),
    ("First Monday Club", "youth_club", 2210, -240, "Mo[1] 18:00-20:00", {}),
    ("Even Week Drop-in", "youth_club", -2410, -140, "week 2-52/2 Tu 16:00-19:00", {}),
    ("Summer Tent", "other", 330, 2450, "Jun-Aug Mo-Su 10:00-20:00", {}),
    ("Perhaps Place", "other", -150, -310, 'Mo-Fr 10:00-18:00 unknown "ring"; Sa 10:00-12:00', {}),
    ("Six Days", "transport", 270, 690, "Mo-Sa 00:00-24:00; Su 08:00-22:00", {"access": ("step_free",)}),
    ("Morning Only", "cafe", 1900, 1700, "Mo-Su 05:15-11:00; PH,Su 07:00-11:00", {}),
    ("Ünïcode “Café” & Søn", "cafe", -480, 95, "Tu-Su 10:00-18:30; PH off", {}),
    ("Far Barn", "other", 16_000, 9_000, "24/7", {"access": ("step_free",)}),
    ("Easter Cinema", "cinema", -95, 1110, "Mo-Su 11:00-23:15; easter off; PH 12:00-20:00", {}),
    ("Museum of Buttons", "museum", 20, 330, "Tu-Sa 10:00-16:45; Dec 24-Jan 01 off", {"access": ("step_free",)}),
)  # fmt: skip

TOWN = Town(
    ("coventry", "cov"),
    ("warwickshire", "uk", "england", "west midlands", "midlands"),
    "CV",
    "CV1 5FB",
    "Hales Street",
)
_PLACES = (
    ("Aldermans Green", "neighbourhood"), ("Foleshill Road", "street"), ("Foleshill", "neighbourhood"), ("Foleshill", "ward"),
    ("Lower Stoke", "ward"), ("Stoke", "neighbourhood"), ("Stoke Aldermoor", "neighbourhood"), ("Stoke Green", "street"),
    ("High Street", "street"), ("St John's Street", "street"), ("Saint Peter’s Church", "other"), ("St Peter's Centre", "other"),
    ("Coventry station", "station"), ("Canley station", "station"), ("Tile Hill station", "station"), ("Coventry Arena station", "station"),
    ("Pool Meadow bus station", "station"), ("University Hospital", "hospital"), ("Coventry University", "university"),
    ("Earlsdon", "neighbourhood"), ("Earlsdon Library", "library"), ("Hillfields", "neighbourhood"), ("Willenhall", "neighbourhood"),
    ("Whitley Academy", "school"), ("Whitley", "neighbourhood"), ("Sun Street", "street"), ("Monks Road", "street"), ("Friday Lane", "street"),
    ("Café Søren Square", "street"), ("A and B Avenue", "street"), ("Ash Green School", "school"), ("Spon End", "neighbourhood"),
    ("Cross Road", "street"), ("Cross Road North", "street"), ("Cross Road South", "street"), ("Cross Road East", "street"),
    ("Cross Road West", "street"), ("Cross Road Upper", "street"), ("Cross Road Lower", "street"), ("Walsgrave", "neighbourhood"),
    ("City centre", "neighbourhood"), ("Broadgate", "street"), ("Moat House Leisure Centre", "leisure"), ("Noon Close", "street"),
)  # fmt: skip
_SECTORS = ("CV1 1", "CV1 2", "CV1 4", "CV1 5", "CV6 5", "CV6 7", "CV10 0", "CV11 9")
_POSTCODES = (
    "CV1 1AA",
    "CV1 5FB",
    "CV1 5FD",
    "CV6 5AB",
    "CV6 5AF",
    "CV6 7ZZ",
    "CV10 0AA",
    "B1 1AA",
    "EC1A 1BB",
    "M1 1AE",
)


def venues() -> tuple[PublicVenue, ...]:
    """In this order, which ties keep."""
    return tuple(_venue(number, *row) for number, row in enumerate(_VENUES))


def _venue(
    number: int, name: str, kind: str, north: int, east: int, hours: str, more: dict
) -> PublicVenue:
    lat, lon = round(CENTRE.lat + north / 100_000, 5), round(CENTRE.lon + east / 100_000, 5)
    values: dict = {
        "rough": False,
        "kit": (),
        "access": (),
        "minimum_age": "",
        "website": "",
        "phone": "",
        "checked_on": None,
        **more,
    }
    address, postcode = (
        (f"{number} Made-up Street", "CV1 5FB") if number % 3 else (f"{number} Invented Road", "")
    )
    return PublicVenue(
        f"v{number}",
        slug_of(name),
        name,
        kind,
        address,
        postcode,
        lat,
        lon,
        values.pop("rough"),
        hours,
        *values.values(),
    )


_STREETS_AND_STOPS = (
    ("Foleshill Road", "street", "Edgwick", 1830), ("Church Road", "stop", "Stoke", 30), ("Church Road", "stop", "Binley", 20), ("Asda", "stop", "Radford", 0),
    ("Asda Walsgrave", "shop", "", 0), ("The Butts", "stop", "Spon End", 40), ("London Road", "street", "Whitley", 2130), ("Hales Street", "street", "Coventry", 100),
    ("Coventry city centre", "neighbourhood", "", 0), ("Rising Sun", "stop", "Canley", 0), ("Mill Lane", "stop", "Binley", 0), ("O’Brien’s & Sons", "shop", "", 0), ("Earl Street", "street", "", 120),
)  # fmt: skip


_ALONG_LONDON_ROAD = (  # name, area, degrees to the north of its middle
    ("London Road", "Whitley", 0.001), ("London Road", "Allard Way", 0.014), ("London Road Post Office", "", -0.009), ("London Roadside", "Stoke", 0.01),
    ("London Road", "Binley", 0.05),
)  # fmt: skip


def gazetteer() -> Gazetteer:
    """Places spread on a spiral; Foleshill the ward has the name of the neighbourhood, Stoke Green the point of Stoke."""
    places = [Place(f"p{n}", name, kind, *_spot(n)) for n, (name, kind) in enumerate(_PLACES)]
    stoke = next(place for place in places if place.name == "Stoke")
    places = [
        Place(p.id, p.name, p.kind, stoke.lat, stoke.lon) if p.name == "Stoke Green" else p
        for p in places
    ]
    sectors = [
        Sector(name, *_spot(100 + n), postcodes=40 + 37 * n, radius_m=500 + n)
        for n, name in enumerate(_SECTORS)
    ]
    places += [
        Place(f"s{n}", name, kind, *_spot(300 + n), area, spread)
        for n, (name, kind, area, spread) in enumerate(_STREETS_AND_STOPS)
    ]
    road = next(place for place in places if place.name == "London Road")
    places += [
        Place(f"l{n}", name, "stop", round(road.lat + north, 5), road.lon, area)
        for n, (name, area, north) in enumerate(_ALONG_LONDON_ROAD)
    ]
    outside = enumerate(("Oxford", "London", "Stoke-on-Trent", "Binley Woods"))
    towns = PlaceIndex((Place(f"t{n}", name, "town", *_spot(400 + n)) for n, name in outside), TOWN)
    fear = fear_words_of(
        [
            ("phrase", "following me"),
            ("phrase", "im lost"),
            ("whole", "help"),
            ("whole", "999"),
            ("whole", "near"),
            ("phrase", "a knife"),
        ]
    )
    return Gazetteer(
        PlaceIndex(places, TOWN), {sector.name: sector for sector in sectors}, towns, fear, TOWN
    )


def postcodes() -> dict[Postcode, Point]:
    """The whole postcode table."""
    halves = [text.split() for text in _POSTCODES]
    return {
        Postcode(outward, inward): Point(*_spot(200 + n))
        for n, (outward, inward) in enumerate(halves)
    }


def _spot(number: int) -> tuple[float, float]:
    return round(CENTRE.lat + (number * 619 % 8000 - 4000) / 100_000, 5), round(
        CENTRE.lon + (number * 1361 % 12_000 - 6000) / 100_000, 5
    )

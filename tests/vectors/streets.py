"""Answers by the streets of a made-up town under the made-up venues: the network as phones get it, and each answer as a digest."""

import base64
from dataclasses import replace
from random import Random

from safespaces.geo.point import Point
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.sections import sections
from safespaces.snapshot.street_names import street_places
from safespaces.streets.build import Built
from safespaces.streets.codec import encode_network
from safespaces.streets.corners import Corners
from safespaces.streets.ground import Ground
from safespaces.streets.ground_codec import decode_ground, encode_ground
from safespaces.streets.named_streets import NamedStreets
from safespaces.streets.names_codec import encode_names
from safespaces.streets.network import Network
from safespaces.streets.way_text import way_text
from safespaces.venues.areas import Areas
from safespaces.venues.corner_meant import by_corner
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import Place
from safespaces.venues.words import words_of
from tests.hours.slow_reference import LONDON
from tests.streets.grounds import ground
from tests.streets.towns import STREET, Town
from tests.vectors import answers, made_up
from tests.vectors.texts import meaning

COLUMNS, ROWS, STEP_M = 24, 20, 190.0
QUESTIONS = 190
# metres east and north of the corner of tests.streets.towns that the centre of the venues lies at
EAST, NORTH = 0.0, 900.0


def town() -> Town:
    """Crooked streets, of which some are missing, some are steps and some go round."""
    random = Random(14)
    nodes = {
        f"{c}:{r}": (
            EAST + (c - COLUMNS / 2) * STEP_M + random.uniform(-60, 60),
            NORTH + (r - ROWS / 2) * STEP_M + random.uniform(-60, 60),
        )
        for c in range(COLUMNS)
        for r in range(ROWS)
    }
    ways = []
    for c in range(COLUMNS):
        for r in range(ROWS):
            for other in (f"{c + 1}:{r}", f"{c}:{r + 1}"):
                if other not in nodes or random.random() < 0.22:
                    continue
                (x, y), (x2, y2) = nodes[f"{c}:{r}"], nodes[other]
                bend = f"{c}:{r}-{other}"
                nodes[bend] = ((x + x2) / 2 + random.uniform(-40, 40), (y + y2) / 2)
                kind = (
                    {"highway": "steps"}
                    if random.random() < 0.15
                    else {**STREET, "name": _name(c, r, other)}
                )
                ways.append((f"{c}:{r} {bend} {other}", kind))
    return Town(nodes, tuple(ways))


def built() -> Built:
    """Its network and the names."""
    return town().built(fewest_segments=20)


def network() -> Network:
    """Its network."""
    return built().network


def way(finder: Finder, made: Built, kept: list[dict], asked: list[int]) -> str:
    """In words, to the first place; "" where there is none, or not by the streets."""
    number, lat, lon, since, _now, wanted, no_steps = asked
    point = Point(lat / 100_000, lon / 100_000)
    chosen = replace(answers.WANTED[wanted], no_steps=bool(no_steps))
    first = sections(finder, point, kept[number]["start"] + since, chosen).first
    walks = finder.street_walks
    if first is None or walks is None or not first.by_street:
        return ""
    return way_text(*walks.legs(point, first.row, made.names, bool(no_steps)))


def _name(column: int, row: int, other: str) -> str:
    """Some streets have none, and some change theirs half-way."""
    if column == int(other.split(":")[0]):
        return f"Column {column}" if column % 5 else ""
    return f"Row {row} {'East' if column > COLUMNS / 2 else 'West'}" if row % 6 else ""


CORNERS = (
    "Column 13 and Row 9 East", "corner of row 9 west & column 11", "at the junction of Column 13/Row 9 East, Coventry", "Column 13 and Column 14",
    "Column 13 and Nowhere Lane", "where Row 10 East meets Column 14", "I'm near the corner of Column 16 with the Row 8 East", "Row 9 East", "and", "Column 2 and and Row 3 West",
    "Column 9 and Column 9", "x and y and z",
)  # fmt: skip


ASKED = (
    "Column 13", "column thirteen", "Row 9 East", "12 Row 9 East", "the Row 10 West", "Row 9", "place:way-0", "Made-up Büro Road", "made-up buro road station", "Long Meadow",
    "meadow", "Column 99",
)  # fmt: skip


def gazetteer(made: Built, below: Ground) -> Gazetteer:
    """The made-up one with the names that come with the streets."""
    known = made_up.gazetteer()
    streets = list(NamedStreets(made.network, made.names, words_of).each())
    return known.with_places(street_places(streets, below.places, Areas(known).near, known.fear))


def _row(place: Place) -> list:
    ends = [[end.lat, end.lon, end.area] for end in place.ends]
    return [
        place.id,
        place.name,
        place.kind,
        place.lat,
        place.lon,
        place.area,
        place.spread_m,
        ends,
    ]


def corner(made: Built, text: str) -> tuple:
    """Where it is, and what it is called."""
    found = by_corner(text, made_up.TOWN, Corners(made.network, made.names, words_of).of)
    return (found.point.lat, found.point.lon, found.label) if found else (None, None, "")


def streets() -> dict:
    """`answers`: questions as in answers.json, with 1 at the end for ways without steps; the digest of the answer; the way to the first place."""
    made, kept, random = built(), answers.directories(), Random(20261129)
    below = ground(made.network)
    known = gazetteer(made, decode_ground(encode_ground(below)))
    rows = [
        _row(place) for place in known.places.places if place.id.startswith(("way-", "ground-"))
    ]
    finder = Finder(answers.snapshot(), LONDON, network=made.network)
    questions = [
        [*answers.question(kept, random), int(random.random() < 0.3)] for _ in range(QUESTIONS)
    ]
    return {
        "network": base64.b64encode(encode_network(made.network)).decode(),
        "names": base64.b64encode(encode_names(made.names)).decode(),
        "ground": base64.b64encode(encode_ground(below)).decode(),
        "ground_points": below.lats.tolist(),
        "ground_kinds": below.kinds.tolist(),
        "named_digest": answers.digest(rows),
        "named": rows[::60],
        "asked": [
            [text, meaning(text, known)]
            for text in (*ASKED, *(f"place:{row[0]}" for row in rows[::80]))
        ],
        "corners": [[text, *corner(made, text)] for text in CORNERS],
        "answers": [
            [
                each,
                answers.digest(answers.answer(finder, kept, each[:-1], no_steps=bool(each[-1]))),
                way(finder, made, kept, each),
            ]
            for each in questions
        ],
    }

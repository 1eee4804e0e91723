"""A made-up town with a handful of Safe Spaces, and a reader who checks the house rules on every page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.settings import Settings
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.fear_words import fear_words_of
from safespaces.venues.gazetteer import Gazetteer, Sector
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.town import Town
from safespaces.web.app import create_app
from safespaces.web.sources import Sources
from tests.snapshot.build import a_public_venue, a_snapshot, numbered
from tests.web.page import Page, keep_the_house_rules, page_of
from tests.web.staff import Office, an_office

TUESDAY_MORNING = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 21, 40, tzinfo=UTC)

TOWN = numbered(
    a_snapshot(
        a_public_venue("Blue Hub", kind="family_hub", lat=52.4120, lon=-1.5080, safe_hours=""),
        a_public_venue(
            "Central Library",
            lat=52.4110,
            lon=-1.5100,
            access=("step_free",),
            kit=("charger",),
            website="https://library.example/",
        ),
        a_public_venue("Late Cafe", kind="cafe", lat=52.4500, lon=-1.5068, safe_hours="24/7"),
        a_public_venue(
            "Old Pub",
            kind="licensed_premises",
            lat=52.4105,
            lon=-1.5068,
            safe_hours="Mo-Su 10:00-23:00",
        ),
        a_public_venue(
            "Red Cafe",
            kind="cafe",
            lat=52.4130,
            lon=-1.5068,
            safe_hours="Mo-Su 08:00-18:00; PH off",
            phone="024 0000 0000",
        ),
    )
)
TOWN_WORDS = Town(
    ("coventry", "cov"),
    ("uk",),
    "CV",
    "CV1 5FB",
    "Hales Street",
    "Made-up Trainers",
    "Made-up Trainers (of the council)",
)
GAZETTEER = Gazetteer(
    PlaceIndex(
        [
            Place("pm", "Pool Meadow", "bus_station", 52.4104, -1.50676),
            Place("cs", "Canley station", "station", 52.3992, -1.5476),
            Place("ts", "Town station", "station", 52.4008, -1.5135),
            Place("mid", "Middle", "neighbourhood", 52.4110, -1.5070),
            Place("top", "Top End", "neighbourhood", 52.4490, -1.5070),
        ],
        TOWN_WORDS,
    ),
    {"CV1 5": Sector("CV1 5", 52.4111, -1.4984, 196, 760)},
    fear=fear_words_of([("whole", "help"), ("phrase", "following me"), ("phrase", "im lost")]),
    town=TOWN_WORDS,
)
POSTCODES = {Postcode("CV1", "5FB"): Point(52.4066, -1.5023)}


def sources(snapshot: Snapshot | None = TOWN) -> Sources:
    """Sources without a database."""
    return Sources(
        gazetteer=GAZETTEER,
        current_number=lambda: snapshot.number if snapshot else None,
        current_snapshot=lambda _held: snapshot,
        postcodes_version=lambda: "1",
        outward_points=lambda outward: [
            (p.inward, at.lat, at.lon) for p, at in POSTCODES.items() if p.outward == outward
        ],
    )


def an_app(
    snapshot: Snapshot | None = TOWN,
    at: datetime = TUESDAY_MORNING,
    given: Sources | None = None,
    **settings: object,
) -> Flask:
    """The app over the made-up town at a fixed time."""
    return create_app(replace(Settings(), **settings), lambda: at, given or sources(snapshot))  # type: ignore[arg-type]


@dataclass
class Reader:
    """Somebody with a browser without script."""

    app: Flask

    def answer(self, address: str, **options: object) -> TestResponse:
        """The plain answer."""
        return self.app.test_client(use_cookies=False).open(address, **options)  # type: ignore[arg-type]

    def get(self, address: str, status: int = 200, **options: object) -> Page:
        """A page, after checking it and its headers."""
        return self._page(self.answer(address, **options), status)

    def ask(self, where: str = "", status: int = 200, **fields: str) -> Page:
        """What the look-up form answers."""
        sent = self.answer("/nearest", method="POST", data={"where": where, **fields})
        assert (
            sent.headers["Cache-Control"] == "no-store"
            and sent.headers["Referrer-Policy"] == "same-origin"
        )
        return self._page(sent, status)

    def _page(self, answer: TestResponse, status: int) -> Page:
        assert answer.status_code == status
        headers = answer.headers
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        policy = headers["Content-Security-Policy"]
        assert (
            "default-src 'self'" in policy
            and "unsafe" not in policy
            and "frame-ancestors 'none'" in policy
        )
        assert (
            headers["X-Content-Type-Options"] == "nosniff"
            and headers["Cross-Origin-Opener-Policy"] == "same-origin"
        )
        assert "geolocation=(self)" in headers["Permissions-Policy"] and headers["X-Request-ID"]
        assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin")
        assert "Set-Cookie" not in headers and headers["Cache-Control"] in ("no-store", "no-cache")
        page = page_of(answer.get_data(as_text=True))
        keep_the_house_rules(page)
        return page


@pytest.fixture
def reader() -> Reader:
    """On a Tuesday morning."""
    return Reader(an_app())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The service over a register of its own."""
    made = an_office(str(tmp_path))
    yield made
    made.database.close()


@pytest.fixture
def at_night() -> Reader:
    """On a Tuesday night."""
    return Reader(an_app(at=TUESDAY_NIGHT))

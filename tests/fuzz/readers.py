"""Everything that reads what people type or send, called straight."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial

from safespaces.actions.coverage.demand import read_layer
from safespaces.actions.reference.bank_holidays import read_bank_holidays
from safespaces.coverage.outlines import read_outlines
from safespaces.errors import SafeSpacesError
from safespaces.geo.point import pair_from_text
from safespaces.geo.postcode import likely_postcodes, parse_postcode, postcodes_inside
from safespaces.geo.shared_point import plain_numbers, shared_point
from safespaces.hours.days import MINUTES_A_DAY
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.when import minute_chosen, minute_meant, split_when
from safespaces.hours.written import sessions_of
from safespaces.intake.planner import make_plan
from safespaces.intake.report import report_lines
from safespaces.intake.table import read_table
from safespaces.intake.workbook_process import _read as read_workbook
from safespaces.people.email_address import clean_email, mailbox_of
from safespaces.settings import Settings
from safespaces.snapshot.snapshot import decode
from safespaces.venues.fields import FIELDS
from safespaces.venues.open_spans import open_spans
from safespaces.venues.whereabouts import resolve
from tests.fuzz.mutate import Mutator
from tests.intake.files import ods, xlsx, zipped
from tests.store.build import a_venue
from tests.web.conftest import GAZETTEER, POSTCODES, TOWN

NOW = 29_925_000
ZONE = Settings().zone
TYPED = (
    "Friday 21:30, Pool Meadow",
    "Pool Meadow",
    "CV1 5FB",
    "in 20 minutes Top End",
    "52.4104, -1.50676",
    "tomorrow Town station at 9pm",
)
HOURS = (
    "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off",
    "24/7",
    "Mo-Su 22:00-02:00",
    "2026 Dec 24 10:00-12:00 unknown",
    "Tu[1] 10:00-11:00",
)
WRITTEN = ("9am-5pm", "09:00 - 12:30 & 13:30 - 17:00", "closed", "10 to 4", "noon till late", "9-5")
CSV = (
    b"name,kind,postcode,monday,tuesday,sunday\nRed Cafe,cafe,CV1 5FB,09:00-17:00,9-5,closed\nBlue,library,CV2 4EA,,10-4,\n",
    b"id;Name;Address;Postcode;Latitude;Longitude;Opening hours\n1;Hall;1 Made-up Street;CV1 2AA;52.41;-1.5;Mo-Fr 09:00-17:00\n",
    "Name\tType\tDay\tOpens\tCloses\nCaf\u00e9\tcafe\tMonday\t09:00\t17:00\nCaf\u00e9\tcafe\tTuesday\t10:00\t16:00\n".encode("cp1252"),
    b"code,lat,lon,count,decile,hours\nE01,52.41,-1.5,120,3,Mo-Fr 15:00-17:00\nE02,52.42,-1.51,90,1,\n",
)  # fmt: skip
ROWS = [
    ["name", "kind", "postcode", "monday"],
    ["Red Cafe", "cafe", "CV1 5FB", "09:00-17:00"],
    ["Hall", "library", "CV1 2AA", 0.375],
]
GEOJSON = json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"name": "Hall", "kind": "library", "code": "E01"}, "geometry": {"type": "Point", "coordinates": [-1.5, 52.4]}},
    {"type": "Feature", "properties": {"name": "Part", "code": "E02"}, "geometry": {"type": "Polygon", "coordinates": [
        [[-1.5, 52.4], [-1.4, 52.4], [-1.4, 52.5], [-1.5, 52.4]]]}}]}).encode()  # fmt: skip
KML = (
    b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Libraries</name><Placemark><name>Hall</name>'
    b"<description><![CDATA[<b>Open</b>]]></description><Point><coordinates>-1.5,52.4,0</coordinates></Point></Placemark></Folder></Document></kml>"
)
HYGIENE = (
    b'<?xml version="1.0"?><FHRSEstablishment><EstablishmentCollection><EstablishmentDetail><FHRSID>1</FHRSID><BusinessName>Red</BusinessName>'
    b"<BusinessType>Takeaway/sandwich shop</BusinessType><PostCode>CV1 5FB</PostCode><Geocode><Longitude>-1.5</Longitude><Latitude>52.4</Latitude>"
    b"</Geocode></EstablishmentDetail></EstablishmentCollection></FHRSEstablishment>"
)
BOOKS = (xlsx(ROWS), ods(ROWS))
FILES = (*CSV, GEOJSON, KML, HYGIENE, zipped({"doc.kml": KML}))
HOLIDAYS = json.dumps(
    {"england-and-wales": {"events": [{"title": "Boxing Day", "date": "2026-12-26"}]}}
).encode()


def _typed(given: Mutator) -> None:
    text = given.text(*TYPED)
    when, place = split_when(text)
    if when:
        minute_meant(when, NOW, ZONE)
    resolve(place, GAZETTEER, POSTCODES.get)


def _whereabouts(given: Mutator) -> None:
    resolve(given.text(*TYPED), GAZETTEER, POSTCODES.get)  # never raises: that is its promise


def _chosen(given: Mutator) -> None:
    minute_chosen(given.text("2026-11-24", ""), given.text("21:30", ""), NOW, ZONE)


def _hours(given: Mutator) -> None:
    hours = parse_safe_hours(given.text(*HOURS))
    holidays = TOWN.calendar.of(TOWN.venues[0].nation)
    for licensed in (False, True):
        found = open_spans(
            hours,
            is_licensed=licensed,
            closures=(),
            start=NOW,
            end=NOW + 20 * MINUTES_A_DAY,
            zone=ZONE,
            holidays=holidays,
        )
        assert found is not None and all(
            one.end <= two.start for one, two in zip(found.open, found.open[1:], strict=False)
        )


def _points(given: Mutator) -> None:
    text = given.text(
        "52.4104, -1.50676",
        "SP 33567 79053",
        "9C4WCF5V+2F",
        "https://www.google.com/maps/@52.41,-1.5,15z",
    )
    for read in (
        lambda: pair_from_text(plain_numbers(text)),
        lambda: shared_point(text),
        lambda: parse_postcode(text),
    ):
        with suppress(SafeSpacesError):
            read()
    likely_postcodes(text)
    postcodes_inside(text)


def _address(given: Mutator) -> None:
    mailbox_of(clean_email(given.text("officer@council.example", "a.b+c@xn--bcher-kva.example")))


def _fields(given: Mutator) -> None:
    field = given.dice.choice(FIELDS)
    field.clean(
        given.text("Red Cafe", "CV1 5FB", "11", "https://red.example/", "024 7611 1111", *HOURS)
    )


def _table(given: Mutator) -> None:
    plan = make_plan(read_table(given.bytes(*FILES)), [a_venue()], today=date(2026, 11, 24))
    list(report_lines(plan))


def _book(given: Mutator) -> None:
    with suppress(
        BaseException
    ):  # the process around it catches all of them, faults of the Rust part too
        read_workbook(given.bytes(*BOOKS), "")


def _snapshot(given: Mutator) -> None:
    from safespaces.snapshot.snapshot import encode

    decode(
        given.bytes(encode(TOWN).content.encode()).decode("utf-8", "replace"),
        datetime(2026, 11, 24, tzinfo=UTC),
    )


READERS: dict[str, tuple[int, Callable[[Mutator], object]]] = {  # how often, beside the others
    "typed: time and place": (14, _typed),
    "typed: place": (14, _whereabouts),
    "day and time chosen": (6, _chosen),
    "safe hours": (14, _hours),
    "hours as written": (8, lambda given: sessions_of(given.text(*WRITTEN))),
    "points and postcodes": (8, _points),
    "e-mail address": (6, _address),
    "a field of a venue": (12, _fields),
    "CSV, GeoJSON, KML, KMZ, XML": (10, _table),
    "workbook": (2, _book),
    "demand layer": (4, lambda given: read_layer(given.bytes(*CSV))),
    "outlines": (4, lambda given: read_outlines(given.bytes(GEOJSON), ["E01", "E02"])),
    "bank holidays": (2, lambda given: read_bank_holidays(given.bytes(HOLIDAYS))),
    "snapshot": (2, _snapshot),
}


def read_once(given: Mutator) -> tuple[str, Callable[[], object]]:
    """One case: its name, and what to call; an answer or an error of the service's own tree is right."""
    names = list(READERS)
    name = given.dice.choices(names, [READERS[each][0] for each in names])[0]
    return name, partial(_refusals_are_right, READERS[name][1], given)


def _refusals_are_right(read: Callable[[Mutator], object], given: Mutator) -> None:
    with suppress(SafeSpacesError):
        read(given)

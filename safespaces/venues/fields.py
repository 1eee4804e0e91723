"""The one list of a venue's fields: what a file's column or a form's box is called, and how its
text becomes a value.

A file and a form go through these cleaners, so both have one wording of every problem.
"""

from collections.abc import Callable
from dataclasses import dataclass

from safespaces.geo.located import PointSource
from safespaces.language import marked
from safespaces.venues.categories import ACCESS, ALCOHOL, KINDS, KIT
from safespaces.venues.cleaners import (
    clean_age,
    clean_date,
    clean_hours,
    clean_id,
    clean_lat,
    clean_lon,
    clean_name,
    clean_phone,
    clean_postcode,
    clean_precision,
    clean_text,
    clean_web,
    one_of,
    several_of,
)
from safespaces.venues.phone import read_phone
from safespaces.venues.prose_codes import kit_in_words
from safespaces.venues.tidy import header_key
from safespaces.venues.venue import ListingStatus


@dataclass(frozen=True, slots=True)
class Box:
    """A box for one line of text on a page of the partner's form."""

    hint: str = ""
    type: str = "text"  # as HTML has it
    autocomplete: str = "off"
    inputmode: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """`clean` takes a text that is not blank and returns the value, or raises Unclean; `remark`
    says where it is not what was written.

    `page` is the page of the partner's form that asks for it; without one it is the council's.
    With a `box` that page needs no line for it, and what people read of it is `said`; fields
    without one are worded where they are shown. Whether it is public is said by having a place
    in `snapshot/public_venue.py`.
    """

    name: str  # the column's header in our own files
    label: str
    clean: Callable[[str], object]
    aliases: tuple[str, ...] = ()  # other headers that mean the same, as `header_key` spells them
    remark: Callable[[str], str] = lambda _: ""
    page: str = ""
    box: Box | None = None
    said: str = "{}"  # a sentence with the value in it, where a page has no words of its own


_clean_kit, _kit_remark = several_of(KIT, marked("thing a place can have"), kit_in_words)
_clean_access, _access_remark = several_of(ACCESS, marked("access fact"), lambda _: None)

LONGEST_EXTERNAL_ID = 1000
_EXTERNAL_IDS = (
    "externalid",
    "externalidentifier",
    "uprn",
    "fhrsid",
    "osmid",
    "toid",
    "urn",
    "libraryid",
    "placeid",
    "siteid",
    "premisesid",
    "branchid",
)
FIELDS: tuple[Field, ...] = (
    Field("id", marked("Id"), clean_id, ("venueid", "reference", "ref")),
    Field(
        "name",
        marked("Name"),
        clean_name,
        ("venue", "venuename", "placename", "title"),
        page="place",
    ),
    Field(
        "status",
        marked("Listing status"),
        one_of({status.value: status.value for status in ListingStatus}, marked("listing status")),
        ("listingstatus",),
    ),
    Field(
        "kind",
        marked("Kind"),
        one_of(KINDS, marked("kind of place")),
        ("category", "venuetype"),
        page="place",
    ),
    Field(
        "address",
        marked("Address"),
        clean_text(300),
        ("fulladdress", "streetaddress", "address1"),
        page="place",
    ),
    Field(
        "postcode", marked("Postcode"), clean_postcode, ("postalcode", "zip", "pcds"), page="place"
    ),
    Field("lat", marked("Latitude"), clean_lat, ("latitude", "y"), page="pin"),
    Field("lon", marked("Longitude"), clean_lon, ("longitude", "lng", "long", "x"), page="pin"),
    Field(
        "point_source",
        marked("How the point was found"),
        one_of({source.value: source.value for source in PointSource}, marked("source of a point")),
    ),
    Field("precision_m", marked("Precision in metres"), clean_precision, ("precision",)),
    Field(
        "safe_hours",
        marked("Safe hours"),
        clean_hours,
        ("openinghours", "hours", "openingtimes"),
        page="hours",
    ),
    Field("kit", marked("What it has"), _clean_kit, ("facilities",), _kit_remark, page="has"),
    Field(
        "access", marked("Access"), _clean_access, ("accessibility",), _access_remark, page="has"
    ),
    Field("minimum_age", marked("Minimum age"), clean_age, ("minage", "age"), page="has"),
    Field(
        "alcohol",
        marked("Alcohol"),
        one_of(ALCOHOL, marked("answer about alcohol")),
        ("sellsalcohol", "alcoholsold"),
        page="has",
    ),
    Field(
        "website",
        marked("Website"),
        clean_web,
        ("url", "web", "webaddress", "link"),
        page="place",
        box=Box(marked("Leave it empty if there is none"), "text", "url", "url"),
    ),
    Field(
        "phone",
        marked("Phone"),
        clean_phone,
        ("telephone", "tel", "phonenumber"),
        lambda text: read_phone(text).remark,
        page="place",
    ),
    Field(
        "way_in",
        marked("How to find the door"),
        clean_text(150),
        ("wayin", "findthedoor", "howtofind", "howtofindthedoor"),
        page="place",
        box=Box(marked("Inside a building: the floor, what it is next to. Everybody reads it.")),
        said=marked("To find the door: {}"),
    ),
    Field("source", marked("Source"), clean_text(1000)),
    Field(
        "external_id",
        marked("Number in its source"),
        clean_text(LONGEST_EXTERNAL_ID),
        _EXTERNAL_IDS,
    ),
    Field(
        "checked_on", marked("Last checked"), clean_date, ("lastchecked", "checked", "verifiedon")
    ),
    Field("note", marked("Note"), clean_text(1000), ("notes", "comment", "comments")),
)
EDITABLE = tuple(field.name for field in FIELDS if field.page)  # what a partner may say of a venue
BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
_BY_HEADER = {key: field for field in FIELDS for key in (header_key(field.name), *field.aliases)}


def field_for_header(header: str) -> Field | None:
    """The field that a column's header means, or None."""
    return _BY_HEADER.get(header_key(header))


def boxes_of(page: str) -> tuple[Field, ...]:
    """The fields that a page of the partner's form asks for in plain boxes."""
    return tuple(field for field in FIELDS if field.page == page and field.box)

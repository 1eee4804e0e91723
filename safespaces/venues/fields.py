"""The one list of a venue's fields: what a file's column or a form's box is called, and how its
text becomes a value.

A file and a form go through these cleaners, so both have one wording of every problem.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rapidfuzz import fuzz, process

from safespaces.errors import BadHours, BadInput, BadPoint, BadPostcode
from safespaces.geo.located import PointSource
from safespaces.geo.point import Point, point_from_text
from safespaces.geo.postcode import parse_postcode
from safespaces.hours.written_week import osm_text_of
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.categories import ACCESS, KINDS, KIT
from safespaces.venues.phone import NoPhone, read_phone
from safespaces.venues.prose_codes import ReadCodes, kit_in_words, pieces_of
from safespaces.venues.venue import OVER_16_ALONE, ListingStatus

# Unicode categories Cf and Cc but for line ends and tabs (spaces to us), and letters that show as
# nothing.
_BIDI_AND_CONTROL = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d+)?(/[^\s<>\"']*)?")
_EXCEL_FIRST = date(1899, 12, 30)  # day 0 of Excel's serial dates, its 1900 leap-year slip included
_DATE_FORMS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
)


class Unclean(BadInput):
    """A text that cannot be a value of its field: what is wrong, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message, self.remedy = message, remedy


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


def tidy(text: str) -> str:
    """NFC, no control or direction marks, single spaces; line ends count as spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # nearly every cell of a file
    return " ".join(_BIDI_AND_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def tidy_lines(text: str) -> str:
    """A tidied text of several lines, which are kept."""
    return "\n".join(map(tidy, text.splitlines())).strip()


def header_key(text: str) -> str:
    """A header as it is compared: "Post Code" and "post_code" are "postcode"."""
    return re.sub(r"[^a-z0-9]", "", tidy(text).lower())


def _text(longest: int) -> Callable[[str], str]:
    def clean(text: str) -> str:
        if len(text) > longest:
            raise Unclean(
                _("It has %(number)s letters.", number=len(text)),
                _("Shorten it to %(longest)s.", longest=longest),
            )
        return text

    return clean


def _clean_name(text: str) -> str:
    if not any(letter.isalnum() for letter in text):
        raise Unclean(_("It has no letters."), _("Write the name over the door."))
    return _text(150)(text)


def is_id(text: str) -> bool:
    """Whether a text is written like an id of ours."""
    return bool(_ID.fullmatch(text.lower()))


def _clean_id(text: str) -> str:
    if not is_id(text):
        raise Unclean(
            _("It is not an id."),
            _(
                "Use small letters, digits and hyphens, 40 at most, or leave it out for"
                " a new venue."
            ),
        )
    return text.lower()


def _one_of(words: Mapping[str, str], what: str) -> Callable[[str], str]:
    """A code by its code or its label, in any case; a near miss is asked about."""
    by_word = {header_key(word): code for code, label in words.items() for word in (code, label)}

    def clean(text: str) -> str:
        key = header_key(text)
        if key in by_word:
            return by_word[key]
        is_denied = re.match(r"(no|not|without)\b|.*\bno\W*$", text, re.IGNORECASE)
        near = (
            None
            if is_denied
            else process.extractOne(key, by_word.keys(), scorer=fuzz.ratio, score_cutoff=75)
        )
        hint = (
            _("Did you mean %(by_word)s?", by_word=by_word[near[0]])
            if near
            else _("Use one of: %(words)s.", words=", ".join(words))
        )
        article = "an" if what[0] in "aeiou" else "a"
        raise Unclean(
            _("It is not %(article)s %(what)s that is known here.", article=article, what=_(what)),
            hint,
        )

    return clean


def _several_of(
    words: Mapping[str, str], what: str, in_words: Callable[[str], str | None]
) -> tuple[Callable[[str], object], Callable[[str], str]]:
    """A cleaner of several codes, and what to say of the pieces that it leaves out.

    With none understood it raises Unclean.
    """
    one = _one_of(words, what)

    def read(text: str) -> ReadCodes:
        pieces = pieces_of(text)
        if len(pieces) == 1 and text.lower().split() == [
            word for word in text.lower().split() if word in words
        ]:
            pieces = text.split()  # our own files part codes by spaces
        found = [(piece, _code_of(piece, one, in_words)) for piece in pieces]
        return ReadCodes(
            tuple(dict.fromkeys(code for _, code in found if code)),
            tuple(piece for piece, code in found if not code),
        )

    def clean(text: str) -> tuple[str, ...]:
        return read(text).codes or (one(next(iter(pieces_of(text)), text)),)

    def remark(text: str) -> str:
        left = read(text).left_out
        return (
            _("Left out, because it is not known here: %(left)s.", left=", ".join(left))
            if left
            else ""
        )

    return clean, remark


def _code_of(
    piece: str, one: Callable[[str], str], in_words: Callable[[str], str | None]
) -> str | None:
    try:
        return one(piece)
    except Unclean:
        return in_words(piece)


def _clean_postcode(text: str) -> str:
    try:
        return str(parse_postcode(text))
    except BadPostcode as error:
        raise Unclean(_("It is not a full postcode."), str(error).split(". ", 1)[-1]) from None


def _clean_hours(text: str) -> str:
    try:
        return osm_text_of(text)
    except BadHours as error:
        raise Unclean(_("Safe hours cannot be taken as they are."), str(error)) from None


def _clean_lat(text: str) -> float:
    return _degrees(text, "0", lambda point: point.lat)


def _clean_lon(text: str) -> float:
    return _degrees("0", text, lambda point: point.lon)


def _degrees(lat: str, lon: str, part: Callable[[Point], float]) -> float:
    try:
        return round(float(part(point_from_text(lat, lon))), 6)
    except BadPoint as error:
        raise Unclean(
            str(error),
            _("Give decimal degrees. In Great Britain latitude is 49 to 61 and longitude -9 to 2."),
        ) from None


def _clean_precision(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}(\.0+)?", text):
        raise Unclean(_("It is not a whole number of metres."), _("Write for example 150."))
    return int(float(text))


def _clean_age(text: str) -> str:
    if header_key(text) in (header_key(OVER_16_ALONE), "16alone", "16andoveralone", "16plusalone"):
        return OVER_16_ALONE
    if re.fullmatch(
        r"(all|any)( ages?)?|everyone|no (minimum|limit|restrictions?)", text, re.IGNORECASE
    ):
        return ""
    text = text.removesuffix("+").strip()
    if not re.fullmatch(r"\d{1,2}", text):
        raise Unclean(
            _("It is not an age."),
            _('Write a number of years, or "%(over_16_alone)s".', over_16_alone=OVER_16_ALONE),
        )
    return str(int(text))


def _clean_web(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    if len(address) > 300 or not _WEB.fullmatch(address):
        raise Unclean(
            _("It is not a web address."), _("Write it like https://www.example.org/page.")
        )
    return address


def _clean_phone(text: str) -> str:
    try:
        return read_phone(text).number
    except NoPhone as error:
        raise Unclean(f"{error}.", _("Write it like 024 7683 1234.")) from None


def clean_date(text: str) -> date:
    """A date as councils send it: ISO, day first, or Excel's serial number. Raises Unclean."""
    if re.fullmatch(r"[3-6]\d{4}(\.0+)?", text):
        return _EXCEL_FIRST + timedelta(days=int(float(text)))
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Unclean(_("It is not a date."), _("Write it like 2026-11-24 or 24/11/2026."))


_clean_kit, _kit_remark = _several_of(KIT, marked("thing a place can have"), kit_in_words)
_clean_access, _access_remark = _several_of(ACCESS, marked("access fact"), lambda _: None)

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
    Field("id", marked("Id"), _clean_id, ("venueid", "reference", "ref")),
    Field(
        "name",
        marked("Name"),
        _clean_name,
        ("venue", "venuename", "placename", "title"),
        page="place",
    ),
    Field(
        "status",
        marked("Listing status"),
        _one_of({status.value: status.value for status in ListingStatus}, marked("listing status")),
        ("listingstatus",),
    ),
    Field(
        "kind",
        marked("Kind"),
        _one_of(KINDS, marked("kind of place")),
        ("category", "venuetype"),
        page="place",
    ),
    Field(
        "address",
        marked("Address"),
        _text(300),
        ("fulladdress", "streetaddress", "address1"),
        page="place",
    ),
    Field(
        "postcode", marked("Postcode"), _clean_postcode, ("postalcode", "zip", "pcds"), page="place"
    ),
    Field("lat", marked("Latitude"), _clean_lat, ("latitude", "y"), page="pin"),
    Field("lon", marked("Longitude"), _clean_lon, ("longitude", "lng", "long", "x"), page="pin"),
    Field(
        "point_source",
        marked("How the point was found"),
        _one_of(
            {source.value: source.value for source in PointSource}, marked("source of a point")
        ),
    ),
    Field("precision_m", marked("Precision in metres"), _clean_precision, ("precision",)),
    Field(
        "safe_hours",
        marked("Safe hours"),
        _clean_hours,
        ("openinghours", "hours", "openingtimes"),
        page="hours",
    ),
    Field("kit", marked("What it has"), _clean_kit, ("facilities",), _kit_remark, page="has"),
    Field(
        "access", marked("Access"), _clean_access, ("accessibility",), _access_remark, page="has"
    ),
    Field("minimum_age", marked("Minimum age"), _clean_age, ("minage", "age"), page="ages"),
    Field(
        "website",
        marked("Website"),
        _clean_web,
        ("url", "web", "webaddress", "link"),
        page="place",
        box=Box(marked("Leave it empty if there is none"), "text", "url", "url"),
    ),
    Field(
        "phone",
        marked("Phone"),
        _clean_phone,
        ("telephone", "tel", "phonenumber"),
        lambda text: read_phone(text).remark,
        page="place",
    ),
    Field("source", marked("Source"), _text(1000)),
    Field("external_id", marked("Number in its source"), _text(LONGEST_EXTERNAL_ID), _EXTERNAL_IDS),
    Field(
        "checked_on", marked("Last checked"), clean_date, ("lastchecked", "checked", "verifiedon")
    ),
    Field("note", marked("Note"), _text(1000), ("notes", "comment", "comments")),
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

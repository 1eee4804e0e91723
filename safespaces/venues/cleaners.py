"""How a text becomes a value of a venue: one wording of every problem, for files and forms."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from rapidfuzz import fuzz, process

from safespaces.errors import BadHours, BadInput, BadPoint, BadPostcode
from safespaces.geo.point import Point, point_from_text
from safespaces.geo.postcode import parse_postcode
from safespaces.hours.written_week import osm_text_of
from safespaces.language import gettext as _
from safespaces.venues.phone import NoPhone, read_phone
from safespaces.venues.prose_codes import ReadCodes, pieces_of
from safespaces.venues.tidy import header_key
from safespaces.venues.venue import OVER_16_ALONE

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
    "%Y-%m-%dT%H:%M:%S",
    "%d.%m.%y",
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
)


class Unclean(BadInput):
    """A text that cannot be a value of its field: what is wrong, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message, self.remedy = message, remedy


def clean_text(longest: int) -> Callable[[str], str]:
    """A cleaner of any text of so many letters at most."""

    def clean(text: str) -> str:
        if len(text) > longest:
            raise Unclean(
                _("It has %(number)s letters.", number=len(text)),
                _("Shorten it to %(longest)s.", longest=longest),
            )
        return text

    return clean


def clean_name(text: str) -> str:
    """A name, as over a door. Raises Unclean."""
    if not any(letter.isalnum() for letter in text):
        raise Unclean(_("It has no letters."), _("Write the name over the door."))
    return clean_text(150)(text)


def is_id(text: str) -> bool:
    """Whether a text is written like an id of ours."""
    return bool(_ID.fullmatch(text.lower()))


def clean_id(text: str) -> str:
    """An id of ours, in small letters. Raises Unclean."""
    if not is_id(text):
        raise Unclean(
            _("It is not an id."),
            _(
                "Use small letters, digits and hyphens, 40 at most, or leave it out for"
                " a new venue."
            ),
        )
    return text.lower()


def one_of(words: Mapping[str, str], what: str) -> Callable[[str], str]:
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


def several_of(
    words: Mapping[str, str], what: str, in_words: Callable[[str], str | None]
) -> tuple[Callable[[str], object], Callable[[str], str]]:
    """A cleaner of several codes, and what to say of the pieces that it leaves out.

    With none understood it raises Unclean.
    """
    one = one_of(words, what)

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


def clean_postcode(text: str) -> str:
    """A full postcode, as Royal Mail writes it. Raises Unclean."""
    try:
        return str(parse_postcode(text))
    except BadPostcode as error:
        raise Unclean(_("It is not a full postcode."), str(error).split(". ", 1)[-1]) from None


def clean_hours(text: str) -> str:
    """Safe hours in the OSM form, from it or from plain English. Raises Unclean."""
    try:
        return osm_text_of(text)
    except BadHours as error:
        raise Unclean(_("Safe hours cannot be taken as they are."), str(error)) from None


def clean_lat(text: str) -> float:
    """Decimal degrees of latitude. Raises Unclean."""
    return _degrees(text, "0", lambda point: point.lat)


def clean_lon(text: str) -> float:
    """Decimal degrees of longitude. Raises Unclean."""
    return _degrees("0", text, lambda point: point.lon)


def _degrees(lat: str, lon: str, part: Callable[[Point], float]) -> float:
    try:
        return round(float(part(point_from_text(lat, lon))), 6)
    except BadPoint as error:
        raise Unclean(
            str(error),
            _("Give decimal degrees. In Great Britain latitude is 49 to 61 and longitude -9 to 2."),
        ) from None


def clean_precision(text: str) -> int:
    """Whole metres. Raises Unclean."""
    if not re.fullmatch(r"\d{1,6}(\.0+)?", text):
        raise Unclean(_("It is not a whole number of metres."), _("Write for example 150."))
    return int(float(text))


def clean_age(text: str) -> str:
    """A minimum age: "", a number of years, or OVER_16_ALONE. Raises Unclean."""
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


def clean_web(text: str) -> str:
    """A web address, with its scheme. Raises Unclean."""
    address = text if "://" in text else f"https://{text}"
    if len(address) > 300 or not _WEB.fullmatch(address):
        raise Unclean(
            _("It is not a web address."), _("Write it like https://www.example.org/page.")
        )
    return address


def clean_phone(text: str) -> str:
    """A telephone number, as people write it. Raises Unclean."""
    try:
        return read_phone(text).number
    except NoPhone as error:
        raise Unclean(f"{error}.", _("Write it like 024 7683 1234.")) from None


def clean_date(text: str) -> date:
    """A date as councils send it: ISO, day first, or Excel's serial number. Raises Unclean."""
    if re.fullmatch(r"[3-6]\d{4}(\.0+)?", text):
        return _EXCEL_FIRST + timedelta(days=int(float(text)))
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text, flags=re.IGNORECASE)
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    raise Unclean(_("It is not a date."), _("Write it like 2026-11-24 or 24/11/2026."))

"""What a header most likely means: our own spelling, another word for it, or one of the spellings
that 80 real files of councils have.

A guess and no more: guesses.py looks at the values below it, and the sender can say otherwise.
"""

import re
from typing import NamedTuple

from safespaces.codes import Labels
from safespaces.intake.beside import BESIDE_TARGETS
from safespaces.language import marked
from safespaces.venues.fields import BY_NAME, field_for_header
from safespaces.venues.tidy import header_key, tidy
from safespaces.venues.weekdays import DAY_TARGETS, day_of_header, group_of_header

EASTING, NORTHING, POSITION, OPEN_DAYS, CLOSED = (
    "easting",
    "northing",
    "position",
    "open_days",
    "closed",
)
# what a column can be said to hold besides a field or a day, and what a form calls it
MORE_TARGETS = Labels(
    {
        EASTING: marked("Easting (National Grid)"),
        NORTHING: marked("Northing (National Grid)"),
        POSITION: marked("Latitude and longitude in one"),
        OPEN_DAYS: marked("Days it is open (times stand in Safe hours)"),
        CLOSED: marked("Closed for good"),
        **BESIDE_TARGETS,
    }
)
# where there is such a column, no other counts
STAFFED_HOURS = r"(staffed|staffing|safe)(open(ing)?)?(hours|times)|(hours|times)staffed"
OWN, OTHER_WORD, SPELLING, AXIS = range(4)  # how sure a meaning is, the surest first

_SPELLINGS: tuple[
    tuple[str, str], ...
] = (  # of a header's letters and digits alone; the first that fits counts
    (r"contact(e?mail|emailaddress)|e?mailofcontact", "contact_email"),
    (r"contact(name|person)|nameofcontact", "contact_name"),
    (r"contact(role|jobtitle|position)", "contact_role"),
    (
        r"check(ed|valid|counts|lasts)?(until|to|expires|expiry(date)?)|nextcheck(due)?",
        "check_until",
    ),
    (r"trained(staff)?|stafftrained|(no|number|numbers)(of)?(staff)?trained(staff)?", "trained"),
    (r"staff|(no|number|numbers|total)(of)?staff|staff(count|number|total)", "staff"),
    (r"train(ing|ed)(date|on)|dateof(last)?training|lasttrain(ing|ed)(date)?", "trained_on"),
    (r".*(email|mailaddress).*|(local)?authority.*|council.*", ""),
    (r".*(postcode|postalcode|zipcode).*|zip", "postcode"),
    (r"(.*\D)?easting|geox|gridrefx|xordinate|osgb.*x", EASTING),
    (r"(.*\D)?northing|geoy|gridrefy|yordinate|osgb.*y", NORTHING),
    (
        r"(geo)?(location|coordinates|coords|latlong|latlng|latlon|position|point)|latitudelongitude|latitudeandlongitude",
        POSITION,
    ),
    (r"(loc|point|geo)(lat|latitude)", "lat"),
    (r"(loc|point|geo)(lon|long|lng|longitude)", "lon"),
    (
        r"(year|date)closed|closed(on|date|year|forgood|permanently)?|clos(ure|ing)date|dateof(closure|closing)|permanentlyclosed",
        CLOSED,
    ),
    (r"(min|minimum|entry)?age(s|limit|restrictions?|range|from)?|minages?", "minimum_age"),
    (r"daysopen|open(ing)?days?|days", OPEN_DAYS),
    (
        r"open(ing)?(hours|times?)(anddays)?|opening|hoursofopening|openhours|timesofopening|times|opensat",
        "safe_hours",
    ),
    (
        r"(org|venue|staffed|public|usual|normal)+open(ing)?(hours|times?)|openingdaysand(times|hours)|openingdaysandtimes.*",
        "safe_hours",
    ),
    (STAFFED_HOURS, "safe_hours"),
    (
        r".*(telephone|phonenumber)|(org|public|main|contact)?(phone|tel)|contactnumber|telno",
        "phone",
    ),
    (r".*(website|weblink)|(info|web|project|page|site)url|webpage|homepage", "website"),
    (
        r"(facility|place|venue|library|building|premises)?type|typeof(place|venue|library|building|premises)|placekind",
        "kind",
    ),
    (
        r"branch|premises|organisation|organization|establishment|placeofname|tradingname|tradingas",
        "name",
    ),
)
_ADDRESS = re.compile(
    r"(.*\D)?addr(ess)?(line)?[_"
    r" ]?[1-6]|add[1-6]|(.*\D)?(street|full|venue|postal|org|organisation|first"
    r" lineof|pollingstation)?address"
    r"|street(name)?|road|town|city|village|locality|building(name|number)|firstlineofaddress|posttown"
)
_NO_ADDRESS = re.compile(r".*(email|web|ip|mail|url|licensee|home|owner).*")
_NAME = re.compile(r".*name")
_NO_NAME = re.compile(
    r".*(ward|area|street|road|town|city|district|county|region|authority|council|la|contact|manager|person|first|last|sur|user|file|officer"
    r"|lead|owner|staff|full|fore|middle|family|constituency|parish|building|layer|class|field|display|short|type|kind|group|status)name"
)
_AXES = {
    "x": "lon",
    "xcoord": "lon",
    "xcoordinate": "lon",
    "y": "lat",
    "ycoord": "lat",
    "ycoordinate": "lat",
}
_PERSONAL = re.compile(
    r".*(email|contact|manager|licensee|owner|keyholder|coordinator|mobile).*|lead|staffname"
)


class Meaning(NamedTuple):
    """A field, a day or one of MORE_TARGETS, and how sure that is."""

    target: str
    rank: int


def meaning_of_header(header: str) -> Meaning | None:
    """What a header means, or None."""
    key = header_key(header)
    if key in _AXES:
        return Meaning(_AXES[key], AXIS)
    field = field_for_header(header)
    if field:
        return Meaning(field.name, OWN if tidy(header).lower() == field.name else OTHER_WORD)
    day = day_of_header(header)
    if day:
        return Meaning(next(name for name, code in DAY_TARGETS.items() if code == day), OTHER_WORD)
    if group := group_of_header(header):
        return Meaning(group, OTHER_WORD)
    return _by_spelling(key)


def is_address_part(header: str) -> bool:
    """Whether a column is an address or one of its lines, a street or a town."""
    key = header_key(header)
    return bool(_ADDRESS.fullmatch(key)) and not _NO_ADDRESS.fullmatch(key)


def is_personal(header: str) -> bool:
    """Whether a column is about a person: it is never taken into the register's public fields, nor
    into a note.
    """
    key = header_key(header)
    return bool(_PERSONAL.fullmatch(key)) and meaning_of_header(header) is None


def _by_spelling(key: str) -> Meaning | None:
    for pattern, target in _SPELLINGS:
        if re.fullmatch(pattern, key):
            return Meaning(target, SPELLING) if target else None
    if is_address_part(key):
        return Meaning("address", SPELLING)
    if _NAME.fullmatch(key) and not _NO_NAME.fullmatch(key):
        return Meaning("name", SPELLING)
    return None


assert not MORE_TARGETS.keys() & BY_NAME.keys()

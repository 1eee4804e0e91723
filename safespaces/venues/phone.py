"""A place's public number: read as people and spreadsheets leave it, kept as it is read aloud,
dialled in international form.

By the package phonenumbers (Google's libphonenumber) and Ofcom's National Telephone Numbering Plan:
nine or ten digits follow the 0.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
)

from safespaces.language import gettext as _

_REGION, _COUNTRY_CODE = "GB", 44
# a spreadsheet's 1.63E+09: the digits are gone
_ROUNDED = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)
_LETTER_AMONG = re.compile(r"[OoIlS]\d|\d[OoIlS]")  # the letter O for a nought
_FAX = re.compile(r"\bfax\W*[\d\s()+-]+", re.IGNORECASE)
_SHORT = ("1", "500", "800")  # numbers with nine digits after the 0 begin so
_FIRST_DIGITS = (  # of numbers in use; 4 and 6 are not, 9 is premium rate, 0 is no first digit
    "123578"
)


class NoPhone(Exception):
    """A text that holds no number of a place."""


@dataclass(frozen=True, slots=True)
class ReadPhone:
    """The number as it is shown, and what a person should know of how it was read: "" for
    nothing.
    """

    number: str
    remark: str = ""


@lru_cache(maxsize=1024)
def read_phone(text: str) -> ReadPhone:
    """The number in a text. Raises NoPhone."""
    if _ROUNDED.search(text):
        raise NoPhone(_("A spreadsheet has rounded it, so its digits are lost"))
    plain = _FAX.sub("", text.strip().strip("'’`\"")).strip()
    if _LETTER_AMONG.search(plain):
        raise NoPhone(_("It has a letter among its digits"))
    whole = _parsed(plain)
    found = [whole] if whole else _inside(plain)
    if not found:
        raise NoPhone(_("It is not the number of a place"))
    is_bare = whole is not None and re.match(r"\W*[1-9]", plain) is not None
    remarks = []
    if is_bare and not plain.startswith("+"):
        remarks.append(
            _("A + was put in front.")
            if plain.lstrip("( ").startswith("44")
            else _("The 0 in front of it was put back.")
        )
    if not whole:
        remarks.append(
            _("Only the number was taken.")
            if len(found) == 1
            else _("Only the first number was taken.")
        )
    return ReadPhone(_shown(found[0]), " ".join(remarks))


def dialled(number: str) -> str:
    """What a link has to dial ("+442476831234"); "" where the text is no number that anybody can
    ring.
    """
    found = _parsed(number)
    return phonenumbers.format_number(found, PhoneNumberFormat.E164) if found else ""


def _parsed(text: str) -> PhoneNumber | None:
    try:
        found = phonenumbers.parse(text, _REGION)
    except NumberParseException:
        return None
    return found if _can_be_rung(found) and not re.search(r"[A-Za-z]{4}", text) else None


def _inside(text: str) -> list[PhoneNumber]:
    matches = PhoneNumberMatcher(text, _REGION, leniency=Leniency.POSSIBLE)
    return [match.number for match in matches if _can_be_rung(match.number)]


def _can_be_rung(number: PhoneNumber) -> bool:
    if phonenumbers.is_valid_number(number):
        return phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.PREMIUM_RATE
    digits = phonenumbers.national_significant_number(number)
    is_of_plan = digits[:1] in _FIRST_DIGITS and (
        len(digits) == 10 or (len(digits) == 9 and digits.startswith(_SHORT))
    )
    return number.country_code == _COUNTRY_CODE and is_of_plan


def _shown(number: PhoneNumber) -> str:
    form = (
        PhoneNumberFormat.NATIONAL
        if number.country_code == _COUNTRY_CODE
        else PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, form)

"""What each page of a partner's form holds: from its boxes to texts of a submission, or to faults
that say what to change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from safespaces.dates import long_date
from safespaces.errors import BadHours, BadInput
from safespaces.hours.special_days import special_days_from
from safespaces.hours.week_text import CODES, DAYS, session_text
from safespaces.hours.written import sessions_as_written, sessions_of
from safespaces.hours.written_dates import dates_of
from safespaces.language import gettext as _
from safespaces.moderation.submission import Contact
from safespaces.people.email_address import clean_email
from safespaces.venues.categories import KINDS
from safespaces.venues.cleaners import Unclean
from safespaces.venues.fields import BY_NAME, boxes_of
from safespaces.venues.odd_hours import LATE_KINDS, odd_sessions
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import OVER_16_ALONE
from safespaces.venues.weekly_hours import Sessions, WeeklyHours, text_of

FormData = MultiDict[str, str]
DATE_ROWS, MOST_DATES = 6, 60
CONFIRMED = "right-as-written"  # the name of the boxes that say so
_MOST_CONFIRMED = 50
_LONGEST = 2000  # letters of a box that are looked at and shown again


@dataclass(slots=True)
class Read:
    """Values by field and faults by box; with a fault nothing is kept."""

    values: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    contact: Contact | None = None
    # times that are asked about and may be right as written, such as "03:00-04:00"
    asked: list[str] = field(default_factory=list)
    is_late: bool = False  # whether the place may well be open in the small hours
    # those that somebody was asked about and said are right
    confirmed: frozenset[str] = frozenset()


def read_place(sent: FormData) -> Read:
    """Name, kind, address, postcode, phone."""
    read = Read()
    for name in ("name", "kind", "address", "postcode", "phone"):
        _clean(read, name, _text(sent, name))
    for name, words in (
        ("name", _("Write the name over the door.")),
        ("kind", _("Choose what kind of place it is.")),
    ):
        if not read.values.get(name):
            read.faults.setdefault(name, words)
    if (
        not (read.values.get("address") or read.values.get("postcode"))
        and not {"address", "postcode"} & read.faults.keys()
    ):
        read.faults["address"] = _("Write the address or the postcode, so that people can find it.")
    return read


def read_has(sent: FormData) -> Read:
    """Kit and access, as ticks, and who can come in alone."""
    read = _read_ages(sent)
    for name in ("kit", "access"):
        _clean(read, name, " ".join(sent.getlist(name))[:_LONGEST])
    _clean(read, "alcohol", _text(sent, "alcohol"))
    return read


def _read_ages(sent: FormData) -> Read:
    """Everybody, from an age, or 16 and over alone."""
    choice = sent.get("ages", "")
    if choice == "all":
        return Read({"minimum_age": ""})
    if choice == "over_16":
        return Read({"minimum_age": OVER_16_ALONE})
    if choice != "from":
        return Read(faults={"ages-all": _("Choose who can come in alone.")})
    read = Read()
    text = _text(sent, "from_age")
    _clean(read, "minimum_age", text)
    if not text or "minimum_age" in read.faults:
        read.faults = {"from_age": _("Write the age as a number of years, for example 11.")}
    return read


def read_contact(sent: FormData) -> Read:
    """Whom the council rings. Never public."""
    read, texts = (
        Read(),
        {
            name: tidy(_text(sent, name))
            for name in ("organisation", "contact_name", "contact_phone")
        },
    )
    # as it was sent: signs that nobody sees make it another address, which is asked about
    texts["contact_email"] = _text(sent, "contact_email")
    for name, words in (
        ("organisation", _("Write what your organisation is called.")),
        ("contact_name", _("Write who the contact is.")),
    ):
        if not texts[name] or len(texts[name]) > 100:
            read.faults[name] = words if not texts[name] else _("Shorten it to 100 letters.")
    try:
        texts["contact_email"] = clean_email(texts["contact_email"])
    except BadInput as error:
        read.faults["contact_email"] = str(error)
    try:
        texts["contact_phone"] = (
            str(BY_NAME["phone"].clean(texts["contact_phone"])) if texts["contact_phone"] else ""
        )
    except Unclean as error:
        read.faults["contact_phone"] = str(error)
    if not read.faults:
        read.contact = Contact(
            texts["organisation"],
            texts["contact_name"],
            texts["contact_email"],
            texts["contact_phone"],
        )
    return read


def read_hours(sent: FormData, today: date, kind: str) -> Read:
    """A week, bank holidays, special days, dated exceptions; or the text as it stands, where the
    form has no boxes for it.

    Times that have a likelier reading, and hours that the kind of place hardly ever keeps, are
    asked about: they count when the box that then comes is ticked.
    """
    read = Read(confirmed=frozenset(filter(None, sent.getlist(CONFIRMED)[:_MOST_CONFIRMED])))
    _read_hours(read, sent, today, kind)
    for odd in odd_sessions(read.values.get("safe_hours", ""), kind):
        if odd not in read.confirmed:
            words = _(
                "%(odd)s is hardly ever right for a %(kinds)s.",
                odd=odd,
                kinds=KINDS.get(kind, "place").lower(),
            )
            read.faults[f"{CONFIRMED}-{len(read.asked)}"] = _(
                "%(words)s Change it, or tick that it is right.", words=words
            )
            read.asked.append(odd)
    return read


def _read_hours(read: Read, sent: FormData, today: date, kind: str) -> None:
    read.is_late = kind in LATE_KINDS
    if sent.get("as_text") is not None:
        _clean(read, "safe_hours", _text(sent, "as_text"), box="as_text")
        return
    alike = sent.get("alike") == "1"
    days: dict[str, Sessions | None] = {
        code: _sessions(
            read, f"hours-{code}", _text(sent, "hours-Mo" if alike else f"hours-{code}"), name
        )
        for name, code in DAYS.items()
    }
    holidays = _holidays(read, sent)
    dates = _dates(read, sent, today)
    if not read.faults and not any(days.values()) and not any(dates.values()):
        read.faults["hours-Mo"] = _("Write the hours of at least one day, for example 09:00-17:30.")
    if not read.faults:
        _clean(read, "safe_hours", text_of(WeeklyHours(days, holidays, dates)), box="hours-Mo")


def read_special_days(sent: FormData, today: date) -> tuple[dict[date, Sessions], dict[str, str]]:
    """The hours of special days alone, by day, and what is wrong, by box."""
    read = Read()
    return _dates(read, sent, today), read.faults


def hour_boxes(hours: WeeklyHours | None, today: date) -> dict[str, str]:
    """The texts that the hours page shows for hours that are kept.

    Exceptions that are over are left out.
    """
    if hours is None:
        return {}
    shown = {f"hours-{code}": _cell(hours.days[code]) for code in CODES}
    shown["holidays"] = (
        "unknown" if hours.bank_holidays is None else "open" if hours.bank_holidays else "closed"
    )
    shown["holiday_hours"] = _cell(hours.bank_holidays) if hours.bank_holidays else ""
    special = set(special_days_from(today))
    shown |= {
        special_box(on): _cell(sessions) for on, sessions in hours.dates.items() if on in special
    }
    coming = [
        (on, sessions)
        for on, sessions in sorted(hours.dates.items())
        if on >= today and on not in special
    ]
    for row, (on, sessions) in enumerate(coming[:MOST_DATES]):
        shown |= {f"date-{row}": f"{on.day} {on:%B %Y}", f"date-hours-{row}": _cell(sessions)}
    return shown


def special_box(on: date) -> str:
    """The name of the box for a special day's hours."""
    return f"special-{on.isoformat()}"


def _holidays(read: Read, sent: FormData) -> Sessions | None:
    choice = sent.get("holidays", "")
    if choice == "open":
        sessions = _sessions(read, "holiday_hours", _text(sent, "holiday_hours"))
        if not sessions:
            read.faults.setdefault(
                "holiday_hours", _("Write the hours on bank holidays, or choose closed.")
            )
        return sessions
    if choice not in ("closed", "unknown"):
        read.faults["holidays-closed"] = _("Choose what happens on bank holidays.")
    return () if choice == "closed" else None


def _dates(read: Read, sent: FormData, today: date) -> dict[date, Sessions]:
    """Special days and days that are different; a day that is over, or given twice, is a fault."""
    found = {
        on: _sessions(read, special_box(on), text)
        for on in special_days_from(today)
        if (text := _text(sent, special_box(on)))
    }
    for row in range(MOST_DATES):
        day, hours = _text(sent, f"date-{row}"), _text(sent, f"date-hours-{row}")
        if not day and not hours:
            continue
        try:
            days = dates_of(day, today)
        except BadHours as error:
            read.faults[f"date-{row}"] = str(error)
            continue
        if not hours:
            read.faults[f"date-hours-{row}"] = _('Write the hours of that day, or "closed".')
        twice = next((on for on in days if on in found), None)
        if twice:
            read.faults[f"date-{row}"] = _(
                "%(twice)s is given twice. Keep one of the two.", twice=long_date(twice)
            )
        found |= dict.fromkeys(days, _sessions(read, f"date-hours-{row}", hours))
    return found


def _sessions(read: Read, box: str, text: str, day: str = "") -> Sessions:
    if not tidy(text):
        return ()
    as_written = sessions_as_written(tidy(text))
    if as_written and tidy(text) in read.confirmed:
        return as_written
    try:
        return sessions_of(tidy(text), read.is_late)
    except BadHours as error:
        if as_written and tidy(text) not in read.asked:
            read.asked.append(tidy(text))
        read.faults[box] = f"{day.capitalize()}: {error}" if day else str(error)
        return ()


def _cell(sessions: Sessions | None) -> str:
    if sessions is None:
        return ""
    return ", ".join(map(session_text, sessions)) or "closed"


def _clean(read: Read, name: str, text: str, box: str = "") -> None:
    """One field through the cleaner that files go through too."""
    try:
        value = BY_NAME[name].clean(tidy(text)) if tidy(text) else ""
    except Unclean as error:
        read.faults[box or name] = str(error)
        return
    read.values[name] = " ".join(value) if isinstance(value, tuple) else str(value)


def _text(sent: Mapping[str, str], name: str) -> str:
    return sent.get(name, "")[:_LONGEST].strip()


def read_boxes(read: Read, page: str, sent: FormData) -> None:
    """The plain boxes of a page, beside what it has of its own.

    A box that was not sent, as in a form opened before there was one, leaves its field alone.
    """
    for each in boxes_of(page):
        if each.name in sent:
            _clean(read, each.name, _text(sent, each.name))


READERS: dict[
    str, Callable[[FormData], Read]
] = {  # the page of hours needs to know the day: read_hours
    "place": read_place,
    "has": read_has,
    "contact": read_contact,
}

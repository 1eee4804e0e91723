"""A venue draft: cleaned values as somebody sent them, not yet a venue of the register."""

import hashlib
from collections.abc import Container
from dataclasses import dataclass, fields, replace
from typing import Any

from safespaces.errors import BadHours
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.week_text import CODES, times_of
from safespaces.language import gettext as _
from safespaces.venues.fields import LONGEST_EXTERNAL_ID
from safespaces.venues.venue import ListingStatus, Venue, slug_of
from safespaces.venues.weekly_hours import Sessions, text_of, weekly_from_text, written_week
from safespaces.venues.words import words_of

# of a draft: sessions by "Mo" to "Su" and "PH", for the days of which something is said; None where
# it cannot be read
WEEK = "week"
WRITTEN_ID = "id as written"  # of a draft: an id in the letters of the file; ours have small ones
FOREIGN_IDS = (  # of a draft: numbers in somebody else's lists, each with what its list calls it
    "foreign ids"
)
CLEARED = "-"  # written in a cell to empty a value; a blank cell leaves it as it is
_EMPTY = {
    field.name: field.default
    for field in fields(Venue)
    if field.name not in {"id", "slug", "name", "kind", "status", "located"}
}


class WeekRefused(BadHours):
    """Days of a week cannot be put into hours that say more than a week."""


@dataclass(frozen=True, slots=True)
class VenueDraft:
    """Values by field name; only the fields that were given.

    None stands for a value that is to be emptied.
    """

    values: dict[str, Any]

    def get(self, name: str) -> Any:
        """The value of a field, or None."""
        return self.values.get(name)

    @property
    def located(self) -> LocatedPoint | None:
        """The draft's own point, or None where it gives none."""
        lat, lon = self.get("lat"), self.get("lon")
        if lat is None or lon is None:
            return None
        return LocatedPoint(
            Point(lat, lon),
            PointSource(self.get("point_source") or PointSource.GIVEN),
            self.get("precision_m"),
        )

    @property
    def key(self) -> tuple[tuple[str, ...], str]:
        """Name and postcode, as they are matched when there is no id."""
        return words_of(self.get("name") or ""), self.get("postcode") or ""


def with_week(draft: VenueDraft, before: str, blank_days: str = "") -> VenueDraft:
    """The draft with its days as safe hours; what the hours before it say of other days, bank
    holidays and dates stays.

    Of a new place a day that is not told is not known, unless `blank_days` is "closed". Raises
    WeekRefused where those hours have no boxes for days.
    """
    week = draft.get(WEEK)
    if week is None:
        return draft
    values = {name: value for name, value in draft.values.items() if name != WEEK}
    days = {day: sessions for day, sessions in week.items() if day in CODES}
    holidays = week.get("PH")
    if not before:
        silent = () if blank_days == "closed" else None
        # what is said of bank holidays alone leaves every other day not known, not shut
        is_known = holidays is not None or any(each is not None for each in days.values())
        week_said = (
            written_week({code: days.get(code, silent) for code in CODES}) if is_known else ""
        )
        text = _readable("; ".join(filter(None, (week_said, _holidays_text(holidays)))))
        return VenueDraft(values | ({"safe_hours": text} if text else {}))
    after = _replaced(
        before, {day: sessions for day, sessions in days.items() if sessions is not None}, holidays
    )
    _readable(after)
    return VenueDraft(values | ({"safe_hours": after} if after != before else {}))


def _readable(text: str) -> str:
    """The text. Raises WeekRefused where no reader would take it."""
    try:
        return parse_safe_hours(text).text if text else ""
    except BadHours as error:
        raise WeekRefused(str(error)) from None


def _holidays_text(holidays: Sessions | None) -> str:
    return "" if holidays is None else f"PH {times_of(holidays)}"


def _replaced(before: str, days: dict[str, Sessions], holidays: Sessions | None) -> str:
    """The hours with other days; the parts that name dates, seasons or bank holidays stay as they
    are written.
    """
    parts = [part.strip() for part in before.split(";")]
    read = [weekly_from_text(part) for part in parts]
    plain = [each is not None and not each.dates and each.bank_holidays is None for each in read]
    first_other = plain.index(False) if False in plain else len(parts)
    if any(plain[first_other:]) or not first_other:
        raise WeekRefused(
            _(
                "The register says %(before)r, which is more than days of a week. Write"
                " its hours whole, in a column safe_hours.",
                before=before,
            )
        )
    weekly = weekly_from_text("; ".join(parts[:first_other]))
    assert weekly is not None  # each of its parts has boxes
    changed = replace(weekly, days={**weekly.days, **days})
    kept = [
        part
        for part, its in zip(parts[first_other:], read[first_other:])
        if holidays is None or not its or its.bank_holidays is None
    ]
    week = text_of(changed) if changed != weekly else "; ".join(parts[:first_other])
    return "; ".join(filter(None, (week, _holidays_text(holidays), *kept)))


def with_foreign_ids(draft: VenueDraft, before: str) -> VenueDraft:
    """The draft with somebody else's numbers beside those that are kept already (a venue's
    `external_id`).
    """
    said = draft.get(FOREIGN_IDS)
    if not said:
        return draft
    values = {name: value for name, value in draft.values.items() if name != FOREIGN_IDS}
    numbers = list(dict.fromkeys((*filter(None, before.split("; ")), *said)))
    while len(numbers) > 1 and len("; ".join(numbers)) > LONGEST_EXTERNAL_ID:
        numbers.pop(0)  # the oldest
    return VenueDraft(values | {"external_id": "; ".join(numbers)})


def key_of(venue: Venue) -> tuple[tuple[str, ...], str]:
    """A venue's name and postcode, as drafts are matched with it."""
    return words_of(venue.name), venue.postcode


def new_venue(draft: VenueDraft, taken_slugs: Container[str]) -> Venue:
    """The venue that a draft would add: a candidate unless it says otherwise, never listed by
    silence.
    """
    given = {
        name: value for name, value in draft.values.items() if name in _EMPTY and value is not None
    }
    return Venue(
        id=draft.get("id") or _id_for(draft),
        slug=free_slug(draft.get("name"), taken_slugs),
        name=draft.get("name"),
        kind=draft.get("kind"),
        status=ListingStatus(draft.get("status") or ListingStatus.CANDIDATE),
        located=draft.located,
        **given,
    )


def changed_venue(venue: Venue, draft: VenueDraft) -> Venue:
    """The venue with a draft's values in place.

    A pin that a person placed stays; any other goes when the place has moved.
    """
    plain: dict[str, Any] = {}
    for name, value in draft.values.items():
        if name in _EMPTY:
            plain[name] = _EMPTY[name] if value is None else value
        elif name in ("name", "kind", "status") and value is not None:
            plain[name] = ListingStatus(value) if name == "status" else value
    after = replace(venue, **plain)
    return replace(after, located=_located_after(venue, after, draft))


def _located_after(before: Venue, after: Venue, draft: VenueDraft) -> LocatedPoint | None:
    if before.located and before.located.source is PointSource.PERSON:
        return before.located
    if draft.located:
        return before.located if _is_same_point(before.located, draft) else draft.located
    emptied = "lat" in draft.values or "lon" in draft.values
    return None if emptied or _has_moved(before, after) else before.located


def _has_moved(before: Venue, after: Venue) -> bool:
    """Whether the pin belongs to another place now.

    One that was given survives a better spelling of the address, not a new postcode.
    """
    if before.located and before.located.source is PointSource.GIVEN:
        return before.postcode != after.postcode and bool(before.postcode)
    return (before.address, before.postcode) != (after.address, after.postcode)


def _is_same_point(kept: LocatedPoint | None, draft: VenueDraft) -> bool:
    """Whether a draft only repeats the point, as our own export does: without a source it says
    nothing better of where the door is.
    """
    if kept is None or draft.located is None or draft.get("point_source"):
        return False
    new, old = draft.located.point, kept.point
    return (round(new.lat, 5), round(new.lon, 5)) == (round(old.lat, 5), round(old.lon, 5))


def free_slug(name: str, taken: Container[str]) -> str:
    """The name's slug, with a number where another venue has it."""
    plain = slug_of(name)
    if plain not in taken:
        return plain
    high = 2
    while f"{plain}-{high}" in taken:
        high *= 2
    # taken, or 1: the numbers are given in turn, so the first free one lies between
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{plain}-{middle}" in taken else (low, middle)
    return f"{plain}-{high}"


def _id_for(draft: VenueDraft) -> str:
    """An id that is always the same for a name, postcode and address, so that a dry run and the
    import after it agree.
    """
    said = "|".join(
        str(draft.get(name) or "") for name in ("name", "postcode", "address", "lat", "lon")
    )
    return "v-" + hashlib.sha256(said.encode()).hexdigest()[:12]

"""What a page or file of coverage is about, from the parameters of its address: the same address
shows the same, so it can be shared.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from safespaces.coverage.bands import BANDS, Band, one_hour
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.layers import Demand
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.week import Week, ordinary_week, special_weeks, week_of
from safespaces.errors import BadInput
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.snapshot.snapshot import Snapshot

AFTER_SCHOOL = 16  # Monday at 16:30: an hour at which there is something to see
USUAL_BAND, ONE_HOUR = "evening", "hour"
AGES = {UNDER_16: marked("under 16 and alone"), FROM_16: marked("of 16 or 17")}
CHECKED, TRAINED = "checked", "trained"
WHICH = {  # of the listed places, and what a sentence calls one of them that is open
    "": marked("all that are listed"),
    CHECKED: marked("those whose check is in date"),
    TRAINED: marked("those whose training is in date"),
}
_FURTHEST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class CoverageKey:
    """What a coverage depends on besides its places.

    The layer is told by its key and the demand's version.
    """

    layer_key: str
    demand_version: str
    week: Week
    age: int
    which: str = ""


@dataclass(frozen=True, slots=True)
class CoverageQuery:
    """An hour of a week (0 to 167, from Monday 00:00), a limit in minutes' walk, a layer and an
    age.

    `week_said` is a day of the week as typed, "" for the ordinary week; `which` of the listed
    places are looked at, a key of WHICH.
    """

    hour: int
    limit: int
    layer: DemandLayer
    age: int
    week: Week
    week_said: str
    demand: Demand
    snapshot: Snapshot
    which: str = ""

    @property
    def key(self) -> CoverageKey:
        """What the coverage depends on besides its places."""
        return CoverageKey(self.layer.key, self.demand.version, self.week, self.age, self.which)

    @property
    def band(self) -> Band:
        """The one hour as a band."""
        return one_hour(self.hour)

    def at(self, hour: int) -> "CoverageQuery":
        """This query at another hour of the week."""
        return replace(self, hour=hour)

    def parameters(self, **more: object) -> str:
        """The query string that says all this; `more` adds to it or takes the place of a parameter,
        "" leaves one out.
        """
        said: dict[str, object] = {
            "day": self.hour // 24,
            "hour": self.hour % 24,
            "walk": self.limit,
        }
        said |= {
            "whom": self.layer.key,
            "age": self.age,
            "week": self.week_said,
            "places": self.which,
        }
        return urlencode({name: value for name, value in {**said, **more}.items() if value != ""})


def coverage_query(
    sent: Mapping[str, str], demand: Demand, snapshot: Snapshot, today: date, zone: ZoneInfo
) -> CoverageQuery:
    """What the parameters day, hour, walk, age, whom, week and places ask for.

    Raises BadInput for what there is no coverage of.
    """
    day, hour = (
        _number(sent, "day", AFTER_SCHOOL // 24, range(7)),
        _number(sent, "hour", AFTER_SCHOOL % 24, range(24)),
    )
    limit, age = _number(sent, "walk", 10, LIMITS), _number(sent, "age", UNDER_16, AGES)
    layer = demand.layers.get(sent.get("whom", "") or next(iter(demand.layers), ""))
    if layer is None:
        raise BadInput(
            _("There is nobody of that name to count. Choose whom to count from the list.")
        )
    which = sent.get("places", "").strip()
    if which not in WHICH:
        raise BadInput(_("Choose from the list which places to look at."))
    said = (sent.get("other", "") or sent.get("week", "")).strip()
    week = _week(said, demand, today, zone)
    return CoverageQuery(day * 24 + hour, limit, layer, age, week, said, demand, snapshot, which)


def weeks_to_choose(demand: Demand, today: date) -> list[Week]:
    """The special weeks that are offered."""
    return special_weeks(today, bank_holiday, demand.school_holidays)


def band_with_key(key: str, query: CoverageQuery, coverage: Coverage) -> Band:
    """The band of a key; for "" the evening, or the first at whose hours anybody counts.

    Raises BadInput.
    """
    if not key:
        totals = coverage.totals
        return next(
            (band for band in (BANDS[USUAL_BAND], *BANDS.values()) if totals[band.hours].any()),
            BANDS[USUAL_BAND],
        )
    if key != ONE_HOUR and key not in BANDS:
        raise BadInput(_("Choose the hours from the list."))
    return query.band if key == ONE_HOUR else BANDS[key]


def band_key(band: Band) -> str:
    """A band as addresses name it."""
    return band.key if band.key in BANDS else ONE_HOUR


def _week(said: str, demand: Demand, today: date, zone: ZoneInfo) -> Week:
    if not said:
        return ordinary_week(today, zone, bank_holiday, demand.school_holidays)
    try:
        on = date.fromisoformat(said)
    except ValueError:
        raise BadInput(
            _("That is not a day. Write the week as one of its days, like 2026-12-25.")
        ) from None
    if abs((on - today).days) > 7 * _FURTHEST_WEEKS:
        raise BadInput(_("That is too far away. Hours are known for about a year."))
    return week_of(on, bank_holiday, demand.school_holidays)


def _number(sent: Mapping[str, str], name: str, default: int, allowed: Container[int]) -> int:
    text = sent.get(name, "").strip()
    if not text:
        return default
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    if number not in allowed:
        raise BadInput(
            _(
                "“%(text)s” cannot be chosen for “%(name)s”. Choose from the lists on"
                " the coverage page.",
                text=text[:20],
                name=name,
            )
        )
    return number

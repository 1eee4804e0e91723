"""What somebody looks at on the coverage pages, from the address: the same address shows the same, so it can be shared."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response

from safespaces.actions.demand import Demand
from safespaces.coverage.bands import BANDS, Band, one_hour
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import FROM_16, UNDER_16
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.week import Week, ordinary_week, special_weeks, week_of
from safespaces.errors import BadInput
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.snapshot.snapshot import Snapshot
from safespaces.web.coverage_memory import CoverageKey
from safespaces.web.ground import Ground, ground
from safespaces.web.wall_clock import today

FRIDAY_NIGHT = 4 * 24 + 21
USUAL_BAND, ONE_HOUR = "evening", "hour"
AGES = {UNDER_16: "under 16 and alone", FROM_16: "of 16 or 17"}
_FURTHEST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Look:
    """An hour of a week, a limit in minutes, a layer and an age. `week_said` is a day of the week as typed, "" for the ordinary week."""

    hour: int
    limit: int
    layer: DemandLayer
    age: int
    week: Week
    week_said: str
    demand: Demand
    snapshot: Snapshot

    @property
    def key(self) -> CoverageKey:
        """What the coverage depends on besides its places."""
        return CoverageKey(self.layer.key, self.demand.version, self.week, self.age)

    @property
    def band(self) -> Band:
        """The one hour as a band."""
        return one_hour(self.hour)

    def at(self, hour: int) -> "Look":
        """The same at another hour."""
        return replace(self, hour=hour)

    def query(self, **more: object) -> str:
        """The part of an address that says all this."""
        said: dict[str, object] = {"day": self.hour // 24, "hour": self.hour % 24, "walk": self.limit}
        said |= {"whom": self.layer.key, "age": self.age, "week": self.week_said}
        return urlencode({name: value for name, value in {**said, **more}.items() if value != ""})


def the_look() -> Look:
    """What the request's address says. Raises BadInput for what cannot be looked at; a form goes on with the usual look instead."""
    try:
        return _look(request.args)
    except BadInput:
        if request.method == "GET":
            raise
        return _look({})


def _look(sent: Mapping[str, str]) -> Look:
    base = ground()
    published = base.snapshots.current()
    snapshot = published.snapshot if published else Snapshot("none", base.clock(), ())
    demand = base.coverage.demand(base.database)
    day, hour = _number(sent, "day", FRIDAY_NIGHT // 24, range(7)), _number(sent, "hour", FRIDAY_NIGHT % 24, range(24))
    limit, age = _number(sent, "walk", 10, LIMITS), _number(sent, "age", UNDER_16, AGES)
    layer = demand.layers.get(sent.get("whom", "") or next(iter(demand.layers), ""))
    if layer is None:
        raise BadInput("There is nobody of that name to count. Choose whom to count from the list.")
    said = (sent.get("other", "") or sent.get("week", "")).strip()
    return Look(day * 24 + hour, limit, layer, age, _week(said, demand, base), said, demand, snapshot)


def the_coverage(look: Look) -> Coverage:
    """The coverage that is looked at."""
    return ground().coverage.of_snapshot(look.snapshot, look.layer, look.key)


def weeks_to_choose(demand: Demand) -> list[Week]:
    """The special weeks that are offered."""
    return special_weeks(today(), bank_holiday, demand.school_holidays)


def band_asked(look: Look) -> Band:
    """The band of the address; without one the evening, or the first at whose hours anybody counts. Raises BadInput."""
    key = request.args.get("band", "")
    if not key:
        totals = the_coverage(look).totals
        return next((band for band in (BANDS[USUAL_BAND], *BANDS.values()) if totals[band.hours].any()), BANDS[USUAL_BAND])
    if key != ONE_HOUR and key not in BANDS:
        raise BadInput("Choose the hours from the list.")
    return look.band if key == ONE_HOUR else BANDS[key]


def band_key(band: Band) -> str:
    """A band as addresses name it."""
    return band.key if band.key in BANDS else ONE_HOUR


def written(names: Iterable[str]) -> str:
    """What somebody wrote in a form whose page is gone, so that it is not lost with it."""
    said = [request.form[name] for name in names if request.form.get(name, "").strip()]
    return f"What you wrote: {' / '.join(said)}" if said else ""


def back_to(path: str) -> Response:
    """After a form: the page again, at the same hour."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{query}" if query else path, 303)


def _week(said: str, demand: Demand, base: Ground) -> Week:
    if not said:
        return ordinary_week(today(), base.settings.zone, bank_holiday, demand.school_holidays)
    try:
        on = date.fromisoformat(said)
    except ValueError:
        raise BadInput("That is not a day. Write the week as one of its days, like 2026-12-25.") from None
    if abs((on - today()).days) > 7 * _FURTHEST_WEEKS:
        raise BadInput("That is too far away. Hours are known for about a year.")
    return week_of(on, bank_holiday, demand.school_holidays)


def _number(sent: Mapping[str, str], name: str, default: int, allowed: Container[int]) -> int:
    text = sent.get(name, "").strip()
    if not text:
        return default
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    if number not in allowed:
        raise BadInput(f"“{text[:20]}” cannot be chosen for “{name}”. Choose from the lists on the coverage page.")
    return number

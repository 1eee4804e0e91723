"""What a file may not do, and what of it is worth a look, by more than the row's own text: the
register, the area, the day.

One judge for every road a file takes (DESIGN, promise 5: only what an officer listed, while its
check is in date).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from safespaces.geo.point import Point
from safespaces.intake.beside import NOTHING_BESIDE, Beside
from safespaces.intake.plan import Plan, PlannedChange, Rejected
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.problems import Problem, Severity
from safespaces.venues.pin import Found, far_m
from safespaces.venues.venue import ListingStatus, Venue

_UNCHECKED = marked("It is listed without a check on record.")
_TAKEN_BACK = (ListingStatus.PAUSED, ListingStatus.WITHDRAWN, ListingStatus.DECLINED)


@dataclass(frozen=True, slots=True)
class Judge:
    """What is known beside the file.

    `checked` are the ids of venues whose check counts today; `last_step` says who did what last to
    one.

    `lists_unchecked` is an operator's switch: listed rows are then taken without a check, and said
    to be.
    """

    today: date
    is_outside: Callable[[Point], bool]
    find: Callable[[str], Found | None]  # where a postcode is
    checked: frozenset[str] = frozenset()
    last_step: Callable[[Venue], str] = lambda _: ""
    lists_unchecked: bool = False

    def problems(self, before: Venue | None, after: Venue) -> list[Problem]:
        """What is to be said of a venue before (None for a new one) and after; an error among them
        costs the row.
        """
        return [
            *self._of_date(after),
            *self._of_point(before, after),
            *self._of_step_back(before, after),
        ]

    def listed(
        self, before: Venue | None, after: Venue, said: Beside = NOTHING_BESIDE
    ) -> tuple[Venue, list[Problem]]:
        """The venue with a status that it may have, and what is to be said of it: nothing is listed
        here without a check that counts, on record or in the row itself.
        """
        was = before.status if before else ListingStatus.CANDIDATE
        if after.status is not ListingStatus.LISTED or was is ListingStatus.LISTED:
            return after, []
        if after.located is None:
            words = (
                _("The place has no point yet, so it cannot be listed."),
                _("Give it one, or list it on its page once its pin is placed."),
            )
        elif after.id in self.checked or said.check_end(after.checked_on, self.today):
            return after, []
        elif self.lists_unchecked:
            return after, [_worth("status", "listed", _(_UNCHECKED), "")]
        else:
            words = (
                _("No check of this place counts today, so it is not listed."),
                _("Record a check on its page, then list it."),
            )
        return replace(after, status=was), [
            _worth("status", "listed", _("It is left out. %(words)s", words=words[0]), words[1])
        ]

    def wanted(self, after: Venue, said: Beside) -> Venue:
        """Where the file has no column for it: a place that is new, or waits, is listed by a check
        in its row that counts.
        """
        waits = after.status in (ListingStatus.CANDIDATE, ListingStatus.APPLIED)
        if not waits or after.located is None:
            return after
        if not said.check_end(after.checked_on, self.today):
            return after
        return replace(after, status=ListingStatus.LISTED)

    def _of_date(self, after: Venue) -> list[Problem]:
        if after.checked_on and after.checked_on > self.today:
            return [
                Problem(
                    "checked_on",
                    after.checked_on.isoformat(),
                    _("That day is still to come."),
                    _("Write the day of the last check."),
                )
            ]
        return []

    def _of_point(self, before: Venue | None, after: Venue) -> list[Problem]:
        located = after.located
        if located is None or (
            before is not None and before.located == located and before.postcode == after.postcode
        ):
            return []
        point, value = located.point, f"{located.point.lat}, {located.point.lon}"
        if self.is_outside(point):
            return [
                Problem("lat, lon", value, _("The point is outside the area."), self._likely(point))
            ]
        found = self.find(after.postcode) if after.postcode else None
        if found and (located.precision_m or 0) > found.precision_m:
            found = replace(found, precision_m=located.precision_m or 0)
        metres = far_m(point, found) if found else 0.0
        if found and metres:
            away = (
                _("%(metres)s m", metres=f"{metres:.0f}")
                if metres < 1_000
                else _("%(metres)s km", metres=f"{metres / 1000:.1f}")
            )
            return [
                _worth(
                    "lat, lon",
                    value,
                    _(
                        "The point is %(away)s from the middle of %(label)s.",
                        away=away,
                        label=found.label,
                    ),
                    _("See which of the two is right."),
                )
            ]
        return []

    def _likely(self, point: Point) -> str:
        """A question where a sign or the order was lost, otherwise what to do."""
        for lat, lon in ((point.lat, -point.lon), (point.lon, point.lat), (point.lon, -point.lat)):
            if abs(lat) <= 90 and not self.is_outside(Point(lat, lon)):
                return _("Do you mean %(lat)s, %(lon)s?", lat=lat, lon=lon)
        return _("Correct it, or leave it empty.")

    def _of_step_back(self, before: Venue | None, after: Venue) -> list[Problem]:
        if before is None or before.status not in _TAKEN_BACK or after.status is before.status:
            return []
        step = self.last_step(before)
        said = _(
            "It is %(status)s in the register%(value)s.",
            status=before.status,
            value=f" ({step})" if step else "",
        )
        return [
            _worth(
                "status", after.status.value, said, _("See that the file is not older than that.")
            )
        ]


def judge_plan(plan: Plan, judge: Judge) -> None:
    """Reject what a judge does not take, and point out what is worth a look."""
    rows = {row.line: row for row in plan.table.rows}

    def taken(line: int, before: Venue | None, row: Venue) -> Venue | None:
        said = plan.beside.get(line, NOTHING_BESIDE)
        wanted = row if plan.says_status else judge.wanted(row, said)
        stepped_back = judge.problems(before, wanted)
        after, of_listing = judge.listed(before, wanted, said)
        told = [replace(each, line=line) for each in (*stepped_back, *of_listing)]
        errors = tuple(each for each in told if each.severity is Severity.ERROR)
        if errors:
            plan.rejected.append(Rejected(rows[line], errors))
            return None
        plan.warnings += told
        plan.listed_unchecked += any(each.message == _(_UNCHECKED) for each in of_listing)
        return after

    plan.added = [
        (line, after) for line, venue in plan.added if (after := taken(line, None, venue))
    ]
    changed, plan.changed = [*plan.changed, *_same_with_checks(plan)], []
    for each in changed:
        after = taken(each.line, each.before, each.after)
        if after is not None:
            again = each.with_after(after)
            if again.changes:
                plan.changed.append(again)
            else:
                plan.same.append((each.line, after))


def _same_with_checks(plan: Plan) -> list[PlannedChange]:
    """Rows that change no fact, and may list their place by a check."""
    found = [(line, venue) for line, venue in plan.same if line in plan.beside]
    plan.same = [each for each in plan.same if each not in found]
    return [PlannedChange(line, venue, venue, ()) for line, venue in found]


def _worth(column: str, value: str, message: str, remedy: str) -> Problem:
    return Problem(column, value, message, remedy, severity=Severity.WARNING)

"""A verification: an officer's dated check of a venue, with a last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safespaces.codes import Labels
from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.venues.lasting import LONGEST_CHECK_DAYS

HOW = Labels({"visit": marked("Visit"), "call": marked("Call")})
CHECKLIST = Labels(
    {
        "trained": marked("Somebody trained is on duty"),
        "seat": marked("Somewhere to sit"),
        "charger": marked("A phone charger"),
        "first_aid": marked("A first-aid kit"),
        "sticker": marked("The sticker is up, and its number is right"),
        "contact": marked("The contact can be reached"),
        "agreement": marked("The agreement is signed"),
    }
)
NEEDED = "trained"  # without it there is no Safe Space, whatever else is in order


@dataclass(frozen=True, slots=True)
class Verification:
    """`on` the day of the check, `last_day` the last on which it counts, `found` keys of CHECKLIST
    that were in order.
    """

    id: str
    venue_id: str
    on: date
    how: str
    found: tuple[str, ...]
    last_day: date
    by: str

    @property
    def is_whole(self) -> bool:
        """Whether everything was in order."""
        return set(self.found) == set(CHECKLIST)


def check_dates(on: date, last_day: date, today: date) -> None:
    """Raises BadInput for a check that has not happened yet, or that would count for too long or
    not at all.
    """
    if on > today:
        raise BadField("on", _("That day is still to come. Put in the day of the check."))
    if last_day < on:
        raise BadField("last_day", _("The last day is before the check. Change one of the two."))
    if (last_day - on).days > LONGEST_CHECK_DAYS:
        raise BadField(
            "last_day", _("A check counts for two years at most. Choose an earlier last day.")
        )


def standing_check(verifications: Sequence[Verification]) -> Verification | None:
    """The check that stands for a venue, of all of them, newest first: the one that counts longest,
    so that renewing takes nothing away.

    None where the newest found nobody trained: what was found before is over then.
    """
    if not verifications or NEEDED not in verifications[0].found:
        return None
    return max(
        (each for each in verifications if NEEDED in each.found), key=lambda each: each.last_day
    )


def check_in_date(name: str, verifications: Sequence[Verification], today: date) -> None:
    """Raises BadInput where no check stands today: nobody is sent to a place that nobody has looked
    at. `verifications` newest first.
    """
    standing = standing_check(verifications)
    if standing is None or standing.last_day < today:
        trained = CHECKLIST[NEEDED].lower()
        raise BadInput(
            _(
                "No check of %(name)s counts today, or the last one did not find that"
                " %(trained)s. Record a check first, then list it.",
                name=name,
                trained=trained,
            )
        )

"""From which listing status a venue may go to which, and what has to be said with it."""

from dataclasses import replace

from safespaces.errors import BadField, BadInput
from safespaces.venues.fields import tidy
from safespaces.venues.venue import ListingStatus, Venue

_S = ListingStatus
NEXT: dict[ListingStatus, tuple[ListingStatus, ...]] = {
    _S.CANDIDATE: (_S.APPLIED, _S.LISTED, _S.DECLINED),
    _S.APPLIED: (_S.LISTED, _S.DECLINED),
    _S.LISTED: (_S.PAUSED, _S.WITHDRAWN),
    _S.PAUSED: (_S.LISTED, _S.WITHDRAWN),
    _S.WITHDRAWN: (_S.LISTED, _S.CANDIDATE),
    _S.DECLINED: (_S.CANDIDATE, _S.APPLIED),
}
LONGEST_REASON = 200


def clean_reason(text: str) -> str:
    """A reason as it is kept.

    Raises BadInput when there is none: whoever looks in a year needs one.
    """
    reason = tidy(text)
    if not reason:
        raise BadField("reason", "Write a reason. Whoever looks at this in a year needs one.")
    if len(reason) > LONGEST_REASON:
        raise BadField(
            "reason", f"The reason has {len(reason)} letters. Shorten it to {LONGEST_REASON}."
        )
    return reason


def with_status(venue: Venue, status: ListingStatus) -> Venue:
    """The venue with a new listing status.

    Raises BadInput for a step that is not allowed, and for listing a place nobody could find.
    """
    if status not in NEXT.get(venue.status, ()):
        raise BadInput(
            f"{venue.name} is {venue.status} now, so it cannot become {status}. Load the page again"
            " to see what has happened."
        )
    if status is ListingStatus.LISTED and venue.located is None:
        raise BadInput(
            f"{venue.name} has no point yet, so nobody could be sent there. Place its pin first."
        )
    return replace(venue, status=status)

"""From which listing status a venue may go to which, and what has to be said with it."""

from dataclasses import replace

from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import ListingStatus, Venue

_S = ListingStatus
NEXT: dict[ListingStatus, tuple[ListingStatus, ...]] = {
    _S.CANDIDATE: (_S.APPLIED, _S.LISTED, _S.DECLINED),
    _S.APPLIED: (_S.LISTED, _S.DECLINED, _S.WITHDRAWN),
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
        raise BadField("reason", _("Write a reason. Whoever looks at this in a year needs one."))
    if len(reason) > LONGEST_REASON:
        raise BadField(
            "reason",
            _(
                "The reason has %(number)s letters. Shorten it to %(longest_reason)s.",
                number=len(reason),
                longest_reason=LONGEST_REASON,
            ),
        )
    return reason


def with_status(venue: Venue, status: ListingStatus) -> Venue:
    """The venue with a new listing status.

    Raises BadInput for a step that is not allowed, and for listing a place nobody could find.
    """
    if status not in NEXT.get(venue.status, ()):
        raise BadInput(
            _(
                "%(name)s is %(status)s now, so it cannot become %(status_2)s. Load the"
                " page again to see what has happened.",
                name=venue.name,
                status=venue.status,
                status_2=status,
            )
        )
    if status is ListingStatus.LISTED and venue.located is None:
        raise BadInput(
            _(
                "%(name)s has no point yet, so nobody could be sent there. Place its pin first.",
                name=venue.name,
            )
        )
    return replace(venue, status=status)

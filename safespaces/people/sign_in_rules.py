"""How long a link and a session last, and how many tries there are."""

from datetime import datetime, timedelta

from safespaces.roles import Role

LINK_LASTS = timedelta(minutes=15)
LINKS_AN_HOUR = 5  # for one address, known or not
CODES_A_QUARTER_HOUR = 8  # tries at a second factor by one person
CODE_WINDOW = timedelta(minutes=15)
LINK_WINDOW = timedelta(hours=1)
SESSIONS_KNOWN = timedelta(days=3)  # after their end

_IDLE = {True: timedelta(hours=1), False: timedelta(days=1)}
_WHOLE = {True: timedelta(hours=12), False: timedelta(days=7)}


def session_ends(role: Role, began: datetime) -> datetime:
    """When a session ends whatever happens: half a day for the council's people, a week for
    others.
    """
    return began + _WHOLE[role.needs_second_factor]


def is_idle(role: Role, seen: datetime, now: datetime) -> bool:
    """Whether nothing was asked for so long that the session counts as left: an hour for the
    council's people, a day for others.
    """
    return now - seen > _IDLE[role.needs_second_factor]

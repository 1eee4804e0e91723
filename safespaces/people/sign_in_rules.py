"""How long a link and a session last."""

from datetime import datetime, timedelta

from safespaces.people.person import Person

LINK_LASTS = timedelta(minutes=10)  # OWASP ASVS 5.0, 6.5.5
LINKS_KNOWN = timedelta(days=1)  # after their end
SESSIONS_KNOWN = timedelta(days=3)  # after their end

_IDLE = {True: timedelta(hours=1), False: timedelta(days=1)}
_WHOLE = {True: timedelta(hours=12), False: timedelta(days=7)}


def session_ends(person: Person, began: datetime) -> datetime:
    """When a session ends whatever happens: half a day for the council's people, a week for
    others.
    """
    return began + _WHOLE[person.needs_second_factor]


def is_idle(person: Person, seen: datetime, now: datetime) -> bool:
    """Whether nothing was asked for so long that the session counts as left: an hour for the
    council's people, a day for others.
    """
    return now - seen > _IDLE[person.needs_second_factor]

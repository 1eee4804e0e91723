"""Letting a list of people in at once, one a line."""

from datetime import datetime

from safespaces.actions.people.invite import invite
from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.roles import Role
from safespaces.store.database import Database

MOST_AT_ONCE = 200


def invite_many(
    database: Database, lines: str, *, role: Role, by: str, at: datetime, site: str
) -> tuple[int, list[tuple[str, str]]]:
    """Invite each line's address, with the name behind a comma where there is one: how many were,
    and each line that was not, with why.

    Nobody's role is changed by a list: that is asked about one by one. Raises BadField where no
    line holds anything, or there are too many.
    """
    wanted = [line.strip() for line in lines.splitlines() if line.strip()]
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise BadField(
            "lines",
            _("Write one address a line, %(most)s at most.", most=MOST_AT_ONCE),
        )
    left, seen = [], set[str]()
    for line in wanted:
        email, _comma, name = line.replace(";", ",").partition(",")
        try:
            person = invite(
                database,
                email=email,
                name=name.strip(),
                role=role,
                by=by,
                at=at,
                site=site,
                may_change=False,
            )
        except BadInput as error:
            left.append((line[:200], str(error)))
        else:
            seen.add(person.id)
    return len(seen), left

"""Where somebody is signed in, and ending that."""

from datetime import datetime

from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.sign_in import KeptSession, end_session, end_sessions_of, sessions_of


def sessions_for(database: Database, person_id: str, *, at: datetime) -> list[KeptSession]:
    """Somebody's sessions that are not over, the one last used first."""
    with database.reading() as session:
        return sessions_of(session, person_id, at)


def end_one_session(database: Database, session_id: str, *, of: str, by: str, at: datetime) -> None:
    """End a session of somebody. Raises NotFound when it is another's or gone."""
    with database.writing() as session:
        if not end_session(session, session_id, of):
            raise NotFound(_("That session is over already."))
        note(session, AuditLine(at, by, "session ended", of))


def end_every_session(database: Database, person_id: str, *, by: str, at: datetime) -> None:
    """End all sessions of somebody."""
    with database.writing() as session:
        end_sessions_of(session, person_id)
        note(session, AuditLine(at, by, "all sessions ended", person_id))

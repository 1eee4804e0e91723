"""What `doctor` says of settings, files and jobs: what an operator may have forgotten."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from sqlalchemy.orm import Session

from safespaces.actions.operations.finding import Finding, Level
from safespaces.actions.operations.job_health import job_health
from safespaces.people.keyring import WrongKey
from safespaces.settings import Settings
from safespaces.store.database import sqlite_file
from safespaces.store.people import people_with_secrets, second_factor_of

_OTHERS = 0o077  # what anybody but the owner may do with a file
_LOCAL = ("", "localhost", "127.0.0.1", "::1")


def examine_jobs(session: Session, at: datetime) -> Iterator[Finding]:
    """Mail and what happens by itself."""
    troubles = job_health(session, at).troubles(at)
    for trouble in troubles:
        yield Finding(Level.FAIL, "jobs", trouble)
    if not troubles:
        yield Finding(Level.OK, "jobs", "every step was done lately, and no mail waits for long")


def examine_keys(session: Session) -> Finding:
    """Whether the second factors can be read."""
    try:
        for person_id in people_with_secrets(session):
            second_factor_of(session, person_id)
    except WrongKey as error:
        return Finding(Level.FAIL, "keys", str(error))
    if people_with_secrets(session, only_clear=True):
        words = "second factors are kept in clear"
        return Finding(Level.FAIL, "keys", words, "Run: safespaces keys renew")
    return Finding(Level.OK, "keys", "second factors are encrypted, and can be read")


def examine_setup(settings: Settings) -> Iterator[Finding]:
    """Settings that do not go together, and who can read the files."""
    yield _site(settings)
    yield _proxies(settings)
    yield _mail(settings)
    yield from _files(settings)
    yield from _remote_database(settings.database)


def _site(settings: Settings) -> Finding:
    if not settings.site:
        words = "SAFESPACES_SITE is not set, so links in mails lead to this machine only"
        return Finding(Level.LOOK, "site", words, "Set it to the address that people type.")
    if not settings.site.startswith("https://"):
        remedy = "Put a proxy with a certificate in front, and set it to https://..."
        return Finding(Level.FAIL, "site", "people come without encryption", remedy)
    return Finding(Level.OK, "site", settings.address)


def _proxies(settings: Settings) -> Finding:
    if settings.site.startswith("https://") and not settings.proxies:
        words = "SAFESPACES_SITE is https and SAFESPACES_PROXIES is 0: all visitors count as one"
        return Finding(Level.FAIL, "proxy", words, "SAFESPACES_PROXIES=1 behind one proxy.")
    return Finding(Level.OK, "proxy", f"{settings.proxies} in front")


def _mail(settings: Settings) -> Finding:
    if settings.mail == "console" and settings.site.startswith("https://"):
        words = "mails, with links that sign people in, are written to the system's log"
        return Finding(Level.FAIL, "mail", words, "Set SAFESPACES_MAIL to smtp or notify.")
    return Finding(Level.OK, "mail", f"by {settings.mail}")


def _files(settings: Settings) -> Iterator[Finding]:
    path = sqlite_file(settings.database)
    if path is None or not path.is_file():
        return
    kept = [path, *path.parent.glob(f"{path.name}-*")]
    open_ones = [each.name for each in kept if each.stat().st_mode & _OTHERS]
    if open_ones:
        words = f"others on this machine can read {', '.join(open_ones)}"
        yield Finding(Level.FAIL, "files", words, f"Run: chmod go= {path.parent}/*")
    owner = path.parent.stat().st_uid or path.stat().st_uid  # a folder of root says nothing
    beside = [*kept, *(each for each in (path.parent / "secret.key",) if each.is_file())]
    strange = [each for each in beside if each.stat().st_uid != owner]
    if strange:
        # the service of deploy/safespaces.service is another user than whoever restores
        names = ", ".join(each.name for each in strange)
        words = f"{names}: another user's, so the service may not be able to use it"
        reference = f"{path.parent}/." if path.parent.stat().st_uid else path
        remedy = f"Run: chown --reference={reference} {' '.join(map(str, strange))}"
        yield Finding(Level.FAIL, "files", words, remedy)
    if not open_ones and not strange:
        yield Finding(Level.OK, "files", "only their owner can read the register")


def _remote_database(url: str) -> Iterator[Finding]:
    """libpq goes on in plain text where a server offers no encryption, unless it is told not to."""
    if not url.startswith("postgresql"):
        return
    parts = urlsplit(url)
    said = parse_qs(parts.query)
    where = (said.get("host") or [parts.hostname or ""])[-1].strip("[]")
    if where in _LOCAL or where.startswith("/"):
        return
    if said.get("sslmode") == ["verify-full"]:
        yield Finding(Level.OK, "database", "its connection is encrypted, its certificate checked")
        return
    words = f"the connection to {where} may be in plain text, or to somebody else"
    yield Finding(Level.FAIL, "database", words, "End SAFESPACES_DATABASE in ?sslmode=verify-full")

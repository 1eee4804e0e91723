"""The council's pages: what needs doing, the register, and one venue with all that can be done to it."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from safespaces.actions.closing import close, reopen
from safespaces.actions.listing import move_pin, restore, set_status
from safespaces.actions.register_view import LACKING, find_venues, overview, venue_file
from safespaces.errors import BadInput
from safespaces.geo.point import point_from_text
from safespaces.hours.wall_time import local
from safespaces.intake.plan import venue_cells
from safespaces.moderation.listing import NEXT
from safespaces.venues.fields import FIELDS
from safespaces.venues.venue import ListingStatus
from safespaces.web.ground import ground
from safespaces.web.signed_in import the_person

officer = Blueprint("officer", __name__, url_prefix="/officer")

_MOST_SHOWN = 200


@officer.get("")
def home() -> str:
    """What needs doing."""
    return render_template("officer/home.html", now=overview(ground().database))


@officer.get("/venues")
def register() -> str:
    """The register, filtered by its address."""
    asked = {name: request.args.get(name, "")[:200] for name in ("status", "lacking", "words")}
    venues = find_venues(ground().database, **asked)
    statuses = [status.value for status in ListingStatus]
    return render_template(
        "officer/venues.html", venues=venues[:_MOST_SHOWN], count=len(venues), asked=asked, statuses=statuses, lacking=list(LACKING)
    )


@officer.get("/venues/<venue_id>")
def one_venue(venue_id: str) -> str:
    """One venue."""
    return _page(venue_id)


@officer.post("/venues/<venue_id>/status")
def change_status(venue_id: str) -> Response | tuple[str, int]:
    """List, pause, withdraw or decline it."""
    sent = request.form
    return _done(venue_id, "reason", lambda: set_status(
        ground().database, venue_id, _status(sent.get("status", "")), reason=sent.get("reason", ""), by=_me(), at=_now(), seen=_seen(),
    ))  # fmt: skip


@officer.post("/venues/<venue_id>/pin")
def pin(venue_id: str) -> Response | tuple[str, int]:
    """Move its pin."""
    sent = request.form
    return _done(venue_id, "lat", lambda: move_pin(
        ground().database, venue_id, point_from_text(sent.get("lat", ""), sent.get("lon", "")), by=_me(), at=_now(), seen=_seen(),
    ))  # fmt: skip


@officer.post("/venues/<venue_id>/close")
def close_venue(venue_id: str) -> Response | tuple[str, int]:
    """Close it for a while."""
    sent = request.form
    return _done(venue_id, "end", lambda: close(
        ground().database, venue_id, start=_wall(sent.get("start", "")) or _now(), end=_wall(sent.get("end", "")) or _missing_end(),
        reason=sent.get("why", ""), by=_me(), at=_now(),
    ))  # fmt: skip


@officer.post("/venues/<venue_id>/reopen/<closure_id>")
def reopen_venue(venue_id: str, closure_id: str) -> Response | tuple[str, int]:
    """Take a closure back."""
    return _done(venue_id, "end", lambda: reopen(ground().database, closure_id, by=_me(), at=_now()))


@officer.post("/venues/<venue_id>/restore/<int:version>")
def restore_version(venue_id: str, version: int) -> Response | tuple[str, int]:
    """Bring an older version back."""
    reason = request.form.get("reason", "") or "from its page"
    return _done(
        venue_id, "history", lambda: restore(ground().database, venue_id, version, reason=reason, by=_me(), at=_now(), seen=_seen())
    )


def _done(venue_id: str, field: str, deed: Callable[[], object]) -> Response | tuple[str, int]:
    """Do it and show the venue; or show the page again with what to change, and all that was typed."""
    try:
        deed()
    except BadInput as error:
        return _page(venue_id, str(error), field), 400
    return redirect(f"/officer/venues/{venue_id}", 303)


def _page(venue_id: str, fault: str = "", field: str = "") -> str:
    file = venue_file(ground().database, venue_id, at=_now())
    cells = venue_cells(file.venue)
    facts = [(each.label, cells[each.name]) for each in FIELDS if cells[each.name]]
    typed = {name: request.form.get(name, "")[:500] for name in ("reason", "lat", "lon", "start", "end", "why")}
    return render_template(
        "officer/venue.html", file=file, facts=facts, next_steps=NEXT[file.venue.status], typed=typed, fault=fault, fault_field=field,
        wall=lambda minute: f"{local(minute, ground().settings.zone):%d %B %Y, %H:%M}",
    )  # fmt: skip


def _me() -> str:
    return the_person().person.email


def _now() -> datetime:
    return ground().clock()


def _seen() -> int | None:
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _status(text: str) -> ListingStatus:
    try:
        return ListingStatus(text)
    except ValueError:
        raise BadInput("Choose what it should become.") from None


def _wall(text: str) -> datetime | None:
    """A wall-clock time as a form's box for date and time sends it; None for an empty box. Raises BadInput."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=ground().settings.zone)).astimezone()
    except (ValueError, OverflowError):
        raise BadInput("That is not a date and time. Write it like 2026-11-24 18:00.") from None


def _missing_end() -> datetime:
    raise BadInput("Say until when it is closed.")

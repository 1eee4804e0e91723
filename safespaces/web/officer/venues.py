"""The council's pages: what needs doing, the register, and one venue with all that can be done to
it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.closing import close, reopen
from safespaces.actions.register.closing_link import make_closing_link
from safespaces.actions.register.contacts import contacts_for
from safespaces.actions.register.listing import move_pin, restore, set_status
from safespaces.actions.register.register_view import overview, venue_file
from safespaces.actions.register.reporting import answer_report, look_at_reports
from safespaces.actions.register.telling_of_departures import departure_of
from safespaces.actions.register.venue_records import records_of
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions.deciding import sent_about
from safespaces.actions.submissions.handing_over import owner_of
from safespaces.actions.submissions.queue import SORTS as QUEUE_SORTS
from safespaces.dates import moment_text, month_and_year
from safespaces.errors import BadField, BadInput
from safespaces.geo.point import point_from_text
from safespaces.hours.wall_time import local
from safespaces.language import gettext as _
from safespaces.moderation.listing import NEXT
from safespaces.moderation.record import REASONS, VISITORS
from safespaces.moderation.report import WHAT
from safespaces.moderation.verification import CHECKLIST, HOW
from safespaces.store.venues import VenueVersion
from safespaces.venues.categories import POINT_SOURCES
from safespaces.venues.cells import venue_cells
from safespaces.venues.fields import FIELDS
from safespaces.venues.lasting import usual_last_day
from safespaces.venues.venue import ListingStatus
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import facts_said
from safespaces.web.forms.boxes import StaffForm
from safespaces.web.forms.contact import ContactForm
from safespaces.web.forms.staff import expected_version, signed_in_email
from safespaces.web.officer.forms import (
    CheckForm,
    ClosureForm,
    PartnerForm,
    PinForm,
    RestoreForm,
    StaffTrainingForm,
    StatusForm,
    VisitForm,
)
from safespaces.web.pack import qr_code
from safespaces.web.page_asked import page_asked
from safespaces.web.wall_clock import today

officer = Blueprint("officer", __name__, url_prefix="/officer")

_MOST_COMPARED = 30  # versions, newest first
_THE_COUNCILS = [each for each in FIELDS if not each.page and each.name != "status"]
VENUE_FORMS: dict[str, type[StaffForm]] = {
    "status_form": StatusForm,
    "check_form": CheckForm,
    "visit_form": VisitForm,
    "training_form": StaffTrainingForm,
    "contact_form": ContactForm,
    "partner_form": PartnerForm,
    "closure_form": ClosureForm,
    "pin_form": PinForm,
}


@officer.get("")
def home() -> str:
    """What needs doing."""
    now = overview(dependencies().database, today(), _now())
    return render_template("officer/home.html", now=now, sorts=QUEUE_SORTS, month=month_and_year)


@officer.get("/reports")
def reports() -> str:
    """What visitors found wrong."""
    return _reports()


@officer.post("/reports/<report_id>")
def answer(report_id: str) -> Response | tuple[str, int]:
    """Note what was done about one."""
    try:
        answer_report(
            dependencies().database,
            report_id,
            words=request.form.get(f"done-{report_id}", ""),
            by=signed_in_email(),
            at=_now(),
        )
    except BadInput as error:
        return _reports(str(error), report_id), 400
    return redirect(url_for("officer.reports"), 303)


def _reports(fault: str = "", fault_id: str = "") -> str:
    return render_template(
        "officer/reports.html",
        listed=look_at_reports(dependencies().database, page_asked()),
        choices=WHAT,
        fault=fault,
        fault_id=fault_id,
    )


@officer.get("/venues/<venue_id>")
def one_venue(venue_id: str) -> str:
    """A venue's page: facts, closures, checks and every version."""
    return _page(venue_id)


@officer.post("/venues/<venue_id>/status")
def change_status(venue_id: str) -> Response | tuple[str, int]:
    """List, pause, withdraw or decline it."""
    form = StatusForm(request.form)
    return done_on_venue(
        venue_id,
        form,
        lambda: set_status(
            dependencies().database,
            venue_id,
            _status(request.form.get("status", "")),
            reason=form.reason.data,
            by=signed_in_email(),
            at=_now(),
            today=today(),
            expected_version=expected_version(),
        ),
    )


@officer.post("/venues/<venue_id>/pin")
def pin(venue_id: str) -> Response | tuple[str, int]:
    """Move a venue's pin."""
    form = PinForm(request.form)
    return done_on_venue(
        venue_id,
        form,
        lambda: move_pin(
            dependencies().database,
            venue_id,
            point_from_text(form.lat.data, form.lon.data),
            by=signed_in_email(),
            at=_now(),
            expected_version=expected_version(),
        ),
    )


@officer.post("/venues/<venue_id>/close")
def close_venue(venue_id: str) -> Response | tuple[str, int]:
    """Close it for a while."""
    form = ClosureForm(request.form)
    return done_on_venue(
        venue_id,
        form,
        lambda: close(
            dependencies().database,
            venue_id,
            start=form.start.data or _now(),
            end=form.end.data or _missing_end(),
            reason=form.why.data,
            by=signed_in_email(),
            at=_now(),
        ),
    )


@officer.post("/venues/<venue_id>/reopen/<closure_id>")
def reopen_venue(venue_id: str, closure_id: str) -> Response | tuple[str, int]:
    """Take a closure back."""
    return done_on_venue(
        venue_id,
        ClosureForm(),
        lambda: reopen(dependencies().database, closure_id, by=signed_in_email(), at=_now()),
    )


@officer.post("/venues/<venue_id>/restore/<int:version>")
def restore_version(venue_id: str, version: int) -> Response | tuple[str, int]:
    """Bring an older version back."""
    form = RestoreForm(request.form)
    return done_on_venue(
        venue_id,
        form,
        lambda: restore(
            dependencies().database,
            venue_id,
            version,
            reason=form.reason.data or "from its page",
            by=signed_in_email(),
            at=_now(),
            today=today(),
            expected_version=expected_version(),
        ),
    )


@officer.post("/venues/<venue_id>/verify")
def verify_venue(venue_id: str) -> Response | tuple[str, int]:
    """Keep a check."""
    form = CheckForm(request.form)

    def action() -> object:
        on = form.on.data or today()
        check = Check(
            on, form.how.data, tuple(form.found.data), form.last_day.data or usual_last_day(on)
        )
        return verify(
            dependencies().database, venue_id, check, by=signed_in_email(), at=_now(), today=today()
        )

    return done_on_venue(venue_id, form, action)


@officer.post("/venues/<venue_id>/closing-link")
def closing_link(venue_id: str) -> str:
    """A new closing link, shown this once: the old one opens nothing any more."""
    link = make_closing_link(
        dependencies().database,
        venue_id,
        by=signed_in_email(),
        at=_now(),
        site=dependencies().settings.address,
    )
    picture = qr_code(link, _("Code to scan: close this place for tonight"))
    return render_template(
        "officer/closing_link.html",
        back=url_for("officer.one_venue", venue_id=venue_id),
        link=link,
        picture=picture,
        name=venue_file(dependencies().database, venue_id, at=_now()).venue.name,
    )


def done_on_venue(
    venue_id: str, form: StaffForm, action: Callable[[], object]
) -> Response | tuple[str, int]:
    """Do it and show the venue; or show the page again with what to change at its box, and all that
    was typed.
    """
    if form.carry_out(action):
        return redirect(url_for("officer.one_venue", venue_id=venue_id), 303)
    return _page(venue_id, form), 400


def _page(venue_id: str, sent: StaffForm | None = None) -> str:
    file = venue_file(dependencies().database, venue_id, at=_now())
    cells = venue_cells(file.venue)
    rest = [
        (_(each.label), _council_words(each.name, cells[each.name]))
        for each in _THE_COUNCILS
        if cells[each.name]
    ]
    facts = [*facts_said(file.venue), *rest]
    pin = file.venue.located.point if file.venue.located else None
    now: dict[str, dict[str, object]] = {
        "pin_form": {"lat": pin.lat, "lon": pin.lon} if pin else {}
    }
    boxes = {
        name: sent if isinstance(sent, kind) else kind(**now.get(name, {}))
        for name, kind in VENUE_FORMS.items()
    }
    zone = dependencies().settings.zone
    return render_template(
        "officer/venue.html",
        file=file,
        facts=facts,
        changed=_changes_said(file.versions),
        next_steps=NEXT.get(file.venue.status, ()),
        hows=HOW,
        checklist=CHECKLIST,
        faults=sent.faults if sent else [],
        **boxes,
        contacts=contacts_for(dependencies().database, venue_id),
        gone=departure_of(dependencies().database, venue_id),
        records=records_of(dependencies().database, venue_id, today()),
        visitors=VISITORS,
        reasons=REASONS,
        sent=sent_about(dependencies().database, venue_id),
        owner=owner_of(dependencies().database, venue_id),
        wall=lambda minute: moment_text(local(minute, zone)),
    )


def _changes_said(versions: Sequence[VenueVersion]) -> dict[int, list[tuple[str, str, str]]]:
    """By version, newest first: what changed since the one before, in words: label, old, new."""
    lately = versions[: _MOST_COMPARED + 1]
    facts = [
        {_("Listing status"): _(each.venue.status), **dict(facts_said(each.venue))}
        for each in lately
    ]
    return {
        version.version: [
            (label, before.get(label, ""), after.get(label, ""))
            for label in dict.fromkeys([*after, *before])
            if before.get(label, "") != after.get(label, "")
        ]
        for version, after, before in zip(lately, facts, facts[1:], strict=False)
    }


def _council_words(name: str, cell: str) -> str:
    return POINT_SOURCES[cell] if name == "point_source" else cell


def _now() -> datetime:
    return dependencies().clock()


def _status(text: str) -> ListingStatus:
    try:
        return ListingStatus(text)
    except ValueError:
        raise BadField("reason", _("Choose what it should become.")) from None


def _missing_end() -> datetime:
    raise BadField("end", _("Say until when it is closed."))

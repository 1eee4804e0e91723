"""What the council keeps about a venue besides its facts: visits, its sticker, what to print."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.contacts import add_contact, take_contact_out
from safespaces.actions.register.register_view import venue_file
from safespaces.actions.register.stickers import replace_sticker
from safespaces.actions.register.telling_of_departures import see_departure
from safespaces.actions.register.venue_records import (
    keep_training,
    keep_visit,
    new_visit,
    note_mended,
)
from safespaces.actions.submissions.handing_over import give_venue
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.contact import ContactForm, contact_in
from safespaces.web.forms.staff import passed_or_not, signed_in_email
from safespaces.web.officer.forms import (
    PartnerForm,
    StaffTrainingForm,
    StatusForm,
    VisitForm,
)
from safespaces.web.officer.venues import done_on_venue
from safespaces.web.pack import pack_page, pack_pdf
from safespaces.web.wall_clock import today

officer_records = Blueprint("officer_records", __name__, url_prefix="/officer/venues")


@officer_records.post("/<venue_id>/visit")
def visit(venue_id: str) -> Response | tuple[str, int]:
    """Keep a visit; one that was not passed pauses the place."""
    form = VisitForm(request.form)

    def action() -> object:
        made = new_visit(
            venue_id,
            on=form.visit_on.data or today(),
            who=form.who.data,
            passed=passed_or_not("what_found"),
            found=form.what_found.data,
            follow_up=form.follow_up.data,
            by=signed_in_email(),
        )
        return keep_visit(
            dependencies().database,
            made,
            at=dependencies().clock(),
            today=today(),
            site=dependencies().settings.address,
        )

    return done_on_venue(venue_id, form, action)


@officer_records.post("/<venue_id>/training")
def training(venue_id: str) -> Response | tuple[str, int]:
    """Keep a training that the council knows of."""
    form, deps = StaffTrainingForm(request.form), dependencies()
    return done_on_venue(
        venue_id,
        form,
        lambda: keep_training(
            deps.database,
            venue_id,
            on=form.trained_on.data,
            trained=form.trained.data,
            staff=form.staff.data,
            by=signed_in_email(),
            at=deps.clock(),
            today=today(),
            site=deps.settings.address,
            nobody=form.nobody.data,
        ),
    )


@officer_records.post("/<venue_id>/contacts")
def contact(venue_id: str) -> Response | tuple[str, int]:
    """Keep a contact."""
    deps, form = dependencies(), ContactForm(request.form)

    def action() -> None:
        kept = contact_in(form, venue_id)
        add_contact(deps.database, kept, by=signed_in_email(), at=deps.clock())

    return done_on_venue(venue_id, form, action)


@officer_records.post("/<venue_id>/contacts/<contact_id>/out")
def contact_out(venue_id: str, contact_id: str) -> Response | tuple[str, int]:
    """Remove a contact."""
    deps = dependencies()
    by, at = signed_in_email(), deps.clock()
    return done_on_venue(
        venue_id,
        ContactForm(),
        lambda: take_contact_out(deps.database, venue_id, contact_id, by=by, at=at),
    )


@officer_records.post("/<venue_id>/seen")
def seen(venue_id: str) -> Response | tuple[str, int]:
    """An officer has seen that it went off the list."""
    deps = dependencies()
    by, at = signed_in_email(), deps.clock()
    return done_on_venue(
        venue_id, StatusForm(), lambda: see_departure(deps.database, venue_id, by=by, at=at)
    )


@officer_records.post("/<venue_id>/mended/<visit_id>")
def mended(venue_id: str, visit_id: str) -> Response | tuple[str, int]:
    """What a visit found is mended."""
    deps = dependencies()
    return done_on_venue(
        venue_id,
        VisitForm(),
        lambda: note_mended(
            deps.database,
            visit_id,
            by=signed_in_email(),
            at=deps.clock(),
            site=deps.settings.address,
        ),
    )


@officer_records.post("/<venue_id>/sticker")
def sticker(venue_id: str) -> Response:
    """Another code: the old sticker says that it should come down."""
    replace_sticker(
        dependencies().database, venue_id, by=signed_in_email(), at=dependencies().clock()
    )
    return redirect(url_for("officer_records.pack", venue_id=venue_id), 303)


@officer_records.post("/<venue_id>/partner")
def give(venue_id: str) -> Response | tuple[str, int]:
    """Give it to the partner whose it is."""
    deps, form = dependencies(), PartnerForm(request.form)
    return done_on_venue(
        venue_id,
        form,
        lambda: give_venue(
            deps.database,
            venue_id,
            form.partner_email.data,
            by=signed_in_email(),
            at=deps.clock(),
            site=deps.settings.address,
        ),
    )


@officer_records.get("/<venue_id>/pack")
def pack(venue_id: str) -> str:
    """The sticker and the counter sheet, as a page."""
    return pack_page(
        venue_file(dependencies().database, venue_id, at=dependencies().clock()).venue,
        signed_in_email(),
        url_for("officer.one_venue", venue_id=venue_id),
    )


@officer_records.get("/<venue_id>/pack.pdf")
def pack_as_pdf(venue_id: str) -> Response:
    """The sticker and the counter sheet, as a PDF."""
    return pack_pdf(
        venue_file(dependencies().database, venue_id, at=dependencies().clock()).venue,
        signed_in_email(),
    )

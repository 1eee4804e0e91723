"""One place of a partner's: closing it, its closing link, training, use, the partner's word, and
what to print.
"""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.closing_link import make_closing_link
from safespaces.actions.register.contacts import add_contact, contacts_for, take_contact_out
from safespaces.actions.register.partner_closing import close_own, closures_for, reopen_own
from safespaces.actions.register.telling_of_departures import departure_of
from safespaces.actions.register.venue_records import (
    confirm_facts,
    count_use,
    keep_training,
    records_of,
    uncount_use,
)
from safespaces.actions.submissions.partner_leaving import leave
from safespaces.actions.submissions.partner_work import partner_venue
from safespaces.actions.submissions.passing_on import offer_for, offer_venue
from safespaces.codes import Labels
from safespaces.dates import moment_text
from safespaces.errors import BadField, TooManyTries
from safespaces.hours.wall_time import local
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.listing import NEXT
from safespaces.moderation.record import REASONS
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.answers import facts_said
from safespaces.web.forms.boxes import StaffForm
from safespaces.web.forms.contact import ContactForm, contact_in
from safespaces.web.pack import pack_page, pack_pdf, qr_code
from safespaces.web.partner.forms import (
    CloseForm,
    FactsForm,
    LeaveForm,
    OfferForm,
    TrainingForm,
    UseForm,
)
from safespaces.web.partner.home import acting_partner
from safespaces.web.wall_clock import today, tonight

partner_place = Blueprint("partner_place", __name__, url_prefix="/partner/venues")


@partner_place.get("/<venue_id>")
def place(venue_id: str) -> str:
    """A partner's own place: its facts, closures and records."""
    return _page(venue_id)


@partner_place.post("/<venue_id>/close")
def close(venue_id: str) -> Response | tuple[str, int]:
    """Close it for tonight, or until a chosen time."""
    deps, form = dependencies(), CloseForm(request.form)

    def action(venue: Venue) -> None:
        if request.form.get("deed") == "until" and not form.until.data:
            raise BadField("end", _("Say until when it is closed."))
        close_own(
            deps.database,
            acting_partner(),
            venue.id,
            start=form.start.data,
            until=form.until.data or tonight(deps.clock()),
            at=deps.clock(),
            site=deps.settings.address,
        )

    return _done(venue_id, form, action)


@partner_place.post("/<venue_id>/reopen/<closure_id>")
def reopen(venue_id: str, closure_id: str) -> Response | tuple[str, int]:
    """Take a closure back."""
    deps = dependencies()
    address = deps.settings.address
    return _done(
        venue_id,
        CloseForm(),
        lambda venue: reopen_own(
            deps.database, acting_partner(), venue.id, closure_id, at=deps.clock(), site=address
        ),
    )


@partner_place.post("/<venue_id>/training")
def training(venue_id: str) -> Response | tuple[str, int]:
    """Keep a training, as counts."""
    form = TrainingForm(request.form)

    def action(venue: Venue) -> None:
        keep_training(
            dependencies().database,
            venue.id,
            on=form.on.data,
            trained=form.trained.data,
            staff=form.staff.data,
            by=acting_partner().email,
            at=dependencies().clock(),
            today=today(),
            site=dependencies().settings.address,
            nobody=form.nobody.data,
        )

    return _done(venue_id, form, action)


@partner_place.post("/<venue_id>/use")
def use(venue_id: str) -> Response | tuple[str, int]:
    """Somebody used the space."""
    return _done(
        venue_id,
        UseForm(),
        lambda venue: count_use(
            dependencies().database, venue.id, request.form.get("reason", ""), today=today()
        ),
    )


@partner_place.post("/<venue_id>/use-back")
def use_back(venue_id: str) -> Response | tuple[str, int]:
    """The last tap of today was a mistake."""
    return _done(
        venue_id,
        UseForm(),
        lambda venue: uncount_use(dependencies().database, venue.id, today=today()),
    )


@partner_place.post("/<venue_id>/leave")
def go(venue_id: str) -> Response | tuple[str, int]:
    """Leave with the place."""
    deps, form = dependencies(), LeaveForm(request.form)

    def action(venue: Venue) -> None:
        leave(
            deps.database,
            acting_partner(),
            venue.id,
            form.why.data,
            at=deps.clock(),
            today=today(),
            site=deps.settings.address,
        )

    return _done(venue_id, form, action)


@partner_place.post("/<venue_id>/offer")
def offer(venue_id: str) -> Response | tuple[str, int]:
    """Offer it to another partner."""
    deps, form = dependencies(), OfferForm(request.form)

    def action(venue: Venue) -> None:
        at, site = deps.clock(), deps.settings.address
        try:
            offer_venue(
                deps.database, acting_partner(), venue.id, form.to_email.data, at=at, site=site
            )
        except TooManyTries as error:
            raise BadField("to_email", str(error)) from None

    return _done(venue_id, form, action)


@partner_place.post("/<venue_id>/contacts")
def contact(venue_id: str) -> Response | tuple[str, int]:
    """Say whom the council can reach."""
    deps, form = dependencies(), ContactForm(request.form)

    def action(venue: Venue) -> None:
        kept = contact_in(form, venue.id)
        add_contact(deps.database, kept, by=acting_partner().email, at=deps.clock())

    return _done(venue_id, form, action)


@partner_place.post("/<venue_id>/contacts/<contact_id>/out")
def contact_out(venue_id: str, contact_id: str) -> Response | tuple[str, int]:
    """Take a contact out."""
    deps = dependencies()

    def action(venue: Venue) -> None:
        by = acting_partner().email
        take_contact_out(deps.database, venue.id, contact_id, by=by, at=deps.clock())

    return _done(venue_id, ContactForm(), action)


@partner_place.post("/<venue_id>/still-right")
def still_right(venue_id: str) -> Response | tuple[str, int]:
    """The facts are right."""
    return _done(
        venue_id,
        FactsForm(),
        lambda venue: confirm_facts(
            dependencies().database, venue.id, by=acting_partner().email, at=dependencies().clock()
        ),
    )


@partner_place.get("/<venue_id>/pack")
def pack(venue_id: str) -> str:
    """The sticker and the counter sheet, as a page."""
    actor = acting_partner()
    return pack_page(
        partner_venue(dependencies().database, actor, venue_id),
        actor.email,
        url_for("partner_place.place", venue_id=venue_id),
    )


@partner_place.get("/<venue_id>/pack.pdf")
def pack_as_pdf(venue_id: str) -> Response:
    """The sticker and the counter sheet, as a PDF."""
    actor = acting_partner()
    return pack_pdf(partner_venue(dependencies().database, actor, venue_id), actor.email)


@partner_place.post("/<venue_id>/closing-link")
def closing_link(venue_id: str) -> str:
    """A new closing link, shown this once."""
    deps, actor = dependencies(), acting_partner()
    venue = partner_venue(deps.database, actor, venue_id)
    link = make_closing_link(
        deps.database, venue.id, by=actor.email, at=deps.clock(), site=deps.settings.address
    )
    picture = qr_code(link, _("Code to scan: close this place for tonight"))
    return render_template(
        "officer/closing_link.html",
        back=url_for("partner_place.place", venue_id=venue_id),
        link=link,
        picture=picture,
        name=venue.name,
    )


def _done(
    venue_id: str, form: StaffForm, action: Callable[[Venue], object]
) -> Response | tuple[str, int]:
    """Do it to a place of the partner's own and show the place; or show it again with what to
    change, and what was typed.
    """
    venue = partner_venue(dependencies().database, acting_partner(), venue_id)
    if not form.carry_out(lambda: action(venue)):
        return _page(venue_id, form), 400
    done = (request.endpoint or "").rpartition(".")[2]
    return redirect(f"{url_for('partner_place.place', venue_id=venue_id)}?done={done}", 303)


DONE = Labels(
    {
        "close": marked("Closed. Young people are sent elsewhere now. It opens again by itself."),
        "reopen": marked("Open again. It counts as a Safe Space during its safe hours."),
        "training": marked("The training is noted."),
        "use": marked("Counted. Thank you."),
        "use_back": marked("Taken back."),
        "go": marked("It is off the list. Take the sticker down. Thank you for having been there."),
        "offer": marked("They were written to. The place stays yours until they say yes."),
        "contact": marked("Noted. Only the council sees it."),
        "contact_out": marked("Taken out."),
        "still_right": marked("Noted: all of it is still right."),
    }
)


def _page(venue_id: str, sent: StaffForm | None = None) -> str:
    deps, actor = dependencies(), acting_partner()
    venue, zone = partner_venue(deps.database, actor, venue_id), deps.settings.zone
    return render_template(
        "partner/place.html",
        venue=venue,
        facts=facts_said(venue),
        gone=departure_of(deps.database, venue_id),
        contacts=contacts_for(deps.database, venue_id),
        contact_form=sent if isinstance(sent, ContactForm) else ContactForm(),
        leave_form=sent if isinstance(sent, LeaveForm) else LeaveForm(),
        offer_form=sent if isinstance(sent, OfferForm) else OfferForm(),
        offered=offer_for(deps.database, venue_id, at=deps.clock()),
        can_leave=ListingStatus.WITHDRAWN in NEXT.get(venue.status, ()),
        closures=closures_for(deps.database, actor, venue_id, at=deps.clock()),
        records=records_of(deps.database, venue_id, today()),
        reasons=REASONS,
        faults=sent.faults if sent else [],
        close_form=sent if isinstance(sent, CloseForm) else CloseForm(),
        training_form=sent if isinstance(sent, TrainingForm) else TrainingForm(),
        said=DONE.get(request.args.get("done", ""), ""),
        wall=lambda minute: moment_text(local(minute, zone)),
    )

"""An officer corrects a venue's facts, on the pages that partners fill in."""

from collections.abc import Mapping

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from safespaces.actions.register.correcting import correct, facts_of
from safespaces.moderation.submission import Contact
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.staff import expected_version, signed_in_email
from safespaces.web.forms.wizard import WizardForm, form_page

correct_pages = Blueprint("correct_pages", __name__, url_prefix="/officer/venues")


@correct_pages.route("/<venue_id>/edit/<page>", methods=["GET", "POST"])
def edit(venue_id: str, page: str) -> Response | str | tuple[str, int]:
    """One page of facts; keeping it leads on to the next, the last one back to the venue."""
    deps = dependencies()

    def keep(values: Mapping[str, str], _contact: Contact | None) -> object:
        return correct(
            deps.database,
            venue_id,
            values,
            by=signed_in_email(),
            at=deps.clock(),
            expected_version=expected_version(),
        )

    facts, version = facts_of(deps.database, venue_id)
    home = url_for("officer.one_venue", venue_id=venue_id)
    wizard = WizardForm(f"{home}/edit", facts, None, keep, is_staff=True, seen=version, home=home)
    return form_page(wizard, page)

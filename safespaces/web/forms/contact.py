"""The boxes for whom the council can reach at a venue: officers and partners fill in the same."""

from safespaces.actions.register.contacts import clean_contact
from safespaces.language import marked
from safespaces.store.contacts import VenueContact
from safespaces.web.forms.boxes import EmailBox, StaffForm, TextBox, TickBox


class ContactForm(StaffForm):
    """Whom the council can reach at a venue."""

    otherwise = "contact_name"
    contact_name = TextBox(marked("Name"), marked("Never public"))
    contact_role = TextBox(marked("What they do there"))
    contact_email = EmailBox(marked("E-mail address"))
    contact_phone = TextBox(marked("Phone"), inputmode="tel")
    may_write = TickBox(marked("They agree to be written to about the place"))


def contact_in(form: ContactForm, venue_id: str) -> VenueContact:
    """What was filled in. Raises BadInput."""
    return clean_contact(
        venue_id,
        name=form.contact_name.data,
        role=form.contact_role.data,
        email=form.contact_email.data,
        phone=form.contact_phone.data,
        may_write=form.may_write.data,
    )

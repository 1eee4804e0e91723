"""What a partner is asked when joining, and what is still missing before it can be sent."""

from collections.abc import Mapping

from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.submission import Contact

# facts: the published rules of Safe Spaces, Safe Places, CitySafe, National Safe Place and Keep
# Safe
_ASKED_OF_A_SAFE_SPACE: tuple[tuple[str, str], ...] = (
    ("open", marked("Anybody can walk in, without a ticket and without buying anything.")),
    ("trained", marked("During safe hours somebody on duty has had the training{given_by}.")),
    ("seat", marked("There is somewhere to sit, and nobody is hurried out.")),
    ("phone", marked("A young person can charge a phone, or use one to ring home.")),
    ("kit", marked("There is a first-aid kit, and the leaflets that the council sends.")),
    (
        "sticker",
        (
            marked(
                "The sticker is in the window while the place is on the list, and comes"
                " down when it is not."
            )
        ),
    ),
    ("contact", marked("The council can always reach a person by name.")),
    ("danger", marked("In danger, or when somebody is hurt, staff call 999.")),
    (
        "questions",
        marked("Staff do not question a young person, and do not confront whoever they fear."),
    ),
    (
        "wait",
        (
            marked(
                "They may wait until they feel safe to go or somebody comes. It is help"
                " for a short time: promise nothing beyond it."
            )
        ),
    ),
)


def asked_of_a_safe_space(trained_by: str) -> list[tuple[str, str]]:
    """What a place agrees to, by code; `trained_by` are those who train its staff, "" for nobody
    named.
    """
    given_by = _(" (%(trained_by)s give it)", trained_by=trained_by) if trained_by else ""
    return [
        (code, _(words).replace("{given_by}", given_by)) for code, words in _ASKED_OF_A_SAFE_SPACE
    ]


_PAGE_OF_MISSING = {
    "name": "place",
    "kind": "place",
    "address": "place",
    "lat": "pin",
    "safe_hours": "hours",
    "organisation": "contact",
    "contact_name": "contact",
    "contact_email": "contact",
    "kit": "has",
    "minimum_age": "has",
}
_WORDS = {
    "name": marked("the name over the door"),
    "kind": marked("what kind of place it is"),
    "address": marked("the address or the postcode"),
    "lat": marked("the pin at the entrance"),
    "safe_hours": marked("the safe hours"),
    "kit": marked("what it has"),
    "minimum_age": marked("who can come in alone"),
    "organisation": marked("what the organisation is called"),
    "contact_name": marked("the name of a contact"),
    "contact_email": marked("the contact's e-mail address"),
}


def missing(values: Mapping[str, str], contact: Contact | None) -> list[tuple[str, str]]:
    """What is still missing, as (page to put it in, what it is in words).

    Without a contact none is asked for: it is known.
    """
    given = {name: values.get(name, "") for name in ("name", "kind", "lat", "safe_hours")}
    # "nothing" and "everybody" are answers
    given |= {name: "answered" if name in values else "" for name in ("kit", "minimum_age")}
    given["address"] = values.get("address", "") or values.get("postcode", "")
    if contact is not None:
        given |= {
            "organisation": contact.organisation,
            "contact_name": contact.name,
            "contact_email": contact.email,
        }
    return [
        (_PAGE_OF_MISSING[name], _(words))
        for name, words in _WORDS.items()
        if name in given and not given[name]
    ]

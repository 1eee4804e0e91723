"""What the council's forms have in common: who sends one, and which version they had before
them.
"""

from flask import request

from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.web.signed_in import signed_in_user


def signed_in_email() -> str:
    """The address of whoever is signed in."""
    return signed_in_user().person.email


def expected_version() -> int | None:
    """The version that was decided on; None where a form carries none."""
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def passed_or_not(box: str) -> bool:
    """Which of a visit's two buttons was pressed. Raises BadField, at a box, for neither: Enter
    presses none.
    """
    passed = {"yes": True, "no": False}.get(request.form.get("passed", ""))
    if passed is None:
        raise BadField(box, _("Say whether all is well, or something is wrong."))
    return passed

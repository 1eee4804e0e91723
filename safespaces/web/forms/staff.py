"""What the council's forms have in common: who sends one, and which version they had before
them.
"""

from flask import request

from safespaces.web.signed_in import signed_in_user


def signed_in_email() -> str:
    """The address of whoever is signed in."""
    return signed_in_user().person.email


def expected_version() -> int | None:
    """The version that was decided on; None where a form carries none."""
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

"""What the council's forms have in common: who sends one, and which version they had before them."""

from flask import request

from safespaces.web.signed_in import the_person


def me() -> str:
    """The address of whoever is signed in."""
    return the_person().person.email


def seen() -> int | None:
    """The version that was decided on; None where a form carries none."""
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

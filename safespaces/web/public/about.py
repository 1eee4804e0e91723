"""Pages to read: help lines, what a Safe Space is, privacy, accessibility."""

from datetime import timedelta

from flask import Blueprint, Response, abort, render_template

from safespaces.venues.help_lines import HELP_LINES, Group, HelpLine
from safespaces.web.dependencies import dependencies

_SECURITY_LASTS = timedelta(days=180)  # RFC 9116, section 2.5.5: less than a year

about = Blueprint("about", __name__)


@about.get("/help")
def help_page() -> str:
    """Numbers to call and text, by need."""
    return render_template("public/help.html", groups=_groups())


@about.get("/what-is-a-safe-space")
def what_is() -> str:
    """What a Safe Space is, and what happens inside."""
    return render_template("public/what_is.html")


@about.get("/privacy")
def privacy() -> str:
    """What is known of a visitor, and what is not."""
    return render_template("public/privacy.html", in_cells=dependencies().is_in_cells)


@about.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("public/accessibility.html")


@about.get("/.well-known/security.txt")
def security() -> Response:
    """Where faults of security are told (RFC 9116); 404 where the operator has named nobody."""
    deps = dependencies()
    contact, expires = deps.settings.security_contact, deps.clock() + _SECURITY_LASTS
    if not contact:
        abort(404)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        f"Canonical: {deps.settings.address}/.well-known/security.txt",
        "Preferred-Languages: en",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _groups() -> list[tuple[Group, list[HelpLine]]]:
    lines = (*HELP_LINES, *dependencies().sources.gazetteer.town.help_lines)
    return [(group, [line for line in lines if line.group is group]) for group in Group]

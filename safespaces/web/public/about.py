"""Pages to read: help lines, what a Safe Space is, privacy, accessibility."""

from flask import Blueprint, render_template

from safespaces.venues.help_lines import HELP_LINES, Group, HelpLine

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
    return render_template("public/privacy.html")


@about.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("public/accessibility.html")


def _groups() -> list[tuple[Group, list[HelpLine]]]:
    return [(group, [line for line in HELP_LINES if line.group is group]) for group in Group]

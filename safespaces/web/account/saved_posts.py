"""What somebody typed before they were signed out, to be sent again."""

from flask import Blueprint, render_template

from safespaces.actions.people.saved_posts import take_parked
from safespaces.web.dependencies import dependencies
from safespaces.web.mounted import rooted
from safespaces.web.signed_in import signed_in_user

saved_posts = Blueprint("saved_posts", __name__)


@saved_posts.get("/parked/<token>")
def form(token: str) -> str:
    """The form as it was, with a button; nothing is done by looking."""
    path, fields = take_parked(dependencies().database, token, signed_in_user().person.id)
    shown = [
        (name.replace("_", " ").replace("-", " "), value)
        for name, value in fields
        if value.strip() and name not in _NOT_SHOWN
    ]
    return render_template(
        "account/saved_posts.html", path=rooted(path), fields=fields, shown=shown
    )


_NOT_SHOWN = ("seen", "back", "text")

"""What somebody typed before they were signed out, to be sent again."""

from flask import Blueprint, render_template

from safespaces.actions.parking import take_parked
from safespaces.web.ground import ground
from safespaces.web.mounted import rooted
from safespaces.web.signed_in import the_person

parked = Blueprint("parked", __name__)


@parked.get("/parked/<token>")
def form(token: str) -> str:
    """The form as it was, with a button; nothing is done by looking."""
    path, fields = take_parked(ground().database, token, the_person().person.id)
    shown = [(name.replace("_", " ").replace("-", " "), value) for name, value in fields if value.strip() and name not in _NOT_SHOWN]
    return render_template("sign/parked.html", path=rooted(path), fields=fields, shown=shown)


_NOT_SHOWN = ("seen", "back", "text")

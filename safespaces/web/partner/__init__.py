"""For partners: their places, and what they sent."""

from flask import Flask

from safespaces.roles import Role
from safespaces.web.access import serve
from safespaces.web.limits import Limit
from safespaces.web.partner.branches import partner_list
from safespaces.web.partner.home import partner
from safespaces.web.partner.place import partner_place
from safespaces.web.partner.together import partner_together


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(
        app,
        partner,
        partner_place,
        partner_list,
        partner_together,
        seen_by=frozenset({Role.PARTNER}),
        reads=Limit.NONE,
    )

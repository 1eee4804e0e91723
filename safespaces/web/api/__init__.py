"""For other systems: the nearest Safe Spaces, and the state of this one."""

from flask import Flask

from safespaces.web.access import Open, serve
from safespaces.web.api.health import health
from safespaces.web.api.nearest import api
from safespaces.web.limits import Limit


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(app, api, seen_by=Open.PUBLIC, reads=Limit.API)
    serve(app, health, seen_by=Open.PUBLIC, reads=Limit.NONE)

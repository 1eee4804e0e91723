"""For a place that wants to join, before anybody signs in."""

from flask import Flask

from safespaces.web.access import Open, serve
from safespaces.web.join.pages import join
from safespaces.web.limits import Limit


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(app, join, seen_by=Open.PUBLIC, reads=Limit.NONE, kept=False)

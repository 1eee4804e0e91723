"""For whoever signs in, and for what somebody typed before they had to."""

from flask import Flask

from safespaces.roles import Role
from safespaces.web.access import Open, serve
from safespaces.web.account.saved_posts import saved_posts
from safespaces.web.account.sign_in import sign
from safespaces.web.account.single_sign_on import single_sign_on
from safespaces.web.limits import Limit


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(app, sign, seen_by=None, reads=Limit.NONE, kept=False)  # its views say so themselves
    serve(app, single_sign_on, seen_by=Open.PUBLIC, kept=False)  # each asks the provider: limited
    serve(app, saved_posts, seen_by=frozenset(Role), reads=Limit.NONE)

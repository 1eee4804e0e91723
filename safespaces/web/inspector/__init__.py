"""For inspectors (a young person with an adult, say): which places there are to visit, and keeping
what was found.
"""

from flask import Flask

from safespaces.roles import Role
from safespaces.web.access import serve
from safespaces.web.inspector.visits import inspector
from safespaces.web.limits import Limit


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(app, inspector, seen_by=frozenset({Role.INSPECTOR}), reads=Limit.NONE)

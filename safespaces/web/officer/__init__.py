"""For the council: the register, what waits, imports, and people."""

from flask import Flask

from safespaces.roles import COUNCIL, Role
from safespaces.web.access import serve
from safespaces.web.limits import Limit
from safespaces.web.officer.correct import correct_pages
from safespaces.web.officer.imports import import_pages
from safespaces.web.officer.many import many
from safespaces.web.officer.pairs import pairs
from safespaces.web.officer.people import people
from safespaces.web.officer.queue import queue_pages
from safespaces.web.officer.records import officer_records
from safespaces.web.officer.register import register as register_pages
from safespaces.web.officer.venues import officer


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(
        app,
        officer,
        officer_records,
        queue_pages,
        import_pages,
        correct_pages,
        many,
        register_pages,
        pairs,
        seen_by=COUNCIL,
        reads=Limit.NONE,
    )
    serve(app, people, seen_by=frozenset({Role.ADMINISTRATOR}), reads=Limit.NONE)

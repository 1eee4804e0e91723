"""For the stakeholder group and the council: who is within reach, and whom to ask next."""

from flask import Flask

from safespaces.roles import COUNCIL, Role
from safespaces.web.access import serve
from safespaces.web.coverage.candidates import coverage_candidates
from safespaces.web.coverage.difference import coverage_difference
from safespaces.web.coverage.home import coverage
from safespaces.web.coverage.needs import coverage_needs
from safespaces.web.coverage.places import coverage_places
from safespaces.web.coverage.sheet import coverage_sheet
from safespaces.web.coverage.use import coverage_use
from safespaces.web.coverage.what_if import coverage_what_if
from safespaces.web.coverage.where_next import coverage_next
from safespaces.web.limits import Limit


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    pages = (
        coverage,
        coverage_places,
        coverage_candidates,
        coverage_next,
        coverage_what_if,
        coverage_difference,
        coverage_needs,
        coverage_sheet,
        coverage_use,
    )
    serve(app, *pages, seen_by=COUNCIL | {Role.STAKEHOLDER}, reads=Limit.NONE)

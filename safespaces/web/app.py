"""The web face: `create_app` puts the parts together and holds no rule of its own."""

import os

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from safespaces.clock import Clock, utc_now
from safespaces.roles import COUNCIL, Role
from safespaces.settings import Settings, folder, settings_from
from safespaces.web.about import about
from safespaces.web.access import Access, Open, add_access
from safespaces.web.api import api
from safespaces.web.check_page import check_pages
from safespaces.web.closing_page import closing
from safespaces.web.compression import add_compression
from safespaces.web.correct_pages import correct_pages
from safespaces.web.coverage import coverage
from safespaces.web.coverage_candidates import coverage_candidates
from safespaces.web.coverage_next import coverage_next
from safespaces.web.coverage_sheet import coverage_sheet
from safespaces.web.coverage_use import coverage_use
from safespaces.web.coverage_what_if import coverage_what_if
from safespaces.web.data_files import data_files
from safespaces.web.errors import add_error_pages
from safespaces.web.finding import find
from safespaces.web.ground import Ground, lay
from safespaces.web.headers import add_headers
from safespaces.web.health import health
from safespaces.web.import_pages import import_pages
from safespaces.web.join import join
from safespaces.web.layout import add_layout
from safespaces.web.limits import add_limits
from safespaces.web.logs import add_logs
from safespaces.web.map import map_pages
from safespaces.web.mounted import Mounted
from safespaces.web.officer import officer
from safespaces.web.officer_records import officer_records
from safespaces.web.parked_page import parked
from safespaces.web.partner import partner
from safespaces.web.partner_list import partner_list
from safespaces.web.partner_place import partner_place
from safespaces.web.people_pages import people
from safespaces.web.places import places
from safespaces.web.preloads import add_preloads
from safespaces.web.report_page import reports
from safespaces.web.sent_pages import sent_pages
from safespaces.web.signing_in import sign
from safespaces.web.single_sign_on import single_sign_on
from safespaces.web.sources import Sources, sources_of
from safespaces.web.static_files import add_static_files
from safespaces.web.still_page import still

LARGEST_FORM = 256 * 1024  # bytes: 10,000 letters of any script, percent-encoded, still get advice instead of a refusal


def create_app(settings: Settings | None = None, clock: Clock = utc_now, sources: Sources | None = None) -> Flask:
    """The app. Without settings they come from the environment, without sources from the database that the settings name."""
    settings = settings or settings_from(os.environ)
    sources = sources or sources_of(settings)
    app = Flask("safespaces", template_folder=str(folder("templates")), static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    base = lay(app, settings, clock, sources)
    _add_parts(app, base)
    if settings.root:
        app.wsgi_app = Mounted(app.wsgi_app, settings.root)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
    return app


def _add_parts(app: Flask, base: Ground) -> None:
    settings = base.settings
    # Flask runs after_request functions last to first: logs see the final answer.
    add_logs(app, trust_request_id=settings.proxies > 0)
    add_compression(app)
    add_headers(app, settings)
    add_error_pages(app)
    add_layout(app, settings, base.sources.gazetteer.town, base.map_files.middle)
    add_static_files(app, folder("static"))
    add_preloads(app, folder("static"))
    public: dict[Blueprint, Access | None] = dict.fromkeys(
        (find, places, map_pages, about, data_files, api, health, closing, reports, join, check_pages, still, single_sign_on), Open.PUBLIC
    )
    council: dict[Blueprint, Access | None] = dict.fromkeys((officer, officer_records, sent_pages, import_pages, correct_pages), COUNCIL)
    pages = (coverage, coverage_candidates, coverage_next, coverage_what_if, coverage_sheet, coverage_use)
    group: dict[Blueprint, Access | None] = dict.fromkeys(pages, COUNCIL | {Role.STAKEHOLDER})
    partners: dict[Blueprint, Access | None] = dict.fromkeys((partner, partner_place, partner_list), frozenset({Role.PARTNER}))
    add_access(
        app, {**public, **council, **group, **partners, sign: None, parked: frozenset(Role), people: frozenset({Role.ADMINISTRATOR})}
    )
    add_limits(app, settings)

"""`create_app` puts the parts of the web service together and holds no rule of its own."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from safespaces.clock import Clock, utc_now
from safespaces.geo.walking import use_pace
from safespaces.settings import Settings, folder, settings_from
from safespaces.web import account, api, coverage, inspector, join, officer, partner, public
from safespaces.web.access import add_access, declared
from safespaces.web.compression import add_compression
from safespaces.web.cross_site import refuse_cross_site
from safespaces.web.dependencies import Dependencies, install_dependencies
from safespaces.web.errors import add_error_pages
from safespaces.web.headers import add_headers
from safespaces.web.host_header import NamedHost
from safespaces.web.language import add_language
from safespaces.web.layout import add_layout
from safespaces.web.limits import add_limits
from safespaces.web.logs import add_logs
from safespaces.web.metrics import add_metrics
from safespaces.web.mounted import Mounted, WsgiApp
from safespaces.web.sources import Sources, sources_of
from safespaces.web.static_files import add_static_files

ROOMS = (public, join, partner, officer, inspector, coverage, account, api)
# bytes: 10,000 letters of any script, percent-encoded, still get advice instead of a refusal
LARGEST_FORM = 256 * 1024


def create_app(
    settings: Settings | None = None, clock: Clock = utc_now, sources: Sources | None = None
) -> Flask:
    """The app.

    Without settings they come from the environment, without sources from the database that the
    settings name.
    """
    settings = settings or settings_from(os.environ)
    use_pace(settings.walking_pace)
    sources = sources or sources_of(settings)
    app = Flask("safespaces", template_folder=str(folder("templates")), static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    deps = install_dependencies(app, settings, clock, sources)
    _add_parts(app, deps)
    wrapped: WsgiApp = NamedHost(app.wsgi_app)
    if settings.root:
        wrapped = Mounted(wrapped, settings.root)
    if settings.proxies:
        wrapped = ProxyFix(wrapped, x_for=settings.proxies, x_proto=settings.proxies)
    app.wsgi_app = wrapped  # type: ignore[assignment, method-assign]
    return app


def _add_parts(app: Flask, deps: Dependencies) -> None:
    settings = deps.settings
    # Flask runs after_request functions last to first: logs see the final answer.
    add_logs(app, trust_request_id=settings.proxies > 0)
    add_compression(app)
    add_headers(app, settings)
    add_error_pages(app)
    add_language(app, settings.language)
    add_layout(app, settings, deps.sources.gazetteer.town, deps.map_files.middle)
    add_static_files(app, folder("static"))
    add_metrics(app)
    for room in ROOMS:
        room.register(app)
    refuse_cross_site(app)
    add_access(app)
    reads = {name: it.reads for name, it in declared(app).items()}
    add_limits(app, settings, reads, deps.limit_counts)

"""For everybody: finding a place, the pages about places, what stickers, closing links and
reminders lead to, and the public files.
"""

from flask import Flask

from safespaces.web.access import Open, serve
from safespaces.web.limits import Limit
from safespaces.web.public.about import about
from safespaces.web.public.check import check_pages
from safespaces.web.public.closing import closing
from safespaces.web.public.confirm_details import confirm_details
from safespaces.web.public.data_files import data_files
from safespaces.web.public.find import find
from safespaces.web.public.kept import kept
from safespaces.web.public.map import map_pages
from safespaces.web.public.places import places
from safespaces.web.public.report import reports


def register(app: Flask) -> None:
    """Serve these pages, and say who may see them and how often."""
    serve(
        app,
        find,
        places,
        map_pages,
        about,
        data_files,
        kept,
        reports,
        check_pages,
        seen_by=Open.PUBLIC,
        reads=Limit.NONE,
    )
    serve(app, closing, confirm_details, seen_by=Open.PUBLIC, reads=Limit.NONE, kept=False)

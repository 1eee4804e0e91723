"""The addresses of pages that people read, from the service's own list of them: a page that is added is looked at by every test of pages."""

import re
from collections.abc import Iterator

from safespaces.web.access import Open
from tests.web.conftest import an_app

_NO_PAGES = re.compile(r"\.[a-z]+$|^/(api|static)/|^/(healthz|readyz)$")
_NEED_MORE = re.compile(
    r"^/(sign-in/|coverage/what-if/compare$)"
)  # a form half done, or two what-ifs


def _pages() -> Iterator[tuple[str, bool, str]]:
    """Each address, whether everybody may see it, and the room that it is in."""
    app = an_app()
    for rule in app.url_map.iter_rules():
        is_page = not rule.arguments and not _NO_PAGES.search(rule.rule)
        if "GET" in (rule.methods or ()) and is_page and not _NEED_MORE.match(rule.rule):
            room = app.view_functions[rule.endpoint].__module__.split(".")[2]
            yield rule.rule, app.extensions["access"][rule.endpoint] is Open.PUBLIC, room


PUBLIC_PAGES = sorted(page for page, is_public, _ in _pages() if is_public)
YOUNG_PEOPLES_PAGES = sorted(page for page, _, room in _pages() if room == "public")
STAFF_PAGES = sorted(page for page, is_public, _ in _pages() if not is_public)

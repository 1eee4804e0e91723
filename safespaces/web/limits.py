"""How often one address may look something up. Counted in memory, in each worker; an address is forgotten with its count.

The `limits` package counts; its Flask extension would cost more time per request than the answer itself (80 of 240 microseconds).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from safespaces.settings import Settings

View = Callable[..., Any]

_FORMS = (
    "find.nearest", "map_pages.map_page", "reports.tell", "closing.deed", "sign.send",
    "join.begin", "join.page", "join.check", "join.later",
    "check_pages.find", "still.still_right",
    "join.sent", "join.confirm", "join.colleague", "partner.add_colleague", "partner.new",
    "partner.change", "partner_list.read", "partner_place.use",
    "coverage_candidates.suggest_one", "coverage_candidates.talk", "coverage_candidates.stage",
    "coverage_what_if.begin", "coverage_what_if.add",
)  # fmt: skip


_LONG = ("coverage_sheet.sheet_pdf", "coverage_next.where_next", "coverage_next.next_csv")  # each may take long


def add_limits(app: Flask, settings: Settings) -> None:
    """Limit the look-up forms and the API as the settings say; "" is no limit."""
    counter = FixedWindowRateLimiter(MemoryStorage())
    limited = [(endpoint, settings.form_limit, "POST") for endpoint in _FORMS] + [
        ("api.nearest", settings.api_limit, "GET"),
        *((endpoint, settings.form_limit, "GET") for endpoint in _LONG),
        ("single_sign_on.there", settings.form_limit, "GET"),  # each asks the provider
    ]
    for endpoint, limit, method in limited:
        if limit:
            app.view_functions[endpoint] = _limited(app.view_functions[endpoint], parse(limit), method, counter)


def _limited(view: View, limit: RateLimitItem, method: str, counter: FixedWindowRateLimiter) -> View:
    @wraps(view)
    def counted(**values: Any) -> Any:
        if request.method == method and not counter.hit(limit, request.endpoint or "", request.remote_addr or ""):
            abort(429)
        return view(**values)

    return counted

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

_LONG = ("coverage_sheet.sheet_pdf", "coverage_next.where_next", "coverage_next.next_csv")  # each may take long


def add_limits(app: Flask, settings: Settings) -> None:
    """Limit every form and the API as the settings say; "" is no limit. A new form is limited without being named anywhere."""
    counter = FixedWindowRateLimiter(MemoryStorage())
    forms = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    limited = [(endpoint, settings.form_limit, "POST") for endpoint in sorted(forms)] + [
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

"""How often one network may ask; a network is forgotten with its count.

The `limits` package counts; its Flask extension would cost more time per request than the answer
itself (80 of 240 microseconds).
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, request
from limits import RateLimitItem, parse

from safespaces.settings import Settings
from safespaces.web.limit_counts import LimitCounts
from safespaces.web.visitor import network

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "reads"


class Limit(Enum):
    """How often a page may be read: as seldom as a form is sent, as often as the API is asked, or
    as often as somebody likes.
    """

    FORMS = "forms"
    API = "api"
    NONE = "none"


def reading(limit: Limit) -> Callable[[View], View]:
    """Mark a view with how often it may be read, in place of what its blueprint declares."""

    def marked(view: View) -> View:
        setattr(view, _MARK, limit)
        return view

    return marked


def add_limits(
    app: Flask, settings: Settings, declared: Mapping[str, Limit], counts: LimitCounts
) -> None:
    """Limit every view: posting as forms are, reading as it is marked or as `declared` of its
    blueprint, and without either as forms are.

    The settings say how often that is; "" is no limit.
    """
    rates = {Limit.FORMS: settings.form_limit, Limit.API: settings.api_limit, Limit.NONE: ""}
    for endpoint, view in app.view_functions.items():
        posts, reads = rates[Limit.FORMS], rates[limit_of(endpoint, view, declared)]
        if posts or reads:
            app.view_functions[endpoint] = _limited(view, _parsed(posts), _parsed(reads), counts)


def limit_of(endpoint: str, view: Callable[..., Any], declared: Mapping[str, Limit]) -> Limit:
    """How often a view may be read: its own mark, else what is declared of its blueprint, else as
    seldom as forms are sent.
    """
    limit: Limit = getattr(view, _MARK, declared.get(endpoint.rpartition(".")[0], Limit.FORMS))
    return limit


def _parsed(rate: str) -> RateLimitItem | None:
    return parse(rate) if rate else None


def _limited(
    view: Callable[..., Any],
    posts: RateLimitItem | None,
    reads: RateLimitItem | None,
    counts: LimitCounts,
) -> Callable[..., Any]:
    @wraps(view)
    def counted(**values: Any) -> Any:
        limit = posts if request.method == "POST" else reads
        if limit and not counts.is_allowed(limit, request.endpoint or "", network()):
            abort(429)
        return view(**values)

    return counted

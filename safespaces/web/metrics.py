"""Figures for Prometheus at /metrics, for whoever has the operator's token (needs the extra `ops`).

A route is named by its pattern; no label names a person, a place or what was typed.
"""

import os
import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask, Response, abort, g, request

from safespaces.web.access import everybody
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.limits import Limit, reading
from safespaces.web.operator import is_operator

_SECONDS = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


_KEPT: dict[str, Any] = {}  # a process has one of each, however many apps it makes


def add_metrics(app: Flask) -> None:
    """Count every request; where the library is not installed there is no such page."""
    if find_spec("prometheus_client") is None:
        return
    figures = _figures()

    @app.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        figures["requests"].labels(route, response.status_code).inc()
        figures["seconds"].labels(route).observe(time.perf_counter() - g.counted_from)
        return response

    @app.get("/metrics")
    @everybody
    @reading(Limit.NONE)
    def metrics() -> Response:
        deps = dependencies()
        if not is_operator(deps):
            abort(404)
        _look(figures, deps)
        return _answer()


def _figures() -> dict[str, Any]:
    """What is counted and measured."""
    from prometheus_client import Counter, Gauge, Histogram

    if not _KEPT:
        last: dict[str, Any] = {"multiprocess_mode": "mostrecent"}
        _KEPT.update(
            {
                "requests": Counter(
                    "safespaces_requests", "Requests answered", ["route", "status"]
                ),
                "seconds": Histogram(
                    "safespaces_request_seconds", "Time to answer", ["route"], buckets=_SECONDS
                ),
                "venues": Gauge("safespaces_venues", "Places on the list", **last),
                "looked": Gauge(
                    "safespaces_seconds_since_look", "Since the database was last reached", **last
                ),
                "wrong": Gauge("safespaces_wrong", "Troubles that /readyz tells of", **last),
                "mail": Gauge("safespaces_mail_waiting", "Mails that wait", **last),
                "given_up": Gauge(
                    "safespaces_mail_given_up", "Mails given up within a week", **last
                ),
            }
        )
    return _KEPT


def _look(figures: dict[str, Any], deps: Dependencies) -> None:
    published, state = deps.snapshots.current(), deps.snapshots.state()
    figures["venues"].set(len(published.snapshot.venues) if published else 0)
    figures["looked"].set(-1 if state.seconds is None else state.seconds)
    figures["wrong"].set(len(deps.troubles()))
    outbox = deps.job_health.outbox()
    if outbox:
        figures["mail"].set(outbox.waiting)
        figures["given_up"].set(outbox.given_up)


def _answer() -> Response:
    """Of all processes of this machine together, where `safespaces run` has given them a folder."""
    from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        processes: Any = import_module("prometheus_client.multiprocess")  # it has no types
        processes.MultiProcessCollector(registry)
    answer = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = NO_STORE
    return answer

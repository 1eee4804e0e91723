"""For machines that watch over this one: is it alive, and can it answer?"""

from flask import Blueprint, Response, jsonify

from safespaces.errors import StoreError
from safespaces.web.dependencies import dependencies
from safespaces.web.headers import NO_STORE

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """200 while the process answers."""
    return _json_response({"alive": True}, 200)


@health.get("/readyz")
def ready() -> Response:
    """200 when the database answers and a snapshot is in memory, 503 with the reason otherwise."""
    deps = dependencies()
    try:
        deps.sources.current_number()
    except StoreError:
        return _json_response(
            {"ready": False, "why": "The database does not answer. Run: safespaces doctor"}, 503
        )
    published = deps.snapshots.current()
    if published is None:
        return _json_response(
            {"ready": False, "why": "There is no snapshot yet. Run: safespaces publish"}, 503
        )
    return _json_response(
        {
            "ready": True,
            "snapshot": published.snapshot.number,
            "venues": len(published.snapshot.venues),
        },
        200,
    )


def _json_response(content: dict[str, object], status: int) -> Response:
    answer = jsonify(content)
    answer.status_code = status
    answer.headers["Cache-Control"] = NO_STORE
    return answer

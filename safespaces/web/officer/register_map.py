"""The venues of a filter of the register as GeoJSON, for the map beside its table."""

from flask import Blueprint, Response, jsonify, request, url_for

from safespaces.actions.register.register_map import RegisterMap, register_map
from safespaces.language import gettext as _
from safespaces.store.venue_search import Spot
from safespaces.web.dependencies import dependencies
from safespaces.web.officer.register_asked import register_asked
from safespaces.web.wall_clock import today

register_map_pages = Blueprint("register_map", __name__, url_prefix="/officer")

SIGNS = {
    "listed": "✓",
    "candidate": "…",
    "applied": "?",
    "paused": "–",
    "declined": "×",
    "withdrawn": "×",
}


@register_map_pages.get("/venues.geojson")
def marks() -> Response:
    """A FeatureCollection of points with `state`, `sign`, `name`, `words` and `address` (of the
    venue's page); `said` is what the map leaves out, in words.
    """
    deps = dependencies()
    found = register_map(
        deps.database,
        register_asked(request.args),
        today=today(),
        zone=deps.settings.zone,
        areas_of=deps.areas.near,
    )
    features = [_feature(each) for each in found.drawn]
    return jsonify({"type": "FeatureCollection", "said": _said(found), "features": features})


def _feature(spot: Spot) -> dict[str, object]:
    properties = {
        "state": spot.status,
        "sign": SIGNS.get(spot.status, ""),
        "name": spot.name,
        "words": _(spot.status),
        "address": url_for("officer.one_venue", venue_id=spot.id),
    }
    geometry = {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _said(found: RegisterMap) -> str:
    said = []
    if found.with_point > len(found.drawn):
        said.append(
            _(
                "The map shows the first %(drawn)s of %(count)s: choose an area or a status.",
                drawn=len(found.drawn),
                count=found.with_point,
            )
        )
    if found.without_point:
        said.append(_("Not on the map, without a point: %(count)s.", count=found.without_point))
    return " ".join(said)

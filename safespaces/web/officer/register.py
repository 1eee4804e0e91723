"""The register: a table by filter, the same to take along, and on a map."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from safespaces.actions.register.bulk_deeds import NAMES
from safespaces.actions.register.register_map import RegisterMap, register_map
from safespaces.actions.register.register_table import register_csv
from safespaces.actions.register.register_view import LACKING, find_venues
from safespaces.codes import Labels
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.store.venue_search import Spot
from safespaces.venues.categories import KINDS
from safespaces.venues.venue import ListingStatus
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.staff import signed_in_email
from safespaces.web.officer.register_asked import as_query, register_asked
from safespaces.web.page_asked import page_asked
from safespaces.web.wall_clock import today

register = Blueprint("register", __name__, url_prefix="/officer")

SIGNS = {
    "listed": "✓",
    "candidate": "…",
    "applied": "?",
    "paused": "–",
    "declined": "×",
    "withdrawn": "×",
}
COLUMNS = Labels(
    {
        "status": marked("Status"),
        "kind": marked("Kind"),
        "area": marked("Area"),
        "check": marked("Check to"),
        "training": marked("Training to"),
        "partner": marked("Partner"),
        "lacks": marked("Lacks"),
        "changed": marked("Changed"),
    }
)
RUNS_SAID = Labels(
    {
        "over": marked("has run out"),
        "soon": marked("runs out within 30 days"),
        "counts": marked("counts"),
    }
)
SORTS_SAID = Labels(
    {
        "name": marked("Name"),
        "status": marked("Listing status"),
        "kind": marked("Kind"),
        "check": marked("Check"),
        "training": marked("Training"),
        "changed": marked("Last change"),
    }
)


@register.get("/venues")
def venues() -> str:
    """The register, filtered by its address."""
    deps, asked = dependencies(), register_asked(request.args)
    chosen = [each for each in request.args.getlist("column") if each in COLUMNS]
    listed = find_venues(
        deps.database,
        asked,
        page=page_asked(),
        today=today(),
        zone=deps.settings.zone,
        areas_of=deps.areas.near,
    )
    return render_template(
        "officer/venues.html",
        listed=listed,
        asked=asked,
        filters=as_query(asked),
        query=as_query(asked) | ({"column": chosen} if chosen else {}),
        columns=COLUMNS,
        shown=chosen or list(COLUMNS),
        statuses=[(status.value, _(status.value)) for status in ListingStatus],
        kinds=sorted(KINDS.items(), key=lambda kind: kind[1]),
        kind_names=KINDS,
        areas=[(name, name) for name in deps.areas.every],
        lacking=[(name, _(name)) for name in LACKING],
        runs=RUNS_SAID,
        sorts=SORTS_SAID,
        deeds=NAMES,
        today=today(),
        drawing=deps.map_files.marks_address,
        states=SIGNS,
    )


@register.get("/venues.csv")
def table() -> Response:
    """All that fit the filter, as a table with what the council keeps beside them."""
    deps, asked = dependencies(), register_asked(request.args)
    answer = Response(
        register_csv(
            deps.database,
            asked,
            today=today(),
            zone=deps.settings.zone,
            areas_of=deps.areas.near,
            by=signed_in_email(),
            at=dependencies().clock(),
        ),
        content_type="text/csv; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = "attachment; filename=register.csv"
    return answer


@register.get("/venues.geojson")
def marks() -> Response:
    """A FeatureCollection of points with `state`, `sign`, `name`, `words`, `address` (of the
    venue's page) and `move` (of the page that keeps a new pin); `said` is what the map leaves
    out, in words.
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
        "move": url_for("correct_pages.edit", venue_id=spot.id, page="pin", back="check"),
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

"""Each place on its own: whom it reaches at the hour, who would be left without it, and the ground
within a walk of it.
"""

from flask import Blueprint, Response, render_template, url_for

from safespaces.actions.coverage.figures import provenance
from safespaces.actions.coverage.map import coverage_map
from safespaces.actions.coverage.places import (
    ground_of_place,
    grounds_geojson,
    place_at_limits,
    place_rows,
    row_of_place,
)
from safespaces.web.coverage.home import choices
from safespaces.web.coverage.query import (
    coverage_query,
    present_coverage,
    reader,
    weeks_to_choose,
)
from safespaces.web.coverage.tables import as_csv
from safespaces.web.coverage.turns import take_turns

coverage_places = take_turns(Blueprint("coverage_places", __name__, url_prefix="/coverage/places"))


@coverage_places.get("")
def places() -> str:
    """All of them, those first whose loss would leave most."""
    query = coverage_query()
    return render_template(
        "coverage/places.html",
        query=query,
        rows=place_rows(reader(), query, present_coverage(query)),
        choices=choices(),
        weeks=weeks_to_choose(query),
        provenance=provenance(reader(), query),
    )


@coverage_places.get("/places.csv")
def places_csv() -> Response:
    """The same as a table."""
    query = coverage_query()
    rows = (
        [row.name, row.area, row.state, *row.cells]
        for row in place_rows(reader(), query, present_coverage(query))
    )
    header = ["place", "area", "state", "within_reach", "no_other"]
    return as_csv("places", query, header, rows, is_of_list=True)


@coverage_places.get("/<slug>")
def place(slug: str) -> str:
    """One place, with the ground within the walk on the map."""
    query = coverage_query()
    now = present_coverage(query)
    row = row_of_place(query, now, slug)
    ground = ground_of_place(reader(), query, now, row)
    return render_template(
        "coverage/place.html",
        query=query,
        place=now.facilities[row],
        slug=slug,
        limits=place_at_limits(query, now, row),
        map=coverage_map(reader(), query, now, [], around=ground),
        choices=choices(),
        weeks=weeks_to_choose(query),
        provenance=provenance(reader(), query),
        here=url_for("coverage_places.places"),
    )


@coverage_places.get("/<slug>.geojson")
def place_geojson(slug: str) -> Response:
    """The ground within 5, 10, 15 and 20 minutes' walk of one place."""
    query = coverage_query()
    now = present_coverage(query)
    content = grounds_geojson(reader(), query, now, row_of_place(query, now, slug))
    return Response(content, content_type="application/geo+json")

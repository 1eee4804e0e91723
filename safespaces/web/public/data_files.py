"""Files that every phone and every other system gets alike.

None of them is asked for with anything about a person but an outward code.
"""

from datetime import date

from flask import Blueprint, Response, abort

from safespaces.geo.postcode import parse_outward
from safespaces.hours.wall_time import local
from safespaces.snapshot.shared_list import FILE
from safespaces.web.dependencies import dependencies
from safespaces.web.limits import Limit, reading
from safespaces.web.ready_file import send
from safespaces.web.snapshots import Published

data_files = Blueprint("data_files", __name__)

# a place that closes tonight is off every phone's list at its next look; an unchanged list costs no
# body
_EACH_TIME = "public, no-cache"
_A_MINUTE = "public, max-age=60"
_AN_HOUR = "public, max-age=3600"
_A_DAY = "public, max-age=86400"
_FOR_EVER = "public, max-age=31536000, immutable"


@data_files.get("/directory.json")
def directory() -> Response:
    """All Safe Spaces with open spans for 16 days, or how they are cut into cells
    (snapshot/directory.py).
    """
    return send(_published().directory(_today()), _EACH_TIME)


@data_files.get("/directory/<cell>.json")
@reading(Limit.API)  # each is made when it is first asked for
def directory_cell(cell: str) -> Response:
    """The Safe Spaces of one cell, which is at least five kilometres wide (snapshot/cells.py)."""
    file = _published().cell_files.of(cell, _today())
    return send(file, _EACH_TIME) if file else abort(404)


@data_files.get("/places.geojson")
def geojson() -> Response:
    """All Safe Spaces as GeoJSON."""
    return send(_published().geojson, _A_MINUTE)


@data_files.get("/places.csv")
def csv() -> Response:
    """All Safe Spaces as a table."""
    return send(_published().csv, _A_MINUTE)


@data_files.get(f"/{FILE}")
def shared_list() -> Response:
    """Our own Safe Spaces for the services of neighbouring councils (snapshot/shared_list.py)."""
    settings = dependencies().settings
    file = _published().shared_list(settings.area, settings.demo_banner)
    return send(file, _EACH_TIME)


@data_files.get("/streets/<name>-<number>.bin")
def streets(name: str, number: str) -> Response:
    """The walking network, or the names of its ways (docs/street-file.md): under another number it
    is another file. (c) OpenStreetMap contributors, ODbL 1.0.
    """
    held = dependencies().streets.current()
    if held is None or held.number != number or name not in held.files:
        abort(404)
    return send(held.files[name], _FOR_EVER)


@data_files.get("/streets/<cell>/<name>-<number>.bin")
@reading(Limit.API)  # as the directory's cells
def streets_of_cell(cell: str, name: str, number: str) -> Response:
    """The same for one cell of a long directory and the margin around it."""
    held, box = dependencies().streets.current(), _published().cell_files.box(cell)
    if held is None or held.number != number or box is None:
        abort(404)
    file = held.cells.of(box).get(name)
    return send(file, _FOR_EVER) if file else abort(404)


@data_files.get("/gazetteer.json")
def gazetteer() -> Response:
    """Named places and postcode sectors (venues/gazetteer.py)."""
    return send(dependencies().gazetteer_file, _AN_HOUR)


@data_files.get("/postcodes/<outward>.json")
def postcodes(outward: str) -> Response:
    """The postcodes of one outward code (web/postcode_files.py); 404 where none is known: the phone
    then uses the sector.
    """
    file = dependencies().postcode_files.of(outward) if parse_outward(outward) == outward else None
    return send(file, _A_DAY) if file else abort(404)


def _today() -> date:
    deps = dependencies()
    return local(deps.now(), deps.settings.zone).date()


def _published() -> Published:
    return dependencies().snapshots.current() or abort(503)
